import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aColleague, aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let date: BuiltOccurrence
let dana: Api
let cole: Api

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await aColleague(app.database)
  date = await anOccurrence(app.database, { course: await aCourse(app.database, { key: 'icon' }), places: 1 })
  dana = await Api.of(app, 'dana@example.org')
  cole = await Api.of(app, 'cole@example.org')
})
afterAll(() => app.stop())

/** What a stranger reads of the date on the course's page. */
async function placesLeft(): Promise<string | undefined> {
  const page = await new Visitor(app.url).get('/courses/icon')
  return /\d+ places? left|Full/.exec(page.text)?.[0]
}

/** A little later, yet within the second for which the programme is kept. */
const aMomentLater = () => app.clock.moveTo(new Date(app.clock.now().getTime() + 10))

it('shows a place less at once to whoever has booked it, and a place more when it is given back', async () => {
  expect(await placesLeft()).toBe('1 place left')
  aMomentLater()
  const { body } = await dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
  expect(await placesLeft()).toBe('Full')
  aMomentLater()
  await dana.delete(`/bookings/${body.id}`)
  expect(await placesLeft()).toBe('1 place left')
})

it('keeps the programme while nothing but refusals happen', async () => {
  await dana.post(`/occurrences/${date.id}/bookings`)
  expect(await placesLeft()).toBe('Full')
  aMomentLater()
  // Behind the product's back, so that only a kept programme still says 0.
  await app.database.query('UPDATE occurrence SET places = 5 WHERE id = $1', [date.id])
  expect((await dana.post(`/occurrences/${date.id}/bookings`)).status).toBe(409)
  expect((await cole.get('/me/bookings')).status).toBe(200)
  expect(await placesLeft()).toBe('Full')
  app.clock.moveTo(new Date(app.clock.now().getTime() + 1001))
  expect(await placesLeft()).toBe('4 places left')
})
