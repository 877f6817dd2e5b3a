import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, anAdministrator, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let tara: { key: string }

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const { l2, gcp2 } = await theNeglectPathway(database)
  const aces = await aCourse(database, { key: 'aces', title: 'ACEs', kind: 'external', externalUrl: 'https://vrp.example.org' })
  const venue = await aVenue(database, { key: 'town-hall', name: 'Town Hall' })
  const trainer = await aTrainerRow(database, { person: await aTrainer(database) })
  tara = trainer
  const days: [string, string][] = [
    ['2026-03-31 09:30', '2026-03-31 16:00'],
    ['2026-04-01 09:30', '2026-04-01 12:00'],
  ]
  await anOccurrence(database, { course: l2, venue, sessions: days, places: 16, booked: 12 })
  await anOccurrence(database, { course: gcp2, trainers: [trainer], startsAt: '2026-03-10 13:00', endsAt: '2026-03-10 16:00', fewest: 6 })
  await anOccurrence(database, { course: gcp2, startsAt: '2026-03-11 09:30', draft: true })
  await anOccurrence(database, { course: l2, startsAt: '2026-03-12 09:30', cancelledAt: new Date('2026-03-01T09:00:00Z') })
  await anOccurrence(database, { course: aces, startsAt: '2026-03-13 09:30' })
  // The first and the last moment of March in London, and the first after it: in April it is summer there.
  await anOccurrence(database, { course: aces, startsAt: '2026-03-01 00:00', endsAt: '2026-03-01 01:00', registerClosedAt: new Date() })
  await anOccurrence(database, { course: aces, startsAt: '2026-03-31 23:59', endsAt: '2026-04-01 01:00' })
  await anOccurrence(database, { course: aces, startsAt: '2026-04-01 00:00', endsAt: '2026-04-01 01:00' })
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(database)).email)
})
afterAll(() => app.stop())

const month = async (query = '') => (await ada.get(`/desk/programme${query}`)).text
/** The text from one day of the calendar up to the next. */
const day = (text: string, words: string) => text.split(words)[1]?.split(/(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d/)[0] ?? ''

describe('the month', () => {
  it('is the one we are in, with today marked and a heading for each weekday', async () => {
    const { html, text } = await ada.get('/desk/programme')
    expect(text).toContain('March 2026 7 dates.')
    expect(html.match(/<th scope="col">/g)).toHaveLength(7)
    expect(html.match(/aria-current="date"/g)).toHaveLength(1)
    expect(day(text, 'Monday 2 March')).toContain('Today')
    expect(html.match(/<tr>/g)).toHaveLength(7)
  })

  it.each([
    ['Tuesday 10 March', 'Graded Care Profile 2 (GCP2) 1pm to 4pm 0 of 20 booked Tentative'],
    ['Wednesday 11 March', 'Graded Care Profile 2 (GCP2) 9:30am to 3:30pm 0 of 20 booked Draft'],
    ['Thursday 12 March', 'Cancelled'],
    ['Friday 13 March', 'ACEs 9:30am to 3:30pm Booked elsewhere'],
    ['Tuesday 31 March', 'Understanding Neglect Level 2 9:30am to 4pm, session 1 of 2 12 of 16 booked Confirmed'],
    ['Wednesday 1 April', 'Understanding Neglect Level 2 9:30am to midday, session 2 of 2 12 of 16 booked'],
    ['Sunday 1 March', 'ACEs midnight to 1am'],
    ['Tuesday 31 March', '11:59pm to 1am'],
    ['Wednesday 1 April', 'ACEs midnight to 1am'],
  ])('on %s shows %s', async (words, shown) => expect(day(await month(), words)).toContain(shown))

  it('counts a date in the month in which a session of it is', async () => {
    const april = await month('?month=2026-04')
    expect(april).toContain('April 2026 2 dates.')
    expect(april).toContain('session 2 of 2')
    expect(april).not.toContain('Graded Care Profile 2 (GCP2) 1pm')
  })

  it('leads to the months beside it, and back to this one', async () => {
    const { html } = await ada.get('/desk/programme?month=2026-12&course=gcp2')
    for (const href of ['month=2026-11&amp;course=gcp2', 'month=2027-01&amp;course=gcp2', 'programme?course=gcp2'])
      expect(html).toContain(href)
    expect((await ada.get('/desk/programme')).html).not.toContain('This month')
    expect(await month('?month=no-month')).toContain('March 2026')
  })
})

describe('narrowed', () => {
  it.each([
    ['venue=town-hall', ['Understanding'], ['1pm to 4pm', 'Booked elsewhere']],
    ['course=gcp2', ['1pm to 4pm', 'Draft'], ['12 of 16']],
    ['trainer=', ['1pm to 4pm'], ['12 of 16', 'Booked elsewhere']],
    ['venue=no-such', ['0 dates of those chosen'], ['12 of 16', '1pm to 4pm']],
    [`venue=${encodeURIComponent("' OR true --")}`, ['0 dates of those chosen'], ['12 of 16']],
  ])('by %s, the month and the list hold only those', async (query, there, gone) => {
    const asked = query === 'trainer=' ? `trainer=${tara.key}` : query
    const text = await month(`?${asked}`)
    for (const words of there) expect(text).toContain(words)
    for (const words of gone) expect(text).not.toContain(words)
    const list = (await ada.get(`/desk/programme/list?${asked}`)).text
    const rows = ['Town Hall 12 0 16', 'Tuesday 10 March 2026, 1pm to 4pm'].filter(words => list.includes(words))
    expect(rows).toEqual(
      asked === 'venue=town-hall' ? ['Town Hall 12 0 16'] : /gcp2|trainer=/.test(asked) ? ['Tuesday 10 March 2026, 1pm to 4pm'] : [],
    )
  })
})

it('is for administrators only', async () => {
  const dana = new Visitor(app.url)
  await dana.signIn((await aDelegate(app.database)).email)
  for (const path of ['/desk/programme', '/desk/programme/list']) expect((await dana.get(path)).status).toBe(403)
})
