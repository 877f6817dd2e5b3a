import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aPerson } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import type { Visitor } from '../support/visitor.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let lena: Visitor

/** Today is 2 March 2026: this year began on 1 April 2025, and the same days a year before end on 2 March 2025. */
beforeAll(async () => {
  scene = await anAgencyScene()
  const { app, l1, l2, people } = scene
  const { database } = app
  const { dana, cole, oona } = people
  const on = (startsAt: string, change = {}) => anOccurrence(database, { course: l2, startsAt, ...change })
  const cancelled = { state: 'cancelled' as const, cancelledAt: new Date('2026-01-10T09:00:00Z'), late: true }
  const [first, last] = [await on('2025-04-01 09:30'), await on('2026-03-02 09:30')]
  await aBooking(database, { person: dana, occurrence: first, state: 'attended' })
  const absent = await aBooking(database, { person: cole, occurrence: first, state: 'no-show' })
  const late = await aBooking(database, { person: dana, occurrence: last, ...cancelled, cancelledBy: 'agency' })
  await aBooking(database, { person: cole, occurrence: last, ...cancelled, late: false, cancelledBy: 'delegate' })
  // Outside: the day before, a cancelled date, another agency, a walk-in; and last year a no-show.
  await aBooking(database, { person: dana, occurrence: await on('2025-03-31 09:30'), state: 'attended' })
  await aBooking(database, { person: dana, occurrence: await on('2025-05-06 09:30', { cancelledAt: new Date() }), state: 'attended' })
  await aBooking(database, { person: oona, occurrence: first, state: 'attended' })
  await aBooking(database, { person: dana, occurrence: await on('2025-06-06 09:30'), state: 'attended', walkIn: true })
  await aBooking(database, { person: cole, occurrence: await on('2025-03-02 09:30'), state: 'no-show' })
  await aBooking(database, { person: dana, occurrence: await on('2025-03-03 09:30'), state: 'no-show' })
  // Somebody who has left since: what they did stays the school's.
  const left = await aPerson(database, { name: 'Gone Away', agencyId: oona.agencyId })
  await aBooking(database, { person: { id: left.id, agencyId: scene.schoolId }, occurrence: first, state: 'attended' })
  await aCharge(database, { booking: late, pence: 5000 })
  await aCharge(database, { booking: absent, kind: 'no-show', pence: 2500, state: 'waived', reason: 'Was ill', decidedAt: new Date() })
  await anEnrolment(database, { person: dana, course: l1, signedUpAt: '2025-10-01 10:00' })
  await anEnrolment(database, { person: oona, course: l1, signedUpAt: '2025-10-01 10:00' })
  lena = await scene.browser('lena@example.org')
})
afterAll(() => scene.app.stop())

describe('the first page', () => {
  it('sets this year beside the same days of the last, as the figures are counted', async () => {
    const { text } = await lena.get('/my-agency')
    expect(text).toContain('Tuesday 1 April 2025 to Monday 2 March 2026, and the same days a year before')
    for (const row of [
      'Bookings held to the day 3 1',
      'Attended 2 0',
      'Did not come 1 1',
      'Cancelled late 1 0',
      'E-learning courses begun 1 0',
      'Charges, proposed and confirmed £50.00 £0.00',
    ])
      expect(text).toContain(row)
  })

  it('tells what needs a hand, and leads there', async () => {
    const { database } = scene.app
    const { cole, oona } = scene.people
    await anEvidence(database, { person: cole, course: scene.l1 })
    await anEvidence(database, { person: oona, course: scene.l1 })
    await aRecord(database, { person: cole, course: scene.l1, validUntil: '2026-05-31' })
    await aRecord(database, { person: oona, course: scene.l1, validUntil: '2026-05-31' })
    const { text, html } = await lena.get('/my-agency')
    expect(text).toContain('1 piece of evidence of learning elsewhere waits for your decision')
    expect(text).toContain('1 course runs out within 90 days : book again in good time')
    expect(text).toContain('1 charge is proposed , £50.00 in all: nothing is owed before the business unit confirms it')
    for (const path of ['/my-agency/evidence', '/my-agency/expiring?months=3', '/my-agency/bookings?show=charged&amp;from=2024-04-01'])
      expect(html).toContain(`href="${path}"`)
  })

  it.each([
    ['/my-agency', 7],
    ['/my-agency/expiring', 6],
    ['/my-agency/bookings', 6],
  ])('%s takes %d statements at most', async (path, most) => {
    // Two are the session's and its person's; one each is what needs a hand, the numbers, who goes, who waits and what is reserved.
    expect(await countQueries(() => lena.get(path))).toBeLessThanOrEqual(most)
  })
})

