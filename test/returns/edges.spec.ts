import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aDelegate, aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { answers, DUE, returnsScene, type ReturnsScene } from './scene.js'

let scene: ReturnsScene
let [abel, lena, lou]: Visitor[] = []
const DESK = '/desk/returns/2025-26'
const MANOR = `${DESK}/manor-hospital`

beforeAll(async () => {
  scene = await returnsScene()
  const { database } = scene.app
  await aDelegate(database)
  await aPerson(database, { email: 'lou@example.org', roles: ['training lead'] })
  await scene.contact('manor-hospital', 'Harry Head', 'harry@example.org')
  ;[abel, lena, lou] = await Promise.all(['abel', 'lena', 'lou'].map(name => scene.browser(name)))
})
afterAll(() => scene.app.stop())

describe('before anybody is asked', () => {
  it('a lead is told so, and can send nothing; nor can one whose account belongs to no agency', async () => {
    for (const lead of [lena!, lou!]) {
      expect((await lead.get('/my-agency/return')).text).toContain('Your agency has not been asked for a return')
      expect((await lead.post('/my-agency/return', answers(4))).status).toBe(404)
    }
  })

  it('the way to returns stands where those who need it are', async () => {
    expect((await lena!.get('/my-agency')).html).toContain('href="/my-agency/return"')
    for (const name of ['rhea', 'ada'])
      expect((await (await scene.browser(name)).get('/reports')).html).toContain('href="/reports/returns"')
  })
})

describe('who may what', () => {
  it('the desk’s pages are the administrator’s alone, the sum also the reader’s', async () => {
    const others = [lena!, await scene.browser('dana'), await scene.browser('rhea')]
    for (const visitor of others) {
      for (const path of ['/desk/returns', '/desk/returns/new', DESK, MANOR, `${MANOR}/answers`])
        expect([path, (await visitor.get(path)).status]).toEqual([path, 403])
      await visitor.get('/')
      for (const path of [
        '/desk/returns',
        `${DESK}/asking`,
        `${DESK}/closing`,
        `${MANOR}/contact`,
        `${MANOR}/giving-back`,
        `${MANOR}/answers`,
      ])
        expect([path, (await visitor.post(path, { why: 'x' })).status]).toEqual([path, 403])
    }
    const sums = await Promise.all(others.map(visitor => visitor.get('/reports/returns/2025-26.csv')))
    expect(sums.map(seen => seen.status)).toEqual([403, 403, 200])
    expect((await others[1]!.get('/my-agency/return')).status).toBe(403)
  })

  it('what is not there is not found, whatever is done with it', async () => {
    await scene.ada.get(DESK)
    for (const path of ['/desk/returns/1999-00', `${DESK}/nobody`, `${DESK}/nobody/answers`])
      expect((await scene.ada.get(path)).status).toBe(404)
    await scene.ada.get(DESK)
    for (const path of ['/desk/returns/1999-00/asking', '/desk/returns/1999-00/closing', `${DESK}/nobody/answers`])
      expect([path, (await scene.ada.post(path)).status]).toEqual([path, 404])
    const typed = { name: 'N', email: 'n@example.org', why: 'w' }
    for (const path of [`${DESK}/nobody/contact`, `${DESK}/nobody/giving-back`])
      expect([path, (await scene.ada.post(path, typed)).status]).toEqual([path, 404])
  })
})

