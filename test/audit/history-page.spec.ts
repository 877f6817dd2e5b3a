import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { searchStatement } from '../../src/modules/audit/audit.queries.js'
import { readFilter } from '../../src/modules/audit/rules/filter.js'
import { KINDS } from '../../src/modules/audit/rules/words.js'
import { countQueries } from '../support/queries.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { theScene, type Scene } from '../bookings/scene.js'
import { linesOf } from './lines.js'
import { NOT_WATCHED } from './not-watched.table.js'

let scene: Scene
let ada: Visitor
let date: BuiltOccurrence
let reference: string
let bookingId: string

beforeAll(async () => {
  scene = await theScene()
  const { database } = scene.app
  ada = await scene.browser('ada')
  date = await anOccurrence(database, { course: await aCourse(database, { title: 'Safer Recruitment' }) })
  const booking = await aBooking(database, { person: scene.people.dana, occurrence: date })
  ;({ id: bookingId, reference } = booking)
  await scene.api.ada.delete(`/bookings/${booking.id}`)
})
afterAll(() => scene.app.stop())

const sentences = (html: string) => [...html.matchAll(/<h2 class="govuk-heading-s[^>]*>([^<]+)<\/h2>/g)].map(([, words]) => words!)
const history = async (query = '') => (await ada.get(`/desk/audit${query}`)).html
const cancelled = () => `Ada Administrator cancelled Dana Delegate’s booking ${reference} on Safer Recruitment, Tuesday 10 March 2026.`

describe('the history', () => {
  it('says in plain English who did what to whom, from where, with before and after in words', async () => {
    const { text } = await ada.get('/desk/audit')
    expect(text).toContain(cancelled())
    expect(text).toMatch(/from (::ffff:)?127\.0\.0\.1, DELETE \/api\/v1\/bookings\/:id/)
    expect(text).toMatch(/State booked cancelled/)
    expect(text).toMatch(/Cancelled by \(nothing\) Ada/)
    expect(text).not.toMatch(/cancelled_by|undefined|\[object|NaN/)
  })

  it.each([
    ['a reference', () => `?q=${reference.toLowerCase()}`],
    ['a person’s name', () => '?q=dana%20deleg'],
    ['who did it', () => `?person=${scene.people.ada.id}`],
    ['whom it is about', () => `?person=${scene.people.dana.id}`],
    ['a booking', () => `?thing=${bookingId}`],
    ['the date it is on', () => `?thing=${date.id}`],
    ['its kind', () => '?kind=bookings'],
    ['its day', () => `?from=${today()}&to=${today()}`],
    ['all of that together', () => `?person=${scene.people.dana.id}&thing=${date.id}&kind=bookings&from=${today()}&to=${today()}`],
  ])('is found by %s', async (_, query) => expect(sentences(await history(query()))).toContain(cancelled()))

  it.each([
    ['another person', () => `?person=${scene.people.oona.id}`],
    ['another kind', () => '?kind=venues'],
    ['another day', () => '?from=2020-01-01&to=2020-12-31'],
    ['a day to come', () => '?from=2100-01-01'],
    ['another thing', () => `?thing=${scene.l1.id}`],
    ['a person and another kind', () => `?person=${scene.people.dana.id}&kind=charges`],
  ])('is not found by %s', async (_, query) => expect(sentences(await history(query()))).not.toContain(cancelled()))

  it('of the course holds its dates, and that of the date its bookings', async () => {
    expect(sentences(await history(`?thing=${date.courseId}`)).join()).toMatch(/put a date on the programme: “Safer Recruitment/)
    expect(sentences(await history(`?thing=${date.id}`)).join()).toContain(`(booking ${reference})`)
  })

  it('asks which of several people is meant, and says when there is nobody', async () => {
    await aPerson(scene.app.database, { name: 'Dana Namesake', email: 'namesake@example.org' })
    const { text, html } = await ada.get('/desk/audit?q=dana&kind=bookings')
    expect(text).toMatch(/Whose history\? Dana Delegate ?, dana@example\.org Dana Namesake/)
    expect(html).toContain(`/desk/audit?person=${scene.people.dana.id}&amp;kind=bookings`)
    expect((await ada.get('/desk/audit?q=nobody+at+all')).text).toContain('Nobody of this name or address')
    expect((await ada.get('/desk/audit?q=GT-2222-2222')).text).toContain('no booking of this reference')
  })

  it('says what is wrong with a day, and keeps what was typed', async () => {
    const { status, text, html } = await ada.get('/desk/audit?q=dana&from=31.3.2026')
    expect([status, text]).toEqual([422, expect.stringContaining('Enter a day such as 2026-03-31')])
    expect(html).toContain('value="31.3.2026"')
  })

  it('is for administrators alone', async () => {
    for (const who of ['dana', 'tara'] as const) {
      const other = await scene.browser(who)
      expect((await other.get('/desk/audit')).status).toBe(403)
      expect((await other.get('/desk/audit/lines.csv')).status).toBe(403)
    }
  })

  it('writes down that a person’s was looked at, once an hour, and nothing else', async () => {
    const { dana, cole } = scene.people
    const looks = await linesOf(scene.app, async () => {
      await history()
      await history('?kind=bookings')
      for (let i = 0; i < 3; i++) await history(`?person=${cole.id}`)
      await ada.get(`/desk/audit/lines.csv?person=${cole.id}`)
    })
    expect(looks).toEqual([
      expect.objectContaining({ subject: 'audit', action: 'looked at', actorId: scene.people.ada.id, aboutId: cole.id }),
    ])
    expect(sentences(await history(`?person=${cole.id}`))[0]).toBe(`Ada Administrator looked at the history of ${cole.name}.`)
    expect(dana.id).not.toBe(cole.id)
  })

  it('goes to a file with the same search, one line each, harmless to a spreadsheet', async () => {
    await scene.app.database.query(`UPDATE person SET name = '=HYPERLINK("x")' WHERE id = $1`, [scene.people.oona.id])
    const { html, headers } = await ada.get(`/desk/audit/lines.csv?thing=${bookingId}`)
    expect(headers.get('content-type')).toContain('text/csv')
    const rows = parse<Record<string, string>>(html, { columns: true })
    expect(rows[0]).toMatchObject({
      Who: 'Ada Administrator',
      'What was done': cancelled(),
      About: 'Dana Delegate',
      'By way of': 'DELETE /api/v1/bookings/:id',
    })
    expect([rows[0]!.Before, rows[0]!.After].join()).toMatch(/State: booked.*State: cancelled/s)
    expect((await ada.get(`/desk/audit/lines.csv?person=${scene.people.oona.id}`)).html).not.toMatch(/(^|,)"?=HYPER/m)
  })
})

describe('a long history', () => {
  beforeAll(async () => {
    // Written as anything is, by a change: a hundred thousand lines on a table of the test’s own.
    const { database } = scene.app
    await database.query('CREATE TABLE much (id uuid PRIMARY KEY, person_id uuid, part uuid)')
    await database.query(`SELECT audit_watch('much', part => 'it.part')`)
    await database.query('INSERT INTO much SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid() FROM generate_series(1, 100000)')
    await database.query('ANALYZE audit')
  })

  it('is leafed through without a gap or a line twice, newest first, in few queries however far', async () => {
    const rows = await scene.app.database.query<{ id: string }[]>(`SELECT id FROM audit WHERE subject = 'booking' ORDER BY id DESC`)
    for (let i = 0; i < 120; i++)
      await scene.app.database.query('UPDATE booking SET override_reason = $1 WHERE id = $2', [`Reason ${i}`, bookingId])
    const seen: string[] = []
    let next: string | undefined = '/desk/audit?kind=bookings'
    while (next) {
      const { html } = await ada.get(next)
      seen.push(...[...html.matchAll(/id="line-(\d+)"/g)].map(([, id]) => id!))
      next = /<a[^>]*href="([^"]+)" rel="next"/.exec(html)?.[1]?.replace(/&amp;/g, '&')
    }
    expect(seen).toHaveLength(rows.length + 120)
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)))
    expect(new Set(seen).size).toBe(seen.length)
    expect(await countQueries(() => ada.get(`/desk/audit?kind=bookings&before=${seen[60]}`))).toBeLessThanOrEqual(6)
  })

  it.each([
    ['everything', {}],
    ['a person', { person: '01890000-0000-7000-8000-0000000000ab' }],
    ['a thing', { thing: '01890000-0000-7000-8000-0000000000ab' }],
    ['a kind', { kind: 'bookings' }],
    ['a kind and a day', { kind: 'bookings', from: '2020-01-01', to: '2020-01-02' }],
    ['days long gone', { from: '2020-01-01', to: '2020-01-02' }],
    ['a page far back', { before: '50' }],
  ])('is searched by %s through an index, without sorting all of it', async (_, asked) => {
    const { filter } = readFilter(asked)
    const { text, values } = searchStatement(filter, filter.person ? [filter.person] : [], filter.thing ? [filter.thing] : [], 51)
    const [{ 'QUERY PLAN': plan }] = await scene.app.database.query<[{ 'QUERY PLAN': object }]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      values,
    )
    expect(JSON.stringify(plan)).not.toContain('Seq Scan')
    const read = [...JSON.stringify(plan).matchAll(/"Actual Rows":([\d.]+)/g)].map(([, rows]) => Number(rows))
    expect(Math.max(...read)).toBeLessThan(1000)
  })
})

it('has a kind and a word for every table that is watched', async () => {
  const watched = await scene.app.database.query<{ name: string }[]>(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'audit_added' ORDER BY 1`,
  )
  const words = KINDS.flatMap(({ tables }) => Object.keys(tables))
  expect(watched.map(({ name }) => name).filter(name => !words.includes(name) && name !== 'much')).toEqual([])
  expect(words.filter(word => NOT_WATCHED[word] && word !== 'audit')).toEqual([])
})

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())
