import type { Statement } from '../../database/prepared.js'
import type { Day } from '../../shared/dates.js'
import type { LaneBatch } from '../../shared/lanes.js'
import { MESSAGE_COLUMNS, MESSAGE_RECORD, MESSAGE_VALUES, type MessageRow } from '../notifications/notifications.writer.js'
import { APPROVAL_COLUMNS, APPROVAL_RECORD, APPROVAL_VALUES, type NewApproval } from './approval/approval-row.js'
import type { BookingAsked, BookingMade } from './booking-lane.facts.js'
import { answeredSql, asJson, occurrencesSql, peopleSql } from './booking-facts.sql.js'
import type { Agreed } from './policies/agreed.js'
import type { Approvers } from './rules/approval.js'

/** One occurrence, for whoever looks or holds its lock. */
export const readOccurrence = (occurrenceId: string): Statement => ({
  name: 'booking-occurrence',
  text: occurrencesSql('$1'),
  values: [[occurrenceId]],
})

/** These people for one occurrence. */
export const readPeople = (occurrenceId: string, personIds: string[]): Statement => ({
  name: 'booking-people',
  text: peopleSql('$1', '$2'),
  values: [personIds, personIds.map(() => occurrenceId)],
})

/** The counters as they stand now, locked until the transaction ends. NO KEY: rows that refer to the occurrence need not wait. */
export const lockCounters = (occurrenceId: string): Statement => ({
  name: 'booking-lock',
  text: 'SELECT places, booked, held, cancelled_at AS "cancelledAt" FROM occurrence WHERE id = $1 FOR NO KEY UPDATE',
  values: [occurrenceId],
})

/** The locks of a round, for lanes that keep losing the race: in one order, so that two rounds do not wait for each other in a ring. */
export const lockRound = (batches: LaneBatch<BookingAsked>[]): Statement => ({
  name: 'booking-round-lock',
  text: 'SELECT 1 FROM occurrence WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
  values: [batches.map(batch => batch.key)],
})

const ROUND = `SELECT ${asJson(occurrencesSql('$1'))} AS occurrences, ${asJson(peopleSql('$2', '$3'))} AS people, ${asJson(answeredSql('$4', '$5'))} AS answered`

/** All facts of a round in one row. No lock: the writing statement takes only what has not changed since. */
export function readRound(batches: LaneBatch<BookingAsked>[]): Statement {
  const asked = batches.flatMap(({ key, requests }) => requests.map(request => ({ occurrenceId: key, ...request })))
  const keyed = asked.filter(one => one.key)
  const values = [
    batches.map(batch => batch.key),
    asked.map(one => one.personId),
    asked.map(one => one.occurrenceId),
    keyed.map(one => one.personId),
    keyed.map(one => one.key),
  ]
  return { name: 'booking-round', text: ROUND, values }
}

/** What one lane's decisions add to its occurrence's counters, and the version of the row that they were decided on. */
export interface Move {
  id: string
  version: string
  booked: number
  held: number
  overbooked: number
}

export interface NewBooking extends Agreed {
  occurrenceId: string
  id: string
  reference: string
  personId: string
  agencyId: string | null
  state: BookingMade['state']
  bookedById: string
  overrideReason: string
  secondOnCourse: boolean
  access: string
  dietary: string
}

/** On what a place is kept. */
export interface NewCondition {
  occurrenceId: string
  bookingId: string
  courseIds: string[]
  daysBefore: number
  until: Day
  nextAt: Date
}

/** Everything that a round changes. */
export interface RoundWrites {
  moves: Move[]
  bookings: NewBooking[]
  messages: (MessageRow & { occurrenceId: string })[]
  answers: { occurrenceId: string; personId: string; key: string; answer: BookingMade }[]
  approvals: (NewApproval & { occurrenceId: string })[]
  conditions: NewCondition[]
  /** Line managers whom people have just named. */
  named: (Approvers & { occurrenceId: string; personId: string })[]
  /** How many of which reserved places are used. */
  reserved: { occurrenceId: string; id: string; used: number }[]
  /** On whose behalf, by the id of the booking and of its person. */
  who: Record<string, object>
}

