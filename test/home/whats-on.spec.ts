import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, aProvider, aTopic, theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let stranger: Visitor
let dana: Visitor

/** Dana has Level 1, so she may book Level 2 and not GCP2; Cole is booked on Level 2; Oona waits. */
beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const { l1, l2, gcp2 } = await theNeglectPathway(database)
  const exploitation = await aTopic(database, { key: 'exploitation', name: 'All-age exploitation', position: 2 })
  const vrp = await aProvider(database, { key: 'vrp', name: 'Violence Reduction Partnership', internal: false })
  const webinar = await aCourse(database, {
    ...{ key: 'webinar', title: 'Exploitation Webinar', kind: 'external', mode: 'webinar', topic: exploitation, provider: vrp },
    externalUrl: 'https://vrp.example.org/webinar',
  })
  await aCourse(database, { key: 'undated', title: 'Hoarding Conference', mode: 'conference' })
  await aCourse(database, { key: 'old', title: 'Old Neglect Course', retired: true })
  const venue = await aVenue(database, { name: 'Town Hall', postcode: 'WS1 1TP' })
  await anOccurrence(database, { course: l2, venue, startsAt: '2026-03-10 09:30', places: 20, booked: 15 })
  await anOccurrence(database, { course: l2, startsAt: '2026-04-14 09:30', places: 12, booked: 12 })
  const gcp = await anOccurrence(database, { course: gcp2, startsAt: '2026-04-21 09:30', places: 10, booked: 9 })
  await anOccurrence(database, { course: webinar, startsAt: '2026-04-22 12:30', endsAt: '2026-04-22 13:30', places: 0 })
  await anOccurrence(database, { course: l2, startsAt: '2026-05-05 09:30', bookingOpensAt: '2026-04-07 09:00' })
  await anOccurrence(database, { course: l2, startsAt: '2026-03-12 09:30', cancelledAt: new Date('2026-02-20T09:00:00Z') })
  await anOccurrence(database, { course: l2, startsAt: '2026-02-27 09:30' })
  const delegate = await aDelegate(database)
  const cole = await aColleague(database)
  await aRecord(database, { person: delegate, course: l1 })
  await aBooking(database, { person: cole, occurrence: gcp })
  await aWaitingEntry(database, { person: await anOutsider(database), course: l2 })
  stranger = new Visitor(app.url)
  dana = new Visitor(app.url)
  await dana.signIn(delegate.email)
})
afterAll(() => app.stop())

const rows = (html: string) => [...html.matchAll(/<li class="gt-dates__item">([\s\S]*?)<\/li>/g)].map(([, row]) => plain(row!))
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const titles = (html: string) => [...html.matchAll(/gt-dates__title" href="[^"]+">([^<]+)/g)].map(([, title]) => title)

describe('the list', () => {
  it('shows what is coming, by month and day, with full dates, places left and waiting', async () => {
    const { html, text, status } = await stranger.get('/whats-on')
    expect(status).toBe(200)
    expect(text).toContain('5 dates to choose from')
    expect([...html.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, month]) => month)).toEqual(['March 2026', 'April 2026', 'May 2026'])
    expect([...html.matchAll(/<h3[^>]*>([^<]+)/g)].map(([, day]) => day)).toEqual([
      'Tuesday 10 March 2026',
      'Tuesday 14 April 2026',
      'Tuesday 21 April 2026',
      'Wednesday 22 April 2026',
      'Tuesday 5 May 2026',
    ])
    expect(rows(html)[0]).toBe(
      'Understanding Neglect Level 2 9:30am to 3:30pm Face to face, Town Hall, WS1 1TP 5 places left Needs Child Neglect Awareness - Level 1 first',
    )
    expect(rows(html)[1]).toContain('Full, 1 waiting')
    expect(rows(html)[4]).toContain('Booking opens on Tuesday 7 April 2026, 9am')
  })

  it('says of what is booked elsewhere that it is', async () => {
    const { html } = await stranger.get('/whats-on?topic=exploitation')
    expect(rows(html)).toEqual(['Exploitation Webinar 12:30pm to 1:30pm Webinar, online Booked elsewhere'])
  })

  it('leaves out what is over, what was cancelled and what is retired', async () => {
    const { text } = await stranger.get('/whats-on')
    expect(text).not.toContain('27 February')
    expect(text).not.toContain('12 March')
    expect(text).not.toContain('Old Neglect Course')
  })

  it('tells one who is signed in only what they miss', async () => {
    const { html } = await dana.get('/whats-on')
    expect(rows(html)[0]).not.toContain('Needs')
    expect(rows(html)[2]).toContain('Needs Understanding Neglect Level 2 first')
    expect(rows(html)[2]).not.toContain('Level 1')
  })
})

