import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Booking } from '../booking.entity.js'
import type { ConditionState } from '../rules/condition.js'

/**
 * On what condition a place is kept: that these courses are done by the end of a London day. It is open until it is met, the place is let go,
 * or it is over: the booking ended otherwise, or the course is so near that the place stands.
 */
@Entity('booking_condition')
@Index('ix_booking_condition_next_at', ['nextAt'], { where: `state = 'open'` })
@Check('ck_booking_condition_state', `state IN ('open', 'met', 'let-go', 'over')`)
@Check('ck_booking_condition_ended', `(state = 'open') = (ended_at IS NULL)`)
@Check('ck_booking_condition_courses', `cardinality(course_ids) > 0`)
@Check('ck_booking_condition_warned', `state <> 'let-go' OR warned_at IS NOT NULL`)
export class BookingCondition {
  @PrimaryColumn('uuid') bookingId: string
  @ManyToOne(() => Booking, { onDelete: 'CASCADE' }) @JoinColumn() booking?: Relation<Booking>
  /** The required courses that were lacking when it was booked. */
  @Column('uuid', { array: true }) courseIds: string[]
  /** As it was when it was booked: a change of the setting moves no promise. */
  @Column('smallint') daysBefore: number
  /** The last day on which it may be done. */
  @Column('date') until: string
  @Column('text', { default: 'open' }) state: ConditionState
  /** When the warning for this very day was written. */
  @Column('timestamptz', { nullable: true }) warnedAt: Date | null
  /** When the next thing is due: the warning, then letting go. */
  @Column('timestamptz') nextAt: Date
  @Column('timestamptz', { nullable: true }) endedAt: Date | null
}