// `moved` takes only the occurrences that nobody has changed since they were read (comparing counters would not do: a hold declined and
// passed on leaves them equal). All else joins it, so that a lane that lost the race writes nothing, and is read and decided again.
// `who` is the last parameter: of each row, on whose behalf it is written; the audit's triggers read it when all else is done.
const write = (also: string, who: string) => `
  WITH moved AS (
    UPDATE occurrence o SET booked = o.booked + m.booked, held = o.held + m.held, overbooked = o.overbooked + m.overbooked
    FROM jsonb_to_recordset($1::jsonb) AS m(id uuid, version text, booked int, held int, overbooked int)
    WHERE o.id = m.id AND o.xmin = m.version::xid
    RETURNING o.id, o.course_id),
  asked AS (
    SELECT b.*, moved.course_id FROM moved JOIN jsonb_to_recordset($2::jsonb) AS b("occurrenceId" uuid, id uuid, reference text, "personId" uuid,
      "agencyId" uuid, state text, "bookedById" uuid, "overrideReason" text, "secondOnCourse" boolean, "policyId" uuid, "policyVersion" int,
      "termsId" uuid, "promisedFor" timestamptz, promised timestamptz[], access text, dietary text) ON b."occurrenceId" = moved.id),
  made AS (
    INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at, booked_by_id, override_reason, second_on_course,
      policy_id, policy_version, terms_id, promised_for, promised)
    SELECT id, reference, "occurrenceId", course_id, "personId", "agencyId", state, $5, "bookedById", "overrideReason", "secondOnCourse",
      "policyId", "policyVersion", "termsId", "promisedFor", promised FROM asked),
  needed AS (
    INSERT INTO need (booking_id, access, dietary) SELECT id, access, dietary FROM asked WHERE access <> '' OR dietary <> ''),
  told AS (
    INSERT INTO message (${MESSAGE_COLUMNS})
    SELECT ${MESSAGE_VALUES}
    FROM moved JOIN jsonb_to_recordset($3::jsonb) AS m("occurrenceId" uuid, ${MESSAGE_RECORD}) ON m."occurrenceId" = moved.id
    ON CONFLICT DO NOTHING),
  answered AS (
    INSERT INTO answered_request (person_id, key, answer, answered_at)
    SELECT a."personId", a.key, a.answer, $5 FROM moved
      JOIN jsonb_to_recordset($4::jsonb) AS a("occurrenceId" uuid, "personId" uuid, key text, answer jsonb) ON a."occurrenceId" = moved.id),
  ended AS (
    UPDATE waiting_entry w SET ended_at = $5, outcome = 'booked' FROM asked
    WHERE w.person_id = asked."personId" AND w.course_id = asked.course_id AND w.ended_at IS NULL RETURNING w.id, asked."occurrenceId"),
  accepted AS (
    UPDATE offer f SET state = 'accepted', answered_at = $5 FROM ended
    WHERE f.entry_id = ended.id AND f.occurrence_id = ended."occurrenceId" AND f.state = 'open' AND f.runs_out_at > $5)${also}
  SELECT id, (SELECT set_config('goldthread.each', ${who}, true)) AS told FROM moved`
const WRITE = write('', '$6')

// Few rounds ask for approval, keep a place on condition or use a reserved one, and the others need not carry what that takes.
const ASKING = `,
  asking AS (
    INSERT INTO approval (${APPROVAL_COLUMNS})
    SELECT ${APPROVAL_VALUES}
    FROM moved JOIN jsonb_to_recordset($6::jsonb) AS a("occurrenceId" uuid, ${APPROVAL_RECORD}) ON a."occurrenceId" = moved.id),
  named AS (
    UPDATE person p SET manager_name = n."managerName", manager_email = n."managerEmail", deputy_name = n."deputyName", deputy_email = n."deputyEmail",
      version = p.version + 1
    FROM moved JOIN jsonb_to_recordset($7::jsonb) AS n("occurrenceId" uuid, "personId" uuid, "managerName" text, "managerEmail" text,
      "deputyName" text, "deputyEmail" text) ON n."occurrenceId" = moved.id WHERE p.id = n."personId")`
const WRITE_ASKING = write(ASKING, '$8')
const WRITE_ALL = write(
  `${ASKING},
  kept AS (
    INSERT INTO booking_condition (booking_id, course_ids, days_before, until, next_at)
    SELECT k."bookingId", ARRAY(SELECT jsonb_array_elements_text(k."courseIds"))::uuid[], k."daysBefore", k.until, k."nextAt"
    FROM moved JOIN jsonb_to_recordset($8::jsonb) AS k("occurrenceId" uuid, "bookingId" uuid, "courseIds" jsonb, "daysBefore" int, until date,
      "nextAt" timestamptz) ON k."occurrenceId" = moved.id),
  used AS (
    UPDATE reserved_places r SET unused = r.unused - u.used
    FROM moved JOIN jsonb_to_recordset($9::jsonb) AS u("occurrenceId" uuid, id uuid, used int) ON u."occurrenceId" = moved.id WHERE r.id = u.id)`,
  '$10',
)

/**
 * Writes a round in one statement, so in one transaction and one flush to disk; answers with the occurrences that took it. A place held
 * for somebody on another date, or one whose offer had run out unseen, is not touched here: its queue entry has ended, and so it is
 * passed on when next looked at.
 */
export function writeRound(writes: RoundWrites, now: Date): Statement {
  const { moves, bookings, messages, answers, approvals, named, conditions, reserved, who } = writes
  const values = [...[moves, bookings, messages, answers].map(rows => JSON.stringify(rows)), now]
  const few = conditions.length + reserved.length
  if (approvals.length + few === 0) return { name: 'booking-write', text: WRITE, values: [...values, JSON.stringify(who)] }
  const asking = [...values, JSON.stringify(approvals), JSON.stringify(named)]
  if (few === 0) return { name: 'booking-write-asking', text: WRITE_ASKING, values: [...asking, JSON.stringify(who)] }
  const all = [...asking, JSON.stringify(conditions), JSON.stringify(reserved), JSON.stringify(who)]
  return { name: 'booking-write-all', text: WRITE_ALL, values: all }
}
