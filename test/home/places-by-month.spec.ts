import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import ICAL from 'ical.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let reader: Visitor
let single: BuiltOccurrence
let twoDays: BuiltOccurrence

beforeAll(async () => {
  app = await startApp(undefined, { publicUrl: 'https://training.example.org' })
  const { l2, gcp2 } = await theNeglectPathway(app.database)
  const external = await aCourse(app.database, {
    key: 'aces',
    title: 'A&B <Childhood>',
    kind: 'external',
    externalUrl: 'https://vrp.example.org/aces',
  })
  const venue = await aVenue(app.database, { name: 'Town Hall, main room', address: '1 Lime Street', postcode: 'WS1 1TP' })
  single = await anOccurrence(app.database, {
    course: gcp2,
    venue,
    startsAt: '2026-04-14 09:30',
    endsAt: '2026-04-14 16:00',
    places: 10,
    booked: 3,
  })
  twoDays = await anOccurrence(app.database, {
    ...{ course: l2, places: 5, booked: 5, onlineUrl: 'https://meet.example.org/secret' },
    sessions: [
      ['2026-03-27 09:30', '2026-03-27 16:00'],
      ['2026-03-30 09:30', '2026-03-30 16:00'],
    ],
  })
  await anOccurrence(app.database, { course: external, startsAt: '2026-04-01 10:00', endsAt: '2026-04-01 11:00', places: 0 })
  await anOccurrence(app.database, { course: l2, startsAt: '2026-02-20 09:30' })
  reader = new Visitor(app.url)
})
afterAll(() => app.stop())

describe('the page', () => {
  it('prints months, courses by title, dates and places left', async () => {
    const { html, text } = await reader.get('/places-by-month')
    expect([...html.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, month]) => month)).toEqual(['March 2026', 'April 2026'])
    const printed = [...html.matchAll(/gt-by-month__title" href="([^"]+)"/g)].map(([, href]) => href)
    expect(printed).toEqual(['/courses/neglect-l2', '/courses/aces', '/courses/gcp2'])
    expect(text).toContain('Tuesday 14 April, 9:30am to 4pm 7 places left')
    expect(text).toContain('Friday 27 March, 9:30am to 4pm, then Monday 30 March 2026, 9:30am to 4pm Full')
    expect(text).toContain('Wednesday 1 April, 10am to 11am Booked elsewhere')
  })

  it('tells feed readers where the feed is', async () => {
    expect((await reader.get('/places-by-month')).html).toContain(
      '<link rel="alternate" type="application/rss+xml" href="/places-by-month.rss"',
    )
  })
})

describe('as RSS', () => {
  it('has an entry for each date, with a link and an id that stays', async () => {
    const { html, headers } = await reader.get('/places-by-month.rss')
    expect(headers.get('content-type')).toContain('application/rss+xml')
    expect(html.match(/<item>/g)).toHaveLength(3)
    expect(html).toContain(`<link>https://training.example.org/courses/gcp2#o-${single.id}</link>`)
    expect(html).toContain(`<guid isPermaLink="false">urn:uuid:${single.id}</guid>`)
    expect(html).toContain('7 places left.')
  })

  it('keeps titles as text, whatever is in them', async () => {
    const { html } = await reader.get('/places-by-month.rss')
    expect(html).toContain('<![CDATA[A&B <Childhood>, Wednesday 1 April 2026]]>')
  })
})

describe('as iCalendar', () => {
  const events = async () => {
    const { html } = await reader.get('/places-by-month.ics')
    const calendar = new ICAL.Component(ICAL.parse(html) as unknown[])
    return calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one))
  }

  it('has one event for each session, in UTC, on both sides of the clock change', async () => {
    const found = await events()
    const times = found.map(one => [one.summary, one.startDate.toString(), one.endDate.toString()])
    expect(times).toEqual([
      ['Understanding Neglect Level 2 (1 of 2)', '2026-03-27T09:30:00Z', '2026-03-27T16:00:00Z'],
      ['Understanding Neglect Level 2 (2 of 2)', '2026-03-30T08:30:00Z', '2026-03-30T15:00:00Z'],
      ['A&B <Childhood>', '2026-04-01T09:00:00Z', '2026-04-01T10:00:00Z'],
      ['Graded Care Profile 2 (GCP2)', '2026-04-14T08:30:00Z', '2026-04-14T15:00:00Z'],
    ])
  })

  it('keeps each event’s UID when its time changes, and counts its sequence up', async () => {
    const before = await events()
    await app.database.query(`UPDATE occurrence SET version = version + 1 WHERE id = $1`, [single.id])
    const after = await events()
    expect(after.map(one => one.uid)).toEqual(before.map(one => one.uid))
    expect(new Set(after.map(one => one.uid)).size).toBe(4)
    expect(after.map(one => one.sequence - before[after.indexOf(one)]!.sequence)).toEqual([0, 0, 0, 1])
    expect(after[0]!.uid).toBe(`${twoDays.id}-1@goldthread`)
  })

  it('names the venue, and never the meeting link', async () => {
    const { html, headers } = await reader.get('/places-by-month.ics')
    expect(headers.get('content-type')).toContain('text/calendar')
    expect((await events())[3]!.location).toBe('Town Hall, main room, 1 Lime Street, WS1 1TP')
    expect(html).not.toContain('meet.example.org')
    expect(html).toContain('DTSTAMP:20260302T090000Z')
  })
})

describe('as JSON', () => {
  it('has the same list for programs', async () => {
    const { html, headers } = await reader.get('/places-by-month.json')
    expect(headers.get('content-type')).toContain('application/json')
    const { months } = JSON.parse(html) as { months: { month: string; courses: { key: string; dates: object[] }[] }[] }
    expect(months.map(one => [one.month, one.courses.map(course => course.key)])).toEqual([
      ['2026-03', ['neglect-l2']],
      ['2026-04', ['aces', 'gcp2']],
    ])
    expect(months[1]!.courses[1]!.dates).toEqual([
      {
        ...{ id: single.id, startsAt: '2026-04-14T08:30:00.000Z', endsAt: '2026-04-14T15:00:00.000Z' },
        ...{ when: 'Tuesday 14 April 2026, 9:30am to 4pm', venue: 'Town Hall, main room' },
        ...{ places: 10, placesLeft: 7, waiting: 0, bookingOpen: true },
      },
    ])
    expect(months[1]!.courses[0]!.dates[0]).toMatchObject({
      bookingOpen: false,
      placesLeft: 0,
      externalUrl: 'https://vrp.example.org/aces',
    })
    expect(html).not.toContain('meet.example.org')
  })
})

describe('without a programme', () => {
  it('is friendly, and the feeds are sound and empty', async () => {
    const empty = await startApp()
    const visitor = new Visitor(empty.url)
    expect((await visitor.get('/places-by-month')).text).toContain('There are no coming dates on the programme just now.')
    expect((await visitor.get('/places-by-month.rss')).html).not.toContain('<item>')
    expect((await visitor.get('/places-by-month.ics')).html).toMatch(/^BEGIN:VCALENDAR[\s\S]*END:VCALENDAR\s*$/)
    expect((await visitor.get('/places-by-month.json')).html).toBe('{"months":[]}')
    expect((await visitor.get('/whats-on')).text).toContain('No dates yet')
    expect((await visitor.get('/e-learning')).text).toContain('There are no e-learning titles on offer just now.')
    expect((await visitor.get('/')).status).toBe(200)
    await empty.stop()
  })
})
