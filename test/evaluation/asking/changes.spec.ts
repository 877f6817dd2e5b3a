import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { AskForAnswers } from '../../../src/jobs/ask-for-answers.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aForm, anAnswer } from '../../support/builders/evaluation.js'
import { moment } from '../../support/builders/occurrence.js'
import { aRun, comesTo, type Run, somebody } from './a-course.js'
import { asked, invitations, live, NEVER, sweep } from './life.js'

let app: TestApp
let run: Run

const at = async (time: string): Promise<void> => {
  app.clock.moveTo(moment(time))
  await sweep(app)
}
const settings = (stages: string, more = 'false, true, 8, 6') =>
  app.database.query(
    `INSERT INTO course_evaluation (course_id, stages, gate_joining, gate_certificate, impact_weeks, manager_months, version)
     VALUES ($1, $2, ${more}, 1) ON CONFLICT (course_id) DO UPDATE SET stages = EXCLUDED.stages, impact_weeks = EXCLUDED.impact_weeks,
       manager_months = EXCLUDED.manager_months, version = course_evaluation.version + 1`,
    [run.course.id, stages],
  )
const move = (day: string) =>
  app.database.query(
    `WITH o AS (UPDATE occurrence SET starts_at = $2, ends_at = $3, calendar_sequence = calendar_sequence + 1 WHERE id = $1)
     UPDATE session SET starts_at = $2, ends_at = $3 WHERE occurrence_id = $1`,
    [run.occurrence.id, moment(`${day} 09:30`), moment(`${day} 16:00`)],
  )
const anna = () => run.bookings.Anna!
const stateOf = async (stage: string) => (await invitations(app, anna().id)).find(one => one.startsWith(stage))

beforeAll(async () => {
  app = await startApp(moment('2026-01-05 12:00'))
  await sweep(app)
})
afterAll(() => app.stop())

/** Anna and Beth are booked since January for Tuesday 10 March 2026, and nothing else is there. */
beforeEach(async () => {
  await app.database.query('DELETE FROM booking; DELETE FROM message')
  app.clock.moveTo(moment('2026-02-10 12:00'))
  run = await aRun(app, ['Anna', 'Beth'], { startsAt: '2026-03-10 09:30', endsAt: '2026-03-10 16:00', bookedAt: '2026-02-10 10:00' })
  await sweep(app)
})

