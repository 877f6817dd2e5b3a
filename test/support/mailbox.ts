import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import type { TestApp } from './app.js'

/** A mail as its reader sees it, with the kind of its outbox row. */
export interface ReadMail {
  kind: string
  subject: string
  text: string
}

/** The mails that somebody was sent, oldest first, rendered as they would go out. */
export async function mailsTo({ app, database }: TestApp, email: string): Promise<ReadMail[]> {
  const rows = await database.query<{ kind: string; data: Record<string, unknown> }[]>(
    'SELECT kind, data FROM message WHERE to_email = $1 ORDER BY created_at, id',
    [email],
  )
  return rows.map(({ kind, data }) => ({ kind, ...app.get(NotificationsReader).renderMail(kind, data) }))
}
