import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { anAdministrator, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let march: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  const { l2 } = await theNeglectPathway(app.database)
  const aces = await aCourse(app.database, { key: 'aces', title: 'ACEs', kind: 'external', externalUrl: 'https://vrp.example.org' })
  const venue = await aVenue(app.database, { name: 'Town Hall' })
  march = await anOccurrence(app.database, {
    course: l2,
    venue,
    startsAt: '2026-03-10 09:30',
    endsAt: '2026-03-10 16:00',
    places: 20,
    booked: 12,
    held: 1,
  })
  await anOccurrence(app.database, { course: aces, startsAt: '2026-03-11 09:30', places: 0 })
  await anOccurrence(app.database, { course: l2, startsAt: '2026-03-02 08:00', endsAt: '2026-03-02 09:00' })
  await anOccurrence(app.database, { course: l2, startsAt: '2026-03-02 08:00', endsAt: '2026-03-02 09:01' })
  await aWaitingEntry(app.database, { person: await anOutsider(app.database), course: l2 })
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

it('shows what is not over, with booked, held, places and waiting', async () => {
  const { text, html } = await ada.get('/desk/programme/list')
  expect(text).toContain('3 dates to come.')
  expect(text).toContain('Understanding Neglect Level 2 Tuesday 10 March 2026, 9:30am to 4pm Confirmed Town Hall 12 1 20 1 Register')
  expect(text).toContain('ACEs Wednesday 11 March 2026, 9:30am to 3:30pm Booked elsewhere')
  expect(text).toContain('Monday 2 March 2026, 8am to 9:01am')
  expect(html).toContain(`href="/desk/occurrences/${march.id}"`)
})

it('leads to everything at the desk', async () => {
  const { html } = await ada.get('/desk/programme')
  for (const href of ['/desk/courses', '/desk/venues', '/desk/trainers', '/desk/people', '/desk/events/new'])
    expect(html).toContain(`href="${href}"`)
})

it('comes in pages of 25', async () => {
  const course = await aCourse(app.database, { key: 'many' })
  for (let i = 10; i < 33; i++) await anOccurrence(app.database, { course, startsAt: `2026-05-${String(i - 9).padStart(2, '0')} 09:30` })
  const { text, html } = await ada.get('/desk/programme/list')
  expect(text).toContain('Page 1 of 2')
  expect(html.match(/href="\/desk\/occurrences\//g)).toHaveLength(25)
  expect((await ada.get('/desk/programme/list?page=2')).html.match(/href="\/desk\/occurrences\//g)).toHaveLength(1)
  expect((await ada.get('/desk/programme/list?page=3')).text).toContain('There is no such page.')
})
