import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { moment } from '../../support/builders/occurrence.js'
import { addDays } from '../../../src/shared/dates.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aTrainerRow } from '../../support/builders/trainer.js'
import { aDelegate, aTrainer } from '../../support/people.js'
import { live, told } from './life.js'

let app: TestApp

beforeEach(async () => {
  app = await startApp()
})
afterEach(() => app.stop())

/** A course on this day, of which one is reminded on the mornings before, of and after the change of the clocks two days before it. */
async function aLife(day: string) {
  const { database, clock } = app
  clock.moveTo(moment(`${addDays(day, -7)} 12:00`))
  const [dana, tara] = [await aDelegate(database), await aTrainer(database)]
  const trainer = await aTrainerRow(database, { person: tara })
  const course = await aCourse(database, { reminderDays: [3, 2, 1] })
  const occurrence = await anOccurrence(database, { course, trainers: [trainer], startsAt: `${day} 09:30`, endsAt: `${day} 16:00` })
  await aBooking(database, { person: dana, occurrence, bookedAt: clock.now() })
  await live(app, moment(`${addDays(day, 9)} 12:00`))
}

describe('over a change of the clocks the local hour stays, and each message is sent once', () => {
  it.each([
    ['29 March 2026', '2026-03-31', ['2026-04-01', '2026-04-08']],
    ['25 October 2026', '2026-10-27', ['2026-10-28', '2026-11-02']],
    ['30 March 2025', '2025-04-01', ['2025-04-02', '2025-04-07']],
  ])('%s', async (_, day, chased) => {
    await aLife(day)
    const sent = (kind: string, to: string, on: string) => ({ kind, to, at: `${on} 08:30`, state: 'sent' })
    expect(await told(app, 'reminder', 'joining-details', 'register-chaser')).toEqual([
      sent('joining-details', 'dana@example.org', addDays(day, -5)),
      sent('reminder', 'dana@example.org', addDays(day, -3)),
      sent('reminder', 'dana@example.org', addDays(day, -2)),
      sent('reminder', 'dana@example.org', addDays(day, -1)),
      ...chased.map(on => sent('register-chaser', 'tara@example.org', on)),
    ])
  })
})
