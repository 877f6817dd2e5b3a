import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Agency } from '../people/agency.entity.js'
import type { ReturnAnswers } from './rules/answers.js'
import { TrainingReturn } from './training-return.entity.js'

/**
 * One agency's return of one year. The link of its mails has a nonce, from which its secret is worked out, and the hash by which it is known
 * again; the secret itself is in no table.
 */
@Entity('agency_return')
@Index('uq_agency_return_agency', ['returnId', 'agencyId'], { unique: true })
@Index('uq_agency_return_link_hash', ['linkHash'], { unique: true })
@Index('ix_agency_return_agency_id', ['agencyId'])
@Index('ix_agency_return_next_at', ['nextAt'], { where: 'next_at IS NOT NULL' })
@Check('ck_agency_return_asked', `asked_at IS NULL OR (contact_email <> '' AND link_hash IS NOT NULL)`)
@Check('ck_agency_return_next', 'next_at IS NULL OR (asked_at IS NOT NULL AND sent_at IS NULL)')
export class AgencyReturn {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => TrainingReturn, { onDelete: 'CASCADE' }) @JoinColumn() return?: Relation<TrainingReturn>
  @Column('uuid') returnId: string
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency>
  @Column('uuid') agencyId: string
  /** Who answers for the agency; empty: nobody is known, so it cannot be asked yet. */
  @Column('text', { default: '' }) contactName: string
  @Column('text', { default: '' }) contactEmail: string
  @Column('jsonb', { default: () => `'{"lines": {}, "words": {}}'` }) answers: ReturnAnswers
  @Column('text', { default: '' }) linkNonce: string
  @Column('text', { nullable: true }) linkHash: string | null
  @Column('timestamptz', { nullable: true }) askedAt: Date | null
  /** How many mails asked for it; tells them apart in the outbox. */
  @Column('int', { default: 0 }) mails: number
  /** When it is to be asked again; null: not any more, or not yet. */
  @Column('timestamptz', { nullable: true }) nextAt: Date | null
  @Column('timestamptz', { nullable: true }) sentAt: Date | null
  /** The name of who sent it, as typed. */
  @Column('text', { default: '' }) sentBy: string
  /** Counts up with each change; a form opened before another's change is told so. */
  @Column('int', { default: 1 }) version: number
}
