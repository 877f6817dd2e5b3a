import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A request that changed something, and what it was answered: a repeat is answered the same and changes nothing. */
@Entity('answered_request')
@Index('ix_answered_request_answered_at', ['answeredAt'])
export class AnsweredRequest {
  @PrimaryColumn('uuid') personId: string
  /** The idempotency key the page or the program sent. */
  @PrimaryColumn('text') key: string
  /** null only inside the transaction that is answering. */
  @Column('jsonb', { nullable: true }) answer: unknown
  /** The database's own time: it serves only to clear out old rows. */
  @Column('timestamptz') answeredAt: Date
}
