import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { newId } from '../../shared/ids.js'
import { isErasedAddress } from '../../shared/removed.js'
import type { CalendarEntry } from './calendar/calendar-entry.js'
import { kindRow, type Kind } from './kinds/kinds.js'
import { Message } from './message.entity.js'
import { morningOf } from './rules/morning.js'

export type { CalendarEntry } from './calendar/calendar-entry.js'
export type { Kind } from './kinds/kinds.js'

/** A mail that a change causes. `subject` is what it is about (`booking:<id>`), `kind` names its template, `data` fills it in. */
export interface NewMessage {
  subject: string
  kind: Kind
  /** Tells two messages of one kind about one thing apart, such as a reminder 14 and 2 days before. */
  sequence?: number
  toName: string
  toEmail: string
  data: Record<string, unknown>
  calendar?: CalendarEntry | null
  /** Left out: at once, or next morning when its kind can wait. */
  dueAt?: Date
}

export type MessageRow = Omit<Message, 'sentAt' | 'attempts' | 'outcome' | 'state' | 'claim' | 'carrierId'>

/** For callers that write messages by their own statement: the columns, and the record that `jsonb_to_recordset` makes of `rows`. */
export const MESSAGE_COLUMNS =
  'id, subject, kind, sequence, to_name, to_email, data, calendar, message_id, due_at, try_at, can_wait, created_at'
export const MESSAGE_VALUES = `m.id, m.subject, m.kind, m.sequence, m."toName", m."toEmail", m.data, m.calendar, m."messageId", m."dueAt",
      m."tryAt", m."canWait", m."createdAt"`
export const MESSAGE_RECORD = `id uuid, subject text, kind text, sequence int, "toName" text, "toEmail" text, data jsonb, calendar jsonb,
      "messageId" text, "dueAt" timestamptz, "tryAt" timestamptz, "canWait" boolean, "createdAt" timestamptz`

/** The outbox. A message is written in the transaction that caused it, and the same (subject, kind, sequence) is written once. */
@Injectable()
export class Outbox {
  private readonly domain: string

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.domain = settings.mailFrom.split('@')[1] ?? 'localhost'
  }

  /** Writes the messages in one statement; those already there are left as they are. */
  async add(tx: EntityManager, messages: NewMessage[], now: Date): Promise<void> {
    // Nobody reads what is sent to somebody who was erased, and some things still happen to their old bookings.
    const read = messages.filter(message => !isErasedAddress(message.toEmail))
    if (read.length === 0) return
    await tx.query(
      `INSERT INTO message (${MESSAGE_COLUMNS}) SELECT ${MESSAGE_VALUES} FROM jsonb_to_recordset($1::jsonb) AS m(${MESSAGE_RECORD}) ON CONFLICT DO NOTHING`,
      [JSON.stringify(this.rows(read, now))],
    )
  }

  /** The rows as they go into the table, for callers that write them by their own statement. */
  rows(messages: NewMessage[], now: Date): MessageRow[] {
    return messages.map(message => {
      const id = newId()
      const canWait = kindRow(message.kind)?.canWait ?? false
      const dueAt = message.dueAt ?? (canWait ? morningOf(now) : now)
      return {
        ...message,
        id,
        sequence: message.sequence ?? 0,
        calendar: message.calendar ?? null,
        messageId: `<${id}@${this.domain}>`,
        dueAt,
        tryAt: dueAt,
        canWait,
        createdAt: now,
      }
    })
  }
}
