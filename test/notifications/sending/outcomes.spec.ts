import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aMessage } from '../../support/builders/message.js'
import { type MailServer, startMailServer } from '../../support/smtp.js'

let server: MailServer
let app: TestApp
beforeAll(async () => {
  server = await startMailServer()
  app = await startApp(MONDAY, { smtpUrl: server.url, sendLeaseSeconds: 4, smtpConnections: 2 })
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
const NOTHING = { sent: 0, failed: 0, dropped: 0, gathered: 0, left: false }

describe('a message that is due', () => {
  it('is sent to its one reader, and noted with what the server said', async () => {
    const message = await aMessage(app.database, MONDAY)
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect(server.accepted.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: 'training@goldthread.example.org', to: ['dana.reed@example.org'] },
    ])
    expect(await row(message)).toMatchObject({ state: 'sent', sentAt: MONDAY, attempts: 1, claim: null, outcome: '250 queued as 1' })
    expect(await send()).toEqual(NOTHING)
  })
})
