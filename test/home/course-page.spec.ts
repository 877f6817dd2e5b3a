import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, aProvider, theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aDelegate, anOutsider, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let stranger: Visitor
let dana: Person
let danaSees: Visitor
let pathway: { l1: Course; l2: Course; gcp2: Course }
let withPlaces: BuiltOccurrence
let full: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  pathway = await theNeglectPathway(app.database)
  withPlaces = await anOccurrence(app.database, { course: pathway.l2, startsAt: '2026-03-10 09:30', places: 20, booked: 19 })
  full = await anOccurrence(app.database, { course: pathway.l2, startsAt: '2026-03-17 09:30', places: 5, booked: 5 })
  await anOccurrence(app.database, { course: pathway.gcp2, startsAt: '2026-03-24 09:30' })
  dana = await aDelegate(app.database)
  await aRecord(app.database, { person: dana, course: pathway.l1 })
  stranger = new Visitor(app.url)
  danaSees = new Visitor(app.url)
  await danaSees.signIn(dana.email)
})
afterAll(() => app.stop())

async function signedIn(person: { email: string }): Promise<Visitor> {
  const visitor = new Visitor(app.url)
  await visitor.signIn(person.email)
  return visitor
}

describe('the pathway', () => {
  it('is drawn in order, with where the reader stands', async () => {
    const { html, text } = await danaSees.get('/courses/neglect-l2')
    const steps = [...html.matchAll(/<li class="gt-pathway__step[^"]*"/g)].map(([step]) => /--(\w+)"/.exec(step)?.[1])
    expect(steps).toEqual(['done', 'next', 'locked'])
    expect(text).toContain('You have Level 1. Level 2 is next.')
    expect(text).toMatch(
      /Level 1 E-learning\. You have this.*Level 2 \(this course\) Face to face\. Next for you.*GCP2\) Face to face\. Later/,
    )
  })

  it('asks a stranger to sign in for that, and brings them back', async () => {
    const { html, text } = await stranger.get('/courses/neglect-l2')
    expect(html).toContain('href="/sign-in?next=/courses/neglect-l2"')
    expect(text).not.toContain('Next for you')
  })

  it('says that a level which lapsed is to be taken again', async () => {
    const lapsed = await aPerson(app.database)
    await aRecord(app.database, { person: lapsed, course: pathway.l1, completedOn: '2022-03-01', validUntil: '2026-03-01' })
    const { text } = await (await signedIn(lapsed)).get('/courses/neglect-l1')
    expect(text).toContain('Your Level 1 no longer counts: take it again.')
  })

  it('counts a level on its last day', async () => {
    const justInTime = await aPerson(app.database)
    await aRecord(app.database, { person: justInTime, course: pathway.l1, completedOn: '2022-03-02', validUntil: '2026-03-02' })
    const { text } = await (await signedIn(justInTime)).get('/courses/neglect-l1')
    expect(text).toContain('You have Level 1. Level 2 is next.')
  })

  it('is left out for a course that stands alone', async () => {
    await aCourse(app.database, { key: 'alone', title: 'Basic Drug Awareness' })
    expect((await stranger.get('/courses/alone')).text).not.toContain('Pathway')
  })
})

