import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from '../courses/occurrence.entity.js'
import { Person } from '../people/person.entity.js'
import { WaitingEntry } from './waiting-entry.entity.js'

export type OfferState = 'held' | 'accepted' | 'declined' | 'run out' | 'withdrawn'

/** A freed place held for one person of the queue until it runs out. */
@Entity('offer')
@Index('uq_offer_entry_occurrence', ['entryId', 'occurrenceId'], { unique: true })
@Index('uq_offer_held_entry', ['entryId'], { unique: true, where: `state = 'held'` })
@Index('ix_offer_person_id', ['personId'])
@Index('ix_offer_occurrence_id', ['occurrenceId'])
@Index('ix_offer_runs_out', ['runsOutAt'], { where: `state = 'held'` })
@Check('ck_offer_state', `state IN ('held', 'accepted', 'declined', 'run out', 'withdrawn')`)
export class Offer {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => WaitingEntry) @JoinColumn() entry?: Relation<WaitingEntry>
  @Column('uuid') entryId: string
  @ManyToOne(() => Occurrence) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @Column('text', { default: 'held' }) state: OfferState
  @Column('timestamptz') madeAt: Date
  @Column('timestamptz') runsOutAt: Date
  @Column('timestamptz', { nullable: true }) answeredAt: Date | null
  /** Why this person got it: their position, and whom the rule passed over and why. */
  @Column('jsonb', { default: {} }) why: Record<string, unknown>
}
