import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RegisterWriter } from '../../src/modules/register/register.writer.js'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, moment, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { mailsTo } from '../support/mailbox.js'
import { aPerson } from '../support/people.js'
import { live, sweep, told } from '../bookings/coming/life.js'

let app: TestApp
let beside: TestApp
let occurrence: BuiltOccurrence
let tara: { id: string; email: string }
let theo: { id: string; email: string }

beforeAll(async () => {
  app = await startApp()
  beside = await startBeside(app)
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})

/** Two trainers of a two-day course that ends on Wednesday 11 March 2026, 4pm. */
beforeEach(async () => {
  const { database, clock } = app
  await database.query('TRUNCATE occurrence, message CASCADE')
  tara = await aPerson(database, { name: 'Tara Trainer' })
  theo = await aPerson(database, { name: 'Theo Trainer' })
  const trainers = [await aTrainerRow(database, { person: tara }), await aTrainerRow(database, { person: theo })]
  occurrence = await anOccurrence(database, {
    ...{ course: await aCourse(database, { title: 'Safer Recruitment' }), trainers },
    sessions: [
      ['2026-03-10 09:30', '2026-03-10 16:00'],
      ['2026-03-11 09:30', '2026-03-11 16:00'],
    ],
  })
  clock.moveTo(moment('2026-03-10 20:00'))
})

const until = (london: string) => live(app, moment(london))
const asked = async () => (await told(app, 'register-chaser')).map(({ to, at, state }) => `${to} ${at} ${state}`)
const both = (at: string, state = 'sent') => [tara, theo].map(({ email }) => `${email} ${at} ${state}`).sort()
const change = (sql: string) => app.database.query(`UPDATE occurrence SET ${sql} WHERE id = $1`, [occurrence.id])

describe('a register that is not closed', () => {
  it('is asked for the morning after the last session, three working days later, and then no more', async () => {
    await until('2026-03-31 12:00')
    expect((await asked()).sort()).toEqual([...both('2026-03-12 08:30'), ...both('2026-03-17 08:30')].sort())
    const [first, second] = await mailsTo(app, tara.email)
    expect(first!.subject).toBe('Please close the register: Safer Recruitment')
    expect(first!.text).toMatch(/^Hello Tara Trainer,\n\nThank you for delivering Safer Recruitment\./)
    expect(first!.link).toBe(`/occurrences/${occurrence.id}/register`)
    expect(second!.subject).toBe('Still to be closed: Safer Recruitment')
    expect(second!.text).toContain('This is the last time that we ask.')
  })

  it.each([
    ['closed before', `register_closed_at = '2026-03-11T17:00Z'`],
    ['of a date that is cancelled', `cancelled_at = '2026-03-09T17:00Z'`],
    ['of a date booked elsewhere', `external_url = 'https://example.org'`],
  ])('is not asked for where it is %s', async (_, sql) => {
    await change(sql)
    await until('2026-03-18 12:00')
    expect(await asked()).toEqual([])
  })

  it('but closed between writing and sending is not asked for', async () => {
    app.clock.moveTo(moment('2026-03-12 05:00'))
    await sweep(app)
    expect(await asked()).toEqual(both('2026-03-12 08:30', 'due'))
    await change(`register_closed_at = '2026-03-12T07:00Z'`)
    await until('2026-03-18 12:00')
    expect(await asked()).toEqual(both('2026-03-12 08:30', 'dropped'))
  })

  it('and a trainer who is taken off it meanwhile', async () => {
    app.clock.moveTo(moment('2026-03-12 05:00'))
    await sweep(app)
    await app.database.query('DELETE FROM occurrence_trainer WHERE trainer_id = (SELECT id FROM trainer WHERE person_id = $1)', [theo.id])
    await until('2026-03-12 12:00')
    expect((await asked()).sort()).toEqual([`${tara.email} 2026-03-12 08:30 sent`, `${theo.email} 2026-03-12 08:30 dropped`].sort())
  })

  it('is asked for once by a server that was away, and not for long ago', async () => {
    app.clock.moveTo(moment('2026-03-19 12:00'))
    await sweep(app)
    expect(await asked()).toEqual(both('2026-03-19 12:00'))
    await app.database.query('DELETE FROM message')
    app.clock.moveTo(moment('2026-03-20 08:30'))
    await sweep(app)
    expect(await asked()).toEqual([])
  })

  it('is asked for once by two workers at once', async () => {
    app.clock.moveTo(moment('2026-03-12 08:30'))
    const now = app.clock.now()
    await Promise.all([app, beside, app, beside].map(one => one.app.get(RegisterWriter).chaseRegisters(now)))
    await Promise.all([sweep(app), sweep(beside)])
    expect((await asked()).sort()).toEqual(both('2026-03-12 08:30'))
    expect(await app.app.get(RegisterWriter).chaseRegisters(now)).toBe(0)
  })
})
