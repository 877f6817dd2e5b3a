import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { Wanted } from '../../../src/modules/notifications/wanted.writer.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aMessage, messageRow, theMessages } from '../../support/builders/message.js'
import { type MailServer, startMailServer } from '../../support/smtp.js'

let server: MailServer
let app: TestApp
const asked: string[][] = []
let trouble = false
beforeAll(async () => {
  server = await startMailServer()
  app = await startApp(MONDAY, { smtpUrl: server.url })
  app.app.get(StillTrue).registerEach(['waiting-joined'], messages => {
    asked.push(messages.map(({ subject }) => subject))
    if (trouble) throw new Error('no such table')
    return Promise.resolve(messages.filter(({ subject }) => !subject.startsWith('gone:')))
  })
})
afterAll(async () => {
  await app.stop()
  await server.stop()
})
beforeEach(async () => {
  server.accepted.length = 0
  asked.length = 0
  trouble = false
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM message')
})

const send = () => app.app.get(MessageSender).sendDue()
const row = ({ id }: Message) => app.database.getRepository(Message).findOneByOrFail({ id })
const NOTHING = { sent: 0, failed: 0, dropped: 0, gathered: 0, left: false }

describe('what is no longer true when it falls due', () => {
  it('is not sent, and says so; what still is goes out', async () => {
    const gone = await aMessage(app.database, MONDAY, { subject: 'gone:1' })
    const kept = await aMessage(app.database, MONDAY, { subject: 'there:1' })
    expect(await send()).toEqual({ ...NOTHING, sent: 1, dropped: 1 })
    expect(await row(gone)).toMatchObject({ state: 'dropped', outcome: 'no longer true', claim: null, sentAt: null })
    expect(server.accepted.map(({ messageId }) => messageId)).toEqual([kept.messageId])
  })

  it('is left out of a mail of several', async () => {
    await theMessages(
      app.database,
      ['gone:1', 'there:1', 'there:2'].map(subject => messageRow(MONDAY, { subject, canWait: true })),
    )
    expect(await send()).toEqual({ ...NOTHING, sent: 1, gathered: 1, dropped: 1 })
    expect((await server.read())[0]!.subject).toBe('2 things about your training')
  })

  it('is asked once for a batch, however many messages', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 100 }, (_, i) => messageRow(MONDAY, { subject: `there:${i}` })),
    )
    await send()
    expect(asked.map(subjects => subjects.length)).toEqual([100])
  })

  it('is unclear when the question fails: that kind waits, others go out, and nothing is dropped', async () => {
    trouble = true
    const unclear = await aMessage(app.database, MONDAY)
    const other = await aMessage(app.database, MONDAY, { kind: 'password-changed', data: { name: 'Dana', changedAt: MONDAY } })
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect(await row(unclear)).toMatchObject({
      state: 'due',
      attempts: 1,
      outcome: 'Whether it still holds could not be seen: Error: no such table',
    })
    expect((await row(other)).state).toBe('sent')
    trouble = false
    app.clock.pass({ minutes: 1 })
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
  })
})

describe('what a person turned off', () => {
  it('is asked of kinds with a topic only', async () => {
    const wanted = new Wanted()
    const messages = [{ kind: 'waiting-joined', toEmail: 'dana@example.org', data: {} }]
    wanted.register(() => Promise.reject(new Error('asked of a kind that cannot be turned off')))
    expect([...(await wanted.of(messages))]).toEqual(messages)
  })
})

describe('what can be turned off', () => {
  const turnedOff = (answer: () => Promise<string[]>) =>
    app.app.get(Wanted).register(async messages => {
      const addresses = await answer()
      return messages.filter(({ toEmail }) => addresses.includes(toEmail))
    })
  const three = () =>
    theMessages(app.database, [
      messageRow(MONDAY, { kind: 'newsletter', toEmail: 'off@example.org' }),
      messageRow(MONDAY, { kind: 'newsletter', toEmail: 'on@example.org' }),
      messageRow(MONDAY, { kind: 'password-changed', toEmail: 'off@example.org', data: { name: 'Dana', changedAt: MONDAY } }),
    ])

  it('is not sent to whoever turned it off, and all else is', async () => {
    turnedOff(() => Promise.resolve(['off@example.org']))
    const [off, on, other] = await three()
    expect(await send()).toEqual({ ...NOTHING, sent: 2, dropped: 1 })
    expect(await row(off!)).toMatchObject({ state: 'dropped', outcome: 'not wanted' })
    expect([(await row(on!)).state, (await row(other!)).state]).toEqual(['sent', 'sent'])
  })

  it('waits when nobody can say, and all else goes out', async () => {
    turnedOff(() => Promise.reject(new Error('no such column')))
    const [off, on, other] = await three()
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect([(await row(off!)).state, (await row(on!)).state, (await row(other!)).state]).toEqual(['due', 'due', 'sent'])
  })
})
