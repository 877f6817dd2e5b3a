const erasure = (state: string, columns = '', values = '') =>
  `INSERT INTO erasure (id, person_id, state, asked_at${columns}) VALUES (gen_random_uuid(), :dana, '${state}', now()${values});`
const decided = (state: string, reason = 'A reason') => erasure(state, ', decided_at, reason', `, now(), '${reason}'`)

export const RETENTION_GUARDS: [string, string, string, string][] = [
  [
    'ck_person_erased',
    'nobody who was erased can sign in or holds a role',
    `UPDATE person SET erased_at = now(), password_hash = NULL, roles = '{}', confirmed_at = NULL WHERE id = :dana;`,
    `UPDATE person SET erased_at = now(), password_hash = NULL, roles = '{administrator}', confirmed_at = NULL WHERE id = :dana;`,
  ],
  [
    'ck_retention_setting_once',
    'there is one list of periods',
    `UPDATE retention_setting SET version = 2;`,
    `INSERT INTO retention_setting (id) VALUES (2);`,
  ],
  ['ck_erasure_state', 'what becomes of a request is one of what there is', erasure('asked'), decided('forgotten')],
  ['ck_erasure_decided', 'what is decided was decided at a time', decided('taken back'), erasure('taken back')],
  ['ck_erasure_reason', 'nobody is refused without a reason', decided('refused'), decided('refused', '')],
  ['uq_erasure_asked', 'somebody asks once at a time', decided('refused') + erasure('asked'), erasure('asked') + erasure('asked')],
  ['uq_erasure_done', 'nobody is erased twice', decided('done') + erasure('asked'), decided('done') + decided('done')],
]
