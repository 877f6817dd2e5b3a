const form = (state: string, course = 'NULL', stage = 'pre') =>
  `INSERT INTO evaluation_form (id, title, stage, course_id, state, draft, changed_at) VALUES (:new, 'A form', '${stage}', ${course}, '${state}', '{}', now());`
// Forms come with the product, and these rules are tried on what a partnership adds.
const none = `UPDATE evaluation_form SET state = 'retired';`
const settings = (stages: string, weeks = 8, months = 6) =>
  `INSERT INTO course_evaluation (course_id, stages, gate_joining, gate_certificate, impact_weeks, manager_months)
   VALUES (:course, '${stages}', false, true, ${weeks}, ${months});`
const invite = (columns = '', values = '', stage = 'pre') =>
  `INSERT INTO evaluation_invitation (id, booking_id, stage, person_id, course_id, occurrence_id, due_at${columns})
   VALUES (:new, :booking, '${stage}', :dana, :course, :monday, now()${values});`
const answer = (submitted: string) =>
  `INSERT INTO evaluation_answer (invitation_id, form_version_id, answers, saved_at, submitted_at)
   VALUES (:invitation, :formversion, '{}', now(), ${submitted});`
const score = (value: number) =>
  `INSERT INTO evaluation_score (invitation_id, measure_key, value) VALUES (:invitation, 'knowledge', ${value});`
const action = (position: number, kept = 'NULL') =>
  `INSERT INTO committed_action (id, booking_id, position, words, kept) VALUES (:new, :done, ${position}, 'I will ask', ${kept});`

const start = (id: number) => `INSERT INTO evaluation_start (id, since) VALUES (${id}, now());`
const opened = (at: string, by: string) =>
  `INSERT INTO evaluation_occurrence (occurrence_id, starts_at, ends_at, opened_at, opened_by_id) VALUES (:monday, now(), now(), ${at}, ${by});`

const tag = (words: string) =>
  `INSERT INTO answer_tag (invitation_id, question_key, tag, tagged_by_id, tagged_at) VALUES (:invitation, 'story', '${words}', :cole, now());`
const quoted = (words: string) =>
  `INSERT INTO impact_statement (invitation_id, question_key, words, chosen_by_id, chosen_at) VALUES (:invitation, 'story', '${words}', :cole, now());`

/** What must be there before: a form with a version, and Cole, who is asked after his date. */
export const EVALUATION_SCENE = [
  `INSERT INTO evaluation_form (id, title, stage, state, draft, changed_at) VALUES (:form, 'A form', 'post', 'retired', '{}', now())`,
  `INSERT INTO evaluation_form_version (id, form_id, number, content, published_at) VALUES (:formversion, :form, 1, '{}', now())`,
  `INSERT INTO evaluation_invitation (id, booking_id, stage, person_id, course_id, occurrence_id, due_at)
   VALUES (:invitation, :done, 'post', :cole, :course, :tuesday, now())`,
]

/** The rules that the database holds of evaluation. */
export const EVALUATION_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_evaluation_form_stage', 'a form belongs to a stage that there is', form('draft', 'NULL', 'manager'), form('draft', 'NULL', 'later')],
  ['ck_evaluation_form_state', 'a form is in a state that there is', form('retired'), form('lost')],
  [
    'uq_evaluation_form_default',
    'a stage has one default form at a time',
    none + form('published') + form('published', 'NULL', 'post') + form('published', ':course') + form('draft'),
    none + form('published') + form('published'),
  ],
  [
    'uq_evaluation_form_course',
    'a stage of a course has one form at a time',
    form('published', ':course') + form('published', ':other') + form('published', ':course', 'post') + form('draft', ':course'),
    form('published', ':course') + form('published', ':course'),
  ],
  ['ck_course_evaluation_stages', 'a course has stages that there are', settings('{pre,impact}'), settings('{pre,later}')],
  ['ck_course_evaluation_offsets', 'asked within a year, and two years', settings('{}', 52, 24), settings('{}', 0, 6)],
  ['ck_evaluation_invitation_stage', 'asked at a stage that there is', invite('', '', 'impact'), invite('', '', 'later')],
  ['ck_evaluation_invitation_state', 'in a state that there is', invite(', state', `, 'answered'`), invite(', state', `, 'lost'`)],
  [
    'ck_evaluation_invitation_asked',
    'who was asked was asked at a moment',
    invite(', state, asked_at', `, 'asked', now()`),
    invite(', state', `, 'asked'`),
  ],
  [
    'ck_evaluation_invitation_closed',
    'what is closed says why, and nothing else does',
    invite(', state, closed_why', `, 'closed', 'no-show'`),
    invite(', closed_why', `, 'no-show'`),
  ],
  ['ck_evaluation_invitation_chasers', 'two chasers at most', invite(', chasers', ', 2'), invite(', chasers', ', 3')],
  ['ck_evaluation_answer_submitted', 'what is sent was saved', answer('now()'), answer(`now() + interval '1 second'`)],
  ['ck_evaluation_score_value', 'a score lies on its scale', score(10), score(10.5)],
  ['ck_committed_action_position', 'three actions at most', action(3), action(4)],
  ['ck_committed_action_kept', 'kept, partly or not yet', action(1, `'not yet'`), action(1, `'no'`)],
  ['ck_evaluation_start_once', 'asking begins once', start(1), start(2)],
  ['ck_evaluation_occurrence_opened', 'who opened it in the room is known', opened('now()', ':cole'), opened('now()', 'NULL')],
  ['ck_answer_tag_tag', 'a theme is some words, and not many', answer('NULL') + tag('x'.repeat(40)), answer('NULL') + tag('x'.repeat(41))],
  ['ck_impact_statement_words', 'a quotation has words', answer('NULL') + quoted('I asked'), answer('NULL') + quoted('')],
]
