const module = (state: string, kind = 'built') =>
  `INSERT INTO module (id, course_id, kind, state, changed_at) VALUES (:new, :other, '${kind}', '${state}', now());`
const enrol = (columns: string, values: string) =>
  `INSERT INTO enrolment (id, course_id, person_id, signed_up_at${columns}) VALUES (:new, :course, :dana, now()${values});`
const taken = (more = '', values = '') => enrol(`, module_version_id${more}`, `, :version${values}`)
const attempt = (number: number, more = '', values = '') =>
  `INSERT INTO quiz_attempt (enrolment_id, number, seed, started_at${more}) VALUES (:enrolment, ${number}, 7, now()${values});`
const answer = (number: number) =>
  `INSERT INTO quiz_answer (enrolment_id, attempt, question, chosen, correct, answered_at) VALUES (:enrolment, ${number}, 'q1', '{a}', true, now());`
const finished = (number: number) => attempt(number, ', finished_at, score, passed', ', now(), 80, true')

const told = (verb: string, state: string, more: string[][] = []) =>
  `INSERT INTO xapi_statement (id, source, enrolment_id, person_id, verb, activity, statement, stored_at, try_at, state${more.map(([name]) => `, ${name}`).join('')})
   VALUES (:new, CAST(gen_random_uuid() AS text), :enrolment, :cole, '${verb}', 'x', '{}', now(), now(), '${state}'${more.map(([, value]) => `, ${value}`).join('')});`
const toldOnce = `UPDATE xapi_statement SET source = 'once'`

/** What must be there before: a module of `course`, its version, and Cole, who takes it. */
export const ELEARNING_SCENE = [
  `INSERT INTO module (id, course_id, kind, state, changed_at) VALUES (:module, :course, 'built', 'published', now())`,
  `INSERT INTO module_version (id, module_id, number, content, published_at) VALUES (:version, :module, 1, '{}', now())`,
  `INSERT INTO enrolment (id, course_id, person_id, signed_up_at, module_version_id) VALUES (:enrolment, :course, :cole, now(), :version)`,
]

/** The rules that the database holds of e-learning. */
export const ELEARNING_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_module_kind', 'a module is of a kind that there is', module('draft', 'elsewhere'), module('draft', 'hearsay')],
  ['ck_module_state', 'a module is in a state that there is', module('retired'), module('lost')],
  [
    'uq_module_course',
    'a course is taken in one way at a time',
    module('published') + module('draft'),
    module('published') + module('published'),
  ],
  [
    'uq_enrolment_open',
    'one open enrolment for a person on a course; history from elsewhere is left as it is',
    taken(', completed_at', ', now()') + taken(', closed_at', ', now()') + enrol('', '') + taken(),
    taken() + taken(),
  ],
  ['ck_enrolment_progress', 'progress is a percentage', taken(', progress', ', 100'), taken(', progress', ', 101')],
  ['ck_enrolment_score', 'a score is a percentage', taken(', score', ', 100'), taken(', score', ', 100.5')],
  ['ck_enrolment_position', 'nobody is before the beginning', taken(', position', ', 0'), taken(', position', ', -1')],
  [
    'ck_enrolment_closed',
    'what is completed is not closed as unfinished',
    taken(', closed_at', ', now()'),
    taken(', completed_at, closed_at', ', now(), now()'),
  ],
  ['uq_quiz_attempt_open', 'one go at a quiz at a time', finished(1) + attempt(2), attempt(1) + attempt(2)],
  ['ck_quiz_attempt_number', 'goes are counted from 1', attempt(1), attempt(0)],
  ['ck_quiz_attempt_finished', 'a finished go has a score and an end', finished(1), attempt(1, ', finished_at', ', now()')],
  ['ck_quiz_answer_attempt', 'an answer belongs to a go, or to a page', answer(0), answer(-1)],
  [
    'uq_xapi_statement_source',
    'one thing is told once',
    told('passed', 'due') + toldOnce,
    told('passed', 'due') + told('passed', 'due') + toldOnce,
  ],
  ['ck_xapi_statement_verb', 'a statement has a verb that there is', told('failed', 'due'), told('attended', 'due')],
  ['ck_xapi_statement_state', 'a statement is in a state that there is', told('passed', 'due'), told('passed', 'lost')],
  ['ck_xapi_statement_sent', 'what was sent on has its moment', told('passed', 'sent', [['sent_at', 'now()']]), told('passed', 'sent')],
  [
    'ck_xapi_statement_refused',
    'what was refused has a reason',
    told('passed', 'refused', [['outcome', `'x'`]]),
    told('passed', 'refused'),
  ],
]