describe('the dates', () => {
  it('have one way on each: book, or join the list', async () => {
    const { html, text } = await danaSees.get('/courses/neglect-l2')
    expect(html).toContain(`href="/occurrences/${withPlaces.id}/book"`)
    expect(html).not.toContain(`href="/occurrences/${full.id}/book"`)
    expect(html).toContain('href="/courses/neglect-l2/waiting-list"')
    expect(text).toContain('1 place left Book this date : Tuesday 10 March 2026')
  })

  it('show a stranger the same ways; the pages behind them ask who they are', async () => {
    const { html, text } = await stranger.get('/courses/gcp2')
    expect(text).toContain('Book this date')
    expect(text).toContain('Needs Child Neglect Awareness - Level 1 and Understanding Neglect Level 2 first')
    const [, href] = /href="(\/occurrences\/[^"]+\/book)"/.exec(html)!
    expect((await stranger.get(href!)).url).toContain('/sign-in?next=')
  })

  it('say what is missing and offer no booking to one who misses it', async () => {
    const { html, text } = await danaSees.get('/courses/gcp2')
    expect(text).toContain('Needs Understanding Neglect Level 2 first')
    expect(html).not.toMatch(/\/occurrences\/[^"]+\/book"/)
  })

  it('show one’s booking, and no second one', async () => {
    const booked = await aPerson(app.database)
    await aRecord(app.database, { person: booked, course: pathway.l1 })
    const free = await anOccurrence(app.database, { course: pathway.l2, startsAt: '2026-03-31 09:30' })
    const booking = await aBooking(app.database, { person: booked, occurrence: free })
    const { html, text } = await (await signedIn(booked)).get('/courses/neglect-l2')
    expect(text).toContain('You are booked on Tuesday 31 March 2026.')
    expect(html).toContain(`href="/bookings/${booking.id}"`)
    expect(html).not.toMatch(/\/occurrences\/[^"]+\/book"/)
  })

  it('count a place that is held as taken', async () => {
    const course = await aCourse(app.database, { key: 'held', title: 'Held Places' })
    await anOccurrence(app.database, { course, places: 3, booked: 1, held: 2 })
    expect((await stranger.get('/courses/held')).text).toContain('Full Join the waiting list')
  })

  it('stop being booked at their closing', async () => {
    const course = await aCourse(app.database, { key: 'closing', title: 'Closing Soon' })
    await anOccurrence(app.database, { course, startsAt: '2026-03-10 09:30', bookingClosesAt: '2026-03-02 09:01' })
    expect((await stranger.get('/courses/closing')).text).toContain('Book this date')
    app.clock.moveTo('2026-03-02T09:01:00Z')
    expect((await stranger.get('/courses/closing')).text).toContain('Booking has closed')
    app.clock.moveTo('2026-03-02T09:00:00Z')
  })

  it('tell every session of a date that has several', async () => {
    const course = await aCourse(app.database, { key: 'two-days', title: 'Two Days', days: '2' })
    await anOccurrence(app.database, {
      course,
      sessions: [
        ['2026-03-10 09:30', '2026-03-10 16:00'],
        ['2026-03-11 09:30', '2026-03-11 12:30'],
      ],
    })
    expect((await stranger.get('/courses/two-days')).text).toContain('9:30am to 4pm, then Wednesday 11 March 2026, 9:30am to 12:30pm')
  })
})

describe('the waiting list', () => {
  it('shows how many wait and where one stands', async () => {
    const course = await aCourse(app.database, { key: 'waited-for', title: 'Waited For' })
    await aWaitingEntry(app.database, { person: await anOutsider(app.database), course })
    await aWaitingEntry(app.database, { person: dana, course })
    expect((await danaSees.get('/courses/waited-for')).text).toContain('You are number 2 on the waiting list.')
    expect((await stranger.get('/courses/waited-for')).text).toContain('2 people are waiting')
  })
})

describe('courses taken elsewhere', () => {
  it('link out and say so', async () => {
    const provider = await aProvider(app.database, { key: 'vrp', name: 'Violence Reduction Partnership', internal: false })
    const course = await aCourse(app.database, {
      ...{ key: 'aces', title: 'Adverse Childhood Experiences', kind: 'external', provider, externalUrl: 'https://vrp.example.org/aces' },
    })
    await anOccurrence(app.database, { course, places: 0 })
    const { html, text } = await danaSees.get('/courses/aces')
    expect(html).toContain('href="https://vrp.example.org/aces" rel="external"')
    expect(text).toContain('Book with Violence Reduction Partnership (another site)')
    expect(text).not.toContain('Join the waiting list')
  })

  it('without a date lead to the provider’s page', async () => {
    await aCourse(app.database, { key: 'dateless', title: 'Dateless', kind: 'external', externalUrl: 'https://vrp.example.org/dateless' })
    expect((await stranger.get('/courses/dateless')).text).toContain('Dates are on the provider’s page.')
  })

  it('say of an e-learning title how to take it today', async () => {
    expect((await stranger.get('/courses/neglect-l1')).text).toContain('Your agency’s training lead gives you access to this title.')
  })
})

it('says of a retired course that it is no longer offered', async () => {
  await aCourse(app.database, { key: 'retired', title: 'Retired Course', retired: true })
  const { text, status } = await stranger.get('/courses/retired')
  expect(status).toBe(200)
  expect(text).toContain('This course is no longer offered.')
  expect(text).not.toContain('Join the waiting list')
})

it('is not there for a key that nobody has', async () => {
  expect((await stranger.get('/courses/no-such-course')).status).toBe(404)
})
