import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, aTopic } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { anOffer } from './an-offer.js'

let app: TestApp
let stranger: Visitor

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const neglect = await aCourse(database, { key: 'neglect-l2', title: 'Understanding Neglect Level 2' })
  const thresholds = await aTopic(database, { key: 'thresholds', name: 'Thresholds', priority: false, position: 5 })
  const other = await aCourse(database, { key: 'rhrt', title: 'Right Help Right Time', topic: thresholds })
  await anOccurrence(database, { course: neglect, startsAt: '2026-03-05 09:30', places: 5, booked: 5 })
  for (const day of ['10', '11', '12', '13']) await anOccurrence(database, { course: neglect, startsAt: `2026-03-${day} 09:30` })
  await anOccurrence(database, { course: other, startsAt: '2026-03-06 09:30' })
  stranger = new Visitor(app.url)
})
afterAll(() => app.stop())

describe('for a stranger', () => {
  it('says what this is and shows the next dates with places of the priority topics', async () => {
    const { text, html, status } = await stranger.get('/')
    expect(status).toBe(200)
    expect(text).toContain('Training that keeps children and adults safe')
    expect(text).toContain('Tuesday 10 March 2026, 9:30am to 3:30pm 20 places left')
    expect(html.match(/gt-dates__item/g)).toHaveLength(3)
    expect(text).not.toContain('5 March 2026')
    expect(text).not.toContain('Right Help Right Time')
  })

  it('shows the ways on', async () => {
    const { html } = await stranger.get('/')
    for (const href of ['/whats-on', '/places-by-month', '/e-learning', '/register', '/whats-on?topic=child-neglect'])
      expect(html).toContain(`href="${href}"`)
  })

  it('sets no cookie', async () => {
    const fresh = new Visitor(app.url)
    const { headers } = await fresh.get('/')
    expect(headers.getSetCookie()).toEqual([])
  })
})

describe('for one who is signed in', () => {
  it('has nothing waiting, and says where to look', async () => {
    const visitor = new Visitor(app.url)
    await visitor.signIn((await anOutsider(app.database)).email)
    const { text, html } = await visitor.get('/')
    expect(text).toContain('Waiting for you Nothing just now.')
    expect(html).toContain('href="/whats-on?mine=yes"')
    expect(text).not.toContain('Find a course')
  })

  it('shows an offer until it runs out, and the next of two bookings', async () => {
    const dana = await aDelegate(app.database)
    const course = await aCourse(app.database, { key: 'hoarding', title: 'Hoarding' })
    const second = await aCourse(app.database, { key: 'trauma', title: 'Trauma' })
    const wanted = await aCourse(app.database, { key: 'wanted', title: 'Much Wanted' })
    await aBooking(app.database, { person: dana, occurrence: await anOccurrence(app.database, { course, startsAt: '2026-03-20 09:30' }) })
    const first = await aBooking(app.database, {
      person: dana,
      occurrence: await anOccurrence(app.database, { course: second, startsAt: '2026-03-19 09:30' }),
    })
    const occurrence = await anOccurrence(app.database, { course: wanted, startsAt: '2026-03-25 09:30', places: 1, held: 1 })
    const offer = await anOffer(app.database, { person: dana, occurrence, runsOutAt: '2026-03-04 09:00' })
    const visitor = new Visitor(app.url)
    await visitor.signIn(dana.email)
    const before = await visitor.get('/')
    expect(before.text).toContain('A place is offered to you: Much Wanted')
    expect(before.text).toContain('Answer by Wednesday 4 March 2026, 9am.')
    expect(before.html).toContain(`href="/offers/${offer}"`)
    expect(before.text).toContain('Your next booking: Trauma')
    expect(before.html).toContain(`href="/bookings/${first.id}"`)
    app.clock.moveTo('2026-03-04T08:59:00Z')
    expect((await visitor.get('/')).text).toContain('A place is offered to you')
    app.clock.moveTo('2026-03-04T09:00:00Z')
    expect((await visitor.get('/')).text).not.toContain('A place is offered to you')
  })
})