describe('a date that is moved', () => {
  it('later: what was not asked yet is asked before the new date', async () => {
    await move('2026-04-14')
    await at('2026-02-24 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual([])
    await at('2026-03-31 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual(['before 0: 2026-03-31 08:30'])
  })

  it('earlier: it is asked at once where its moment is past', async () => {
    await move('2026-02-17')
    await at('2026-02-12 10:00')
    expect(await asked(app, run.people.Anna!)).toEqual(['before 0: 2026-02-12 10:00'])
  })

  it('after it was asked about: nobody is asked a second time, and the chasers follow the new date', async () => {
    await at('2026-02-24 08:30')
    await move('2026-04-14')
    await at('2026-03-05 08:30')
    await at('2026-04-09 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual(['before 0: 2026-02-24 08:30', 'before 1: 2026-04-09 08:30'])
  })

  it('a mail that is written and not sent yet is not sent when it names a day that is another meanwhile; the next one is', async () => {
    app.clock.moveTo(moment('2026-02-24 05:00'))
    await app.app.get(AskForAnswers).run(app.clock.now(), NEVER)
    await move('2026-04-14')
    await at('2026-02-24 08:30')
    await at('2026-03-31 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual(['before 0: 2026-02-24 08:30 (dropped)'])
    await at('2026-04-09 08:30')
    expect((await asked(app, run.people.Anna!)).at(-1)).toBe('before 1: 2026-04-09 08:30')
  })

  it('a mail that is written and not sent yet is not sent when the place is given up or the date is called off', async () => {
    app.clock.moveTo(moment('2026-02-24 05:00'))
    await app.app.get(AskForAnswers).run(app.clock.now(), NEVER)
    await comesTo(app, anna(), 'cancelled')
    await at('2026-02-24 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual(['before 0: 2026-02-24 08:30 (dropped)'])
    expect(await asked(app, run.people.Beth!)).toEqual(['before 0: 2026-02-24 08:30'])
    await app.database.query('UPDATE occurrence SET cancelled_at = now() WHERE id = $1', [run.occurrence.id])
    await at('2026-03-05 08:30')
    expect((await asked(app, run.people.Beth!)).length).toBe(1)
    expect(await invitations(app, run.bookings.Beth!.id)).toEqual(['pre closed: cancelled'])
  })
})

describe('the register', () => {
  it('open, with marks: who is present is asked as it ends, who is not marked waits', async () => {
    await app.database.query(
      `INSERT INTO register_mark (booking_id, session_id, mark, marked_at, marked_by_id) VALUES ($1, $2, 'present', now(), $3), ($4, $2, 'absent', now(), $3)`,
      [anna().id, run.occurrence.sessions[0]!.id, run.people.Anna!.id, run.bookings.Beth!.id],
    )
    await at('2026-03-10 16:00')
    expect(await asked(app, run.people.Anna!)).toEqual(['after 0: 2026-03-10 16:00'])
    expect(await asked(app, run.people.Beth!)).toEqual([])
  })

  it('closed late, reopened and put right: who was there after all is asked, once', async () => {
    await at('2026-03-10 16:00')
    await comesTo(app, anna(), 'no-show')
    await at('2026-03-10 17:00')
    expect(await invitations(app, anna().id)).toEqual([
      ...['pre closed: too late', 'post closed: did not come', 'impact closed: did not come', 'manager closed: did not come'],
    ])
    await comesTo(app, anna(), 'booked')
    await at('2026-03-12 10:00')
    expect(await stateOf('post')).toBe('post due')
    expect(await asked(app, run.people.Anna!)).toEqual([])
    await comesTo(app, anna(), 'attended')
    await at('2026-03-12 11:00')
    await at('2026-03-12 11:05')
    expect(await asked(app, run.people.Anna!)).toEqual(['after 0: 2026-03-12 11:00'])
    await at('2026-05-05 08:30')
    expect((await asked(app, run.people.Anna!)).at(-1)).toBe('weeks-later 0: 2026-05-05 08:30')
  })

  it('closed wrongly: who was asked and had not come is not chased, and an answer that was sent stays', async () => {
    await comesTo(app, anna(), 'attended')
    await comesTo(app, run.bookings.Beth!, 'attended')
    await at('2026-03-10 16:00')
    const form = await aForm(app.database, { stage: 'post' })
    const [post] = await app.database.query<{ id: string; bookingId: string }[]>(
      `SELECT id, booking_id AS "bookingId" FROM evaluation_invitation WHERE booking_id = $1 AND stage = 'post'`,
      [run.bookings.Beth!.id],
    )
    await anAnswer(app.database, { invitation: post!, form, answers: { know: 3, sure: 4 }, sentAt: '2026-03-10 17:00' })
    for (const name of ['Anna', 'Beth']) await comesTo(app, run.bookings[name]!, 'no-show')
    await live(app, moment('2026-03-18 09:00'))
    expect(await asked(app, run.people.Anna!)).toEqual(['after 0: 2026-03-10 16:00'])
    expect([await stateOf('post'), (await invitations(app, run.bookings.Beth!.id))[1]]).toEqual([
      'post closed: did not come',
      'post answered',
    ])
  })

  it('a walk-in is asked afterwards like everybody, and not mailed before', async () => {
    app.clock.moveTo(moment('2026-03-10 09:20'))
    const cara = await somebody(app, 'Cara')
    const booking = await aBooking(app.database, { person: cara, occurrence: run.occurrence, walkIn: true, bookedAt: app.clock.now() })
    await at('2026-03-10 09:25')
    expect([await asked(app, cara), await invitations(app, booking.id)]).toEqual([[], ['pre due']])
    await comesTo(app, booking, 'attended')
    await at('2026-03-10 16:00')
    expect(await asked(app, cara)).toEqual(['after 0: 2026-03-10 16:00'])
    await app.database.query('DELETE FROM booking WHERE id = $1', [booking.id])
    expect(await invitations(app, booking.id)).toEqual([])
  })

  it('never closed: nobody is asked on a guess', async () => {
    await at('2026-03-10 16:00')
    await at('2026-05-05 08:30')
    await at('2026-09-10 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual([])
  })
})

describe('settings that are changed', () => {
  it('move what is not due yet, and what is asked no more ends', async () => {
    await comesTo(app, anna(), 'attended')
    await at('2026-03-10 16:00')
    await settings('{post,impact}', 'false, true, 12, 6')
    await at('2026-05-05 08:30')
    expect(await invitations(app, anna().id)).toEqual([
      'pre closed: too late',
      'post asked',
      'impact due',
      'manager closed: no longer asked',
    ])
    await at('2026-06-02 08:30')
    expect((await asked(app, run.people.Anna!)).at(-1)).toBe('weeks-later 0: 2026-06-02 08:30')
  })

  it('a stage without a form waits for one', async () => {
    await app.database.query(`UPDATE evaluation_form SET state = 'retired' WHERE stage = 'impact'`)
    await comesTo(app, anna(), 'attended')
    await at('2026-03-10 16:00')
    await at('2026-05-05 08:30')
    expect(await stateOf('impact')).toBe('impact due')
    await aForm(app.database, { stage: 'impact' })
    await at('2026-05-06 08:30')
    expect((await asked(app, run.people.Anna!)).at(-1)).toBe('weeks-later 0: 2026-05-06 08:30')
  })
})

describe('the line manager', () => {
  const change = (name: string, email: string) =>
    app.database.query('UPDATE person SET manager_name = $2, manager_email = $3 WHERE id = $1', [run.people.Anna!.id, name, email])
  const link = async () =>
    (
      await app.database.query<[{ hash: string }]>(
        `SELECT link_hash AS hash FROM evaluation_invitation WHERE booking_id = $1 AND stage = 'manager'`,
        [anna().id],
      )
    )[0].hash
  beforeEach(async () => {
    await comesTo(app, anna(), 'attended')
    await at('2026-03-10 16:00')
  })

  it('is who is on record on the day; a new one gets a link of their own, and the old one’s is dead', async () => {
    await change('Nora New', 'nora@example.org')
    await at('2026-09-10 08:30')
    expect([await asked(app, 'nora@example.org'), await asked(app, 'manager.of.anna@example.org')]).toEqual([
      ['manager 0: 2026-09-10 08:30'],
      [],
    ])
    const before = await link()
    await change('Otto Other', 'otto@example.org')
    await at('2026-09-17 08:30')
    expect(await asked(app, 'otto@example.org')).toEqual(['manager 1: 2026-09-17 08:30'])
    expect(await link()).not.toBe(before)
    await change('', '')
    await at('2026-09-24 08:30')
    expect([...(await asked(app, 'otto@example.org')), ...(await asked(app, 'nora@example.org'))].length).toBe(2)
  })

  it('unknown: it ends there, with why, and the delegate is left in peace', async () => {
    await change('', 'office@example.org')
    const before = await asked(app, run.people.Anna!)
    await at('2026-09-10 08:30')
    expect(await stateOf('manager')).toBe('manager closed: no line manager known')
    await at('2026-09-17 08:30')
    expect(await asked(app, run.people.Anna!)).toEqual(before)
  })

  it('of several people gets one mail, with each one’s own link', async () => {
    await app.database.query(`UPDATE person SET manager_name = 'Mary Manager', manager_email = 'mary@example.org' WHERE id = ANY($1)`, [
      [run.people.Anna!.id, run.people.Beth!.id],
    ])
    await comesTo(app, run.bookings.Beth!, 'attended')
    await at('2026-09-10 04:30')
    await at('2026-09-10 08:30')
    const rows = await app.database.query<{ state: string; nonce: string }[]>(
      `SELECT state, data->>'nonce' AS nonce FROM message WHERE to_email = 'mary@example.org' ORDER BY state`,
    )
    expect(rows.map(({ state }) => state)).toEqual(['gathered', 'sent'])
    expect(new Set(rows.map(({ nonce }) => nonce)).size).toBe(2)
  })
})
