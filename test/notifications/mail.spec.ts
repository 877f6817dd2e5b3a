import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import { Outbox, type Kind, type NewMessage } from '../../src/modules/notifications/notifications.writer.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let visitor: Visitor

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null, publicUrl: 'http://127.0.0.1:3000' })
  visitor = new Visitor(app.url)
})
afterAll(() => app.stop())
afterEach(async () => {
  await app.database.query('DELETE FROM message')
  app.clock.moveTo(MONDAY)
})

const mail = (change: Partial<NewMessage> = {}): NewMessage => ({
  subject: 'password:1',
  kind: 'password-changed',
  toName: 'Dana Delegate',
  toEmail: 'dana@example.org',
  data: { name: 'Dana Delegate', changedAt: '2026-03-02T09:00:00.000Z' },
  ...change,
})
const add = (...messages: NewMessage[]) => app.app.get(Outbox).add(app.database.manager, messages, app.clock.now())
const ids = async () => (await app.database.query<{ id: string }[]>('SELECT id FROM message ORDER BY id')).map(row => row.id)

describe('the mails', () => {
  it('say so when there are none', async () => {
    expect((await visitor.get('/dev/mail')).text).toContain('No mails yet. Register or book something, and its mail appears here.')
  })

  it('stand with the newest first', async () => {
    await add(mail({ subject: 'password:1', toEmail: 'first@example.org' }))
    app.clock.pass({ minutes: 1 })
    await add(mail({ subject: 'password:2', toEmail: 'second@example.org' }))
    const { text } = await visitor.get('/dev/mail')
    expect(text).toContain('2 mails, the newest first')
    expect(text).toMatch(
      /Your password was changed To second@example.org Monday 2 March 2026, 9:01am Due Your password was changed To first@example.org/,
    )
  })

  it('can be searched by a part of the address, in any case', async () => {
    await add(mail({ subject: 'password:1' }), mail({ subject: 'password:2', toEmail: 'cole_1@example.org' }))
    const { text, html } = await visitor.get('/dev/mail?to=COLE_1')
    expect(text).toContain('1 mail to COLE_1')
    expect(text).not.toContain('dana@example.org')
    expect(html).toContain('value="COLE_1"')
    expect((await visitor.get('/dev/mail?to=%25')).text).toContain('No mail to %')
  })

  it('come by 25 to a page', async () => {
    await add(...Array.from({ length: 25 }, (_, i) => mail({ subject: `password:${i}` })))
    expect((await visitor.get('/dev/mail')).text).not.toContain('Page 1 of')
    await add(mail({ subject: 'password:25' }))
    const first = await visitor.get('/dev/mail?to=dana@')
    expect(first.text).toContain('Page 1 of 2')
    expect(first.html).toContain('href="/dev/mail?to=dana%40&amp;kind=&amp;page=2"')
    expect((await visitor.get('/dev/mail?page=2')).html.match(/href="\/dev\/mail\/[0-9a-f]/g)).toHaveLength(1)
  })

  it.each(['0', '-1', 'x', '1.5', '99999999999', ''])('page %s is no trouble', async page => {
    await add(mail())
    expect((await visitor.get(`/dev/mail?page=${page}`)).status).toBe(200)
  })

  it('lead back from a page that is not there', async () => {
    await add(mail())
    expect((await visitor.get('/dev/mail?page=3')).text).toContain('There is no page 3. Start from the newest')
  })
})

describe('one mail', () => {
  it('shows its text, its headers and its facts', async () => {
    await add(mail({ dueAt: new Date('2026-03-29T08:00:00Z'), sequence: 2 }))
    const [id] = await ids()
    const { text, status } = await visitor.get(`/dev/mail/${id}`)
    expect(status).toBe(200)
    expect(text).toContain('As plain text Hello Dana Delegate, The password of your account')
    expect(text).toContain('To Dana Delegate <dana@example.org>')
    expect(text).toContain(`Message-ID <${id}@goldthread.example.org> Kind password-changed About password:1 Sequence 2`)
    expect(text).toContain('Due Sunday 29 March 2026, 9am Facts name Dana Delegate changedAt 2026-03-02T09:00:00.000Z')
  })

  it('has its addresses as links', async () => {
    await add(mail())
    const { html } = await visitor.get(`/dev/mail/${(await ids())[0]}`)
    expect(html).toContain(
      '<a class="govuk-link" href="http://127.0.0.1:3000/forgotten-password">http://127.0.0.1:3000/forgotten-password</a>',
    )
  })

  it('of a kind that has no template is shown plainly with its facts', async () => {
    await add(mail({ kind: 'no-such-kind' as Kind, data: { course: 'Understanding Neglect', places: 3, dates: ['a', 'b'] } }))
    const { text, status } = await visitor.get(`/dev/mail/${(await ids())[0]}`)
    expect(status).toBe(200)
    expect(text).toContain('As plain text dates: ["a","b"] course: Understanding Neglect places: 3 Walsall')
  })

  it('is never read as HTML', async () => {
    await add(mail({ toName: '<b>Dana</b>', data: { name: '<script>alert(1)</script>', changedAt: '2026-03-02T09:00:00Z' } }))
    const { html } = await visitor.get(`/dev/mail/${(await ids())[0]}`)
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('Hello &lt;script&gt;alert(1)&lt;/script&gt;,')
  })

  it.each(['nonsense', '00000000-0000-7000-8000-000000000000'])('%s is not found', async id => {
    expect((await visitor.get(`/dev/mail/${id}`)).status).toBe(404)
  })
})

describe('a partnership’s own server', () => {
  it('shows nobody the mails, not even an address that has one', async () => {
    const served = await startApp()
    const dana = await aDelegate(served.database)
    await served.app.get(Outbox).add(served.database.manager, [mail()], MONDAY)
    const [row] = await served.database.query<{ id: string }[]>('SELECT id FROM message')
    const browser = new Visitor(served.url)
    await browser.signIn(dana.email)
    for (const path of ['/dev/mail', `/dev/mail/${row!.id}`]) expect((await browser.get(path)).status).toBe(404)
    await served.stop()
  })
})

describe('the outbox', () => {
  it('holds one message for one change, however often it is told', async () => {
    await add(mail())
    await add(mail({ toName: 'Somebody Else' }), mail({ sequence: 1 }))
    const rows = await app.database.query<{ to_name: string }[]>('SELECT to_name FROM message ORDER BY sequence')
    expect(rows.map(row => row.to_name)).toEqual(['Dana Delegate', 'Dana Delegate'])
  })

  it('holds nothing of a change that failed', async () => {
    const failing = app.database.transaction(async tx => {
      await app.app.get(Outbox).add(tx, [mail()], MONDAY)
      throw new Error('the change failed')
    })
    await expect(failing).rejects.toThrow('the change failed')
    expect(await ids()).toEqual([])
  })

  it('is not troubled by nothing to send', async () => {
    await add()
    expect(await ids()).toEqual([])
  })

  it('gives each message a Message-ID of its own, and is due at once unless it says when', async () => {
    await add(mail(), mail({ sequence: 1, dueAt: new Date('2026-04-01T08:00:00Z') }))
    const rows = await app.database.query<{ message_id: string; due_at: Date }[]>(
      'SELECT message_id, due_at FROM message ORDER BY sequence',
    )
    expect(new Set(rows.map(row => row.message_id)).size).toBe(2)
    expect(rows.map(row => row.due_at)).toEqual([MONDAY, new Date('2026-04-01T08:00:00Z')])
  })
})

describe('a mail’s text', () => {
  const read = (kind: string, data: Record<string, unknown>) => app.app.get(NotificationsReader).renderMail(kind, data)

  it('is plain: what has a meaning in HTML stands as it is', () => {
    expect(read('password-changed', { name: 'D’Arcy & <Co>', changedAt: '2026-07-01T08:00:00Z' }).text).toContain('Hello D’Arcy & <Co>,')
  })

  it('has the time of London in words', () => {
    expect(read('password-changed', { name: 'Dana', changedAt: '2026-07-01T08:30:00Z' }).text).toContain('Wednesday 1 July 2026, 9:30am')
  })

  it('has a subject of one line', () => {
    const { subject, text } = read('address-changing', { name: 'Dana', newEmail: 'dana@new.example.org' })
    expect(subject).toBe('Your account is moving to another address')
    expect(text.startsWith('Hello Dana,\n')).toBe(true)
  })

  it.each(['../views/mail', '..', '', 'A B', 'x/y'])('reads no file but a template: %s', kind => {
    expect(read(kind, { a: 1 }).body).toBe('a: 1\n')
  })

  it('has links that only its reader can open: the nonce alone opens nothing', () => {
    const reader = app.app.get(NotificationsReader)
    const secret = reader.linkSecret('a nonce')
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect([reader.linkSecret('a nonce'), reader.linkSecret('another')]).toEqual([secret, expect.not.stringMatching(secret)])
    const { text } = read('choose-password', { name: 'Dana', nonce: 'a nonce', expiresAt: '2026-03-02T11:00:00Z' })
    expect(text).toContain(`http://127.0.0.1:3000/reset-password/${secret}\n`)
  })
})
