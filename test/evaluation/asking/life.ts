import { AskForAnswers } from '../../../src/jobs/ask-for-answers.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { addDays, londonAt, londonDate, londonTime } from '../../../src/shared/dates.js'
import type { TestApp } from '../../support/app.js'

export const NEVER = new AbortController().signal

/** Does once what the jobs do at this moment of the clock: asks what is to be asked, and sends what is due. */
export async function sweep({ app, clock }: TestApp): Promise<string> {
  const words = await app.get(AskForAnswers).run(clock.now(), NEVER)
  await app.get(MessageSender).sendDue()
  return words
}

// Half an hour on both sides of the morning's hour, so that what falls due an hour off is seen to be sent at another time.
const JOBS_RUN_AT = ['04:30', '08:00', '08:30', '09:00', '16:00', '20:00']

/** Lets the time pass up to and with `until`, with the jobs at some hours of each London day. */
export async function live(app: TestApp, until: Date, run: (app: TestApp) => Promise<unknown> = sweep): Promise<void> {
  for (let day = londonDate(app.clock.now()); day <= londonDate(until); day = addDays(day, 1))
    for (const at of JOBS_RUN_AT.map(time => londonAt(day, time))) {
      if (at <= app.clock.now() || at >= until) continue
      app.clock.moveTo(at)
      await run(app)
    }
  app.clock.moveTo(until)
  await run(app)
}

/** The mails of evaluations to an address, oldest first: the kind without its beginning, London's day and time, and what became of it. */
export async function asked({ database }: TestApp, person: Pick<Person, 'email'> | string): Promise<string[]> {
  const email = typeof person === 'string' ? person : person.email
  const rows = await database.query<{ kind: string; sequence: number; at: Date; state: string }[]>(
    `SELECT kind, sequence, coalesce(sent_at, (SELECT c.sent_at FROM message c WHERE c.id = m.carrier_id), due_at) AS at, state
     FROM message m WHERE kind LIKE 'evaluation-%' AND to_email = $1 ORDER BY 3, kind, sequence`,
    [email],
  )
  return rows.map(({ kind, sequence, at, state }) => {
    const outcome = ['sent', 'gathered'].includes(state) ? '' : ` (${state})`
    return `${kind.replace('evaluation-', '')} ${sequence}: ${londonDate(at)} ${londonTime(at)}${outcome}`
  })
}

/** How the invitations of a booking stand, in the order of the stages. */
export async function invitations({ database }: TestApp, bookingId: string): Promise<string[]> {
  const rows = await database.query<{ stage: string; state: string; why: string | null }[]>(
    `SELECT stage, state, closed_why AS why FROM evaluation_invitation WHERE booking_id = $1
     ORDER BY array_position(ARRAY['pre', 'post', 'impact', 'manager'], stage)`,
    [bookingId],
  )
  return rows.map(({ stage, state, why }) => `${stage} ${state}${why ? `: ${why}` : ''}`)
}
