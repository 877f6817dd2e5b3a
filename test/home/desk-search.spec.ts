import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, anAdministrator, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const { l2 } = await theNeglectPathway(database)
  const dana = await aDelegate(database)
  await anOutsider(database)
  await aCourse(database, { key: 'old-neglect', title: 'Neglect as it was taught', retired: true })
  const venue = await aVenue(database, { name: 'Town Hall' })
  const coming = await anOccurrence(database, { course: l2, venue, startsAt: '2026-03-20 09:30' })
  await anOccurrence(database, { course: l2, startsAt: '2026-05-20 09:30' })
  await anOccurrence(database, { course: l2, startsAt: '2026-01-20 09:30', cancelledAt: new Date('2026-01-02T09:00:00Z') })
  await anOccurrence(database, { course: l2, startsAt: '2025-01-20 09:30' })
  await aBooking(database, { person: dana, occurrence: coming, reference: 'GT-7K3M-9QXR' })
  await aBooking(database, {
    person: dana,
    occurrence: await anOccurrence(database, { course: l2 }),
    reference: 'GT-7K3M-2222',
    state: 'attended',
  })
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(database)).email)
})
afterAll(() => app.stop())

const find = async (q: string) => (await ada.get(`/desk/search?q=${encodeURIComponent(q)}`)).text

describe('searching at the desk', () => {
  it('is in reach on every page of the desk', async () => {
    expect((await ada.get('/desk/venues')).html).toContain('action="/desk/search"')
    expect(await find('')).toContain('Type a name, an e-mail address')
  })

  it('finds people by parts of name and address, in any order and case', async () => {
    for (const q of ['dana', 'DELEGATE da', 'dana@example'])
      expect(await find(q)).toContain('Dana Delegate dana@example.org, Birchills Primary School')
    expect(await find('dana outsider')).toContain('Nothing is like that.')
    expect(ada.last!.html).not.toContain('Dana Delegate')
  })

  it('finds bookings by their reference, whole or cut short', async () => {
    expect(await find('gt7k3m9qxr')).toContain('GT-7K3M-9QXR : Dana Delegate, booked Understanding Neglect Level 2, Friday 20 March 2026')
    expect(ada.last!.text).not.toContain('GT-7K3M-2222')
    const text = await find('GT-7K3M')
    for (const reference of ['GT-7K3M-9QXR', 'GT-7K3M-2222']) expect(text).toContain(reference)
    expect(await find('GT-7K3N')).toContain('Nothing is like that.')
  })

  it('finds courses, the retired last, and their dates: those to come first, the nearest first', async () => {
    const text = await find('neglect')
    expect(text.indexOf('Neglect as it was taught (retired)')).toBeGreaterThan(text.indexOf('Understanding Neglect Level 2'))
    const places = ['Friday 20 March 2026', 'Wednesday 20 May 2026', 'Tuesday 20 January 2026', 'Monday 20 January 2025'].map(day =>
      text.indexOf(day),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    expect(text).toContain('(cancelled)')
  })

  it('finds dates by their day and their venue', async () => {
    const text = await find('20/3/2026')
    expect(text).toContain('Occurrences on Friday 20 March 2026 Understanding Neglect Level 2')
    expect(await find('town hall')).toContain('Friday 20 March 2026')
    expect(await find('town hall 21 March 2026')).toContain('Nothing is like that.')
  })

  it('takes signs as signs', async () => {
    for (const q of ['%', '_', '\\', "'; DROP TABLE person; --", '%25']) expect(await find(q)).toContain('Nothing is like that.')
    expect((await ada.get('/desk/search?q=a&q=b')).status).toBe(200)
  })
})
