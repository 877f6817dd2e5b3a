import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import type { Visitor } from '../support/visitor.js'
import { theScene, type Scene } from '../bookings/scene.js'
import { linesOf } from './lines.js'

let scene: Scene
let ada: Visitor
let date: BuiltOccurrence
let course: { id: string; key: string }
let booking: { id: string; reference: string }

beforeAll(async () => {
  scene = await theScene()
  const { database } = scene.app
  course = await aCourse(database, { key: 'safer', title: 'Safer Recruitment' })
  date = await anOccurrence(database, { course: { ...course } })
  booking = await aBooking(database, { person: scene.people.dana, occurrence: date })
  await aBooking(database, { person: scene.people.oona, occurrence: await anOccurrence(database, { course: await aCourse(database) }) })
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())

const wayFrom = (html: string): string | undefined => /href="(\/desk\/audit\?[^"]+)"/.exec(html)?.[1]?.replace(/&amp;/g, '&')
const sentences = (html: string) => [...html.matchAll(/<h2 class="govuk-heading-s[^>]*>([^<]+)<\/h2>/g)].map(([, words]) => words!)
/** One page each, what its history is called, what must stand in it, and what belongs to others. */
const PAGES: [string, () => string, () => string, () => string][] = [
  ['a person', () => `/desk/people/${scene.people.dana.id}`, () => `?person=${scene.people.dana.id}`, () => booking.reference],
  ['a date', () => `/desk/occurrences/${date.id}`, () => `?thing=${date.id}`, () => booking.reference],
  ['a course', () => '/desk/courses/safer', () => '?course=safer', () => 'put a date on the programme: “Safer Recruitment'],
  ['a booking', () => `/bookings/${booking.id}`, () => `?thing=${booking.id}`, () => booking.reference],
]

describe('the history is one click away', () => {
  it.each(PAGES)('from the page of %s, and is of just that', async (_, page, query, words) => {
    const way = wayFrom((await ada.get(page())).html)
    expect(way).toBe(`/desk/audit${query()}`)
    const { status, html, text } = await ada.get(way!)
    expect(status).toBe(200)
    expect(sentences(html).join('\n')).toContain(words())
    expect(sentences(html).filter(one => one.includes('Oona'))).toEqual([])
    expect(text).not.toContain('undefined')
  })

  it('from the booking only for who may read it: Dana has her booking, and no way there', async () => {
    const dana = await scene.browser('dana')
    const { status, html } = await dana.get(`/bookings/${booking.id}`)
    expect([status, wayFrom(html)]).toEqual([200, undefined])
    expect((await dana.get(`/desk/audit?thing=${booking.id}`)).status).toBe(403)
  })

  it('and the file that it offers is of just that too', async () => {
    const { html } = await ada.get('/desk/audit?course=safer')
    const file = /href="(\/desk\/audit\/lines\.csv[^"]*)"/.exec(html)?.[1]?.replace(/&amp;/g, '&')
    expect(file).toContain(`thing=${course.id}`)
    expect((await ada.get(file!)).html).not.toContain('Oona')
  })
})

describe('what cannot be meant shows nothing rather than everything', () => {
  it.each(['/desk/audit?course=no-such-course', '/desk/audit/lines.csv?course=no-such-course'])('%s', async path => {
    const { html } = await ada.get(path)
    expect(html).not.toContain('Oona')
    expect(sentences(html)).toEqual([])
  })

  it.each(['from=31.3.2026', 'to=2026-02-30', 'from=2026-03-02&to=2026-03-01'])('a file of days that are none: %s', async days => {
    const { status, headers, text } = await ada.get(`/desk/audit/lines.csv?${days}`)
    expect([status, headers.get('content-type')]).toEqual([422, expect.stringContaining('text/html')])
    expect(text).toMatch(/Enter a day such as 2026-03-31|The last day is before the first/)
  })

  it('a kind, a person or a page that there is not: the search without it, said by the form', async () => {
    const { html } = await ada.get('/desk/audit?kind=secrets&person=nobody&before=-1')
    expect(html).not.toMatch(/value="(secrets|nobody|-1)"/)
    expect(sentences(html).length).toBeGreaterThan(0)
  })
})

describe('a look into somebody’s history', () => {
  const looks = async (work: () => Promise<unknown>) => (await linesOf(scene.app, work)).map(line => [line.actorId, line.aboutId])

  it('is written down for each who looks, and of whom, also of a search by name and of a file', async () => {
    const { people } = scene
    await scene.app.database.query(`UPDATE person SET roles = '{administrator}' WHERE id = $1`, [people.tara.id])
    const tara = await scene.browser('tara')
    expect(await looks(() => ada.get('/desk/audit?q=cole%20coll'))).toEqual([[people.ada.id, people.cole.id]])
    expect(await looks(() => tara.get(`/desk/audit/lines.csv?person=${people.cole.id}`))).toEqual([[people.tara.id, people.cole.id]])
    expect(await looks(() => ada.get(`/desk/audit/lines.csv?person=${people.oona.id}`))).toEqual([[people.ada.id, people.oona.id]])
  })

  it('of a page further back is no new look', async () => {
    expect(await looks(() => ada.get(`/desk/audit?person=${scene.people.tara.id}&before=100000`))).toEqual([])
  })

  it('of two at the same moment is one line', async () => {
    const path = `/desk/audit?person=${scene.people.tara.id}`
    expect(await looks(() => Promise.all([ada.get(path), ada.get(path), ada.get(path)]))).toHaveLength(1)
  })
})
