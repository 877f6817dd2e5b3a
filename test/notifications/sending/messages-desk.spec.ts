import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { NotificationsReader } from '../../../src/modules/notifications/notifications.reader.js'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aMessage, messageRow, theMessages } from '../../support/builders/message.js'
import { aDelegate, anAdministrator } from '../../support/people.js'
import { countQueries } from '../../support/queries.js'
import { Visitor } from '../../support/visitor.js'

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
beforeEach(() => app.database.query('DELETE FROM message'))

const LIST = '/desk/messages'
const later = (ms: number) => new Date(MONDAY.getTime() + ms)
const MINUTE = 60_000
const row = ({ id }: Message) => app.database.getRepository(Message).findOneByOrFail({ id })
const failed = { state: 'failed', attempts: 3, outcome: 'The mail server refused it: 550 No such user' } as const
const sent = { state: 'sent', sentAt: MONDAY, attempts: 1, outcome: '250 OK' } as const

describe('the messages', () => {
  it('begin with those that have failed, each with its reason, above the newest of all', async () => {
    await aMessage(app.database, later(-60 * MINUTE), { ...failed, toName: 'Fred Failed', toEmail: 'fred@example.org' })
    await aMessage(app.database, MONDAY, { ...sent, kind: 'password-changed' })
    const { text } = await ada.get(LIST)
    expect(text).toContain('1 message has failed')
    expect(text).toMatch(
      /To Fred Failed, fred@example.org .+ Failed The mail server refused it: 550 No such user .* A password was changed/,
    )
    expect(text).toContain('2 messages, newest first.')
  })

  it('say nothing of failures where there are none', async () => {
    await aMessage(app.database, MONDAY, sent)
    const { text, html } = await ada.get(LIST)
    expect(text).not.toMatch(/failed again|has failed|overdue/)
    expect(html).not.toContain('/again"')
  })

  it.each([
    ['state=sent', 'Sent Person'],
    ['state=due', 'Due Person'],
    ['state=dropped', 'Dropped Person'],
    ['to=DUE%40example.org', 'Due Person'],
    ['kind=password-changed', 'Sent Person'],
    ['state=due&to=due%40example.org&kind=waiting-joined', 'Due Person'],
  ])('are narrowed by %s', async (query, name) => {
    await aMessage(app.database, MONDAY, { ...sent, kind: 'password-changed', toName: 'Sent Person', toEmail: 'sent@example.org' })
    await aMessage(app.database, MONDAY, { toName: 'Due Person', toEmail: 'due@example.org', dueAt: later(MINUTE) })
    await aMessage(app.database, MONDAY, {
      state: 'dropped',
      outcome: 'no longer true',
      toName: 'Dropped Person',
      toEmail: 'x@example.org',
    })
    const { text } = await ada.get(`${LIST}?${query}`)
    expect(text).toContain('1 message, newest first.')
    expect(['Sent Person', 'Due Person', 'Dropped Person'].filter(other => text.includes(other))).toEqual([name])
  })

  it.each(['state=sent', 'to=nobody%40example.org', 'kind=no-such-kind', 'to=%27%3B--', 'state=due&to=%25'])(
    'that are not there are told as such: %s',
    async query => {
      await aMessage(app.database, MONDAY)
      const seen = await ada.get(`${LIST}?${query}`)
      expect([seen.status, seen.text]).toEqual([200, expect.stringContaining('No message is like that.')])
    },
  )

  it('come 25 to a page, with the filter kept', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 26 }, (_, i) => messageRow(later(i * MINUTE), { ...sent, toName: `Person ${i}` })),
    )
    const first = await ada.get(`${LIST}?state=sent`)
    expect(first.text).toContain('Page 1 of 2')
    expect(first.text).toContain('Person 25')
    expect(first.text).not.toMatch(/Person 0\b/)
    const address = /href="([^"]+)" rel="next"/.exec(first.html)![1]!.replaceAll('&amp;', '&')
    expect((await ada.get(address)).text).toMatch(/Person 0\b/)
    expect((await ada.get(`${LIST}?page=3`)).text).toContain('There is no such page.')
    expect((await ada.get(`${LIST}?page=0`)).text).toContain('Page 1 of 2')
  })

  it.each([
    [10 * MINUTE, false],
    [10 * MINUTE + 1, true],
  ])('are overdue after ten minutes: %i ms', async (ms, overdue) => {
    await aMessage(app.database, later(-ms), { outcome: 'The mail server could not be used: connect ECONNREFUSED', tryAt: later(MINUTE) })
    const { text } = await ada.get(LIST)
    expect(text.includes('1 message is overdue')).toBe(overdue)
    expect(text.includes('The last answer was: The mail server could not be used')).toBe(overdue)
  })

  it('cost few questions, however many there are', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 60 }, () => messageRow(MONDAY, failed)),
    )
    expect(await countQueries(() => ada.get(LIST))).toBeLessThanOrEqual(6)
  })
})

