import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/**
 * A mail to be sent: a row of the outbox, written in the transaction that caused it, so that no change is without its mail and no mail
 * without its change. One per (subject, kind, sequence): the same change told twice is one row.
 */
@Entity('message')
@Index('uq_message_subject_kind_sequence', ['subject', 'kind', 'sequence'], { unique: true })
@Index('ix_message_due', ['dueAt'], { where: 'sent_at IS NULL' })
@Index('ix_message_created', ['createdAt'])
@Index('ix_message_to_email', ['toEmail'])
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
  /** The Message-ID header, fixed here so that a mail sent twice after a crash is the same mail. */
  @Column('text') messageId: string
  @Column('timestamptz') dueAt: Date
  @Column('timestamptz') createdAt: Date
  @Column('timestamptz', { nullable: true }) sentAt: Date | null
  @Column('int', { default: 0 }) attempts: number
  @Column('text', { nullable: true }) outcome: string | null
}
