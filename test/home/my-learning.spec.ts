import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { anOffer } from './an-offer.js'

let app: TestApp
let dana: Person
let cole: Person
let visitor: Visitor
let bookingId: string
let reference: string
let offerId: string

/** Dana is booked on one date, was a no-show on another, waits behind Cole, has an offer, and has learned Level 1. */
beforeAll(async () => {
  app = await startApp()
  const { database } = app
  dana = await aDelegate(database)
  cole = await aColleague(database)
  const { l1, l2, gcp2 } = await theNeglectPathway(database)
  const venue = await aVenue(database, { name: 'Town Hall' })
  const coming = await anOccurrence(database, {
    course: l2,
    venue,
    startsAt: '2026-03-10 09:30',
    endsAt: '2026-03-10 16:00',
    onlineUrl: 'https://meet.example.org/x',
  })
  const booking = await aBooking(database, { person: dana, occurrence: coming })
  ;({ id: bookingId, reference } = booking)
  const past = await anOccurrence(database, {
    course: gcp2,
    startsAt: '2026-02-10 09:30',
    registerClosedAt: new Date('2026-02-11T09:00:00Z'),
  })
  await aBooking(database, { person: dana, occurrence: past, state: 'no-show' })
  await aRecord(database, { person: dana, course: l1, completedOn: '2023-03-20', validUntil: '2026-03-20', note: 'Certificate seen' })
  await aRecord(database, { person: cole, course: gcp2 })
  await anEnrolment(database, { person: dana, course: l1, startedAt: '2026-02-21 10:00' })
  const waited = await aCourse(database, { key: 'waited-for', title: 'Waited For' })
  await aWaitingEntry(database, { person: cole, course: waited })
  await aWaitingEntry(database, { person: dana, course: waited })
  const offered = await aCourse(database, { key: 'offered', title: 'Offered Course' })
  const occurrence = await anOccurrence(database, {
    course: offered,
    startsAt: '2026-03-25 09:30',
    endsAt: '2026-03-25 12:30',
    places: 1,
    held: 1,
  })
  offerId = await anOffer(database, { person: dana, occurrence, runsOutAt: '2026-03-04 09:00' })
  visitor = new Visitor(app.url)
  await visitor.signIn(dana.email)
})
afterAll(() => app.stop())

const part = (text: string, from: string, to: string) => text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)))

describe('what is mine', () => {
  it('shows offers to answer, with the moment they run out', async () => {
    const { text, html } = await visitor.get('/my-learning')
    expect(text).toContain(
      'A place is offered to you: Offered Course Wednesday 25 March 2026, 9:30am to 12:30pm. Answer by Wednesday 4 March 2026, 9am',
    )
    expect(html).toContain(`href="/offers/${offerId}"`)
  })

  it('shows what is coming up, with reference, venue, link and the way to cancel', async () => {
    const { text, html } = await visitor.get('/my-learning')
    const coming = part(text, 'Coming up', 'Waiting')
    expect(coming).toContain('Understanding Neglect Level 2 Tuesday 10 March 2026, 9:30am to 4pm Town Hall')
    expect(coming).toContain(`Reference ${reference}`)
    expect(html).toContain(`href="/bookings/${bookingId}/cancel"`)
    expect(html).toContain('href="https://meet.example.org/x"')
  })

  it('shows the place on each list, with the way to leave it', async () => {
    const { text, html } = await visitor.get('/my-learning')
    expect(part(text, 'Waiting', 'What you have learned')).toMatch(/Waited For ?: you are number 2 on the list, for any date/)
    expect(html).toContain('href="/courses/waited-for/waiting-list"')
  })

  it('shows what was learned and until when it counts', async () => {
    const { text } = await visitor.get('/my-learning')
    const learned = part(text, 'What you have learned', 'You have not signed up')
    expect(learned).toContain(
      'Child Neglect Awareness - Level 1 Certificate seen Monday 20 March 2023 E-learning Friday 20 March 2026 Runs out soon',
    )
    expect(learned).not.toContain('Graded Care Profile 2 (GCP2) Saturday')
  })

  it('shows e-learning and earlier bookings with what became of them', async () => {
    const { text } = await visitor.get('/my-learning')
    expect(text).toContain('In progress since Saturday 21 February 2026')
    expect(part(text, 'Earlier bookings', 'Places by month')).toMatch(/Tuesday 10 February 2026: Graded Care Profile 2 \(GCP2\) No-show/)
  })

  it('is Dana’s alone', async () => {
    const colleague = new Visitor(app.url)
    await colleague.signIn(cole.email)
    const { text } = await colleague.get('/my-learning')
    expect(text).not.toContain(reference)
    expect(text).toContain('you are number 1 on the list')
    expect(text).toContain('Graded Care Profile 2 (GCP2)')
  })
})

describe('as time goes by', () => {
  it('a booking can be cancelled here up to its start, and is coming up until its end', async () => {
    app.clock.moveTo('2026-03-10T09:29:00Z')
    expect((await visitor.get('/my-learning')).html).toContain(`/bookings/${bookingId}/cancel`)
    app.clock.moveTo('2026-03-10T09:30:00Z')
    const begun = await visitor.get('/my-learning')
    expect(begun.html).not.toContain(`/bookings/${bookingId}/cancel`)
    expect(part(begun.text, 'Coming up', 'Waiting')).toContain(reference)
    app.clock.moveTo('2026-03-10T16:00:00Z')
    const over = await visitor.get('/my-learning')
    expect(over.text).toContain('You have no bookings to come.')
    expect(over.text).toContain('Register not closed yet')
  })

  it('an offer is gone from here when it has run out', async () => {
    const { text } = await visitor.get('/my-learning')
    expect(text).toContain('Nothing waits for your answer.')
    expect(text).not.toContain('A place is offered to you')
  })

  it('a record counts up to and on its last day', async () => {
    app.clock.moveTo('2026-03-20T23:00:00Z')
    expect((await visitor.get('/my-learning')).text).toContain('Runs out soon')
    app.clock.moveTo('2026-03-21T00:00:00Z')
    expect((await visitor.get('/my-learning')).text).toContain('No longer counts')
  })
})

it('is friendly to one who has nothing yet', async () => {
  const oona = new Visitor(app.url)
  await oona.signIn((await anOutsider(app.database)).email)
  const { text } = await oona.get('/my-learning')
  expect(text).toContain('Nothing waits for your answer.')
  expect(text).toContain('You have no bookings to come. See what’s on')
  expect(text).toContain('You are on no waiting list.')
  expect(text).toContain('Nothing is on your record yet.')
  expect(text).not.toContain('Earlier bookings')
})

it('asks a stranger to sign in, and brings them back', async () => {
  const { url } = await new Visitor(app.url).get('/my-learning')
  expect(url).toBe('/sign-in?next=%2Fmy-learning')
})
