const upload = (values: string) =>
  `INSERT INTO upload (id, name, type, bytes, uploaded_at, uploaded_by_id) VALUES (:new, 'a.pdf', ${values}, now(), :dana);`
const evidence = (columns: string, values: string, who = ':dana') =>
  `INSERT INTO evidence (id, person_id, course_id, completed_on, provider, handed_in_at${columns})
   VALUES (:new, ${who}, :course, '2026-01-10', 'Elsewhere', now()${values});`
const decided = (state: string, more = '', values = '') =>
  evidence(`, state, decided_at, decided_by_id${more}`, `, '${state}', now(), :cole${values}`)
const picture = (number: number, alt: string) =>
  `INSERT INTO module_picture (module_id, number, upload_id, alt, added_at) VALUES (:module, ${number}, :upload, '${alt}', now());`
const waiting = (who: string, file: string) => evidence(', upload_id', `, ${file}`, who)

/** What must be there before: two uploaded files. */
export const EVIDENCE_SCENE = [':upload', ':file'].map(
  id => `INSERT INTO upload (id, name, type, bytes, uploaded_at, uploaded_by_id) VALUES (${id}, 'a.png', 'image/png', 9, now(), :dana)`,
)

/** The rules that the database holds of uploads, evidence and pictures. */
export const EVIDENCE_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_upload_type', 'a file is of a kind that is taken', upload(`'image/jpeg', 1`), upload(`'text/html', 1`)],
  ['ck_upload_bytes', 'a file is not empty', upload(`'image/jpeg', 1`), upload(`'image/jpeg', 0`)],
  ['ck_evidence_state', 'evidence is in a state that there is', evidence(', state', `, 'taken back'`), evidence(', state', `, 'lost'`)],
  ['ck_evidence_decided', 'what is decided was decided by somebody', decided('accepted'), evidence(', state', `, 'accepted'`)],
  ['ck_evidence_reason', 'what is refused has a reason', decided('refused', ', reason', `, 'Blurred'`), decided('refused')],
  [
    'ck_evidence_not_own',
    'nobody decides on their own evidence',
    decided('accepted'),
    evidence(', state, decided_at, decided_by_id', `, 'accepted', now(), :dana`),
  ],
  ['ck_evidence_file', 'what waits has its file', waiting(':dana', ':upload'), evidence('', '')],
  [
    'uq_evidence_waiting',
    'one piece of evidence waits for a person and a course',
    waiting(':dana', ':upload') + waiting(':cole', ':file') + decided('accepted'),
    waiting(':dana', ':upload') + waiting(':dana', ':file'),
  ],
  ['ck_module_picture_number', 'pictures are counted from 1', picture(1, 'A house'), picture(0, 'A house')],
  ['ck_module_picture_alt', 'a picture says in words what it shows', picture(1, 'A house'), picture(1, '')],
]
