import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from '../courses/occurrence.entity.js'
import { Person } from '../people/person.entity.js'
import type { OfferKind, OfferState } from './rules/offers.js'
import { WaitingEntry } from './waiting-entry.entity.js'

/**
 * A freed place offered to one person of the queue until it runs out: held for them (`hold`, counted in the occurrence's `held`), or, in
 * the last hours, for the `first-to-accept` of all who could come.
 */
@Entity('offer')
@Index('uq_offer_open', ['entryId', 'occurrenceId'], { unique: true, where: `state = 'open'` })
@Index('uq_offer_open_hold', ['entryId'], { unique: true, where: `state = 'open' AND kind = 'hold'` })
@Index('ix_offer_person_id', ['personId'])
@Index('ix_offer_occurrence_id', ['occurrenceId'])
@Index('ix_offer_runs_out', ['runsOutAt'], { where: `state = 'open'` })
@Check('ck_offer_state', `state IN ('open', 'accepted', 'declined', 'run-out', 'gone')`)
@Check('ck_offer_kind', `kind IN ('hold', 'first-to-accept')`)
export class Offer {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => WaitingEntry) @JoinColumn() entry?: Relation<WaitingEntry>
  @Column('uuid') entryId: string
  @ManyToOne(() => Occurrence) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @Column('text') kind: OfferKind
  @Column('text', { default: 'open' }) state: OfferState
  @Column('timestamptz') madeAt: Date
  @Column('timestamptz') runsOutAt: Date
  @Column('timestamptz', { nullable: true }) answeredAt: Date | null
  /** Why this person got it: their position, and whom the rule passed over and why. */
  @Column('jsonb', { default: {} }) why: Record<string, unknown>
}
