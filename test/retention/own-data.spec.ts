import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aPdf } from '../support/files.js'
import { aColleague, aLead, anAdministrator, aPerson, PASSWORD } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aWholePerson, WORD, ZEB } from './whole-person.js'

interface Copy {
  about: string
  held: Record<string, Record<string, Record<string, unknown>[]>>
  files: { name: string; type: string; base64: string }[]
}

let app: TestApp
let zeb: Visitor
let ada: Visitor
let person: Person
let copy: Copy
let json: string

const as = async (email: string): Promise<Visitor> => {
  const visitor = new Visitor(app.url)
  await visitor.signIn(email)
  return visitor
}
beforeAll(async () => {
  app = await startApp()
  const others = { ada: await anAdministrator(app.database), cole: await aColleague(app.database) }
  ;({ zeb: person } = await aWholePerson(app, others))
  zeb = await as(ZEB.email)
  ada = await as(others.ada.email)
  await zeb.get('/my-data')
  const answer = await zeb.post('/my-data/copy', { format: 'json' })
  expect(answer.headers.get('content-disposition')).toContain('my-data-2026-03-02.json')
  json = answer.html
  copy = JSON.parse(json) as Copy
})
afterAll(() => app.stop())

describe('the copy of everything', () => {
  it('has something of each kind that there is', () => {
    expect(Object.keys(copy.held).sort()).toEqual(
      [
        ...['account', 'answers', 'audit', 'bookings', 'certificates', 'charges', 'elearning', 'evidence', 'learning', 'messages', 'needs'],
        'signingIn',
      ].filter(kind => kind !== 'elearning'),
    )
    expect(copy.held.account!.person).toEqual([
      expect.objectContaining({ name: ZEB.name, email: ZEB.email, agency: 'Birchills Primary School' }),
    ])
    expect(copy.held.needs!.need).toEqual([
      expect.objectContaining({ access: `ramp for ${WORD}`, booking: expect.stringMatching(/^GT-.*, The whole/) }),
    ])
    expect(JSON.stringify(copy.held.answers)).toContain(`I thought of ${WORD}`)
    expect(JSON.stringify(copy.held.bookings)).toContain('The whole of it, 3 February 2026 09:30')
  })

  it('has the files that they handed in, byte for byte', () => {
    expect(copy.files.map(({ name, type }) => [name, type])).toEqual(Array(2).fill([`certificate-of-${WORD}.pdf`, 'application/pdf']))
    expect(Buffer.from(copy.files[0]!.base64, 'base64').equals(Buffer.from(aPdf()))).toBe(true)
  })

  it('has no secret in it, no other person’s number, and nobody else’s data', async () => {
    const secrets = await app.database.query<{ secret: string }[]>(
      `SELECT password_hash AS secret FROM person WHERE id = $1 UNION ALL SELECT hash FROM person_token UNION ALL SELECT sid FROM web_session
       UNION ALL SELECT link_hash FROM evaluation_invitation WHERE link_hash IS NOT NULL`,
      [person.id],
    )
    expect(secrets.length).toBeGreaterThan(3)
    expect(secrets.filter(({ secret }) => json.includes(secret))).toEqual([])
    const others = await app.database.query<{ id: string; email: string }[]>('SELECT id, email FROM person WHERE id <> $1', [person.id])
    expect(others.filter(({ id, email }) => json.includes(id) || json.includes(email))).toEqual([])
    expect(json).not.toContain(PASSWORD)
  })

  it('is a page to read too, whole by itself, in which nothing that was typed is code', async () => {
    await app.database.query(`UPDATE learning_record SET note = '<script>alert(1)</script>' WHERE person_id = $1`, [person.id])
    await zeb.get('/my-data')
    const { html, headers } = await zeb.post('/my-data/copy', { format: 'page' })
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(html).toContain('<h2>Access and dietary needs</h2>')
    expect(html).toContain('Tuesday 3 February 2026')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toMatch(/<script|src=|https?:\/\/(?!\S*example\.org)/)
    expect(html.match(/href="data:application\/pdf;base64,/g)).toHaveLength(2)
  })
})

describe('whose it is', () => {
  it('is given to the person and to administrators, and kept who was given it', async () => {
    const path = `/desk/people/${person.id}/data`
    expect((await ada.get(path)).text).toMatch(/Bookings and waiting lists \d+ entries/)
    const answer = await ada.post(path, { format: 'json' })
    expect((JSON.parse(answer.html) as Copy).about).toBe(ZEB.name)
    const copies = await app.database.query<{ by: string }[]>(
      'SELECT p.name AS by FROM data_copy c JOIN person p ON p.id = c.by_id WHERE c.person_id = $1 ORDER BY c.id',
      [person.id],
    )
    expect(copies.map(({ by }) => by)).toEqual([ZEB.name, ZEB.name, 'Ada Administrator'])
  })

  it('is nobody else’s: not a colleague’s, not their training lead’s, not a stranger’s', async () => {
    await aLead(app.database)
    const path = `/desk/people/${person.id}`
    for (const email of ['cole@example.org', 'lena@example.org']) {
      const visitor = await as(email)
      for (const page of [`${path}/data`, '/desk/erasures', '/desk/retention', '/desk/retention/dry-run.csv'])
        expect([email, page, (await visitor.get(page)).status]).toEqual([email, page, 403])
      await visitor.get('/my-data')
      expect([email, (await visitor.post(`${path}/data`, { format: 'json' })).status]).toEqual([email, 403])
      expect([email, (await visitor.post(`${path}/erasure`, { confirmed: ZEB.email })).status]).toEqual([email, 403])
      await visitor.get('/my-data')
      expect((await visitor.post('/my-data/copy', { format: 'json', id: person.id })).html).not.toContain(WORD)
    }
    expect((await new Visitor(app.url).get('/my-data')).text).toContain('Sign in')
    expect((await ada.get('/desk/people/01a1fe99-9a28-723a-a3d6-39490d44ff32/data')).status).toBe(404)
  })
})

describe('a request to be erased', () => {
  it('is taken back by who asked, and then nobody waits for an answer', async () => {
    await zeb.get('/my-data')
    await zeb.post('/my-data/erasure', { sure: 'yes' })
    expect((await zeb.get('/my-data')).text).toContain('You asked for it on Monday 2 March 2026')
    expect((await zeb.post('/my-data/erasure/withdrawal')).text).toContain('Your request is taken back')
    expect((await ada.get('/desk/erasures')).text).toMatch(/Nobody is waiting for an answer.*Taken back: Zebedee/)
  })

  it('is refused with a reason only, which is mailed, and may be made again', async () => {
    await zeb.get('/my-data')
    await zeb.post('/my-data/erasure', { sure: 'yes', words: 'Please' })
    expect((await ada.get('/desk')).text).toContain('1 person asked to have their details removed')
    const [{ id }] = await app.database.query<[{ id: string }]>(`SELECT id FROM erasure WHERE state = 'asked'`)
    await ada.get('/desk/erasures')
    const empty = await ada.post(`/desk/erasures/${id}/refusal`, { reason: ' ' })
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Say why not')])
    const long = await ada.post(`/desk/erasures/${id}/refusal`, { reason: 'x'.repeat(1001) })
    expect([long.status, long.html]).toEqual([422, expect.stringContaining('x'.repeat(1001))])
    const told = await ada.post(`/desk/erasures/${id}/refusal`, { reason: 'You deliver a course on Friday.' })
    expect(told.text).toContain('The person is told why they are not erased')
    const mails = await app.database.query<{ data: { reason: string } }[]>(
      `SELECT data FROM message WHERE kind = 'erasure-refused' AND to_email = $1`,
      [ZEB.email],
    )
    expect(mails.map(({ data }) => data.reason)).toEqual(['You deliver a course on Friday.'])
    expect((await ada.post(`/desk/erasures/${id}/refusal`, { reason: 'Again' })).text).toContain('answered or taken back already')
    await zeb.get('/my-data')
    expect((await zeb.post('/my-data/erasure', { sure: 'yes' })).text).toContain('We have your request')
  })

  it('of 1,000 letters is taken, of 1,001 is not', async () => {
    const somebody = await aPerson(app.database)
    const visitor = await as(somebody.email)
    await visitor.get('/my-data')
    expect((await visitor.post('/my-data/erasure', { sure: 'yes', words: 'x'.repeat(1001) })).status).toBe(422)
    expect((await visitor.post('/my-data/erasure', { sure: 'yes', words: 'x'.repeat(1000) })).status).toBe(200)
  })
})
