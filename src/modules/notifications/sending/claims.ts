import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { retryPassing } from '../../../database/passing.js'
import { newId } from '../../../shared/ids.js'
import type { Message } from '../message.entity.js'
import type { Outgoing } from '../rules/gathering.js'

/** A message that this process has claimed. */
export type Claimed = Omit<Message, 'claim' | 'state' | 'sentAt' | 'outcome' | 'tryAt'> & { claim: string }

const COLUMNS = `m.id, m.subject, m.kind, m.sequence, m.to_name AS "toName", m.to_email AS "toEmail", m.data, m.calendar,
  m.message_id AS "messageId", m.due_at AS "dueAt", m.created_at AS "createdAt", m.can_wait AS "canWait", m.attempts, m.claim,
  m.carrier_id AS "carrierId"`

// A claim that has run out is left for one lease after Postgres came up: who holds it may just have been cut off, with a mail accepted
// and no way to say so.
const DUE = `state = 'due' AND try_at <= $1
  AND (claim IS NULL OR pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => $4))`
const GOES_TOGETHER = `can_wait AND calendar IS NULL`

const CLAIM_SINGLE = `
  WITH due AS MATERIALIZED (
    SELECT id FROM message WHERE ${DUE} AND NOT (${GOES_TOGETHER}) ORDER BY try_at LIMIT $5 FOR UPDATE SKIP LOCKED)
  UPDATE message m SET claim = $2, try_at = $3, attempts = m.attempts + 1 FROM due WHERE m.id = due.id RETURNING ${COLUMNS}`

const OLDEST_READERS = `
  SELECT DISTINCT to_email AS "toEmail" FROM (
    SELECT to_email FROM message WHERE ${DUE.replace('$4', '$2')} AND ${GOES_TOGETHER} ORDER BY try_at LIMIT $3) oldest`

// All of a person's rows in one order, waiting for whoever has them: skipping those that are locked would split one mail in two.
const CLAIM_OF_READERS = `
  WITH due AS MATERIALIZED (
    SELECT id FROM message WHERE ${DUE} AND ${GOES_TOGETHER} AND to_email = ANY($5) ORDER BY to_email, id FOR UPDATE)
  UPDATE message m SET claim = $2, try_at = $3, attempts = m.attempts + 1 FROM due WHERE m.id = due.id RETURNING ${COLUMNS}`

const RENEW = `
  UPDATE message m SET try_at = $3 FROM unnest($1::uuid[], $2::uuid[]) AS mine(id, claim)
  WHERE m.id = mine.id AND m.claim = mine.claim AND m.state = 'due' RETURNING m.id`

const KEEP_TOGETHER = `
  UPDATE message m SET carrier_id = t.carrier FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS t(id, claim, carrier)
  WHERE m.id = t.id AND m.claim = t.claim`

/** Takes due rows for this process, for the time of a lease. Whoever dies keeps nothing: their claims run out. */
@Injectable()
export class Claims {
  readonly leaseMs: number

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: DataSource,
  ) {
    this.leaseMs = settings.sendLeaseSeconds * 1000
  }

  /** At most `most` messages that go by themselves, the oldest first; rows that another process is claiming are passed over. */
  single(now: Date, most: number): Promise<Claimed[]> {
    return this.claim(CLAIM_SINGLE, now, most)
  }

  /** All due messages that can wait of those who have the oldest; null when there are none, [] when another process was quicker. */
  ofReaders(now: Date, most: number): Promise<Claimed[] | null> {
    return retryPassing(async () => {
      const readers = await this.database.query<{ toEmail: string }[]>(OLDEST_READERS, [now, this.settings.sendLeaseSeconds, most])
      if (readers.length === 0) return null
      return this.claim(
        CLAIM_OF_READERS,
        now,
        readers.map(({ toEmail }) => toEmail),
      )
    })
  }

  /** Gives a sign of life for messages in hand; answers which of them are still this process's. */
  async renew(messages: readonly Claimed[], now: Date): Promise<Set<string>> {
    const [rows] = await this.database.query<[{ id: string }[], number]>(RENEW, [...columnsOf(messages), this.until(now)])
    return new Set(rows.map(({ id }) => id))
  }

  /** Writes down which messages go in one mail, before it is tried for the first time. */
  async keepTogether(mails: readonly Outgoing<Claimed>[]): Promise<void> {
    const fresh = mails.flatMap(({ carrier, others }) =>
      [carrier, ...others].filter(part => part.carrierId === null && part.canWait && !part.calendar).map(part => ({ part, carrier })),
    )
    if (fresh.length === 0) return
    await this.database.query(KEEP_TOGETHER, [...columnsOf(fresh.map(({ part }) => part)), fresh.map(({ carrier }) => carrier.id)])
    for (const { part, carrier } of fresh) part.carrierId = carrier.id
  }

  /** Throws when Postgres cannot be asked at all. */
  async reachable(): Promise<void> {
    await this.database.query('SELECT 1')
  }

  until(now: Date): Date {
    return new Date(now.getTime() + this.leaseMs)
  }

  private async claim(statement: string, now: Date, which: number | string[]): Promise<Claimed[]> {
    const values = [now, newId(), this.until(now), this.settings.sendLeaseSeconds, which]
    const [rows] = await retryPassing(() => this.database.query<[Claimed[], number]>(statement, values))
    return rows
  }
}

const columnsOf = (messages: readonly Claimed[]): [string[], string[]] => [messages.map(({ id }) => id), messages.map(({ claim }) => claim)]
