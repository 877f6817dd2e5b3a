import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aMessage, messageRow, theMessages } from '../../support/builders/message.js'
import { countQueries } from '../../support/queries.js'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())
beforeEach(() => app.database.query('DELETE FROM message'))

const send = () => app.app.get(MessageSender).sendDue()
const row = ({ id }: Message) => app.database.getRepository(Message).findOneByOrFail({ id })
const NOTHING = { sent: 0, failed: 0, dropped: 0, gathered: 0, left: false }
const many = (count: number) =>
  theMessages(
    app.database,
    Array.from({ length: count }, () => messageRow(MONDAY)),
  )

describe('without a mail server', () => {
  it('a message that falls due is kept', async () => {
    const message = await aMessage(app.database, MONDAY)
    expect(await send()).toEqual({ ...NOTHING, sent: 1 })
    expect(await row(message)).toMatchObject({ state: 'sent', sentAt: MONDAY, outcome: 'kept', attempts: 1, claim: null })
  })

  it('those of one person that can wait are put together as they would be sent', async () => {
    const [first, second] = await theMessages(app.database, [messageRow(MONDAY, { canWait: true }), messageRow(MONDAY, { canWait: true })])
    expect(await send()).toEqual({ ...NOTHING, sent: 1, gathered: 1 })
    expect([await row(first!), await row(second!)]).toMatchObject([{ state: 'sent' }, { state: 'gathered', carrierId: first!.id }])
  })

  it('a hundred cost as many questions as one', async () => {
    await many(1)
    const one = await countQueries(send)
    await many(99)
    expect(await countQueries(send)).toBeLessThanOrEqual(one)
  })
})

describe('one run', () => {
  it('has its measure, and says that more is left; the next goes on', async () => {
    await many(5_050)
    expect(await send()).toEqual({ ...NOTHING, sent: 5_000, left: true })
    expect(await send()).toEqual({ ...NOTHING, sent: 50 })
  })

  it('that is told to end before it begins leaves everything as it was', async () => {
    const message = await aMessage(app.database, MONDAY)
    expect(await app.app.get(MessageSender).sendDue(AbortSignal.abort())).toEqual(NOTHING)
    expect(await row(message)).toMatchObject({ state: 'due', attempts: 0, claim: null, tryAt: MONDAY })
  })
})
