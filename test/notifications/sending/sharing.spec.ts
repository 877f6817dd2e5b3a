import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { Message } from '../../../src/modules/notifications/message.entity.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { newId } from '../../../src/shared/ids.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../../support/app.js'
import { aMessage, messageRow, theMessages } from '../../support/builders/message.js'
import { type MailServer, startMailServer } from '../../support/smtp.js'

const LEASE_SECONDS = 8
const SECOND = 1000

let server: MailServer
let app: TestApp
let beside: TestApp
beforeAll(async () => {
  server = await startMailServer()
  const settings = { smtpUrl: server.url, sendLeaseSeconds: LEASE_SECONDS, smtpConnections: 3 }
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
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM message')
})
afterEach(() => {
  server.manners = {}
})

const sendFrom = (process: TestApp) => process.app.get(MessageSender).sendDue()
const row = ({ id }: Message) => app.database.getRepository(Message).findOneByOrFail({ id })
const later = (ms: number) => new Date(MONDAY.getTime() + ms)
const idsSent = () => server.accepted.map(({ messageId }) => messageId).sort()

/** Waits until something holds, without asserting how soon. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 5))
}

/** For how many seconds Postgres has been up. */
async function upSince(): Promise<number> {
  const [{ up }] = await app.database.query<[{ up: number }]>(
    'SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float AS up',
  )
  return up
}

describe('two processes', () => {
  it('share 500 messages: each is sent once, and both have sent some', async () => {
    const rows = await theMessages(
      app.database,
      Array.from({ length: 500 }, () => messageRow(MONDAY)),
    )
    server.manners = { thinksMs: 2 }
    const [one, other] = await Promise.all([sendFrom(app), sendFrom(beside)])
    expect(one.sent + other.sent).toBe(500)
    expect(Math.min(one.sent, other.sent)).toBeGreaterThan(50)
    expect(idsSent()).toEqual(rows.map(({ messageId }) => messageId).sort())
    expect(await app.database.query(`SELECT count(*)::int AS n FROM message WHERE state = 'sent' AND attempts = 1`)).toEqual([{ n: 500 }])
  })

  it('asked again while one is at it, send each once as well', async () => {
    await theMessages(
      app.database,
      Array.from({ length: 60 }, () => messageRow(MONDAY)),
    )
    const runs = await Promise.all([app, beside, app, beside, app].map(sendFrom))
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(60)
    expect(new Set(idsSent()).size).toBe(60)
    expect(server.accepted).toHaveLength(60)
  })
})

describe('a process that died', () => {
  const dead = { claim: newId(), attempts: 1 }

  it('keeps its messages up to the end of its lease, and not beyond', async () => {
    const message = await aMessage(app.database, MONDAY, { ...dead, tryAt: later(LEASE_SECONDS * SECOND) })
    await until(async () => (await upSince()) > LEASE_SECONDS)
    app.clock.moveTo(later(LEASE_SECONDS * SECOND - 1))
    expect(await sendFrom(app)).toMatchObject({ sent: 0 })
    app.clock.moveTo(later(LEASE_SECONDS * SECOND))
    expect(await sendFrom(app)).toMatchObject({ sent: 1 })
    expect(await row(message)).toMatchObject({ state: 'sent', attempts: 2, claim: null })
  })

  it('that was only cut off from Postgres has a lease’s time after it came up to say what it did', async () => {
    const patient = await startBeside(app, { smtpUrl: server.url, sendLeaseSeconds: Math.ceil(await upSince()) + 3600 })
    try {
      const message = await aMessage(app.database, MONDAY, { ...dead, tryAt: later(0) })
      const fresh = await aMessage(app.database, MONDAY)
      expect(await sendFrom(patient)).toMatchObject({ sent: 1 })
      expect([(await row(message)).state, (await row(fresh)).state]).toEqual(['due', 'sent'])
      expect(await sendFrom(app)).toMatchObject({ sent: 1 })
    } finally {
      await patient.stop()
    }
  })
})

