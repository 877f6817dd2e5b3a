import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, anAdministrator, anOutsider, aPerson } from '../support/people.js'
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

  it('finds a date of several days by each of them, and neither people nor courses by a day', async () => {
    const course = await aCourse(app.database, { key: 'long', title: 'Long course' })
    await anOccurrence(app.database, {
      course,
      sessions: [
        ['2026-06-01 09:30', '2026-06-01 16:00'],
        ['2026-06-03 09:30', '2026-06-03 16:00'],
      ],
    })
    for (const day of ['1/6/2026', '2 June 2026', '2026-06-03']) expect(await find(`long ${day}`)).toContain('Long course')
    for (const day of ['31 May 2026', '4 June 2026']) expect(await find(`long ${day}`)).toContain('Nothing is like that.')
    await find('long 3 June 2026')
    expect(ada.last!.html).not.toContain('href="/desk/courses/long"')
    expect(await find('dana 20 March 2026')).toContain('Nothing is like that.')
  })

  it('lists ten of each kind, says how many there are, and leads to the rest where there is a list of them', async () => {
    const course = await aCourse(app.database, { key: 'dates', title: 'Zebra course' })
    const named = async (n: number) => aPerson(app.database, { name: `Zebra ${n}` })
    for (let n = 1; n <= 10; n++) {
      await anOccurrence(app.database, { course, startsAt: `2026-07-${n + 10} 09:30` })
      await named(n)
    }
    expect(await find('zebra')).not.toMatch(/See all|The first/)
    await anOccurrence(app.database, { course, startsAt: '2026-07-10 09:30' })
    await named(11)
    const text = await find('zebra')
    expect(text).toContain('The first 10 of 11: add a word or a date to narrow it down.')
    expect(text).toContain('See all 11')
    expect(ada.last!.html).toContain('href="/desk/people?q=zebra"')
    expect(ada.last!.html.match(/href="\/desk\/people\/[0-9a-f]/g)).toHaveLength(10)
    // The nearest ten.
    expect(text).toContain('Friday 10 July 2026')
    expect(text).not.toContain('Monday 20 July 2026')
  })

  it('shows what was sought as a text, and no more of it than 200 signs', async () => {
    await find('<b>x</b>')
    expect(ada.last!.html).toContain('&lt;b&gt;x&lt;/b&gt;')
    expect(await find('x'.repeat(201))).toContain(`“${'x'.repeat(200)}”`)
    expect(ada.last!.text).not.toContain('x'.repeat(201))
  })

  it('takes signs as signs', async () => {
    for (const q of ['%', '_', '\\', "'; DROP TABLE person; --", '%25']) expect(await find(q)).toContain('Nothing is like that.')
    expect((await ada.get('/desk/search?q=a&q=b')).status).toBe(200)
  })
})
