import type { TestApp } from '../support/app.js'
import { PERIODS, cutoff, type PeriodKey } from '../../src/modules/retention/rules/periods.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { aForm, anAnswer, anInvitation, type BuiltForm } from '../support/builders/evaluation.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aMessage } from '../support/builders/message.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { newId } from '../../src/shared/ids.js'
import { aPerson } from '../support/people.js'

/** What is older than this goes, with the usual periods, on the day of the test. */
export const limit = (app: TestApp, key: PeriodKey, ms = 0): Date =>
  new Date(cutoff(key, PERIODS[key].usual, app.clock.now()).getTime() + ms)

const form = new WeakMap<TestApp, Promise<BuiltForm>>()
const formOf = (app: TestApp) => form.get(app) ?? form.set(app, aForm(app.database, { stage: 'post' })).get(app)!

/** A person of their own with a past booking on a date that ended at `at`. */
async function bookingEnded(app: TestApp, at: Date, columns: object = {}) {
  const { database } = app
  const startsAt = new Date(at.getTime() - 3_600_000)
  const course = await aCourse(database)
  const occurrence = await anOccurrence(database, { course, startsAt, endsAt: at, registerClosedAt: at })
  const person = await aPerson(database, { registeredAt: new Date(at.getTime() - 7_200_000) })
  const booking = await aBooking(database, { person, occurrence, state: 'attended', bookedAt: startsAt, ...columns })
  return { course, occurrence, person, booking }
}

/** Each kind of old thing: makes one as old as `at`; answers the statement that says how many of this one are still there. */
export const MAKE: Record<Exclude<PeriodKey, 'audit'>, (app: TestApp, at: Date) => Promise<[sql: string, id: string]>> = {
  needs: async (app, at) => {
    const { booking } = await bookingEnded(app, at)
    await app.database.query(`INSERT INTO need VALUES ($1, 'ramp', '')`, [booking.id])
    return ['SELECT 1 FROM need WHERE booking_id = $1', booking.id]
  },
  messages: async (app, at) => {
    const { id } = await aMessage(app.database, at, { state: 'sent', sentAt: at })
    return [`SELECT 1 FROM message WHERE id = $1 AND to_email <> '' AND data <> '{}' AND cleared_at IS NULL`, id]
  },
  managers: async (app, at) => {
    const { booking } = await bookingEnded(app, at)
    const managerEmail = `manager-${booking.id}@example.org`
    const asked = { askedAt: at, state: 'closed' as const, closedWhy: 'enough', managerEmail, managerName: 'Mary' }
    const { id } = await anInvitation(app.database, { booking, stage: 'manager', ...asked })
    return [`SELECT 1 FROM evaluation_invitation WHERE id = $1 AND manager_name = 'Mary' AND manager_email LIKE 'manager-%'`, id]
  },
  reasons: async (app, at) => {
    const ended = { state: 'cancelled', cancelledAt: at, cancelledBy: 'delegate', cancelReason: 'My mother fell' }
    const { booking } = await bookingEnded(app, at, ended)
    return [`SELECT 1 FROM booking WHERE id = $1 AND cancel_reason = 'My mother fell'`, booking.id]
  },
  waiting: async (app, at) => {
    const { course, occurrence, person } = await bookingEnded(app, at)
    const [entry, id] = [newId(), newId()]
    await app.database.query(
      `INSERT INTO waiting_entry (id, course_id, person_id, number, joined_at, ended_at, outcome) VALUES ($1, $2, $3, 1, $4, $4, 'left')`,
      [entry, course.id, person.id, at],
    )
    await app.database.query(
      `INSERT INTO offer (id, entry_id, occurrence_id, person_id, kind, state, made_at, runs_out_at, why)
       VALUES ($1, $2, $3, $4, 'hold', 'run-out', $5, $5, '{"position": 1}')`,
      [id, entry, occurrence.id, person.id, at],
    )
    return [`SELECT 1 FROM offer WHERE id = $1 AND why <> '{}'`, id]
  },
  evidence: (app, at) => evidence(app, at, 'accepted'),
  refused: (app, at) => evidence(app, at, 'refused'),
  elearning: async (app, at) => {
    const { course, person } = await bookingEnded(app, at)
    const [enrolment, id] = [newId(), newId()]
    await app.database.query(
      `INSERT INTO enrolment (id, course_id, person_id, signed_up_at, started_at, completed_at) VALUES ($1, $2, $3, $4, $4, $4)`,
      [enrolment, course.id, person.id, at],
    )
    await app.database.query(
      `INSERT INTO scorm_launch (id, enrolment_id, item, number, opened_at, cmi, completed) VALUES ($1, $2, 1, 1, $3, '{"a": "b"}', true)`,
      [id, enrolment, at],
    )
    return ['SELECT 1 FROM scorm_launch WHERE id = $1 AND cmi IS NOT NULL', id]
  },
  answers: async (app, at) => {
    const { booking } = await bookingEnded(app, at)
    const invitation = await anInvitation(app.database, { booking, stage: 'post', askedAt: at })
    const answers = { know: 7, sure: 6, more: 'A family in Leamore', actions: ['I will ring'] }
    await anAnswer(app.database, { invitation, form: await formOf(app), answers, sentAt: at })
    return [`SELECT 1 FROM evaluation_answer WHERE invitation_id = $1 AND answers->>'more' LIKE '%Leamore%'`, invitation.id]
  },
  quotes: async (app, at) => {
    const { booking, person } = await bookingEnded(app, at)
    const invitation = await anInvitation(app.database, { booking, stage: 'post', askedAt: at })
    // Sent lately, so that it is the choice whose age counts.
    await anAnswer(app.database, { invitation, form: await formOf(app), answers: { know: 7, sure: 6, more: 'x' } })
    await app.database.query(`INSERT INTO impact_statement VALUES ($1, 'more', 'A quote', $2, $3)`, [invitation.id, person.id, at])
    return ['SELECT 1 FROM impact_statement WHERE invitation_id = $1', invitation.id]
  },
  charges: async (app, at) => {
    const { booking } = await bookingEnded(app, at)
    const { id } = await aCharge(app.database, { booking, state: 'waived', reason: 'Ill', evidence: 'A letter', decidedAt: at })
    return [`SELECT 1 FROM charge WHERE id = $1 AND reason = 'Ill' AND evidence = 'A letter'`, id]
  },
  accounts: async (app, at) => {
    const { person } = await bookingEnded(app, at)
    return [`SELECT 1 FROM person WHERE id = $1 AND erased_at IS NULL`, person.id]
  },
}

async function evidence(app: TestApp, at: Date, state: 'accepted' | 'refused'): Promise<[string, string]> {
  const { course, person } = await bookingEnded(app, at)
  const by = await aPerson(app.database, { roles: ['administrator'] })
  const decided = { state, decidedAt: at, decidedById: by.id, reason: state === 'refused' ? 'Another name' : '' }
  const id = await anEvidence(app.database, { person, course, ...decided })
  return [`SELECT 1 FROM evidence e JOIN upload_piece p ON p.upload_id = e.upload_id WHERE e.id = $1`, id]
}
