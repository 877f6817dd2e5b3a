import type pg from 'pg'
import type { Crowd } from './crowd.js'
import type { House } from './house.js'
import { takenBy, type Accepted } from './weather.js'

/** What must hold after any run; every number that is not 0 is a fault of ours. */
const NEVER: Record<string, string> = {
  'places given twice': `SELECT count(*) FROM occurrence o WHERE booked + held > places`,
  'counters unlike their bookings': `SELECT count(*) FROM occurrence o WHERE booked <> (SELECT count(*) FROM booking b WHERE b.occurrence_id = o.id AND b.state IN ('requested', 'booked'))`,
  'counters unlike their holds': `SELECT count(*) FROM occurrence o WHERE held <> (SELECT count(*) FROM offer f WHERE f.occurrence_id = o.id AND f.state = 'open' AND f.kind = 'hold')`,
  'people booked twice on a course': `SELECT count(*) FROM (SELECT 1 FROM booking WHERE state = 'booked' GROUP BY person_id, course_id HAVING count(*) > 1) x`,
  'people waiting for what they have': `SELECT count(*) FROM waiting_entry w JOIN booking b USING (person_id, course_id) WHERE w.ended_at IS NULL AND b.state = 'booked'`,
  'bookings without their confirmation': `SELECT count(*) FROM booking b WHERE key IS NULL AND reference LIKE 'GT-%' AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'booking:' || b.id AND m.kind = 'booking-confirmed')`,
  'cancellations without their mail': `SELECT count(*) FROM booking b WHERE state = 'cancelled' AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'booking:' || b.id AND m.kind = 'booking-cancelled')`,
  'reminders that were not written': `SELECT count(*) FROM booking b WHERE reference LIKE 'R%' AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'booking:' || b.id AND m.kind = 'reminder')`,
  'messages left due': `SELECT count(*) FROM message WHERE state = 'due' AND due_at <= now()`,
  'messages given up': `SELECT count(*) FROM message WHERE state = 'failed'`,
  'gathered messages whose carrier was not sent': `SELECT count(*) FROM message m LEFT JOIN message c ON c.id = m.carrier_id WHERE m.state = 'gathered' AND c.state IS DISTINCT FROM 'sent'`,
}

export interface Verdict {
  faults: Record<string, number>
  counts: Record<string, number>
}

/** Holds the database and the mail server against what the crowd was told. */
export async function verdict(database: pg.Client, house: House, crowd: Crowd): Promise<Verdict> {
  const faults: Record<string, number> = {}
  for (const [name, sql] of Object.entries(NEVER)) faults[name] = await count(database, sql)
  const { rows: bookings } = await database.query<{ id: string; state: string }>('SELECT id, state FROM booking')
  const stateOf = new Map(bookings.map(one => [one.id, one.state]))
  const told = [...crowd.booked.keys(), ...crowd.accepted]
  faults['acknowledged bookings lost'] = told.filter(id => !stateOf.has(id)).length
  faults['acknowledged cancellations lost'] = [...crowd.cancelled].filter(id => stateOf.get(id) !== 'cancelled').length
  faults['bookings that nobody cancelled'] = told.filter(id => stateOf.get(id) === 'cancelled' && !crowd.cancelled.has(id)).length
  faults['answers that make no sense'] = crowd.wrong.length
  const mails = await takenBy(house.mail)
  Object.assign(faults, await mailFaults(database, mails, house))
  return { faults, counts: await counts(database, crowd, house, mails) }
}

async function mailFaults(database: pg.Client, mails: Accepted[], house: House): Promise<Record<string, number>> {
  const { rows } = await database.query<{ messageId: string; state: string }>('SELECT message_id AS "messageId", state FROM message')
  const known = new Map(rows.map(row => [row.messageId, row.state]))
  const copies = copiesOf(mails)
  const second = [...copies.values()].filter(one => one.length > 1)
  for (const one of second.filter(copy => !explained(copy, house)))
    house.unexplained.push(JSON.stringify(one.map(({ source: _, ...mail }) => mail)))
  return {
    'messages sent and never accepted': rows.filter(row => row.state === 'sent' && !copies.has(row.messageId)).length,
    'mails that no message asked for': mails.filter(mail => !known.has(mail.messageId)).length,
    'second copies that no death explains': second.filter(one => !explained(one, house)).length,
    'second copies that differ': second.filter(one => new Set(one.map(mail => `${mail.to.join()} ${mail.sequence}`)).size > 1).length,
  }
}

function copiesOf(mails: Accepted[]): Map<string, Accepted[]> {
  const copies = new Map<string, Accepted[]>()
  for (const mail of mails) copies.set(mail.messageId, [...(copies.get(mail.messageId) ?? []), mail])
  return copies
}

/** A second copy is right only where the worker that brought the one before died before it could note it. */
const explained = (copies: Accepted[], house: House): boolean =>
  copies.slice(1).every((mail, i) => {
    const before = copies[i]!
    return house.deaths.some(
      ({ victim, which, at }) => victim === 'worker' && which === before.worker && at >= before.begun && at <= mail.at,
    )
  })

async function counts(database: pg.Client, crowd: Crowd, house: House, mails: Accepted[]): Promise<Record<string, number>> {
  const deaths = (victim: string) => house.deaths.filter(death => death.victim === victim).length
  return {
    'workers killed': deaths('worker'),
    'web processes killed': deaths('web'),
    'Redis killed or emptied': deaths('redis'),
    'Postgres killed': deaths('postgres'),
    'bookings acknowledged': crowd.booked.size,
    'of them cancelled': crowd.cancelled.size,
    'joined a waiting list': crowd.waiting.size,
    'offers accepted': crowd.accepted.length,
    messages: await count(database, 'SELECT count(*) FROM message'),
    'of them reminders': await count(database, `SELECT count(*) FROM message WHERE kind = 'reminder'`),
    'no longer true when due': await count(database, `SELECT count(*) FROM message WHERE state = 'dropped'`),
    'mails accepted': mails.length,
    'of them with a calendar entry': mails.filter(mail => mail.sequence !== null).length,
    'second copies, each after a death': mails.length - copiesOf(mails).size,
  }
}

async function count(database: pg.Client, sql: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(sql)
  return Number(rows[0]!.count)
}
