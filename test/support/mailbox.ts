import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import type { TestApp } from './app.js'

/** A mail as its reader sees it, with the kind of its outbox row. */
export interface ReadMail {
  kind: string
  to: string
  subject: string
  /** Without the lines that end every mail. */
  text: string
  /** The path of the first link in the text, the sign-in page's left aside; empty when there is none. */
  link: string
}

/** The mails that somebody was sent, oldest first, rendered as they would go out. */
export const mailsTo = (app: TestApp, email: string): Promise<ReadMail[]> => mailsWhere(app, 'to_email', email)

/** The mails about one thing (`booking:<id>`, `offer:<id>`), oldest first. */
export const mailsAbout = (app: TestApp, subject: string): Promise<ReadMail[]> => mailsWhere(app, 'subject', subject)

async function mailsWhere({ app, database }: TestApp, column: 'to_email' | 'subject', value: string): Promise<ReadMail[]> {
  const rows = await database.query<{ kind: string; to: string; data: Record<string, unknown> }[]>(
    `SELECT kind, to_email AS to, data FROM message WHERE ${column} = $1 ORDER BY created_at, id`,
    [value],
  )
  return rows.map(({ kind, to, data }) => {
    const mail = app.get(NotificationsReader).renderMail(kind, data)
    const paths = [...mail.body.matchAll(/https?:\/\/[^/\s]+(\/\S+)/g)].map(([, path]) => path ?? '')
    return { kind, to, ...{ subject: mail.subject, text: mail.body }, link: paths.find(path => path !== '/sign-in') ?? '' }
  })
}

/** The newest mail to an address; throws when there is none. */
export async function lastMailTo(app: TestApp, email: string): Promise<ReadMail> {
  const mail = (await mailsTo(app, email)).at(-1)
  if (!mail) throw new Error(`No mail to ${email}`)
  return mail
}
