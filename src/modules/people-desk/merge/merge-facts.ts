import type { EntityManager } from 'typeorm'
import type { MergeFacts } from '../rules/merge-plan.js'
import type { Role } from '../../../web/access.js'

export interface MergeAccount {
  id: string
  key: string | null
  name: string
  email: string
  agencyId: string | null
  agency: string | null
  agencyOther: string | null
  jobRole: string
  managerName: string
  managerEmail: string
  deputyName: string
  deputyEmail: string
  roles: Role[]
  hasPassword: boolean
  registeredAt: string
  lastSignedInAt: string | null
  version: number
  /** How much of each there is, by what the desk calls it. */
  has: Record<string, number>
}

const COUNTED: Record<string, string> = {
  Bookings: 'booking',
  'Waiting lists': 'waiting_entry',
  'Learning records': 'learning_record',
  Certificates: 'certificate',
  'Signed training records': 'transcript',
  'E-learning': 'enrolment',
  'Evidence handed in': 'evidence',
  'Questions asked about courses': 'evaluation_invitation',
}
const counts = Object.entries(COUNTED)
  .map(([words, table]) => `'${words}', (SELECT count(*)::int FROM ${table} x WHERE x.person_id = p.id)`)
  .join(', ')

const ACCOUNTS = `
  SELECT p.id, p.key, p.name, p.email, p.agency_id AS "agencyId", a.name AS agency, p.agency_other AS "agencyOther", p.job_role AS "jobRole",
    p.manager_name AS "managerName", p.manager_email AS "managerEmail", p.deputy_name AS "deputyName", p.deputy_email AS "deputyEmail",
    p.roles, p.password_hash IS NOT NULL AS "hasPassword", p.registered_at AS "registeredAt", p.last_signed_in_at AS "lastSignedInAt",
    p.version, json_build_object(${counts}) AS has
  FROM person p LEFT JOIN agency a ON a.id = p.agency_id WHERE p.id = ANY($1::uuid[])`

const list = (sql: string): string => `coalesce((SELECT json_agg(x ORDER BY x.id) FROM (${sql}) x), '[]')`
const millis = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`

// Only what may meet: all else moves as it is.
const FACTS = `
  SELECT
    ${list(`
      SELECT b.id, b.person_id AS of, b.occurrence_id AS "occurrenceId", b.course_id AS "courseId", b.state, b.second_on_course AS second,
        ${millis('b.booked_at')} AS "bookedAt", b.state IN ('attended', 'partly attended')
          OR EXISTS (SELECT 1 FROM register_mark m WHERE m.booking_id = b.id AND m.mark <> 'absent') AS present
      FROM booking b WHERE b.person_id = ANY($1::uuid[]) AND b.state <> 'cancelled'`)} AS bookings,
    ${list(`
      SELECT w.id, w.person_id AS of, w.course_id AS "courseId", w.number, w.displaced, w.occurrence_ids AS "occurrenceIds"
      FROM waiting_entry w WHERE w.person_id = ANY($1::uuid[]) AND w.ended_at IS NULL`)} AS waiting,
    ${list(`
      SELECT e.id, e.person_id AS of, e.course_id AS "courseId", e.progress, ${millis('e.signed_up_at')} AS "signedUpAt",
        EXISTS (SELECT 1 FROM evidence v WHERE v.enrolment_id = e.id AND v.state = 'handed in') AS awaited
      FROM enrolment e WHERE e.person_id = ANY($1::uuid[]) AND e.module_version_id IS NOT NULL AND e.completed_at IS NULL
        AND e.closed_at IS NULL`)} AS enrolments,
    ${list(`
      SELECT v.id, v.person_id AS of, v.course_id AS "courseId", v.enrolment_id AS "enrolmentId", ${millis('v.handed_in_at')} AS "handedInAt"
      FROM evidence v WHERE v.person_id = ANY($1::uuid[]) AND v.state = 'handed in'`)} AS evidence,
    ${list(`
      SELECT r.id, r.person_id AS of, r.course_id AS "courseId", r.completed_on::text AS "completedOn", r.valid_until::text AS "validUntil", r.note
      FROM learning_record r WHERE r.person_id = ANY($1::uuid[]) AND r.how = 'evidence' AND r.source IS NULL
        AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.learning_record_id = r.id)`)} AS records,
    EXISTS (SELECT 1 FROM evidence v WHERE v.person_id = ANY($1::uuid[]) AND v.decided_by_id = ANY($1::uuid[])) AS "judgedOther",
    EXISTS (SELECT 1 FROM erasure x WHERE x.person_id = ANY($1::uuid[]) AND x.state = 'asked') AS "erasureAsked",
    EXISTS (SELECT 1 FROM person p WHERE p.id = ANY($1::uuid[]) AND p.erased_at IS NOT NULL) AS erased`

/** Both accounts as they are, in the order asked; null where one is gone. */
export async function accounts(tx: Pick<EntityManager, 'query'>, ids: [string, string]): Promise<[MergeAccount, MergeAccount] | null> {
  const rows = await tx.query<MergeAccount[]>(ACCOUNTS, [ids])
  const [stays, goes] = ids.map(id => rows.find(row => row.id === id))
  return stays && goes ? [stays, goes] : null
}

/** What the two have that may meet. One query. */
export async function mergeFacts(tx: Pick<EntityManager, 'query'>, stays: string, goes: string, actor: string): Promise<MergeFacts> {
  const [row] = await tx.query<[Omit<MergeFacts, 'stays' | 'goes' | 'actor'>]>(FACTS, [[stays, goes]])
  return { ...row, stays, goes, actor }
}
