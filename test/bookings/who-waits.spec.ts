import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { BookingsReader } from '../../src/modules/bookings/bookings.reader.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'

let app: TestApp
let course: { id: string; key: string }
let monday: BuiltOccurrence
let friday: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  course = await aCourse(app.database)
  monday = await anOccurrence(app.database, { course, startsAt: '2026-03-16 09:30', endsAt: '2026-03-16 16:00' })
  friday = await anOccurrence(app.database, { course, startsAt: '2026-03-20 09:30', endsAt: '2026-03-20 16:00' })
  await aDelegate(app.database)
  await aColleague(app.database)
  await anOutsider(app.database)
})
afterAll(() => app.stop())

const counts = async () => {
  const waits = await app.app.get(BookingsReader).whoWaits()
  return [waits.onCourse(course.id), waits.forDate(course.id, monday.id), waits.forDate(course.id, friday.id)]
}
const join = async (email: string, dates: string[]) =>
  (await Api.of(app, email)).post<{ id: string }>(`/courses/${course.key}/waiting-list`, { dates })

it('counts for a date those who can make it, and for the course everybody once', async () => {
  expect(await counts()).toEqual([0, 0, 0])
  await join('dana@example.org', [])
  expect(await counts()).toEqual([1, 1, 1])
  await join('cole@example.org', [monday.id])
  expect(await counts()).toEqual([2, 2, 1])
  const { body } = await join('oona@example.org', [monday.id, friday.id])
  expect(await counts()).toEqual([3, 3, 2])
  await (await Api.of(app, 'oona@example.org')).delete(`/me/waiting-list/${body.id}`)
  expect(await counts()).toEqual([2, 2, 1])
})
