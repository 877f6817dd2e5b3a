import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Person } from '../../src/modules/people/person.entity.js'
import { PersonToken } from '../../src/modules/people/person-token.entity.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { Visitor } from '../support/visitor.js'

const PASSWORD = 'three green teapots'
const BROKEN = 'This link no longer works'

let app: TestApp
let email = ''
let link = ''
let count = 0

beforeAll(async () => {
  app = await startApp()
  await anAgency(app.database)
})
afterAll(() => app.stop())
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  email = `dana-${++count}@example.org`
  const browser = new Visitor(app.url)
  await browser.get('/register')
  const manager = { managerName: 'Mary Manager', managerEmail: 'mary@example.org' }
  await browser.post('/register', { name: 'Dana', email, agency: 'birchills-primary', jobRole: 'Teacher', ...manager, password: PASSWORD })
  link = (await lastMailTo(app, email)).link
})

const confirmedAt = async () => (await app.database.getRepository(Person).findOneByOrFail({ email })).confirmedAt

/** Presses the button of a page that was opened while the link still worked, or with any form's token when it did not. */
async function press(path = link) {
  const browser = new Visitor(app.url)
  await browser.get('/sign-in')
  return browser.post(path)
}

describe('the mail', () => {
  it('says what to do, until when, and what to do if it was somebody else', async () => {
    const { subject, text } = await lastMailTo(app, email)
    expect(subject).toBe('Confirm your address')
    expect(text).toMatch(/^Hello Dana,\n\n/)
    expect(text).toContain('The link works until Monday 9 March 2026, 9am. If it was not you, do nothing')
    expect(link).toMatch(/^\/confirmations\/[\w-]{43}$/)
  })

  it('keeps in the database nothing that opens the account', async () => {
    const secret = link.split('/').at(-1)!
    const [{ rows }] = await app.database.query<[{ rows: string }]>(
      `SELECT coalesce((SELECT json_agg(m)::text FROM message m), '') || coalesce((SELECT json_agg(t)::text FROM person_token t), '') AS rows`,
    )
    expect(rows).toContain(email)
    expect(rows).not.toContain(secret)
  })
})

describe('opening the link', () => {
  it('shows a page with a button, and changes nothing, however often a mail scanner opens it', async () => {
    for (let i = 0; i < 3; i++) {
      const seen = await new Visitor(app.url).get(link)
      expect([seen.status, seen.text.includes(`Is ${email} your own work e-mail address?`)]).toEqual([200, true])
    }
    await fetch(app.url + link, { method: 'HEAD' })
    expect(await confirmedAt()).toBeNull()
  })

  it('and pressing the button confirms, so that signing in works', async () => {
    const browser = new Visitor(app.url)
    await browser.get(link)
    const seen = await browser.post(link)
    expect([seen.status, seen.url]).toEqual([200, '/sign-in'])
    expect(seen.text).toContain('Your address is confirmed.')
    expect(await confirmedAt()).toEqual(MONDAY)
    expect((await new Visitor(app.url).signIn(email, PASSWORD)).text).toContain('Sign out')
  })

  it('pressing it twice is answered alike', async () => {
    await press()
    app.clock.pass({ hours: 1 })
    expect((await press()).text).toContain('Your address is confirmed.')
    expect(await confirmedAt()).toEqual(MONDAY)
  })

  it('two presses in the same moment are one', async () => {
    const answers = await Promise.all([press(), press(), press()])
    expect(answers.map(seen => seen.url)).toEqual(['/sign-in', '/sign-in', '/sign-in'])
  })
})

describe('a link that no longer works', () => {
  it.each([
    ['on its last minute it works', 7 * 24 * 60 - 1, '/sign-in'],
    ['after seven days it does not', 7 * 24 * 60, null],
  ])('%s', async (_case, minutes, url) => {
    app.clock.pass({ minutes })
    const seen = await press()
    expect(seen.url).toBe(url ?? link)
    expect([seen.status, seen.text.includes(BROKEN)]).toEqual(url ? [200, false] : [410, true])
  })

  it.each(['/confirmations/nonsense', `/confirmations/${'x'.repeat(43)}`])('%s says so and what to do next', async path => {
    const seen = await new Visitor(app.url).get(path)
    expect(seen.status).toBe(410)
    expect(seen.text).toContain(`${BROKEN} It has been used already, or it is too old.`)
    expect(seen.text).toContain('sign in . If the address is not confirmed yet, we send a new link.')
  })

  it('a link to choose a password confirms nothing', async () => {
    await app.database.getRepository(PersonToken).update({ email }, { kind: 'reset' })
    expect((await press()).status).toBe(410)
    expect(await confirmedAt()).toBeNull()
  })

  it('a new link can be had by signing in, and then works', async () => {
    app.clock.pass({ days: 8 })
    await new Visitor(app.url).signIn(email, PASSWORD)
    const mails = await mailsTo(app, email)
    expect(mails).toHaveLength(2)
    expect((await press(mails[1]!.link)).text).toContain('Your address is confirmed.')
  })
})
