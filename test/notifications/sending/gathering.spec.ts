import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Email } from 'postal-mime'
import type { CalendarEntry } from '../../../src/modules/notifications/calendar/calendar-entry.js'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../../support/app.js'
import { aMessage, messageRow, theMessages } from '../../support/builders/message.js'
import { type MailServer, startMailServer } from '../../support/smtp.js'

let server: MailServer
let app: TestApp
let beside: TestApp
beforeAll(async () => {
  server = await startMailServer()
  const settings = { smtpUrl: server.url, sendLeaseSeconds: 12, smtpConnections: 3 }
  app = await startApp(MONDAY, settings)
  beside = await startBeside(app, settings)
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
  await server.stop()
})
beforeEach(async () => {
  server.accepted.length = 0
  server.manners = {}
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM message')
})

const send = (from = app) => from.app.get(MessageSender).sendDue()
const row = ({ id }: Message) => app.database.getRepository(Message).findOneByOrFail({ id })
const later = (ms: number) => new Date(MONDAY.getTime() + ms)
const MINUTE = 60_000
const NOTHING = { sent: 0, failed: 0, dropped: 0, gathered: 0, left: false }
const canWait = { canWait: true }
const entry: CalendarEntry = {
  ...{ method: 'REQUEST', uid: 'booking-1-1', sequence: 0, title: 'Understanding Neglect', where: 'Goldmine Centre', link: '' },
  ...{ startsAt: '2026-03-03T09:30:00Z', endsAt: '2026-03-03T12:30:00Z', path: '/bookings/1' },
}

describe('messages of one person that can wait', () => {
  it('go as one mail, under the oldest, each part with its heading and without its own greeting', async () => {
    const second = await aMessage(app.database, later(-MINUTE), {
      ...canWait,
      kind: 'password-changed',
      data: { name: 'Dana', changedAt: MONDAY },
    })
    const first = await aMessage(app.database, later(-2 * MINUTE), canWait)
    expect(await send()).toEqual({ ...NOTHING, sent: 1, gathered: 1 })
    const [mail] = (await server.read()) as [Email]
    expect(mail.messageId).toBe(first.messageId)
    expect(mail.subject).toBe('2 things about your training')
    expect(mail.text!.match(/^Hello /gm)).toHaveLength(1)
    expect(mail.text).toMatch(
      /You are on the waiting list: Understanding Neglect\n-+\n\nYou are number 3[\s\S]+Your password was changed\n-+\n\nThe password/,
    )
    expect(mail.html!.match(/<h2/g)).toHaveLength(2)
    expect(await row(first)).toMatchObject({ state: 'sent', carrierId: null })
    expect(await row(second)).toMatchObject({ state: 'gathered', carrierId: first.id, sentAt: null })
  })

  it('go as themselves when there is one', async () => {
    const message = await aMessage(app.database, MONDAY, canWait)
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect((await server.read())[0]!.subject).toBe('You are on the waiting list: Understanding Neglect')
    expect(await row(message)).toMatchObject({ state: 'sent', carrierId: null })
  })

  it('go apart from other people’s, from those that cannot wait, and from entries for a calendar', async () => {
    await theMessages(app.database, [
      messageRow(MONDAY, canWait),
      messageRow(MONDAY, canWait),
      messageRow(MONDAY),
      messageRow(MONDAY, { ...canWait, calendar: entry }),
      messageRow(MONDAY, { ...canWait, toEmail: 'cole@example.org' }),
    ])
    expect(await send()).toEqual({ ...NOTHING, sent: 4, gathered: 1 })
    const mails = await server.read()
    expect(mails.filter(mail => mail.subject === '2 things about your training')).toHaveLength(1)
    expect(mails.filter(mail => mail.attachments.some(({ filename }) => filename === 'invite.ics'))).toHaveLength(1)
  })

  it('fail together', async () => {
    const rows = await theMessages(app.database, [messageRow(MONDAY, canWait), messageRow(MONDAY, canWait)])
    server.manners = { recipient: () => '550 No' }
    expect(await send()).toEqual({ ...NOTHING, failed: 2 })
    for (const message of rows) expect(await row(message)).toMatchObject({ state: 'failed', outcome: 'The mail server refused it: 550 No' })
  })

  it('stay together when they are tried again, and what is new goes apart: the first may have arrived', async () => {
    await theMessages(app.database, [messageRow(later(-MINUTE), canWait), messageRow(later(-MINUTE), canWait)])
    server.manners = { cutsAfterData: true }
    await send()
    server.manners = {}
    app.clock.pass({ minutes: 5 })
    await theMessages(app.database, [messageRow(MONDAY, canWait), messageRow(MONDAY, canWait), messageRow(MONDAY, canWait)])
    expect(await send()).toEqual({ ...NOTHING, sent: 2, gathered: 3 })
    const mails = await server.read()
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      '2 things about your training',
      '2 things about your training',
      '3 things about your training',
    ])
    const [lost, ...then] = mails
    expect(then.find(({ messageId }) => messageId === lost!.messageId)!.text).toBe(lost!.text)
  })

  it('are never split nor doubled by two processes that are at it at once', async () => {
    for (let round = 0; round < 8; round++) {
      server.accepted.length = 0
      await app.database.query('DELETE FROM message')
      const people = Array.from({ length: 12 }, (_, i) => `person${i}@example.org`)
      const rows = people.flatMap(toEmail => Array.from({ length: 5 }, () => messageRow(MONDAY, { ...canWait, toEmail })))
      // In another order than that of their ids, so that locks are not taken in step by chance.
      await theMessages(
        app.database,
        rows.sort(() => Math.random() - 0.5),
      )
      const runs = await Promise.all([send(app), send(beside), send(app), send(beside)])
      expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
      expect(runs.reduce((sum, { gathered }) => sum + gathered, 0)).toBe(48)
      expect(server.accepted.map(({ to }) => to[0]).sort()).toEqual([...people].sort())
      expect(server.accepted.every(({ source }) => source.includes('5 things about your training'))).toBe(true)
    }
  })
})
