import { type HeldTable, OF_ADDRESS, OF_TRAINER } from './held-table.js'

/** Accounts, how they are opened, what was sent to them, and trainers. */
export const PEOPLE_TABLES: HeldTable[] = [
  {
    table: 'person',
    kind: 'account',
    of: 't.id = $1',
    personal: [
      ...['key', 'email', 'name', 'agency_other', 'job_role', 'manager_name', 'manager_email', 'deputy_name', 'deputy_email', 'roles'],
    ],
    secret: ['password_hash'],
    named: ['agency'],
  },
  {
    table: 'merged_person',
    kind: 'account',
    person: ['into_id'],
    actors: ['merged_by_id'],
    personal: ['key'],
    secret: ['address_hash', 'password_hash'],
  },
  { table: 'message_preference', kind: 'account', person: ['person_id'], plain: ['topic'] },
  { table: 'name_spelling', kind: 'account', person: ['person_id'], personal: ['spelling'] },
  {
    table: 'erasure',
    kind: 'account',
    person: ['person_id'],
    actors: ['decided_by_id'],
    personal: ['words', 'reason'],
    plain: ['state'],
  },
  { table: 'data_copy', kind: 'account', person: ['person_id'], actors: ['by_id'] },
  { table: 'person_token', kind: 'signingIn', person: ['person_id'], personal: ['email'], secret: ['hash'], plain: ['kind'] },
  { table: 'calendar_feed', kind: 'signingIn', person: ['person_id'], secret: ['nonce', 'secret_hash'] },
  { table: 'web_session', kind: 'signingIn', of: `t.sess->>'personId' = $1::text`, secret: ['sid', 'sess'] },
  { table: 'answered_request', kind: 'signingIn', person: ['person_id'], secret: ['key', 'answer'] },
  {
    table: 'failed_sign_in',
    kind: 'signingIn',
    of: `t.key = 'account:' || (SELECT encode(sha256(convert_to(x.email, 'UTF8')), 'hex') FROM person x WHERE x.id = $1)`,
    secret: ['key'],
  },
  {
    table: 'message',
    kind: 'messages',
    of: OF_ADDRESS,
    personal: ['subject', 'to_name', 'to_email', 'data', 'calendar', 'outcome'],
    plain: ['kind', 'message_id', 'state'],
  },
  { table: 'message_template', kind: null, actors: ['changed_by'], mentions: ['changed_by_name', 'words'], plain: ['kind'] },
  { table: 'trainer', kind: 'training', person: ['person_id'], personal: ['key'] },
  { table: 'trainer_absence', kind: 'training', of: OF_TRAINER, personal: ['words'] },
  { table: 'trainer_course', kind: 'training', of: OF_TRAINER, named: ['course'] },
  { table: 'occurrence_trainer', kind: 'training', of: OF_TRAINER, named: ['occurrence'] },
]
