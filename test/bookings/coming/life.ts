import { ComingWriter } from '../../../src/modules/bookings/coming/coming.writer.js'
import { BookingsWriter } from '../../../src/modules/bookings/bookings.writer.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { RegisterWriter } from '../../../src/modules/register/register.writer.js'
import { addDays, londonAt, londonDate, londonTime } from '../../../src/shared/dates.js'
import type { TestApp } from '../../support/app.js'

/** Does once what the jobs do at this moment of the clock: writes what falls due, and sends what is due. */
export async function sweep({ app, clock }: TestApp): Promise<void> {
  const now = clock.now()
  await app.get(BookingsWriter).passOnOffers(now)
  await app.get(BookingsWriter).offerPlaces(now)
  await app.get(ComingWriter).remindPeople(now)
  await app.get(ComingWriter).sendJoiningDetails(now)
  await app.get(RegisterWriter).chaseRegisters(now)
  await app.get(MessageSender).sendDue()
}

// Half an hour on both sides of the morning's hour, so that a message that falls due an hour off is seen to be sent at another time.
const JOBS_RUN_AT = ['04:30', '08:00', '08:30', '09:00', '20:00']

/** Lets the time pass up to and with `until`, with the jobs at some hours of each London day. */
export async function live(app: TestApp, until: Date): Promise<void> {
  for (let day = londonDate(app.clock.now()); day <= londonDate(until); day = addDays(day, 1))
    for (const at of JOBS_RUN_AT.map(time => londonAt(day, time))) {
      if (at <= app.clock.now() || at >= until) continue
      app.clock.moveTo(at)
      await sweep(app)
    }
  app.clock.moveTo(until)
  await sweep(app)
}

export interface Told {
  kind: string
  to: string
  /** London's day and time. */
  at: string
  state: string
}

/** The messages of these kinds, oldest first: when each was sent, or, where it was not, when it was to be. */
export async function told({ database }: TestApp, ...kinds: string[]): Promise<Told[]> {
  const rows = await database.query<{ kind: string; to: string; at: Date; state: string }[]>(
    `SELECT kind, to_email AS to, coalesce(sent_at, (SELECT c.sent_at FROM message c WHERE c.id = m.carrier_id), due_at) AS at, state
     FROM message m WHERE kind = ANY($1) ORDER BY 3, kind, to_email`,
    [kinds],
  )
  return rows.map(row => ({ ...row, at: `${londonDate(row.at)} ${londonTime(row.at)}` }))
}
