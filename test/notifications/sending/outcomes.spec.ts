import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { PAUSES } from '../../../src/modules/notifications/rules/retry.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aMessage, messageRow, theMessages } from '../../support/builders/message.js'
import { type MailServer, startMailServer } from '../../support/smtp.js'

let server: MailServer
let app: TestApp
beforeAll(async () => {
  server = await startMailServer()
  app = await startApp(MONDAY, { smtpUrl: server.url, sendLeaseSeconds: 12, smtpConnections: 2 })
})
afterAll(async () => {
  await app.stop()
  await server.stop()
})
beforeEach(async () => {
  server.manners = {}
  server.accepted.length = 0
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM message')
})

const send = () => app.app.get(MessageSender).sendDue()
const row = ({ id }: Message) => app.database.getRepository(Message).findOneByOrFail({ id })
const later = (ms: number) => new Date(MONDAY.getTime() + ms)
const MINUTE = 60_000
const NOTHING = { sent: 0, failed: 0, dropped: 0, gathered: 0, left: false }

describe('a message that is due', () => {
  it('is sent to its one reader, and noted with what the server said', async () => {
    const message = await aMessage(app.database, MONDAY)
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect(server.accepted.map(({ from, to, messageId }) => ({ from, to, messageId }))).toEqual([
      { from: 'training@goldthread.example.org', to: ['dana.reed@example.org'], messageId: message.messageId },
    ])
    expect(await row(message)).toMatchObject({ state: 'sent', sentAt: MONDAY, attempts: 1, claim: null, outcome: '250 queued as 1' })
    expect(await send()).toEqual(NOTHING)
  })

  it('is not sent a moment before its time, and is at its time', async () => {
    await aMessage(app.database, MONDAY, { dueAt: later(1) })
    expect(await send()).toEqual(NOTHING)
    app.clock.moveTo(later(1))
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
  })

  it('goes before the younger ones', async () => {
    const rows = [5, 1, 4, 2, 3].map(minutes => messageRow(later(-minutes * MINUTE), { toEmail: `${minutes}@example.org` }))
    await theMessages(app.database, rows)
    server.manners = { thinksMs: 20 }
    await send()
    // Two connections, so neighbours may change places.
    const order = server.accepted.map(({ to }) => Number(to[0]![0]))
    expect(order.slice(0, 2).sort()).toEqual([4, 5])
    expect(order[4]).toBeLessThanOrEqual(2)
  })

  it('is drained to the last, however many there are, over a few connections', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 250 }, () => messageRow(MONDAY)),
    )
    const before = server.connections.made
    expect(await send()).toEqual({ ...NOTHING, sent: 250 })
    expect(new Set(server.accepted.map(({ messageId }) => messageId)).size).toBe(250)
    expect(server.connections.made - before).toBe(2)
  })
})

describe('what the server puts off', () => {
  it.each([
    ['at the recipient', { recipient: () => '450 Try later' }, 'The mail server put it off: 450 Try later'],
    ['at the end of the mail', { data: () => '451 Local trouble' }, 'The mail server put it off: 451 Local trouble'],
    ['without any answer in time', { hangs: true }, 'The mail server did not answer in time'],
  ])('%s is tried again after a minute, and the rest goes out', async (_case, manners, reason) => {
    const message = await aMessage(app.database, MONDAY)
    server.manners = manners
    expect(await send()).toEqual(NOTHING)
    expect(await row(message)).toMatchObject({
      state: 'due',
      attempts: 1,
      claim: null,
      tryAt: later(MINUTE),
      outcome: reason,
      sentAt: null,
    })
    server.manners = {}
    app.clock.moveTo(later(MINUTE - 1))
    expect(await send()).toEqual(NOTHING)
    app.clock.moveTo(later(MINUTE))
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect(server.accepted.map(({ messageId }) => messageId)).toEqual([message.messageId])
  })

  it('is sent again under the same Message-ID when the answer to it was lost', async () => {
    const message = await aMessage(app.database, MONDAY)
    server.manners = { cutsAfterData: true }
    await send()
    expect(await row(message)).toMatchObject({
      state: 'due',
      attempts: 1,
      outcome: expect.stringMatching(/^The connection to the mail server was lost/),
    })
    server.manners = {}
    app.clock.moveTo(later(MINUTE))
    await send()
    expect(server.accepted.map(({ messageId }) => messageId)).toEqual([message.messageId, message.messageId])
    expect(server.accepted[1]!.source.replace(/boundary="[^"]+"|--_\S+/g, '')).toBe(
      server.accepted[0]!.source.replace(/boundary="[^"]+"|--_\S+/g, ''),
    )
  })

  it.each([
    [PAUSES.length, 'due', PAUSES.length],
    [PAUSES.length + 1, 'failed', PAUSES.length + 1],
  ])('for the %ith time is %s', async (tries, state, attempts) => {
    const message = await aMessage(app.database, MONDAY, { attempts: tries - 1 })
    server.manners = { recipient: () => '450 Mailbox busy' }
    expect(await send()).toEqual({ ...NOTHING, failed: state === 'failed' ? 1 : 0 })
    expect(await row(message)).toMatchObject({ state, attempts, outcome: 'The mail server put it off: 450 Mailbox busy' })
  })

  it('keeps no other message back', async () => {
    const rows = ['bad', 'good', 'fine'].map((name, i) => messageRow(later(i - 10), { toEmail: `${name}@example.org` }))
    await theMessages(app.database, rows)
    server.manners = { recipient: address => (address.startsWith('bad') ? '450 Try later' : null) }
    expect(await send()).toEqual({ ...NOTHING, sent: 2 })
    expect(server.accepted.map(({ to }) => to[0]).sort()).toEqual(['fine@example.org', 'good@example.org'])
  })
})

