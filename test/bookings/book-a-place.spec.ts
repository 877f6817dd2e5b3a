import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'

let app: TestApp
let l2: BuiltOccurrence
let dana: Api
let cole: Api

beforeAll(async () => {
  app = await startApp()
  const pathway = await theNeglectPathway(app.database)
  const person = await aDelegate(app.database)
  await aColleague(app.database)
  await anOutsider(app.database)
  await app.database.query(
    `INSERT INTO learning_record (id, person_id, course_id, completed_on, how, recorded_at) VALUES (gen_random_uuid(), $1, $2, '2026-01-10', 'e-learning', now())`,
    [person.id, pathway.l1.id],
  )
  l2 = await anOccurrence(app.database, { course: pathway.l2, places: 1 })
  dana = await Api.of(app, 'dana@example.org')
  cole = await Api.of(app, 'cole@example.org')
})
afterAll(() => app.stop())

describe('booking a place', () => {
  it('refuses who lacks a prerequisite, and names it', async () => {
    expect(await cole.post(`/occurrences/${l2.id}/bookings`)).toMatchObject({
      status: 409,
      body: { code: 'prerequisites-missing', missing: ['neglect-l1'] },
    })
  })

  it('books, counts the place, and writes the confirmation', async () => {
    const { status, body } = await dana.post(`/occurrences/${l2.id}/bookings`, { access: 'Step-free' }, 'tap-1')
    expect([status, body]).toMatchObject([201, { state: 'booked' }])
    const again = await dana.post(`/occurrences/${l2.id}/bookings`, {}, 'tap-1')
    expect(again).toEqual({ status: 201, body })
  })
})
