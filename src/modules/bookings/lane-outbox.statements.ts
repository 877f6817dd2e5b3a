import type { Statement } from '../../database/pipeline.js'
import type { Outbox } from '../notifications/notifications.writer.js'

/** The outbox rows of a batch, in the lane's own transaction; a mail that is there already stays as it is. */
export const insertMessages = (rows: ReturnType<Outbox['rows']>): Statement => ({
  name: 'lane-messages',
  text: `
    INSERT INTO message (id, subject, kind, sequence, to_name, to_email, data, message_id, due_at, created_at)
    SELECT id, subject, kind, sequence, to_name, to_email, data, message_id, due_at, created_at
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::jsonb[], $8::text[], $9::timestamptz[], $10::timestamptz[])
      AS row (id, subject, kind, sequence, to_name, to_email, data, message_id, due_at, created_at)
    ON CONFLICT DO NOTHING`,
  values: [
    rows.map(row => row.id),
    rows.map(row => row.subject),
    rows.map(row => row.kind),
    rows.map(row => row.sequence),
    rows.map(row => row.toName),
    rows.map(row => row.toEmail),
    rows.map(row => JSON.stringify(row.data)),
    rows.map(row => row.messageId),
    rows.map(row => row.dueAt),
    rows.map(row => row.createdAt),
  ],
})

/** What a repeat will be answered. A key that another process has just answered fails here, and the batch is read and decided again. */
export const insertAnswers = (rows: { personId: string; key: string; answer: unknown }[], now: Date): Statement => ({
  name: 'lane-answers',
  text: `
    INSERT INTO answered_request (person_id, key, answer, answered_at)
    SELECT person_id, key, answer, $4 FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS row (person_id, key, answer)`,
  values: [rows.map(row => row.personId), rows.map(row => row.key), rows.map(row => JSON.stringify(row.answer)), now],
})