describe('a process that is slow', () => {
  it('gives signs of life, so that nobody sends a second copy', async () => {
    const slow = await startBeside(app, { smtpUrl: server.url, sendLeaseSeconds: 6, smtpConnections: 3 })
    try {
      await theMessages(
        app.database,
        Array.from({ length: 90 }, () => messageRow(MONDAY)),
      )
      server.manners = { thinksMs: 250 }
      const sending = sendFrom(slow)
      await until(() => server.accepted.length > 0)
      const earliest = async () => {
        const [{ at }] = await app.database.query<[{ at: Date | null }]>('SELECT min(try_at) AS at FROM message WHERE claim IS NOT NULL')
        return at?.getTime() ?? Infinity
      }
      // In steps, so that the tests' clock does not jump over the signs of life; in all longer than a lease.
      for (const ms of [2400, 4800, 7200]) {
        app.clock.moveTo(later(ms))
        await until(async () => (await earliest()) >= later(ms + 6 * SECOND).getTime())
      }
      expect(server.accepted.length).toBeLessThan(90)
      expect(await sendFrom(beside)).toMatchObject({ sent: 0 })
      expect(await sending).toMatchObject({ sent: 90 })
      expect(server.accepted).toHaveLength(90)
    } finally {
      await slow.stop()
    }
  })

  it('and has lost its claim writes nothing over what the other noted', async () => {
    const message = await aMessage(app.database, MONDAY)
    server.manners = { thinksMs: 300 }
    const sending = sendFrom(app)
    await until(async () => (await row(message)).claim !== null)
    // The row changes hands while the server thinks, as after a pause of the whole process.
    const other = newId()
    await app.database.query(`UPDATE message SET claim = $1, outcome = 'mine' WHERE id = $2`, [other, message.id])
    expect(await sending).toMatchObject({ sent: 1 })
    expect(await row(message)).toMatchObject({ state: 'due', claim: other, outcome: 'mine' })
  })

  it('begins no mail that it has lost meanwhile', async () => {
    const slow = await startBeside(app, { smtpUrl: server.url, sendLeaseSeconds: 2, smtpConnections: 1 })
    try {
      await theMessages(
        app.database,
        Array.from({ length: 40 }, () => messageRow(MONDAY)),
      )
      server.manners = { thinksMs: 100 }
      const sending = sendFrom(slow)
      await until(() => server.accepted.length > 0)
      // Others take its claims; its next sign of life tells it so.
      await app.database.query(`UPDATE message SET claim = $1 WHERE state = 'due'`, [newId()])
      await sending
      expect(server.accepted.length).toBeLessThan(40)
      expect(await app.database.query(`SELECT state, count(*)::int AS n FROM message WHERE claim IS NOT NULL GROUP BY state`)).toEqual([
        { state: 'due', n: expect.any(Number) },
      ])
    } finally {
      await slow.stop()
    }
  })
})

describe('Postgres goes away between a mail and the note of it', () => {
  /** Cuts every connection to the tests' database, and lets none in until `open` is called. */
  async function shut(): Promise<{ open(): Promise<void> }> {
    const name = new URL(app.databaseUrl).pathname.slice(1)
    const server = new pg.Client(process.env.TEST_SERVER_URL)
    await server.connect()
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    return { open: () => server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`).then(() => server.end()) }
  }

  it('the note is kept, and written when it is back: the mail is not sent twice', async () => {
    const rows = await theMessages(
      app.database,
      Array.from({ length: 12 }, () => messageRow(MONDAY)),
    )
    server.manners = { thinksMs: 300 }
    const sending = sendFrom(app).catch(() => undefined)
    await until(async () => (await row(rows[0]!)).claim !== null)
    const database = await shut()
    const before = server.accepted.length
    await until(() => server.accepted.length >= before + 6)
    await database.open()
    await sending
    server.manners = {}
    // Whatever was not noted would be sent again once its claim has run out.
    app.clock.pass({ minutes: 5 })
    await sendFrom(app)
    expect(idsSent()).toEqual(rows.map(({ messageId }) => messageId).sort())
    expect(await app.database.query(`SELECT DISTINCT state FROM message`)).toEqual([{ state: 'sent' }])
  })
})

describe('a process that ends', () => {
  it('finishes the mails under way, notes them, and leaves the rest to others at once', async () => {
    const ending = await startBeside(app, { smtpUrl: server.url, smtpConnections: 2, sendLeaseSeconds: 600 })
    await theMessages(
      app.database,
      Array.from({ length: 40 }, () => messageRow(MONDAY)),
    )
    server.manners = { thinksMs: 50 }
    const sending = sendFrom(ending)
    await until(() => server.accepted.length >= 3)
    await ending.stop()
    const { sent } = await sending
    expect(sent).toBe(server.accepted.length)
    expect(sent).toBeLessThan(40)
    expect(await app.database.query(`SELECT DISTINCT claim, attempts FROM message WHERE state = 'due'`)).toEqual([
      { claim: null, attempts: 0 },
    ])
    server.manners = {}
    expect(await sendFrom(app)).toMatchObject({ sent: 40 - sent })
    expect(new Set(idsSent()).size).toBe(40)
    expect(server.accepted).toHaveLength(40)
  })
})
