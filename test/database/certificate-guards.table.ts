const RECORD = '00000000-0000-7000-8000-00000000c001'
const record = `INSERT INTO learning_record (id, person_id, course_id, completed_on, how, recorded_at)
  VALUES ('${RECORD}', :dana, :course, '2026-03-02', 'attended', now());`
const certificate = (number: string, columns = '', values = '', how = 'attended') =>
  `INSERT INTO certificate (id, number, learning_record_id, person_id, course_id, name, course_title, partnership, completed_on, issued_at, how${columns})
   VALUES (:new, '${number}', '${RECORD}', :dana, :course, 'Dana', 'Neglect', 'Partnership', '2026-03-02', now(), '${how}'${values});`
const withdrawn = (why: string, more = '', values = '') =>
  record + certificate('GC-1', `, withdrawn_at, withdrawn_why${more}`, `, now(), '${why}'${values}`)
const signing = `INSERT INTO signing_key (id, public_key, sealed, made_at) VALUES ('${RECORD}', '', '', now());`
const transcript = (number: string, closed = 'NULL') =>
  `INSERT INTO transcript (id, number, person_id, content, digest, signature, key_id, made_at, made_by_id, closed_at)
   VALUES (:new, '${number}', :dana, '{}', 'abc', '', '${RECORD}', now(), :dana, ${closed});`

/** The rules that the database holds of certificates and transcripts. */
export const CERTIFICATE_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  [
    'uq_certificate_live',
    'one certificate stands for a record at a time',
    withdrawn('replaced') + certificate('GC-2'),
    record + certificate('GC-1') + certificate('GC-2'),
  ],
  [
    'uq_certificate_number',
    'no two certificates have one number',
    withdrawn('replaced') + certificate('GC-2'),
    withdrawn('replaced') + certificate('GC-1'),
  ],
  [
    'ck_certificate_how',
    'what others vouch for has no certificate of ours',
    record + certificate('GC-1'),
    record + certificate('GC-1', '', '', 'evidence'),
  ],
  [
    'ck_certificate_withdrawn',
    'what is withdrawn was withdrawn at a time, and for a reason',
    withdrawn('record'),
    record + certificate('GC-1', ', withdrawn_at', ', now()'),
  ],
  ['ck_certificate_withdrawn_why', 'the reason is one of those there are', withdrawn('register'), withdrawn('whim')],
  [
    'ck_certificate_administrator',
    'an administrator withdraws with words of their own, and with their name',
    withdrawn('administrator', ', withdrawn_reason, withdrawn_by_id', `, 'A mistake', :cole`),
    withdrawn('administrator'),
  ],
  [
    'uq_transcript_open',
    'the same record is signed once, unless the holder closed the first',
    signing + transcript('TR-1', 'now()') + transcript('TR-2'),
    signing + transcript('TR-1') + transcript('TR-2'),
  ],
]
