import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ComingWriter } from '../../../src/modules/bookings/coming/coming.writer.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, moment, type BuiltOccurrence } from '../../support/builders/occurrence.js'
import { aPolicy } from '../../support/builders/policy.js'
import { mailsTo } from '../../support/mailbox.js'
import { aPerson } from '../../support/people.js'
import { live, sweep, told } from './life.js'

let app: TestApp
let dana: Person
let occurrence: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

/** Dana's booking of 20 February on a course on Tuesday 10 March 2026: reminded on 24 February and 8 March. */
beforeEach(async () => {
  await app.database.query('TRUNCATE booking, message CASCADE')
  const course = await aCourse(app.database, { title: 'Safer Recruitment', policyId: (await aPolicy(app.database)).id })
  occurrence = await anOccurrence(app.database, { course })
  dana = await aPerson(app.database, { name: 'Dana Delegate' })
  await aBooking(app.database, { person: dana, occurrence })
})

const from = (london: string) => app.clock.moveTo(moment(london))
const until = (london: string) => live(app, moment(london))
const reminders = async () => (await told(app, 'reminder')).map(({ at, state }) => `${at} ${state}`)
const change = (sql: string) =>
  app.database.query(`UPDATE occurrence SET ${sql}, calendar_sequence = calendar_sequence + 1 WHERE id = $1`, [occurrence.id])
const move = (days: number) =>
  change(`starts_at = starts_at + interval '${days} days', ends_at = ends_at + interval '${days} days', moved_at = now()`)

describe('reminders', () => {
  it('come 14 and 2 days before in the morning, and the last asks whether one is coming', async () => {
    from('2026-02-23 12:00')
    await until('2026-03-10 18:00')
    expect(await reminders()).toEqual(['2026-02-24 08:30 sent', '2026-03-08 08:30 sent'])
    const [first, last] = (await mailsTo(app, dana.email)).filter(({ kind }) => kind === 'reminder')
    expect(first!.subject).toBe('Reminder: Safer Recruitment, Tuesday 10 March 2026')
    expect(first!.text).toContain(
      'You have a place on Safer Recruitment.\n\nWhen: Tuesday 10 March 2026, 9:30am to 4pm\nWhere: To be confirmed\n',
    )
    expect(first!.text).toContain('it is free of charge until Friday 6 March 2026, 11:59pm, and somebody may be waiting')
    expect(first!.text).not.toContain('still-coming')
    expect(last!.text).toContain('Safer Recruitment is on Tuesday 10 March 2026, and you have a place. Are you still coming?')
    expect(last!.text).not.toContain('free of charge')
  })

  it('are as many as the course has, at most one a morning', async () => {
    await app.database.query(`UPDATE course SET reminder_days = '{7,6,1}' WHERE id = $1`, [occurrence.courseId])
    from('2026-02-23 12:00')
    await until('2026-03-10 18:00')
    expect(await reminders()).toEqual(['2026-03-03 08:30 sent', '2026-03-04 08:30 sent', '2026-03-09 08:30 sent'])
  })

  it('are none where the course has none', async () => {
    await app.database.query(`UPDATE course SET reminder_days = '{}' WHERE id = $1`, [occurrence.courseId])
    from('2026-02-23 12:00')
    await until('2026-03-10 18:00')
    expect(await reminders()).toEqual([])
  })

  it('are not told of to who booked at or after their moment', async () => {
    const [early, late] = [await aPerson(app.database), await aPerson(app.database)]
    await aBooking(app.database, { person: early, occurrence, bookedAt: new Date(moment('2026-02-24 08:30').getTime() - 1) })
    await aBooking(app.database, { person: late, occurrence, bookedAt: moment('2026-02-24 08:30') })
    from('2026-02-24 06:00')
    await until('2026-02-24 12:00')
    expect((await told(app, 'reminder')).map(({ to }) => to).sort()).toEqual([dana.email, early.email].sort())
  })

  it('are for those who are booked: not for who waits for approval, walked in or has cancelled', async () => {
    for (const change of [{ state: 'requested' }, { walkIn: true }, { state: 'cancelled', cancelledAt: new Date() }] as const)
      await aBooking(app.database, { person: await aPerson(app.database), occurrence, ...change })
    from('2026-03-08 06:00')
    await until('2026-03-08 12:00')
    expect((await told(app, 'reminder')).map(({ to }) => to)).toEqual([dana.email])
  })

  it.each([
    ['the booking is cancelled', () => app.database.query(`UPDATE booking SET state = 'cancelled', cancelled_at = now()`)],
    ['the date is cancelled', () => change('cancelled_at = now()')],
    ['the date is moved', () => move(7)],
    ['its course no longer reminds then', () => app.database.query(`UPDATE course SET reminder_days = '{2}'`)],
  ])('are dropped where %s after they were written', async (_, happens) => {
    from('2026-02-24 05:00')
    await sweep(app)
    expect(await reminders()).toEqual(['2026-02-24 08:30 due'])
    await happens()
    await until('2026-02-24 12:00')
    expect(await reminders()).toEqual(['2026-02-24 08:30 dropped'])
  })
})

describe('a date that is moved', () => {
  it('has its reminders counted from the new day; those sent for the old one are sent again', async () => {
    from('2026-02-23 12:00')
    await until('2026-02-26 12:00')
    await move(14)
    await until('2026-03-24 18:00')
    expect(await reminders()).toEqual(['2026-02-24 08:30 sent', '2026-03-10 08:30 sent', '2026-03-22 08:30 sent'])
  })

  it('within the day, or to another room, reminds nobody again', async () => {
    from('2026-02-24 05:00')
    await sweep(app)
    await change(`online_url = 'https://example.org/meet'`)
    await until('2026-02-24 12:00')
    await change(`starts_at = starts_at + interval '1 hour'`)
    await until('2026-02-27 12:00')
    expect((await reminders()).sort()).toEqual(['2026-02-24 08:30 dropped', '2026-02-24 08:30 sent'])
  })

  it('to a day so near that its reminder is past sends none', async () => {
    from('2026-02-24 12:00')
    await app.database.query('UPDATE booking SET booked_at = $1', [moment('2026-02-01 12:00')])
    await move(-6)
    await until('2026-03-01 12:00')
    expect(await reminders()).toEqual([])
  })
})

describe('a server that was away', () => {
  it.each([
    ['for a day: the reminder is sent late', '2026-02-25 08:00', ['2026-02-25 08:30 sent']],
    ['up to two days', '2026-02-26 07:30', ['2026-02-26 08:00 sent']],
    ['for two days and more: it is not sent', '2026-02-26 08:00', []],
    ['for three days', '2026-02-27 12:00', []],
  ])('%s', async (_, back, expected) => {
    from(back)
    await until(back.replace(/ .*/, ' 18:00'))
    expect(await reminders()).toEqual(expected)
  })

  it('between writing and sending: what is past its sense by then is dropped', async () => {
    from('2026-02-24 06:00')
    await app.app.get(ComingWriter).remindPeople(app.clock.now())
    from('2026-02-26 08:30')
    await sweep(app)
    expect(await reminders()).toEqual(['2026-02-24 08:30 dropped'])
  })

  it('sends no reminder of a course that has begun', async () => {
    await app.database.query(`UPDATE course SET reminder_days = '{1}'`)
    from('2026-03-10 09:29')
    await until('2026-03-10 09:30')
    expect(await reminders()).toEqual([])
  })
})