describe('what runs out', () => {
  const rows = (html: string) =>
    [...html.matchAll(/<li class="gt-row"><span><a[^>]*>([^<]+)<\/a>[^<]*<br>([^<]+)/g)].map(([, who, what]) => `${who}: ${what}`)

  it('stands there up to and on the last day of the months chosen, the soonest first, with the way to book', async () => {
    const { database } = scene.app
    const { dana, cole, oona } = scene.people
    const [short, long] = [await aCourse(database, { title: 'Short' }), await aCourse(database, { title: 'Long' })]
    await aRecord(database, { person: dana, course: short, validUntil: '2026-04-02' })
    await aRecord(database, { person: cole, course: short, validUntil: '2026-04-03' })
    await aRecord(database, { person: dana, course: long, validUntil: '2026-03-01' })
    await aRecord(database, { person: cole, course: long, validUntil: '2026-03-02' })
    await aRecord(database, { person: oona, course: short, validUntil: '2026-03-20' })
    const month = await lena.get('/my-agency/expiring?months=1')
    expect(rows(month.html)).toEqual(['Cole Colleague: Long', 'Dana Delegate: Short'])
    expect(month.html).toContain(`/my-agency/book?person=${dana.id}&amp;course=${short.key}`)
    expect(rows((await lena.get('/my-agency/expiring?months=2')).html)).toEqual([
      'Cole Colleague: Long',
      'Dana Delegate: Short',
      'Cole Colleague: Short',
    ])
    expect(rows((await lena.get('/my-agency/expiring?months=x')).html)).toHaveLength(4)
    // Done again, it is left out; booked or waited for, it says so and offers nothing to press.
    await aRecord(database, { person: cole, course: long, validUntil: '2029-03-01' })
    await aBooking(database, { person: dana, occurrence: await anOccurrence(database, { course: short }) })
    await aWaitingEntry(database, { person: cole, course: short })
    const after = await lena.get('/my-agency/expiring?months=2')
    expect(rows(after.html)).toEqual(['Dana Delegate: Short', 'Cole Colleague: Short'])
    expect(after.text).toContain('Runs out on Thursday 2 April 2026 Booked: Tuesday 10 March 2026, 9:30am')
    expect(after.text).toContain('Runs out on Friday 3 April 2026 On the waiting list')
    expect(after.html).not.toContain('/my-agency/book?person')
    expect((await lena.get('/my-agency/expiring?months=1&page=2')).text).toContain('There is no such page')
  })
})

describe('bookings and their cost', () => {
  it('are those of the period by the agency booked for, with the charges by state', async () => {
    const { text } = await lena.get('/my-agency/bookings?from=2025-04-01&to=2026-03-09')
    expect(text).toContain('0 places to come or not counted yet, 4 attended, 1 did not come, 1 cancelled in time, 1 cancelled late.')
    for (const row of ['Proposed, not confirmed yet 1 £50.00', 'Confirmed 0 £0.00', 'Waived 1 £25.00', 'Credited 0 £0.00'])
      expect(text).toContain(row)
    expect(text).toContain('Gone Away (works elsewhere now)')
    expect(text).not.toContain('Oona')
  })

  it.each([
    ['show=late', ['Dana Delegate']],
    ['show=no-shows', ['Cole Colleague']],
    ['show=charged', ['Cole Colleague', 'Dana Delegate']],
    ['show=live', []],
  ])('%s', async (query, names) => {
    const { html } = await lena.get(`/my-agency/bookings?from=2025-04-01&to=2026-03-09&${query}`)
    expect([...html.matchAll(/href="\/my-agency\/bookings\/[^"]+">([^<]+)/g)].map(([, name]) => name)).toEqual(names)
  })

  it.each([
    ['from=yesterday', 'Enter the first day'],
    ['from=2026-01-02&to=2026-01-01', 'Enter a last day that is not before the first'],
    ['from=2010-01-01&to=2026-01-01', 'Choose six years or less'],
  ])('a period that is none is told beside its field, and stays typed: %s', async (query, sentence) => {
    const seen = await lena.get(`/my-agency/bookings?${query}`)
    expect([seen.status, seen.text.includes(sentence)]).toEqual([422, true])
    expect(seen.html).toContain(`value="${new URLSearchParams(query).get('from')}"`)
  })

  it('go into a spreadsheet', async () => {
    await scene.app.database.query(`UPDATE person SET name = '=1+1' WHERE name = 'Gone Away'`)
    const { html, headers } = await lena.get('/my-agency/bookings.csv?from=2025-04-01&to=2026-03-09&show=charged')
    expect(headers.get('content-disposition')).toContain('bookings-2025-04-01-to-2026-03-09.csv')
    const rows = parse(html)
    expect(rows.map(row => row.slice(1))).toEqual([
      ['person', 'job role', 'course', 'date', 'starts', 'state', 'charge for', 'charge', 'pounds'],
      ['Cole Colleague', 'Teaching assistant', scene.l2.title, '2025-04-01', '09:30', 'Did not come', 'no-show', 'Waived', '25.00'],
      [
        'Dana Delegate',
        'Teacher',
        scene.l2.title,
        '2026-03-02',
        '09:30',
        'Cancelled late',
        'late cancellation',
        'Proposed, not confirmed yet',
        '50.00',
      ],
    ])
    const all = parse((await lena.get('/my-agency/bookings.csv?from=2025-04-01&to=2026-03-09')).html)
    expect(all.flat()).toContain(`'=1+1`)
    expect((await (await scene.browser('dana@example.org')).get('/my-agency/bookings.csv')).status).toBe(403)
  })
})
