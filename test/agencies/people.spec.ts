import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { Api } from '../support/api.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aPerson } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import type { Visitor } from '../support/visitor.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let lena: Visitor

/** Dana has Level 1 running out and Level 2 booked; Cole's Level 1 has run out and he waits; Lena has done all there is. */
beforeAll(async () => {
  scene = await anAgencyScene()
  const { app, l1, l2, gcp2, people } = scene
  const { database } = app
  const date = await anOccurrence(database, { course: l2 })
  await aRecord(database, { person: people.dana, course: l1, completedOn: '2023-05-01', validUntil: '2026-04-30' })
  await aBooking(database, { person: people.dana, occurrence: date })
  await aRecord(database, { person: people.cole, course: l1, completedOn: '2022-01-10', validUntil: '2025-01-10' })
  await aWaitingEntry(database, { person: people.cole, course: l2 })
  for (const course of [l1, l2]) await aRecord(database, { person: people.lena, course })
  await aRecord(database, { person: people.lena, course: gcp2, validUntil: '2027-01-10' })
  await aRecord(database, { person: people.oona, course: l1 })
  lena = await scene.browser('lena@example.org')
})
afterAll(() => scene.app.stop())

const rowOf = (html: string, name: string) =>
  (html.split(/<tr|<\/tbody>/).find(row => row.includes('scope="row"') && row.includes(name)) ?? '')
    .replace(/^[^>]*>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

describe('people and their pathway', () => {
  it('is a table with headings: a row for each colleague, a column for each course in order, in words', async () => {
    const { status, html, text } = await lena.get('/my-agency/people')
    expect(status).toBe(200)
    const headings = [...html.matchAll(/<th scope="col"[^>]*>([^<]+)</g)].map(([, heading]) => heading)
    expect(headings).toEqual(['Person', scene.l1.title, scene.l2.title, scene.gcp2.title])
    expect(html.match(/<th scope="row"/g)).toHaveLength(3)
    expect(rowOf(html, 'Dana')).toContain('Runs out Thursday 30 April 2026')
    expect(rowOf(html, 'Dana')).toMatch(/Booked Tuesday 10 March 2026 .*Not yet$/)
    expect(rowOf(html, 'Cole')).toMatch(/Ran out Friday 10 January 2025 .*Waiting list .*Not yet$/)
    expect(rowOf(html, 'Lena')).toMatch(/Done .*Done .*Done until Sunday 10 January 2027$/)
    expect(text.indexOf('Cole Colleague')).toBeLessThan(text.indexOf('Dana Delegate'))
    expect(text).toContain('3 people')
  })

  it('shows nobody of another agency, nobody who left, and no account that was never confirmed', async () => {
    const { database } = scene.app
    const left = await aPerson(database, { name: 'Gone Away', agencyId: scene.people.oona.agencyId })
    await aBooking(database, {
      person: { id: left.id, agencyId: scene.schoolId },
      occurrence: await anOccurrence(database, { course: scene.l2 }),
    })
    await aPerson(database, { name: 'Claims To', agencyId: scene.schoolId, confirmedAt: null })
    await aPerson(database, { name: 'Brought Over', agencyId: scene.schoolId, confirmedAt: null, key: 'p-1' })
    const { text } = await lena.get('/my-agency/people')
    expect(text).toContain('Brought Over')
    for (const nobody of ['Oona', 'Olga', 'Gone Away', 'Claims To']) expect(text).not.toContain(nobody)
    expect((await lena.get(`/my-agency/people/${left.id}`)).status).toBe(404)
    expect((await lena.get(`/my-agency/people/${scene.people.oona.id}`)).status).toBe(404)
    expect((await lena.get('/my-agency/people/no-id')).status).toBe(404)
    await database.query(`DELETE FROM person WHERE name IN ('Brought Over', 'Claims To')`)
  })

  it.each([
    ['name=dana', ['Dana Delegate']],
    ['name=COLE%40example', ['Cole Colleague']],
    ['name=%25', []],
    ['job=teach', ['Cole Colleague', 'Dana Delegate']],
    ['job=teaching', ['Cole Colleague']],
    ['standing=expiring', ['Dana Delegate']],
    ['standing=expired', ['Cole Colleague']],
    ['standing=booked', ['Dana Delegate']],
    ['standing=waiting', ['Cole Colleague']],
    ['standing=not+yet', ['Cole Colleague', 'Dana Delegate']],
    ['standing=done', ['Lena Lead']],
    ['standing=done&job=teacher', []],
    ['standing=nonsense&page=x&sort=y', ['Cole Colleague', 'Dana Delegate', 'Lena Lead']],
    ['sort=job', ['Lena Lead', 'Dana Delegate', 'Cole Colleague']],
  ])('is chosen from by %s', async (query, names) => {
    const { text, html } = await lena.get(`/my-agency/people?${query}`)
    expect([...html.matchAll(/<th scope="row"[^>]*><a[^>]*>([^<]+)/g)].map(([, name]) => name)).toEqual(names)
    if (names.length === 0) expect(text).toContain('Nobody of your agency is like that')
  })

  it('offers the pathways to choose from where there are several, and all in one', async () => {
    const { database } = scene.app
    const first = await aCourse(database, { title: 'Aaa First' })
    const second = await aCourse(database, { key: 'bbb', title: 'Bbb Second', requires: [first] })
    const { html } = await lena.get(`/my-agency/people?pathway=${second.key}`)
    expect([...html.matchAll(/<th scope="col"[^>]*>([^<]+)</g)].map(([, heading]) => heading)).toEqual([
      'Person',
      'Aaa First',
      'Bbb Second',
    ])
    const all = await lena.get('/my-agency/people?pathway=all')
    expect(all.html.match(/<th scope="col"/g)).toHaveLength(6)
    await database.query('DELETE FROM course_prerequisite WHERE course_id = $1', [second.id])
  })

  it('goes into a spreadsheet whole, and a name that looks like a formula stays a name', async () => {
    const evil = await aPerson(scene.app.database, {
      name: '=HYPERLINK("x")',
      jobRole: '@cmd',
      agencyId: scene.schoolId,
      email: 'evil@example.org',
    })
    const csv = await lena.get('/my-agency/people.csv')
    expect(csv.headers.get('content-disposition')).toContain('people-2026-03-02.csv')
    const rows = parse(csv.html)
    expect(rows[0]).toEqual([
      'Name',
      'E-mail address',
      'Job role',
      ...[scene.l1, scene.l2, scene.gcp2].flatMap(({ title }) => [title, `${title}: day`]),
    ])
    expect(rows.find(([name]) => name === 'Dana Delegate')).toEqual([
      ...['Dana Delegate', 'dana@example.org', 'Teacher'],
      ...['Runs out', '2026-04-30', 'Booked', '2026-03-10', 'Not yet', ''],
    ])
    expect(rows.map(([name]) => name)).toContain(`'=HYPERLINK("x")`)
    expect(rows.flat().filter(cell => /^[=@+-]/.test(cell))).toEqual([])
    const response = await fetch(`${scene.app.url}/my-agency/people.xlsx?name=evil`, {
      headers: { cookie: `gt_session=${lena.cookie('gt_session')}` },
    })
    const sheet = await readSheet(Buffer.from(await response.arrayBuffer()))
    expect(sheet[1]?.slice(0, 4)).toEqual(['=HYPERLINK("x")', 'evil@example.org', '@cmd', 'Not yet'])
    await scene.app.database.query('DELETE FROM person WHERE id = $1', [evil.id])
  })

  it('has a page for each colleague, with the way to what is next', async () => {
    const { text, html } = await lena.get(`/my-agency/people/${scene.people.cole.id}`)
    expect(text).toContain('Teaching assistant Cole Colleague')
    expect(text).toContain(`${scene.l1.title} Ran out, Friday 10 January 2025 See the course`)
    expect(text).toContain(`${scene.l2.title} Waiting list`)
    expect(html).not.toContain(`/my-agency/book?person=${scene.people.cole.id}&amp;course=gcp2`)
    const dana = await lena.get(`/my-agency/people/${scene.people.dana.id}`)
    expect(dana.text).toMatch(/Understanding Neglect Level 2 Tuesday 10 March 2026, 9:30am to 4pm Booked GT-/)
  })

  it('is only for training leads, each for their own', async () => {
    const [olga, dana] = [await scene.browser('olga@example.org'), await scene.browser('dana@example.org')]
    expect((await olga.get('/my-agency/people')).text).not.toContain('Dana')
    for (const path of ['/my-agency/people', '/my-agency/people.csv', `/my-agency/people/${scene.people.cole.id}`])
      expect((await dana.get(path)).status).toBe(403)
    const { id } = await aPerson(scene.app.database, { email: 'lee@example.org', roles: ['training lead'] })
    const lee = await scene.browser('lee@example.org')
    expect((await lee.get('/my-agency/people')).text).toContain('Ask the business unit to place it')
    for (const path of ['/my-agency/people.csv', `/my-agency/people/${id}`]) expect((await lee.get(path)).status).toBe(404)
  })

  it('is read by programs too', async () => {
    const api = await Api.of(scene.app, 'lena@example.org')
    const { status, body } = await api.get<{
      items: { name: string; standing: { course: string; state: string; until: string | null }[] }[]
      next?: string
    }>('/my-agency/people?standing=expiring')
    expect(status).toBe(200)
    expect(body.items.map(({ name }) => name)).toEqual(['Dana Delegate'])
    expect(body.items[0]!.standing[0]).toMatchObject({ course: 'neglect-l1', state: 'expiring', until: '2026-04-30' })
    expect(body.next).toBeUndefined()
    expect((await (await Api.of(scene.app, 'dana@example.org')).get('/my-agency/people')).status).toBe(403)
  })
})

describe('a thousand people', () => {
  beforeAll(async () => {
    await scene.app.database.query(
      `WITH crowd AS (
         INSERT INTO person (id, email, name, agency_id, job_role, registered_at, confirmed_at)
         SELECT gen_random_uuid(), 'crowd-' || n || '@example.org', 'Crowd ' || lpad(n::text, 4, '0'), $1, 'Nurse', now(), now() FROM generate_series(1, 1000) n RETURNING id)
       INSERT INTO learning_record (id, person_id, course_id, completed_on, how, recorded_at)
       SELECT gen_random_uuid(), crowd.id, c.id, '2025-01-01', 'e-learning', now() FROM crowd, unnest($2::uuid[]) AS c(id)`,
      [scene.schoolId, [scene.l1.id, scene.l2.id]],
    )
  })

  it.each(['', '&standing=done', '&sort=job&name=crowd', '&standing=not+yet'])('are paged in six statements at most%s', async query => {
    let text = ''
    const queries = await countQueries(async () => {
      ;({ text } = await lena.get(`/my-agency/people?page=3${query}`))
    })
    expect(queries).toBeLessThanOrEqual(6)
    expect(text).toContain('Page 3 of')
    expect(text.match(/Crowd \d{4}/g)!.length).toBeLessThanOrEqual(25)
  })

  it('stand on the pages once each, and no page is lost', async () => {
    const api = await Api.of(scene.app, 'lena@example.org')
    const names: string[] = []
    let page: string | undefined = '1'
    while (page) {
      const { body }: { body: { items: { name: string }[]; next?: string } } = await api.get(`/my-agency/people?page=${page}`)
      names.push(...body.items.map(({ name }) => name))
      page = body.next
    }
    expect([names.length, new Set(names).size]).toEqual([1003, 1003])
    expect((await lena.get('/my-agency/people?page=99')).text).toContain('There is no such page')
  })
})
