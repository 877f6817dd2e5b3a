import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays, londonAt } from '../../../src/shared/dates.js'
import { startApp, type TestApp } from '../../support/app.js'
import { moment } from '../../support/builders/occurrence.js'
import { aRun, comesTo, type Run } from './a-course.js'
import { asked, invitations, live, sweep } from './life.js'

let app: TestApp

/** The jobs on the days around these, and nothing in between: a day on which nothing falls due changes nothing. */
async function liveAround(...days: string[]): Promise<void> {
  for (const day of days) {
    app.clock.moveTo(londonAt(addDays(day, -1), '20:00'))
    await live(app, londonAt(day, '20:00'))
  }
}

/** Anna attends, Beth does not come, Cara cancels, Dora leaves part way. */
async function theyCome(run: Run, closedAt: string): Promise<void> {
  await comesTo(app, run.bookings.Cara!, 'cancelled')
  await live(app, moment(closedAt))
  for (const [name, state] of Object.entries({ Anna: 'attended', Beth: 'no-show', Dora: 'partly attended' }))
    await comesTo(app, run.bookings[name]!, state)
  await live(app, new Date(moment(closedAt).getTime() + 20 * 60_000))
}

beforeAll(async () => {
  app = await startApp(moment('2025-12-30 12:00'))
  await sweep(app)
})
afterAll(() => app.stop())

describe.each([
  {
    title: 'over the clocks going forward',
    day: '2026-02-20',
    before: ['2026-02-06', '2026-02-15', '2026-02-18'],
    after: ['2026-02-20 17:20', '2026-02-23 08:30', '2026-02-27 08:30'],
    weeks: ['2026-04-17', '2026-04-24', '2026-05-01'],
    months: ['2026-08-20', '2026-08-27', '2026-09-03'],
  },
  {
    title: 'over the clocks going back, and the end of February',
    day: '2026-08-31',
    before: ['2026-08-17', '2026-08-26', '2026-08-29'],
    after: ['2026-08-31 17:20', '2026-09-03 08:30', '2026-09-07 08:30'],
    weeks: ['2026-10-26', '2026-11-02', '2026-11-09'],
    months: ['2027-02-28', '2027-03-07', '2027-03-14'],
  },
])('a course $title', ({ day, before, after, weeks, months }) => {
  let run: Run
  beforeAll(async () => {
    app.clock.moveTo(londonAt(addDays(day, -21), '12:00'))
    run = await aRun(app, ['Anna', 'Beth', 'Cara', 'Dora'], { startsAt: `${day} 09:30`, endsAt: `${day} 16:00` })
    await liveAround(...before)
    await theyCome(run, `${day} 17:00`)
    await liveAround(...after.slice(1).map(at => at.slice(0, 10)), ...weeks, ...months)
    await liveAround(addDays(months[2]!, 60))
  })
  const times = (kind: string, at: string[]) => at.map((moment, i) => `${kind} ${i}: ${moment}`)
  const mornings = (kind: string, days: string[]) =>
    times(
      kind,
      days.map(one => `${one} 08:30`),
    )

  it('who attends is asked once at each stage, and chased twice', async () => {
    expect(await asked(app, run.people.Anna!)).toEqual([
      ...mornings('before', before),
      ...times('after', after),
      ...mornings('weeks-later', weeks),
    ])
  })

  it('their manager is asked six months later, and chased twice', async () => {
    expect(await asked(app, 'manager.of.anna@example.org')).toEqual(mornings('manager', months))
    await app.database.query(`DELETE FROM message WHERE to_email = 'manager.of.anna@example.org'`)
  })

  it('who did not come, or cancelled, is not asked afterwards, nor is their manager', async () => {
    for (const [name, why] of [
      ['Beth', 'did not come'],
      ['Cara', 'cancelled'],
    ] as const) {
      const mails = await asked(app, run.people[name]!)
      expect(mails.filter(mail => !mail.startsWith('before'))).toEqual([])
      expect(
        (await invitations(app, run.bookings[name]!.id)).every(one => one.endsWith(`closed: ${why}`) || one.endsWith('closed: too late')),
      ).toBe(true)
    }
    expect(await asked(app, 'manager.of.beth@example.org')).toEqual([])
  })

  it('who leaves part way is asked of the day only', async () => {
    expect(await asked(app, run.people.Dora!)).toEqual([...mornings('before', before), ...times('after', after)])
    expect(await invitations(app, run.bookings.Dora!.id)).toEqual([
      'pre closed: too late',
      'post asked',
      'impact closed: left part way',
      'manager closed: left part way',
    ])
  })

  it('in the end all is closed but what a certificate may wait for', async () => {
    expect(await invitations(app, run.bookings.Anna!.id)).toEqual([
      'pre closed: too late',
      'post asked',
      'impact closed: too late',
      'manager closed: too late',
    ])
    expect(await sweep(app)).toBe('')
  })
})