describe('one message', () => {
  it('shows what it says, but no secret of its links', async () => {
    const data = { name: 'Dana', nonce: 'a nonce', expiresAt: '2026-03-02T11:00:00Z' }
    const { id } = await aMessage(app.database, MONDAY, { kind: 'choose-password', data })
    const { text, html } = await ada.get(`${LIST}/${id}`)
    expect(text).toContain('Somebody, we hope you, asked for a new password')
    expect(text).toContain('/reset-password/…')
    expect(html).not.toContain(app.app.get(NotificationsReader).linkSecret('a nonce'))
  })

  it('says when it is tried again, and what was said', async () => {
    const { id } = await aMessage(app.database, MONDAY, {
      attempts: 1,
      outcome: 'The mail server put it off: 450 Later',
      tryAt: later(5 * MINUTE),
    })
    expect((await ada.get(`${LIST}/${id}`)).text).toContain(
      'The mail server put it off: 450 Later. It is tried again on Monday 2 March 2026, 9:05am',
    )
  })

  it('that carried others shows the one mail, and they lead to it', async () => {
    const carrier = await aMessage(app.database, MONDAY, sent)
    const part = await aMessage(app.database, MONDAY, { state: 'gathered', carrierId: carrier.id })
    expect((await ada.get(`${LIST}/${carrier.id}`)).text).toContain('2 things about your training')
    expect((await ada.get(`${LIST}/${part.id}`)).html).toContain(`href="${LIST}/${carrier.id}"`)
  })

  it.each(['no-uuid', '0197f1e0-0000-7000-8000-000000000000'])('is not found: %s', async id => {
    expect((await ada.get(`${LIST}/${id}`)).status).toBe(404)
    expect((await ada.post(`${LIST}/${id}/again`)).status).toBe(404)
  })
})

describe('send again', () => {
  it('puts a failed one back, due now and with all its tries', async () => {
    const message = await aMessage(app.database, later(-60 * MINUTE), failed)
    await ada.get(`${LIST}/${message.id}`)
    const seen = await ada.post(`${LIST}/${message.id}/again`)
    expect(seen.text).toContain('It is being sent again.')
    expect(await row(message)).toMatchObject({ attempts: 0, messageId: message.messageId })
    expect((await row(message)).state).not.toBe('failed')
  })

  it.each(['sent', 'dropped', 'due'] as const)('leaves one that is %s as it is', async state => {
    const message = await aMessage(app.database, MONDAY, { ...(state === 'sent' ? sent : { state }), tryAt: later(60 * MINUTE) })
    const other = await aMessage(app.database, MONDAY, failed)
    await ada.get(`${LIST}/${other.id}`)
    expect((await ada.post(`${LIST}/${message.id}/again`)).text).toContain('Nothing to do')
    expect(await row(message)).toEqual(message)
    expect((await row(other)).state).toBe('failed')
  })

  it('pressed twice, or by two at once, sends it once', async () => {
    const message = await aMessage(app.database, MONDAY, failed)
    const other = new Visitor(app.url)
    await other.signIn('ada@example.org')
    await Promise.all([ada.get(`${LIST}/${message.id}`), other.get(`${LIST}/${message.id}`)])
    const seen = await Promise.all([ada, other].map(visitor => visitor.post(`${LIST}/${message.id}/again`)))
    expect(seen.map(({ status }) => status)).toEqual([200, 200])
    expect(seen.filter(({ text }) => text.includes('It is being sent again.'))).toHaveLength(1)
  })

  it('takes all failed ones for a cause that is gone, and only those', async () => {
    const gone = await theMessages(
      app.database,
      Array.from({ length: 30 }, () => messageRow(MONDAY, failed)),
    )
    const kept = await aMessage(app.database, MONDAY, sent)
    await ada.get(LIST)
    expect((await ada.post(`${LIST}/again`)).text).toContain('30 messages are being sent again.')
    for (const message of gone.slice(0, 3)) expect((await row(message)).state).not.toBe('failed')
    expect(await row(kept)).toEqual(kept)
    expect((await ada.get(LIST)).text).not.toContain('failed again')
  })

  it('is for administrators', async () => {
    const message = await aMessage(app.database, MONDAY, failed)
    const dana = new Visitor(app.url)
    await dana.signIn('dana@example.org')
    for (const path of [LIST, `${LIST}/${message.id}`]) expect((await dana.get(path)).status).toBe(403)
    for (const path of [`${LIST}/again`, `${LIST}/${message.id}/again`]) expect((await dana.post(path)).status).toBe(403)
    expect((await row(message)).state).toBe('failed')
  })
})
