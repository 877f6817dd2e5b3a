import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Booking } from '../../bookings/booking.entity.js'
import type { Kept } from '../rules/form-content.js'

/** Something that a person said after a course they would do, and weeks later what became of it. */
@Entity('committed_action')
@Index('uq_committed_action_position', ['bookingId', 'position'], { unique: true })
@Check('ck_committed_action_position', 'position BETWEEN 1 AND 3')
@Check('ck_committed_action_kept', `kept IN ('yes', 'partly', 'not yet')`)
export class CommittedAction {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Booking, { onDelete: 'CASCADE' }) @JoinColumn() booking?: Relation<Booking>
  @Column('uuid') bookingId: string
  @Column('smallint') position: number
  @Column('text') words: string
  /** Null: not asked about yet, or not answered. */
  @Column('text', { nullable: true }) kept: Kept | null
  @Column('text', { default: '' }) outcome: string
}
