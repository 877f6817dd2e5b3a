import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { hashSecret } from '../../src/shared/secrets.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { lastMailTo } from '../support/mailbox.js'
import { aColleague, aDelegate, anOutsider, aPerson, PASSWORD } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

const WRONG = 'The e-mail address or the password is not right'
const WAIT = 'Too many tries that did not work. Wait 15 minutes, then try again'

let app: TestApp
let dana: Person
let cole: Person
let oona: Person

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  oona = await anOutsider(app.database)
})
afterAll(() => app.stop())
afterEach(() => app.database.query('DELETE FROM failed_sign_in'))

const visitor = () => new Visitor(app.url)
const sessions = () => app.database.query<{ sid: string; sess: { personId?: string } }[]>('SELECT sid, sess FROM web_session')
const points = async (key: string) => {
  const [row] = await app.database.query<{ points: number }[]>('SELECT points FROM failed_sign_in WHERE key = $1', [key])
  return row?.points ?? 0
}

async function attempt(email: string, password: string) {
  const browser = visitor()
  await browser.get('/sign-in')
  return browser.post('/sign-in', { email, password, next: '/privacy' })
}

describe('signing in', () => {
  it('shows a name in the header, and goes on to the page that was asked for', async () => {
    const browser = visitor()
    await browser.get('/my-details?tab=1')
    expect(browser.last?.url).toBe('/sign-in?next=%2Fmy-details%3Ftab%3D1')
    const seen = await browser.post('/sign-in', { email: dana.email, password: PASSWORD })
    expect([seen.status, seen.url]).toEqual([200, '/my-details?tab=1'])
    expect(seen.text).toContain('Dana Delegate Sign out')
  })

  it('takes the address in any case, with spaces around it', async () => {
    expect((await attempt('  Dana@Example.ORG ', PASSWORD)).text).toContain('Dana Delegate')
  })

  it('sends somebody who is signed in already onward', async () => {
    const browser = visitor()
    await browser.signIn(dana.email)
    expect((await browser.get('/sign-in?next=/my-details')).url).toBe('/my-details')
  })

  it('asks for what was left out, and keeps the address but never the password', async () => {
    expect((await attempt('', '')).text).toMatch(/There is a problem Enter your e-mail address Enter your password/)
    const seen = await attempt(dana.email, 'not her password')
    expect(seen.status).toBe(422)
    expect(seen.html).toContain(`value="${dana.email}"`)
    expect(seen.html).not.toContain('not her password')
  })

  it('answers alike for a wrong password, an unknown address and a person who has no password yet', async () => {
    const imported = await aPerson(app.database, { passwordHash: null })
    for (const email of [dana.email, 'nobody@example.org', imported.email]) {
      const seen = await attempt(email, 'not the password')
      expect([seen.status, seen.url]).toEqual([422, '/sign-in'])
      expect(seen.text).toContain(WRONG)
    }
  })
})

describe('sessions', () => {
  it('get a new id at sign-in, so that one planted before is worth nothing', async () => {
    const person = await aPerson(app.database)
    const browser = visitor()
    await browser.get('/forgotten-password')
    await browser.post('/forgotten-password', { email: person.email })
    await browser.get((await lastMailTo(app, person.email)).link)
    // A stranger has a session for the one sentence that the next page shows.
    await browser.post(browser.last!.url, { password: 'three green teapots' })
    const planted = browser.cookie('gt_session')
    const idOf = (cookie = '') => decodeURIComponent(cookie).slice(2).split('.')[0]!
    expect((await sessions()).map(one => one.sid)).toContain(idOf(planted))
    await browser.post('/sign-in', { email: person.email, password: 'three green teapots' })
    expect(browser.last?.text).toContain('Sign out')
    const left = (await sessions()).map(one => one.sid)
    expect([left.includes(idOf(planted)), left.includes(idOf(browser.cookie('gt_session')))]).toEqual([false, true])
  })

  it('are gone from the database at sign-out, and the old cookie opens nothing', async () => {
    const browser = visitor()
    await browser.signIn(oona.email)
    const cookie = browser.cookie('gt_session') ?? ''
    await browser.get('/privacy')
    await browser.post('/sign-out')
    expect((await sessions()).filter(one => one.sess.personId === oona.id)).toEqual([])
    const answer = await fetch(`${app.url}/my-details`, { redirect: 'manual', headers: { cookie: `gt_session=${cookie}` } })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fmy-details'])
  })

  it('end when the password they were opened with is no longer the password', async () => {
    const person = await aPerson(app.database)
    const browser = visitor()
    await browser.signIn(person.email)
    expect((await browser.get('/my-details')).url).toBe('/my-details')
    const { passwordHash } = await aPerson(app.database, { email: 'other@example.org' })
    await app.database.query('UPDATE person SET password_hash = $2 WHERE id = $1', [person.id, `${passwordHash}x`])
    expect((await browser.get('/my-details')).url).toBe('/sign-in?next=%2Fmy-details')
  })
})

