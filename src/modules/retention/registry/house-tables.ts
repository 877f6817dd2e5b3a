import type { HeldTable } from './held-table.js'

const house = (table: string, plain: readonly string[] = [], more: Partial<HeldTable> = {}): HeldTable => ({
  table,
  kind: null,
  plain,
  ...more,
})

/** The catalogue, the programme, forms, settings and figures: of nobody. Who changed them last stays as a number of theirs. */
export const HOUSE_TABLES: HeldTable[] = [
  house('agency', ['key', 'name', 'agency_group', 'copies']),
  house('venue', ['key', 'name', 'address', 'postcode', 'access', 'map_url', 'features']),
  house('venue_room', ['name']),
  house('provider', ['key', 'name']),
  house('topic', ['key', 'name', 'priority_years']),
  house('course', ['key', 'title', 'summary', 'kind', 'mode', 'audience', 'external_url', 'reminder_days']),
  house('course_prerequisite'),
  house('course_evaluation', ['stages']),
  house('cancellation_policy', ['key', 'name', 'definition']),
  house('policy_version', ['name', 'definition'], { actors: ['made_by_id'] }),
  house('terms_version', ['words'], { actors: ['made_by_id'] }),
  house('closed_day', ['name'], { actors: ['added_by_id'] }),
  house('event', ['key']),
  house('occurrence', ['key', 'online_url', 'external_url'], { mentions: ['cancel_reason', 'joining_details', 'clash_reason'] }),
  house('session'),
  house('waiting_list'),
  house('module', ['kind', 'state', 'draft'], { actors: ['changed_by_id'] }),
  house('module_version', ['content'], { actors: ['published_by_id'] }),
  house('module_picture', ['alt']),
  house('scorm_package', ['filename', 'manifest'], { actors: ['uploaded_by_id'] }),
  house('scorm_file', ['lookup', 'type']),
  house('scorm_piece', ['content']),
  house('evaluation_form', ['key', 'title', 'stage', 'state', 'draft'], { actors: ['changed_by_id'] }),
  house('evaluation_form_version', ['content'], { actors: ['published_by_id'] }),
  house('evaluation_occurrence', [], { actors: ['opened_by_id'] }),
  house('evaluation_start'),
  house('measure', ['key', 'title', 'low', 'high']),
  house('bank_question', ['key', 'question']),
  house('signing_key', ['public_key', 'sealed']),
  house('figures_rollup', ['month', 'dimension', 'key', 'name']),
  house('job_run', ['name', 'outcome'], { mentions: ['error'] }),
  // Whose lines they are, `audit_forget` knows: it takes the values out and leaves who did what, when.
  house('audit', ['actor', 'route', 'subject', 'row_id', 'action'], { mentions: ['address', 'before', 'after'] }),
  house('retention_setting', ['periods'], { actors: ['changed_by_id'] }),
  house('purge_run', ['counts'], { actors: ['by_id'] }),
  house('migration', ['name']),
]
