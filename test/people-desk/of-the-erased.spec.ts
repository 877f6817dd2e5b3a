import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { EraseAPerson } from '../../src/modules/retention/erasing/erase-a-person.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { mailsTo } from '../support/mailbox.js'
import { aDelegate, anAdministrator, aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { linesOf } from '../audit/lines.js'
import { signedIn } from './merge-scene.js'

let app: TestApp
let ada: Visitor
let administrator: Person
let erased: Person
let dana: Person

beforeAll(async () => {
  app = await startApp()
  administrator = await anAdministrator(app.database)
  dana = await aDelegate(app.database)
  await aCourse(app.database, { key: 'safer' })
  ada = await signedIn(app, administrator)
  erased = await aPerson(app.database, { name: 'Petra Past' })
  for (const page of PAGES) PAGE_OF.set(page, (await ada.get(at(page))).html)
  expect(await app.app.get(EraseAPerson, { strict: false }).run(erased.id, administrator, app.clock.now())).toBeNull()
})
afterAll(() => app.stop())

const at = (page: string): string => `/desk/people/${erased.id}${page}`
const PAGES = ['', '/details', '/address', '/roles', '/sign-out']
/** Each page as it was open at the desk a moment before. */
const PAGE_OF = new Map<string, string>()
const stub = async () => (await app.database.query<object[]>('SELECT * FROM person WHERE id = $1', [erased.id]))[0]

describe('somebody who was erased', () => {
  it('has one page at the desk: what became of them', async () => {
    const { status, url, text } = await ada.get(at(''))
    expect([status, url]).toEqual([200, at('/data')])
    expect(text).toContain('This person was erased on Monday 2 March 2026')
    expect(text).not.toContain('Petra')
  })

  it.each(PAGES.slice(1))('has no page %s any more', async page => expect((await ada.get(at(page))).status).toBe(404))

  it.each<[string, string, Record<string, string | string[]>]>([
    ['details', '/details', { name: 'Petra Past', agency: '', jobRole: '', managerName: 'M M', managerEmail: 'm@example.org' }],
    ['another address', '/address', { email: 'petra.new@example.org' }],
    ['roles', '/roles', { roles: ['report reader'] }],
    ['an end of their sessions', '/sign-out', {}],
    ['learning', '/records', { course: 'safer', completedOn: '2026-02-16', note: 'Petra’s certificate seen' }],
  ])('is given nothing new by a page that was open still: %s', async (_, page, fields) => {
    const before = await stub()
    const open = page === '/records' ? '' : page
    ada.last = { ...(await ada.get('/desk')), url: at(open), html: PAGE_OF.get(open)! }
    const lines = await linesOf(app, async () => expect((await ada.post(at(page), fields)).status).toBe(404))
    expect(lines).toEqual([])
    expect(await stub()).toEqual(before)
    expect(await mailsTo(app, 'petra.new@example.org')).toEqual([])
    expect(await app.database.query(`SELECT 1 FROM message WHERE to_email LIKE '%erased.invalid'`)).toEqual([])
    expect(await app.database.query('SELECT 1 FROM learning_record WHERE person_id = $1', [erased.id])).toEqual([])
  })

  it('is put together with nobody, and suggested to nobody', async () => {
    const { text, html } = await ada.get(`/desk/people/${dana.id}/merge/${erased.id}`)
    expect(text).toContain('One of these accounts was erased')
    expect(html).not.toContain('Put the two together')
    expect((await ada.get(`/desk/people/${dana.id}/duplicates?q=erased`)).html).not.toContain(erased.id)
  })
})

describe('asking to be erased', () => {
  const asked = () =>
    app.database.query<{ id: string; state: string }[]>('SELECT id, state FROM erasure WHERE person_id = $1 ORDER BY asked_at, id', [
      dana.id,
    ])

  it('is written down as what the person did, and so is taking it back', async () => {
    const hers = await signedIn(app, dana)
    await hers.get('/my-data')
    const lines = await linesOf(app, async () => {
      await hers.post('/my-data/erasure', { sure: 'yes', words: 'I move away' })
      await hers.get('/my-data')
      await hers.post('/my-data/erasure/withdrawal')
    })
    const dones = { actor: 'person', actorId: dana.id, aboutId: dana.id, subject: 'erasure' }
    expect(lines).toEqual([
      expect.objectContaining({ ...dones, action: 'added', route: 'POST /my-data/erasure' }),
      expect.objectContaining({ ...dones, action: 'changed', route: 'POST /my-data/erasure/withdrawal' }),
    ])
    expect((await hers.post('/my-data/erasure/withdrawal')).text).toContain('There is no request to take back')
  })

  it('by three browsers at once is one request', async () => {
    const browsers = await Promise.all([1, 2, 3].map(() => signedIn(app, dana)))
    await Promise.all(browsers.map(one => one.get('/my-data')))
    const answers = await Promise.all(browsers.map(one => one.post('/my-data/erasure', { sure: 'yes' })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await asked()).filter(({ state }) => state === 'asked')).toHaveLength(1)
  })

  it('is answered once: by two administrators and taken back at the same moment, one of the three holds', async () => {
    const alan = await signedIn(app, await anAdministrator(app.database, { email: 'alan@example.org' }))
    const hers = await signedIn(app, dana)
    const { id } = (await asked()).find(({ state }) => state === 'asked')!
    await Promise.all([ada.get('/desk/erasures'), alan.get('/desk/erasures'), hers.get('/my-data')])
    const refusal = `/desk/erasures/${id}/refusal`
    const answers = await Promise.all([
      ada.post(refusal, { reason: 'x'.repeat(1000) }),
      alan.post(refusal, { reason: 'Because' }),
      hers.post('/my-data/erasure/withdrawal'),
    ])
    const held = answers.filter(({ text }) => /is told why they are not|Your request is taken back/.test(text))
    expect([answers.map(({ status }) => status), held.length]).toEqual([[200, 200, 200], 1])
    const { state } = (await asked()).find(one => one.id === id)!
    const mails = (await mailsTo(app, dana.email)).filter(({ kind }) => kind === 'erasure-refused')
    expect([['refused', 'taken back'].includes(state), mails.length]).toEqual([true, state === 'refused' ? 1 : 0])
  })

  it('of nobody is refused to nobody', async () => {
    await ada.get('/desk/erasures')
    expect((await ada.post('/desk/erasures/not-an-id/refusal', { reason: 'x' })).status).toBe(404)
  })
})
