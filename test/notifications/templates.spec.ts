import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import { shippedTemplate } from '../../src/modules/notifications/mail-text.js'
import { wordsOf } from '../../src/modules/notifications/templates/template-problems.js'
import { kinds } from '../../src/modules/notifications/kinds/kinds.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../support/app.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor

beforeAll(async () => {
  app = await startApp()
  await anAdministrator(app.database)
  await aDelegate(app.database)
  ada = new Visitor(app.url)
  await ada.signIn('ada@example.org')
})
afterAll(() => app.stop())
afterEach(async () => {
  await app.database.query('DELETE FROM message_template')
  app.clock.pass({ minutes: 1 })
})

const PATH = '/desk/templates/password-changed'
const reader = (of = app) => of.app.get(NotificationsReader)
const FACTS = { name: 'Dana', changedAt: MONDAY.toISOString() }
const mailNow = async (of = app) => {
  await reader(of).freshAt(of.clock.now())
  return reader(of).renderMail('password-changed', FACTS)
}
const save = async (subject: string, words: string) => {
  await ada.get(PATH)
  return ada.post(PATH, { subject, words })
}
const rows = () => app.database.query<{ version: number; words: string | null }[]>('SELECT * FROM message_template ORDER BY version')

describe('the words of a mail', () => {
  it('are listed with every kind, changed or as shipped', async () => {
    const before = await ada.get('/desk/templates')
    for (const { title } of Object.values(kinds)) expect(before.text).toContain(title)
    expect(before.text).not.toContain('Changed')
    await save('New password, {{ name }}', 'Hello {{ name }}, it is new.')
    expect((await ada.get('/desk/templates')).text).toMatch(/A password was changed Changed Monday 2 March 2026, 9am/)
  })

  it('are used from the next mail on, in other processes within the minute', async () => {
    const beside = await startBeside(app)
    try {
      expect((await mailNow(beside)).subject).toBe('Your password was changed')
      const seen = await save('New password, {{ name }}', 'Hello {{ name }}, it is new.\n\nWhen: {{ changedAt | longMoment }}')
      expect(seen.text).toContain('The words of “A password was changed” are saved.')
      const mail = await mailNow()
      expect(mail).toMatchObject({ subject: 'New password, Dana', body: 'Hello Dana, it is new.\n\nWhen: Monday 2 March 2026, 9am\n' })
      expect(mail.html).toContain('<dt')
      expect(mail.text).toContain('This mail was sent automatically')
      app.clock.pass({ minutes: 1 })
      expect((await mailNow(beside)).subject).toBe('New password, Dana')
    } finally {
      await beside.stop()
    }
  })

  it('stand in the form as they are saved, with the changes and who made them', async () => {
    await save('One', 'Hello {{ name }}, first <b>words</b>.')
    const { html, text } = await save('Two', 'Hello {{ name }}, second words.')
    expect(html).toContain('value="Two"')
    expect(html).toContain('Hello {{ name }}, second words.</textarea>')
    expect(text).toMatch(/Changes Monday .+ Ada Administrator The words of version 2 .+ The words of version 1 .+first <b>words<\/b>/)
  })

  it('go back to the shipped ones by a button, and can be changed again', async () => {
    await save('One', 'Hello {{ name }}.')
    const seen = await ada.post(`${PATH}/shipped`)
    expect(seen.text).toContain('The words are back to those that the product brings.')
    expect(seen.html).toContain('value="Your password was changed"')
    expect(seen.html).not.toContain('Back to the shipped words</button>')
    expect((await mailNow()).subject).toBe('Your password was changed')
    await save('Three', 'Hello {{ name }}.')
    expect((await mailNow()).subject).toBe('Three')
    expect((await rows()).map(row => row.version)).toEqual([1, 2, 3])
  })

  it('saved as they are shipped count as shipped', async () => {
    const { subject, text } = wordsOf(shippedTemplate('password-changed'))
    await save(subject, text)
    expect((await rows()).map(row => row.words)).toEqual([null])
  })

  it('are not saved over somebody else’s: both are shown', async () => {
    await ada.get(PATH)
    const old = ada.last!
    await save('Hers', 'Hello {{ name }}, hers.')
    ada.last = old
    const seen = await ada.post(PATH, { subject: 'Mine', words: 'Hello {{ name }}, mine.' })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('Somebody changed this while you had it open')
    expect(seen.text).toContain('Ada Administrator changed the words')
    expect(seen.html).toContain('value="Mine"')
    expect(seen.html).toContain('Hello {{ name }}, hers.')
    expect((await mailNow()).subject).toBe('Hers')
    await ada.post(PATH, { subject: 'Mine', words: 'Hello {{ name }}, mine.' })
    expect((await mailNow()).subject).toBe('Mine')
  })

  it('of two who save at once only one counts, however they meet', async () => {
    const bea = new Visitor(app.url)
    await bea.signIn('ada@example.org')
    await Promise.all([ada.get(PATH), bea.get(PATH)])
    const answers = await Promise.all([ada, bea].map((one, i) => one.post(PATH, { subject: `By ${i}`, words: 'Hello {{ name }}.' })))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    expect(await rows()).toHaveLength(1)
  })

  it('pressed twice are saved once, and both presses are answered alike', async () => {
    await ada.get(PATH)
    const form = ada.last!
    const first = await ada.post(PATH, { subject: 'Once', words: 'Hello {{ name }}.' })
    ada.last = form
    const second = await ada.post(PATH, { subject: 'Once', words: 'Hello {{ name }}.' })
    expect([first.status, second.status]).toEqual([200, 200])
    expect(await rows()).toHaveLength(1)
  })

  it('that fail with the facts of one mail give way to the shipped ones, so that it goes out', async () => {
    await app.database.query(`INSERT INTO message_template VALUES ('password-changed', 1, $1, now(), gen_random_uuid(), 'Ada')`, [
      'Subject: Own\n\nHello {{ name }}, {{ changedAt | longMoment }}\n',
    ])
    expect((await mailNow()).subject).toBe('Own')
    expect(reader().renderMail('password-changed', { name: 'Dana', changedAt: '2026-03-02' }).subject).toBe('Own')
    const loop = 'Subject: Own\n\n{% for i in (1..n) %}{% for j in (1..n) %}x{% endfor %}{% endfor %}\n'
    await app.database.query(`INSERT INTO message_template VALUES ('password-changed', 2, $1, now(), gen_random_uuid(), 'Ada')`, [loop])
    app.clock.pass({ minutes: 1 })
    await reader().freshAt(app.clock.now())
    expect(reader().renderMail('password-changed', { ...FACTS, n: 2 }).subject).toBe('Own')
    expect(reader().renderMail('password-changed', { ...FACTS, n: 100_000_000 }).subject).toBe('Your password was changed')
  })

  it('that are wrong come back with a sentence at the field, and everything typed kept', async () => {
    const seen = await save('', 'Hello {{ nome }}')
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<a href="#subject">Enter a subject line</a>')
    expect(seen.html).toContain('Hello {{ nome }}</textarea>')
    expect(await rows()).toEqual([])
  })

  it('are nobody else’s, and of no kind that is not there', async () => {
    const dana = new Visitor(app.url)
    await dana.signIn('dana@example.org')
    expect((await dana.get(PATH)).status).toBe(403)
    expect((await ada.get('/desk/templates/no-such-kind')).status).toBe(404)
    expect((await ada.get('/desk/templates/constructor')).status).toBe(404)
  })
})

describe('the preview', () => {
  const post = async (subject: string, words: string) => {
    await ada.get(PATH)
    return ada.post(`${PATH}/preview.html`, { subject, words })
  }

  it('shows what is typed with the sample in both forms, and saves nothing', async () => {
    const { html, headers, text } = await post('Dear {{ name }}', 'Hello {{ name }}, <i>new</i>.')
    expect(html).toContain('<h1')
    expect(text).toContain('Dear Dana Reed Hello Dana Reed, <i>new</i>.')
    expect(text).toContain('The same as plain text Subject: Dear Dana Reed Hello Dana Reed, <i>new</i>.')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'self'; sandbox/)
    expect(await rows()).toEqual([])
  })

  it('says what is wrong instead', async () => {
    expect((await post('', 'Hello {{ nome }}')).text).toContain('No preview yet Enter a subject line')
  })

  it('of what is saved stands there at first', async () => {
    await save('Saved', 'Hello {{ name }}, saved.')
    expect((await ada.get(`${PATH}/preview.html`)).text).toContain('Hello Dana Reed, saved.')
    expect((await ada.get(PATH)).html).toContain(`src="${PATH}/preview.html" sandbox=`)
  })
})