describe('what the server refuses', () => {
  it.each([
    ['at the recipient', { recipient: () => '550 No such user here' }, 'The mail server refused it: 550 No such user here'],
    ['at the end of the mail', { data: () => '554 Looks like spam' }, 'The mail server refused it: 554 Looks like spam'],
  ])('%s has failed at once, with the server’s words, and is not tried again', async (_case, manners, reason) => {
    const message = await aMessage(app.database, MONDAY)
    server.manners = manners
    expect(await send()).toEqual({ ...NOTHING, failed: 1 })
    expect(await row(message)).toMatchObject({ state: 'failed', attempts: 1, claim: null, outcome: reason, sentAt: null })
    app.clock.pass({ days: 10 })
    expect(await send()).toEqual(NOTHING)
  })

  it.each(['no address', 'dana reed@example.org', 'dana@exa mple.org', ''])('or never could take has failed: “%s”', async toEmail => {
    const message = await aMessage(app.database, MONDAY, { toEmail })
    const other = await aMessage(app.database, MONDAY, { toEmail: 'cole@example.org' })
    expect(await send()).toEqual({ ...NOTHING, sent: 1, failed: 1 })
    expect(await row(message)).toMatchObject({ state: 'failed' })
    expect(await row(other)).toMatchObject({ state: 'sent' })
  })

  it('leaves the connection as good as it was', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => messageRow(MONDAY, { toEmail: `${i % 2 ? 'bad' : 'good'}@example.org` }))
    await theMessages(app.database, rows)
    server.manners = { recipient: address => (address.startsWith('bad') ? '550 No' : null) }
    const before = server.connections.made
    expect(await send()).toEqual({ ...NOTHING, sent: 10, failed: 10 })
    expect(server.connections.made - before).toBe(2)
  })
})

describe('a server that cannot be used', () => {
  const three = () =>
    theMessages(
      app.database,
      [1, 2, 3].map(minutes => messageRow(later(-minutes * MINUTE))),
    )

  it('as nobody listens: no try is counted, all wait a minute, and then all go out', async () => {
    const rows = await three()
    await server.goAway()
    const nothing = await send().finally(() => server.comeBack())
    expect(nothing).toEqual(NOTHING)
    for (const message of rows)
      expect(await row(message)).toMatchObject({
        ...{ state: 'due', attempts: 0, claim: null, tryAt: later(MINUTE) },
        outcome: expect.stringMatching(/^The mail server could not be used: .*ECONNREFUSED/),
      })
    expect(await send()).toEqual(NOTHING)
    app.clock.moveTo(later(MINUTE))
    expect(await send()).toEqual({ ...NOTHING, sent: 3 })
  })

  it('for its greeting: the same', async () => {
    const rows = await three()
    server.manners = { greeting: '421 Too busy' }
    expect(await send()).toEqual(NOTHING)
    for (const message of rows)
      expect(await row(message)).toMatchObject({ state: 'due', attempts: 0, outcome: 'The mail server could not be used: 421 Too busy' })
  })

  it('costs few connections, however much is due', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 300 }, () => messageRow(MONDAY)),
    )
    server.manners = { greeting: '421 Too busy' }
    const before = server.connections.made
    await send()
    expect(server.connections.made - before).toBeLessThanOrEqual(2)
    expect(await app.database.query('SELECT DISTINCT state, attempts, claim FROM message')).toEqual([
      { state: 'due', attempts: 0, claim: null },
    ])
  })

  it('that ends connections between two mails loses and doubles none', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 40 }, () => messageRow(MONDAY)),
    )
    server.manners = { mailsPerConnection: 3 }
    for (let i = 0; i < 20; i++, app.clock.pass({ hours: 1 })) await send()
    expect(server.accepted).toHaveLength(40)
    expect(new Set(server.accepted.map(({ messageId }) => messageId)).size).toBe(40)
  })
})

describe('a mail that cannot be written', () => {
  it('fails alone, with the reason', async () => {
    const bad = await aMessage(app.database, MONDAY, {
      kind: 'password-changed',
      data: { name: 'Dana', changedAt: { not: 'a moment' } },
      calendar: { method: 'REQUEST' } as never,
    })
    const good = await aMessage(app.database, MONDAY)
    expect(await send()).toEqual({ ...NOTHING, sent: 1, failed: 1 })
    expect(await row(bad)).toMatchObject({ state: 'failed', outcome: expect.stringMatching(/^The mail could not be written: /) })
    expect(await row(good)).toMatchObject({ state: 'sent' })
  })
})