describe('the page to go on to', () => {
  it.each([
    ['another site', 'https://other.example/', '/my-learning'],
    ['another site without its scheme', '//other.example/', '/my-learning'],
    ['a backslash, which browsers read as a slash', '/\\other.example', '/my-learning'],
    ['a tab, which browsers leave out', '/\t/other.example', '/my-learning'],
    ['a path that folds into another site', '/.//other.example', '/my-learning'],
    ['script', 'javascript:alert(1)', '/my-learning'],
    ['nothing', '', '/my-learning'],
    ['a page of ours', '/courses/neglect-l2?from=mail#dates', '/courses/neglect-l2?from=mail#dates'],
  ])('%s', async (_case, next, location) => {
    const browser = visitor()
    await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(await browser.whereTo('/sign-in', { email: dana.email, password: PASSWORD })).toBe(location)
  })

  it('is what needs a hand for the business unit, unless they wanted to go elsewhere', async () => {
    const { email } = await aPerson(app.database, { roles: ['trainer', 'administrator'] })
    for (const [next, location] of [
      ['', '/desk'],
      ['/my-learning', '/my-learning'],
    ] as const) {
      const browser = visitor()
      await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)
      expect(await browser.whereTo('/sign-in', { email, password: PASSWORD })).toBe(location)
      expect((await browser.get('/sign-in')).url).toBe('/desk')
    }
  })
})

describe('failed sign-ins', () => {
  it('are limited for one account: the tenth is looked at, the eleventh is not, even with the right password', async () => {
    for (let i = 0; i < 10; i++) expect((await attempt(dana.email, `guess ${i}`)).text).toContain(WRONG)
    const eleventh = await attempt(dana.email, PASSWORD)
    expect(eleventh.status).toBe(429)
    expect(eleventh.text).toContain(WAIT)
    expect((await attempt(cole.email, PASSWORD)).text).toContain('Cole Colleague')
  })

  it('are forgotten after a quarter of an hour', async () => {
    for (let i = 0; i < 10; i++) await attempt(dana.email, 'a guess')
    await app.database.query('UPDATE failed_sign_in SET expire = expire - 15 * 60 * 1000')
    expect((await attempt(dana.email, PASSWORD)).text).toContain('Dana Delegate')
  })

  it('are forgotten when the right password comes', async () => {
    for (let i = 0; i < 9; i++) await attempt(dana.email, 'a guess')
    expect((await attempt(dana.email, PASSWORD)).text).toContain('Dana Delegate')
    expect(await points(`account:${hashSecret(dana.email)}`)).toBe(0)
    expect((await attempt(dana.email, 'a guess')).text).toContain(WRONG)
  })

  it('are limited for an address that nobody has just the same', async () => {
    for (let i = 0; i < 10; i++) await attempt('nobody@example.org', 'a guess')
    expect((await attempt('nobody@example.org', 'a guess')).text).toContain(WAIT)
  })

  it('are limited for one network address: the hundredth is looked at, the next is not', async () => {
    await attempt('first@example.org', 'a guess')
    await app.database.query(`UPDATE failed_sign_in SET points = 99 WHERE key LIKE 'address:%'`)
    expect((await attempt('second@example.org', 'a guess')).text).toContain(WRONG)
    expect((await attempt(dana.email, PASSWORD)).status).toBe(429)
    expect(await points(`account:${hashSecret(dana.email)}`)).toBe(0)
  })

  it('cannot slip through in a burst', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => attempt(dana.email, 'a guess')))
    expect(answers.filter(seen => seen.text.includes(WRONG))).toHaveLength(10)
    expect(answers.filter(seen => seen.status === 429)).toHaveLength(20)
  })
})

describe('a council on the morning of a newsletter', () => {
  it('is never refused: successes are not counted', async () => {
    const council = await Promise.all(Array.from({ length: 105 }, () => aPerson(app.database)))
    const answers = await Promise.all(council.map(person => attempt(person.email, PASSWORD)))
    expect(answers.filter(seen => seen.status === 429)).toEqual([])
    const [row] = await app.database.query<{ points: number }[]>(`SELECT points FROM failed_sign_in WHERE key LIKE 'address:%'`)
    expect(row?.points).toBe(0)
  })

  it('nor is one person with many windows', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => attempt(cole.email, PASSWORD)))
    expect(answers.filter(seen => !seen.text.includes('Cole Colleague'))).toEqual([])
  })
})
