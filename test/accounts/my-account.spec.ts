import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aPerson, PASSWORD, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

const NEW = 'four purple teapots'

let app: TestApp
let dana: Person
let browser: Visitor
let count = 0

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())
beforeEach(async () => {
  dana = await aPerson(app.database, { name: 'Dana Delegate' })
  browser = new Visitor(app.url)
  await browser.signIn(dana.email)
})

const kept = () => app.database.getRepository(Person).findOneByOrFail({ id: dana.id })
const newAddress = () => `dana.new-${++count}@example.org`

async function changePassword(oldPassword: string, password: string) {
  await browser.get('/my-details/password')
  return browser.post('/my-details/password', { oldPassword, password })
}

async function changeAddress(email: string, password = PASSWORD) {
  await browser.get('/my-details/address')
  return browser.post('/my-details/address', { email, password })
}

async function press(link: string) {
  const other = new Visitor(app.url)
  await other.get('/sign-in')
  return other.post(link)
}

describe('changing the password', () => {
  it('keeps this browser signed in, with a new session, and ends everything else', async () => {
    const phone = new Visitor(app.url)
    await phone.signIn(dana.email)
    const token = await tokenOf(app, dana.email)
    const session = browser.cookie('gt_session')
    const seen = await changePassword(PASSWORD, NEW)
    expect([seen.url, seen.text.includes('Your password is changed. You are signed out everywhere else.')]).toEqual(['/my-details', true])
    expect(browser.cookie('gt_session')).not.toBe(session)
    expect((await phone.get('/my-details')).url).toBe('/sign-in?next=%2Fmy-details')
    const answer = await fetch(`${app.url}/api/v1/me/bookings`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(401)
    expect((await lastMailTo(app, dana.email)).subject).toBe('Your password was changed')
  })

  it('lets nobody in with the old one', async () => {
    await changePassword(PASSWORD, NEW)
    expect((await new Visitor(app.url).signIn(dana.email, PASSWORD)).status).toBe(422)
    expect((await new Visitor(app.url).signIn(dana.email, NEW)).text).toContain('Sign out')
  })

  it.each([
    ['the old one wrong', 'not the password', NEW, 'This is not the password you have now'],
    ['the old one left out', '', NEW, 'Enter the password you have now'],
    ['the new one left out', PASSWORD, '', 'Enter a new password'],
    ['the new one too short', PASSWORD, 'green teapo', 'Choose a password of at least 12 characters'],
    ['the new one too common', PASSWORD, 'Welcome2024!', 'Choose a password that is harder to guess'],
  ])('is refused with %s', async (_case, old, password, sentence) => {
    const seen = await changePassword(old, password)
    expect([seen.status, seen.text.includes(sentence)]).toEqual([422, true])
    expect((await kept()).passwordHash).toBe(dana.passwordHash)
    expect(seen.html).not.toMatch(new RegExp(`value="(${PASSWORD}|${NEW})"`))
  })

  it('cannot be guessed at an open desk: ten tries, then no more', async () => {
    for (let i = 0; i < 10; i++) await changePassword(`guess number ${i}`, NEW)
    const seen = await changePassword(PASSWORD, NEW)
    expect([seen.status, seen.text.includes('Too many tries that did not work')]).toEqual([429, true])
    await app.database.query('DELETE FROM failed_sign_in')
  })
})

describe('changing the address', () => {
  it('waits for the new one to be confirmed, and tells the old one', async () => {
    const email = newAddress()
    const seen = await changeAddress(email.toUpperCase())
    expect([seen.url, seen.text.includes('We have sent a link to the new address.')]).toEqual(['/my-details', true])
    expect((await kept()).email).toBe(dana.email)
    expect((await lastMailTo(app, dana.email)).text).toContain(`to move from this address to ${email}`)
    expect((await press((await lastMailTo(app, email)).link)).text).toContain('Your address is confirmed.')
    expect(await kept()).toMatchObject({ email, confirmedAt: dana.confirmedAt })
    expect((await browser.get('/my-details')).text).toContain(`E-mail address ${email}`)
    expect((await new Visitor(app.url).signIn(email)).text).toContain('Sign out')
  })

  it('lets only the link that was pressed count when two addresses were asked for', async () => {
    const [first, second] = [newAddress(), newAddress()]
    await changeAddress(first)
    await changeAddress(second)
    await press((await lastMailTo(app, second)).link)
    expect((await press((await lastMailTo(app, first)).link)).status).toBe(410)
    expect((await kept()).email).toBe(second)
  })

  it('says the same for an address that has an account, and tells that account', async () => {
    const taken = await aPerson(app.database)
    const [known, unknown] = [await changeAddress(taken.email), await changeAddress(newAddress())]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect((await mailsTo(app, taken.email)).map(mail => mail.kind)).toEqual(['already-registered'])
  })

  it('is refused when another account took the address meanwhile', async () => {
    const email = newAddress()
    await changeAddress(email)
    await aPerson(app.database, { email })
    const seen = await press((await lastMailTo(app, email)).link)
    expect([seen.status, seen.text.includes('Another account has this address by now.')]).toEqual([410, true])
    expect((await kept()).email).toBe(dana.email)
  })

  it('goes to one of two who press in the same moment', async () => {
    const email = newAddress()
    await changeAddress(email)
    const mine = (await lastMailTo(app, email)).link
    const cole = await aPerson(app.database)
    await browser.signIn(cole.email)
    await browser.get('/sign-in')
    const other = new Visitor(app.url)
    await other.signIn(cole.email)
    await other.get('/my-details/address')
    await other.post('/my-details/address', { email, password: PASSWORD })
    const his = (await lastMailTo(app, email)).link
    const answers = await Promise.all([press(mine), press(his)])
    expect(answers.map(seen => seen.status).sort()).toEqual([200, 410])
  })

  it.each([
    ['a shared mailbox', 'reception@example.org', PASSWORD, 'reception@ looks like a mailbox that several people read'],
    ['half an address', 'dana', PASSWORD, 'Enter an e-mail address in the right form'],
    ['no address', '', PASSWORD, 'Enter your new work e-mail address'],
    ['no password', 'dana.other@example.org', '', 'Enter your password'],
    ['a wrong password', 'dana.other@example.org', 'not the password', 'This is not the password you have now'],
  ])('is refused with %s, and keeps the address that was typed', async (_case, email, password, sentence) => {
    const seen = await changeAddress(email, password)
    expect([seen.status, seen.text.includes(sentence), seen.html.includes(`value="${email}"`)]).toEqual([422, true, true])
    expect(await mailsTo(app, 'dana.other@example.org')).toEqual([])
  })

  it('mails an address five times in an hour, not six', async () => {
    const email = newAddress()
    for (let i = 0; i < 6; i++) await changeAddress(email)
    expect(await mailsTo(app, email)).toHaveLength(5)
    expect(await mailsTo(app, dana.email)).toHaveLength(5)
  })
})