describe('search and filters', () => {
  it.each([
    [
      'q=neglect',
      ['Understanding Neglect Level 2', 'Understanding Neglect Level 2', 'Graded Care Profile 2 (GCP2)', 'Understanding Neglect Level 2'],
    ],
    ['q=gcp2', ['Graded Care Profile 2 (GCP2)']],
    ['q=violence', ['Exploitation Webinar']],
    ['level=3', ['Graded Care Profile 2 (GCP2)']],
    ['provider=vrp', ['Exploitation Webinar']],
    ['mode=webinar', ['Exploitation Webinar']],
    ['month=2026-03', ['Understanding Neglect Level 2']],
    ['places=yes&topic=child-neglect', ['Understanding Neglect Level 2']],
    ['month=2026-04&q=level+2', ['Understanding Neglect Level 2']],
  ])('%s', async (query, expected) => {
    const { html } = await stranger.get(`/whats-on?${query}`)
    expect(titles(html)).toEqual(expected)
  })

  it('finds, for one who is signed in, only what they may book now', async () => {
    const { html, text } = await dana.get('/whats-on?mine=yes')
    expect(titles(html)).toEqual(['Understanding Neglect Level 2'])
    expect(text).toContain('Only what I may book')
  })

  it('does not offer that to a stranger, and passes over it in an address', async () => {
    const { text } = await stranger.get('/whats-on?mine=yes')
    expect(text).not.toContain('Only what I may book')
    expect(text).toContain('5 dates to choose from')
  })

  it('keeps what was chosen in the form', async () => {
    const { html, text } = await stranger.get('/whats-on?q=neglect&topic=child-neglect&places=yes')
    expect(html).toContain('<option value="child-neglect" selected>')
    expect(html).toContain('value="neglect"')
    expect(html).toMatch(/name="places" type="checkbox" value="yes" checked/)
    expect(text).toContain('Filter (3 in use)')
  })

  it('also names courses that fit and have no date yet', async () => {
    expect((await stranger.get('/whats-on?q=hoarding')).text).toContain('No date yet These fit as well.')
    expect((await stranger.get('/whats-on?q=hoarding&month=2026-03')).text).not.toContain('Hoarding Conference')
    expect((await stranger.get('/whats-on')).text).not.toContain('Hoarding Conference')
  })

  it('says which filter to drop when nothing is left, with the way there', async () => {
    const { text, html } = await stranger.get('/whats-on?topic=exploitation&month=2026-03')
    expect(text).toContain('No date fits all of that')
    expect(text).toMatch(/without “All-age exploitation” ?: 1 date/)
    expect(text).toMatch(/without “March 2026” ?: 1 date/)
    expect(html).toContain('href="/whats-on?month=2026-03"')
    const words = await stranger.get('/whats-on?q=fishing&places=yes')
    expect(words.text).toMatch(/without the words “fishing” ?: 1 date/)
    expect(words.text).not.toContain('without “Only with places left”')
  })

  it('says so when no single filter is in the way', async () => {
    expect((await stranger.get('/whats-on?q=fishing&level=9')).text).toContain('No single filter is in the way.')
  })

  it.each(['q=%3Cscript%3Ealert(1)%3C/script%3E', 'topic=%22%3E%3Cb%3E', 'page=%3Cb%3E'])('shows nobody’s markup: %s', async query => {
    const { html, status } = await stranger.get(`/whats-on?${query}`)
    expect(status).toBe(200)
    expect(html).not.toMatch(/<script>alert|"><b>/)
  })

  it.each(['q=a&q=b', 'page=-3', 'page=99', 'topic[a]=1', 'month=2026-99'])('answers the odd address %s', async query => {
    expect((await stranger.get(`/whats-on?${query}`)).status).toBe(200)
  })
})

describe('a long programme', () => {
  it('is shown by twenty, without losing or doubling a date', async () => {
    const course = await aCourse(app.database, { key: 'many', title: 'Many Dates' })
    for (let day = 1; day <= 21; day++)
      await anOccurrence(app.database, { course, startsAt: `2026-06-${String(day).padStart(2, '0')} 09:30` })
    const first = await stranger.get('/whats-on?q=many+dates')
    expect(titles(first.html)).toHaveLength(20)
    expect(first.text).toContain('Page 1 of 2')
    const [, next] = /href="([^"]+)" rel="next"/.exec(first.html)!
    const second = await stranger.get(next!.replace(/&amp;/g, '&'))
    expect(titles(second.html)).toHaveLength(1)
    expect(second.text).toContain('Sunday 21 June 2026')
    expect(second.html).toContain('<title>What’s on (page 2 of 2)')
  })
})
