import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'
import type { CalendarEntry } from './calendar/calendar-entry.js'

/**
 * `due`: to be sent at `tryAt`, or being sent. `sent`: the mail server took it (in the embedded default: it is kept and can be read).
 * `failed`: given up, an administrator sees why. `dropped`: no longer true or no longer wanted when it fell due. `gathered`: part of
 * another mail of the same person's (`carrierId`).
 */
export type MessageState = 'due' | 'sent' | 'failed' | 'dropped' | 'gathered'

/**
 * A mail to be sent: a row of the outbox, written in the transaction that caused it, so that no change is without its mail and no mail
 * without its change. One per (subject, kind, sequence): the same change told twice is one row.
 */
@Entity('message')
@Index('uq_message_subject_kind_sequence', ['subject', 'kind', 'sequence'], { unique: true })
@Index('ix_message_try', ['tryAt'], { where: `state = 'due'` })
@Index('ix_message_can_wait', ['toEmail', 'tryAt'], { where: `state = 'due' AND can_wait` })
@Index('ix_message_failed', ['createdAt'], { where: `state = 'failed'` })
@Index('ix_message_created', ['createdAt'])
@Index('ix_message_to_email', ['toEmail'])
@Index('ix_message_carrier', ['carrierId'], { where: 'carrier_id IS NOT NULL' })
@Check('ck_message_state', `state IN ('due', 'sent', 'failed', 'dropped', 'gathered')`)
@Check('ck_message_sent', `(state = 'sent') = (sent_at IS NOT NULL)`)
export class Message {
  @PrimaryColumn('uuid') id: string
  /** What it is about, such as `booking:<id>`. */
  @Column('text') subject: string
  @Column('text') kind: string
  @Column('int', { default: 0 }) sequence: number
  @Column('text') toName: string
  @Column('text') toEmail: string
  /** The facts that the template of this kind fills in. */
  @Column('jsonb', { default: {} }) data: Record<string, unknown>
  /** The calendar entry that goes with it; null: none. */
  @Column('jsonb', { nullable: true }) calendar: CalendarEntry | null
  /** The Message-ID header, fixed here so that a mail sent twice after a crash is the same mail. */
  @Column('text') messageId: string
  /** From when it is to be sent; it never changes. */
  @Column('timestamptz') dueAt: Date
  @Column('timestamptz') createdAt: Date
  /** May be put into one mail with others of the same person's that are due. */
  @Column('boolean', { default: false }) canWait: boolean
  @Column('text', { default: 'due' }) state: MessageState
  /** When to try next: at first `dueAt`, after a failure later, and while somebody is sending it the end of their claim. */
  @Column('timestamptz') tryAt: Date
  /** Whoever is sending it; only they may note what came of it. */
  @Column('uuid', { nullable: true }) claim: string | null
  @Column('timestamptz', { nullable: true }) sentAt: Date | null
  @Column('int', { default: 0 }) attempts: number
  /** What the mail server said last, or why it was not sent. */
  @Column('text', { nullable: true }) outcome: string | null
  /** The mail that carried it, when it was gathered. */
  @Column('uuid', { nullable: true }) carrierId: string | null
  /** What it said, and to whom, was removed then. */
  @Column('timestamptz', { nullable: true }) clearedAt?: Date | null
}