describe('whom to ask', () => {
  it.each([
    [160, 200],
    [161, 422],
  ])('a name of %d characters', async (length, status) => {
    const seen = await scene.contact('manor-hospital', 'H'.repeat(length), 'harry@example.org')
    expect([seen.status, seen.html.includes(`value="${'H'.repeat(length)}"`)]).toEqual([status, true])
  })

  it('of two who write at the same moment one is kept, and the other’s words stay on their page', async () => {
    await Promise.all([scene.ada.get(MANOR), abel!.get(MANOR)])
    const both = await Promise.all([
      scene.ada.post(`${MANOR}/contact`, { name: 'By Ada', email: 'by-ada@example.org' }),
      abel!.post(`${MANOR}/contact`, { name: 'By Abel', email: 'by-abel@example.org' }),
    ])
    expect(both.map(seen => seen.status).sort()).toEqual([200, 409])
    const [kept, lost] = both[0].status === 200 ? ['by-ada', 'by-abel'] : ['by-abel', 'by-ada']
    expect(both.find(seen => seen.status === 409)!.html).toContain(`value="${lost}@example.org"`)
    expect(await scene.row('manor-hospital')).toMatchObject({ contact_email: `${kept}@example.org` })
  })
})

describe('sending and giving back', () => {
  it.each([
    ['', 422],
    ['N'.repeat(161), 422],
    ['N'.repeat(160), 200],
  ])('is signed by a name that fits: %#', async (by, status) => {
    await scene.ada.get(`${MANOR}/answers`)
    const seen = await scene.ada.post(`${MANOR}/answers`, { ...answers(8), by, do: 'send' })
    expect([seen.status, (await scene.row('manor-hospital'))!.sent_by]).toEqual([status, status === 200 ? by : ''])
  })

  it('once sent nobody is asked any more: neither another contact nor all of them', async () => {
    const seen = await scene.contact('manor-hospital', 'Too Late', 'late@example.org')
    expect([seen.status, seen.text.includes('This return has been sent meanwhile')]).toEqual([409, true])
    expect((await scene.ask()).text).toContain('1 agency is asked.')
    expect(await scene.mails('late@example.org')).toEqual([])
    expect(await scene.row('manor-hospital')).toMatchObject({ asked_at: null })
  })

  it('is given back once of two who press, for up to five hundred characters', async () => {
    const why = 'w'.repeat(500)
    await Promise.all([scene.ada.get(MANOR), abel!.get(MANOR)])
    const both = await Promise.all([scene.ada, abel!].map(visitor => visitor.post(`${MANOR}/giving-back`, { why })))
    expect(both.map(seen => seen.status).sort()).toEqual([200, 409])
    expect(both.find(seen => seen.status === 409)!.text).toContain('This return is not sent, so there is nothing to give back.')
    expect(await scene.row('manor-hospital')).toMatchObject({ sent_at: null, mails: 1, answers: { lines: { 'line-1': { need: 8 } } } })
  })
})

describe('the next year', () => {
  it('begins with who answered last, else the first confirmed lead, and with agencies off the list that have people', async () => {
    const { database } = scene.app
    await aPerson(database, { email: 'hidden@example.org', agencyId: scene.hidden.id })
    await aPerson(database, {
      ...{ email: 'aaron@example.org', name: 'Aaron Early', roles: ['training lead'], agencyId: scene.hidden.id, confirmedAt: null },
    })
    await scene.ada.get('/desk/returns/new')
    const seen = await scene.ada.post('/desk/returns', { year: '2026-27', dueOn: DUE, lines: 'Level 1' })
    expect(seen.status).toBe(200)
    expect(seen.text).toMatch(/Manor Hospital By A\w+/)
    expect(seen.text).toContain('Birchills Primary School Lena Lead')
    expect(seen.text).toContain('Closed Club Nobody is known who answers')
    // What is not asked for yet is no lead's business: they still see the year that they were asked about.
    expect((await lena!.get('/my-agency/return')).text).toContain('Training return 2025-26')
  })

  it('is closed twice without harm, and then given back by nobody', async () => {
    await scene.ada.get(MANOR)
    for (const time of [1, 2]) expect([time, (await scene.ada.post(`${DESK}/closing`)).status]).toEqual([time, 200])
    const seen = await scene.ada.post(`${MANOR}/giving-back`, { why: 'Kept words' })
    expect([seen.status, seen.text.includes('The year is closed')]).toEqual([409, true])
    expect((await lena!.post('/my-agency/return', { ...answers(4), do: 'keep' })).status).toBe(409)
  })
})
