import { Injectable, Logger } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { DataSource } from 'typeorm'
import type { MessageState } from '../message.entity.js'
import type { Claimed } from './claims.js'

/** What came of a message, under the claim by which it was sent. */
export interface Note {
  message: Claimed
  state: MessageState
  /** null: as it was. */
  outcome: string | null
  at: Date
  /** When to try again; null: not any more. */
  tryAt: Date | null
  /** The mail that carried it; null: none but its own. */
  carrierId: string | null
  /** False: it was not its turn after all, and no try is counted. */
  tried: boolean
}

const WRITE = `
  UPDATE message m SET state = n.state, outcome = coalesce(n.outcome, m.outcome), sent_at = n.sent_at, try_at = coalesce(n.try_at, m.try_at),
    carrier_id = n.carrier, attempts = m.attempts - n.untried, claim = NULL
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::uuid[], $8::int[])
    AS n(id, claim, state, outcome, sent_at, try_at, carrier, untried)
  WHERE m.id = n.id AND m.claim = n.claim AND m.state = 'due'`

const AT_ONCE = 200
const GATHER_MS = 20
const LONGEST_PAUSE_MS = 2000
const LONGEST_OUTCOME = 500
// While the process ends, Postgres may be starting again; then whoever stops it has waited long enough.
const LAST_TRIES = 5

/**
 * Writes down what came of messages, many in one statement, and only where the claim still holds. What cannot be written because Postgres is
 * away is kept and tried until it is: the mail server has the mail already, so forgetting the note would send it twice.
 */
@Injectable()
export class Notes {
  private readonly logger = new Logger('Sender')
  private readonly heard = new Map<Note, (message: Claimed) => void>()
  private waiting: Note[] = []
  private writing: Promise<void> | null = null
  private ending = false

  constructor(private readonly database: DataSource) {}

  /** Takes a note; it is written soon, together with others. `written` is told when it stands in the database. */
  add(note: Note, written: (message: Claimed) => void): void {
    this.waiting.push(note)
    this.heard.set(note, written)
    this.writing ??= this.write()
  }

  /** Resolves when nothing is left to be written. */
  async written(): Promise<void> {
    while (this.writing) await this.writing
  }

  /** From now on a database that is away is not waited for: the process ends. */
  end(): void {
    this.ending = true
  }

  private async write(): Promise<void> {
    for (let failures = 0; this.waiting.length > 0;) {
      if (this.waiting.length < AT_ONCE) await pause(GATHER_MS)
      const notes = this.waiting.slice(0, AT_ONCE)
      try {
        await this.database.query(WRITE, columnsOf(notes))
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === 1) this.logger.warn(`What became of ${notes.length} messages is kept until it can be written: ${String(error)}`)
        if (this.ending && failures > LAST_TRIES) this.giveUp()
        else await pause(Math.min(100 * 2 ** failures, LONGEST_PAUSE_MS))
        continue
      }
      this.waiting = this.waiting.slice(notes.length)
      for (const note of notes) this.tell(note)
    }
    // In the same breath as the look that found none left: a note that comes a moment later begins anew.
    this.writing = null
  }

  private giveUp(): void {
    this.logger.error(`What became of ${this.waiting.length} messages could not be written; they will be sent again`)
    for (const note of this.waiting) this.tell(note)
    this.waiting = []
  }

  private tell(note: Note): void {
    this.heard.get(note)?.(note.message)
    this.heard.delete(note)
  }
}

function columnsOf(notes: Note[]): unknown[] {
  return [
    notes.map(({ message }) => message.id),
    notes.map(({ message }) => message.claim),
    notes.map(({ state }) => state),
    notes.map(({ outcome }) => outcome && inOneLine(outcome)),
    notes.map(({ state, at }) => (state === 'sent' ? at : null)),
    notes.map(({ tryAt }) => tryAt),
    notes.map(({ carrierId }) => carrierId),
    notes.map(({ tried }) => (tried ? 0 : 1)),
  ]
}

/** What servers say has line ends in it, and may have characters that Postgres does not take. */
const inOneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_OUTCOME)
