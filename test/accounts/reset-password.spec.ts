import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Person } from '../../src/modules/people/person.entity.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aPerson, PASSWORD, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

const NEW = 'four purple teapots'
const BROKEN = 'This link no longer works'

let app: TestApp
let dana: Person

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  dana = await aPerson(app.database, { name: 'Dana Delegate' })
})

async function ask(email: string) {
  const browser = new Visitor(app.url)
  await browser.get('/forgotten-password')
  return browser.post('/forgotten-password', { email })
}

async function linkFor(email: string): Promise<string> {
  await ask(email)
  return (await lastMailTo(app, email)).link
}

async function choose(link: string, password = NEW) {
  const browser = new Visitor(app.url)
  await browser.get('/sign-in')
  return browser.post(link, { password })
}

const canSignIn = async (password: string) => (await new Visitor(app.url).signIn(dana.email, password)).text.includes('Sign out')

describe('asking for a link', () => {
  it('answers alike whether there is such an account or not', async () => {
    const [known, unknown] = [await ask(dana.email), await ask('nobody@example.org')]
    expect([known.status, known.url, known.text]).toEqual([unknown.status, unknown.url, unknown.text])
    expect(known.text).toContain('If there is an account with the address you gave, we have sent a link to it.')
    expect(await mailsTo(app, 'nobody@example.org')).toEqual([])
  })

  it('sends it to the account, the address written in any case', async () => {
    await ask(` ${dana.email.toUpperCase()} `)
    const { subject, text, link } = await lastMailTo(app, dana.email)
    expect([subject, link.replace(/[\w-]{43}$/, '…')]).toEqual(['Choose a new password', '/reset-password/…'])
    expect(text).toContain('The link works once, until Monday 2 March 2026, 11am.')
  })

  it('wants an address', async () => {
    const seen = await ask('')
    expect([seen.status, seen.text.includes('Enter your e-mail address')]).toEqual([422, true])
  })

  it('sends five in an hour, not six', async () => {
    for (let i = 0; i < 6; i++) await ask(dana.email)
    expect(await mailsTo(app, dana.email)).toHaveLength(5)
  })

  it('is limited for one network address', async () => {
    await app.database.query(`UPDATE failed_sign_in SET points = 300 WHERE key LIKE 'mails:%'`)
    expect((await ask(dana.email)).status).toBe(429)
    await app.database.query('DELETE FROM failed_sign_in')
  })
})

describe('choosing a password', () => {
  it('opening the link changes nothing; sending the form sets the password', async () => {
    const link = await linkFor(dana.email)
    const browser = new Visitor(app.url)
    expect((await browser.get(link)).text).toContain(`For the account of ${dana.email}. You will be signed out everywhere.`)
    expect(await canSignIn(PASSWORD)).toBe(true)
    const seen = await browser.post(link, { password: NEW })
    expect([seen.url, seen.text.includes('Your new password is set. Sign in with it.')]).toEqual(['/sign-in', true])
    expect([await canSignIn(PASSWORD), await canSignIn(NEW)]).toEqual([false, true])
  })

  it('signs out every browser and takes back every API token', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    const token = await tokenOf(app, dana.email)
    await choose(await linkFor(dana.email))
    expect((await browser.get('/my-details')).url).toBe('/sign-in?next=%2Fmy-details')
    const answer = await fetch(`${app.url}/api/v1/me/bookings`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(401)
  })

  it('tells the person by mail', async () => {
    await choose(await linkFor(dana.email))
    const { subject, text } = await lastMailTo(app, dana.email)
    expect(subject).toBe('Your password was changed')
    expect(text).toContain('was changed on Monday 2 March 2026, 9am. You are signed out everywhere else.')
  })

  it('opens an account again that was closed by wrong tries', async () => {
    for (let i = 0; i < 10; i++) await new Visitor(app.url).signIn(dana.email, 'a guess')
    expect(await canSignIn(PASSWORD)).toBe(false)
    await choose(await linkFor(dana.email))
    expect(await canSignIn(NEW)).toBe(true)
  })

  it('confirms the address of an imported person, who has no password yet', async () => {
    dana = await aPerson(app.database, { passwordHash: null, confirmedAt: null })
    await choose(await linkFor(dana.email))
    expect(await app.database.getRepository(Person).findOneByOrFail({ id: dana.id })).toMatchObject({ confirmedAt: MONDAY })
    expect(await canSignIn(NEW)).toBe(true)
  })

  it('holds the new password to the rules, and the link still works then', async () => {
    const link = await linkFor(dana.email)
    const seen = await choose(link, 'too short')
    expect([seen.status, seen.text.includes('Choose a password of at least 12 characters')]).toEqual([422, true])
    expect((await choose(link, `${dana.email.split('@')[0]} and more`)).text).toContain('does not contain your e-mail address')
    expect((await choose(link)).url).toBe('/sign-in')
  })
})

describe('a link', () => {
  it('works once', async () => {
    const link = await linkFor(dana.email)
    await choose(link)
    const again = await choose(link, 'a third set of words')
    expect([again.status, again.text.includes(BROKEN)]).toEqual([410, true])
    expect(await canSignIn(NEW)).toBe(true)
  })

  it('works once when it is sent twice in the same moment', async () => {
    const link = await linkFor(dana.email)
    const words = ['first set of words', 'second set of words', 'third set of words']
    const answers = await Promise.all(words.map(word => choose(link, word)))
    expect(answers.map(seen => seen.status).sort()).toEqual([200, 410, 410])
    const winner = words[answers.findIndex(seen => seen.status === 200)]!
    expect(await canSignIn(winner)).toBe(true)
  })

  it('that was not used opens nothing once another was', async () => {
    const [first, second] = [await linkFor(dana.email), await linkFor(dana.email)]
    expect(first).not.toBe(second)
    await choose(second)
    expect((await new Visitor(app.url).get(first)).status).toBe(410)
  })

  it.each([
    ['in its last minute it works', 119, 200],
    ['after two hours it does not', 120, 410],
  ])('%s', async (_case, minutes, status) => {
    const link = await linkFor(dana.email)
    app.clock.pass({ minutes })
    expect((await new Visitor(app.url).get(link)).status).toBe(status)
    expect((await choose(link)).status).toBe(status)
  })

  it('to the address of before opens nothing after the account has moved', async () => {
    const link = await linkFor(dana.email)
    await app.database.getRepository(Person).update({ id: dana.id }, { email: 'moved.away@example.org' })
    expect((await choose(link)).status).toBe(410)
  })

  it('that nobody was sent says what to do', async () => {
    const seen = await new Visitor(app.url).get('/reset-password/nonsense')
    expect(seen.status).toBe(410)
    expect(seen.text).toContain('To choose a new password: ask for another link .')
  })
})
