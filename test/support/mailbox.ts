import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import type { TestApp } from './app.js'

/** A mail as its reader sees it, with the kind of its outbox row. */
export interface ReadMail {
  kind: string
  subject: string
  text: string
  /** The path of the first link in the text, the sign-in page's left aside; empty when there is none. */
  link: string
}

/** The mails that somebody was sent, oldest first, rendered as they would go out. */
export async function mailsTo({ app, database }: TestApp, email: string): Promise<ReadMail[]> {
  const rows = await database.query<{ kind: string; data: Record<string, unknown> }[]>(
    'SELECT kind, data FROM message WHERE to_email = $1 ORDER BY created_at, id',
    [email],
  )
  return rows.map(({ kind, data }) => {
    const mail = app.get(NotificationsReader).renderMail(kind, data)
    const paths = [...mail.text.matchAll(/https?:\/\/[^/\s]+(\/\S+)/g)].map(([, path]) => path ?? '')
    return { kind, ...mail, link: paths.find(path => path !== '/sign-in') ?? '' }
  })
}

/** The newest mail to an address; throws when there is none. */
export async function lastMailTo(app: TestApp, email: string): Promise<ReadMail> {
  const mail = (await mailsTo(app, email)).at(-1)
  if (!mail) throw new Error(`No mail to ${email}`)
  return mail
}
