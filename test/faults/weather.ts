import type { Email } from 'postal-mime'
import type { AcceptedMail, MailServer, Manners } from '../support/smtp.js'
import type { Weather } from './plan.js'

const SLOW_MS = 400

/** What the mail server does in each weather. */
export const WEATHER: Record<Weather, Manners> = {
  well: {},
  temporary: { recipient: () => '451 Try again later' },
  permanent: { recipient: () => '550 No such mailbox' },
  slow: { thinksMs: SLOW_MS },
  silent: { hangs: true },
}

/** A mail that a server has taken, whether or not the sender lived to hear it. */
export interface Accepted extends AcceptedMail {
  /** Which worker brought it: each has a server of its own to speak to. */
  worker: number
  /** Of the calendar entry that came with it; null: none came. */
  sequence: string | null
}

/** All that was taken, in order of time. */
export async function takenBy(servers: readonly MailServer[]): Promise<Accepted[]> {
  const mails = await Promise.all(
    servers.map(async (server, worker) => {
      const read = await server.read()
      return server.accepted.map((mail, i) => ({ ...mail, worker, sequence: sequenceOf(read[i]!) }))
    }),
  )
  return mails.flat().sort((a, b) => a.at - b.at)
}

function sequenceOf({ attachments }: Email): string | null {
  const content = attachments.find(part => part.mimeType === 'text/calendar')?.content
  if (content === undefined) return null
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  return /^SEQUENCE:(\d+)/m.exec(text)?.[1] ?? null
}
