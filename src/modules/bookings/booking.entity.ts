import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Occurrence } from '../courses/occurrence.entity.js'
import { Agency } from '../people/agency.entity.js'
import { Person } from '../people/person.entity.js'
import { PolicyVersion } from './policies/policy-version.entity.js'
import { TermsVersion } from './policies/terms-version.entity.js'
import type { BookingState } from './rules/booking-states.js'

/** `condition`: nobody cancelled; the place was let go because its condition was not met. */
export type CancelledBy = 'delegate' | 'agency' | 'organiser' | 'condition'

/**
 * A person's place on an occurrence. The two partial unique indexes hold whatever the code does: one live booking per occurrence, and
 * one per course unless an administrator said otherwise (`secondOnCourse`).
 */
@Entity('booking')
@Index('uq_booking_key', ['key'], { unique: true })
@Index('uq_booking_reference', ['reference'], { unique: true })
@Index('uq_booking_live_occurrence', ['personId', 'occurrenceId'], { unique: true, where: `state <> 'cancelled'` })
@Index('uq_booking_live_course', ['personId', 'courseId'], {
  unique: true,
  where: `state IN ('requested', 'booked') AND NOT second_on_course`,
})
@Index('ix_booking_occurrence_id', ['occurrenceId'])
@Index('ix_booking_agency_id', ['agencyId'])
@Index('ix_booking_person_id', ['personId'])
@Index('uq_booking_follows_id', ['followsId'], { unique: true, where: 'follows_id IS NOT NULL' })
@Check('ck_booking_moved_by', `moved_by IN ('delegate', 'agency', 'organiser')`)
@Check('ck_booking_cancel_asked', `cancel_asked_at IS NULL OR (cancelled_at IS NOT NULL AND cancel_asked_at <= cancelled_at)`)
@Check('ck_booking_state', `state IN ('requested', 'booked', 'attended', 'partly attended', 'no-show', 'cancelled')`)
@Check('ck_booking_cancelled', `(state = 'cancelled') = (cancelled_at IS NOT NULL)`)
@Check('ck_booking_coming', `(coming_confirmed_at IS NULL) = (coming_for IS NULL)`)
@Check('ck_booking_policy', `(policy_id IS NULL) = (policy_version = 0)`)
@Check('ck_booking_promised', `(promised IS NULL) = (promised_for IS NULL)`)
@Check('ck_booking_walk_in', `NOT walk_in OR state IN ('booked', 'attended', 'partly attended')`)
export class Booking {
  @PrimaryColumn('uuid') id: string
  @Column('text', { nullable: true }) key: string | null
  /** What people quote: `GT-7K3M-9QXR`. */
  @Column('text') reference: string
  @ManyToOne(() => Occurrence) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** Whom the person works for on the day: credit and charges go there. */
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  @Column('text') state: BookingState
  @Column('boolean', { default: false }) walkIn: boolean
  @Column('timestamptz') bookedAt: Date
  @ManyToOne(() => Person) @JoinColumn() bookedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) bookedById: string | null
  /** Why an administrator booked over the prerequisites, the places or another booking; empty: nothing was overridden. */
  @Column('text', { default: '' }) overrideReason: string
  @Column('boolean', { default: false }) secondOnCourse: boolean
  /** When the person said that they are still coming. */
  @Column('timestamptz', { nullable: true }) comingConfirmedAt: Date | null
  /** The start that they said so of: who said yes to an old date has not said yes to a new one. */
  @Column('timestamptz', { nullable: true }) comingFor: Date | null
  @Column('timestamptz', { nullable: true }) cancelledAt: Date | null
  @Column('text', { nullable: true }) cancelledBy: CancelledBy | null
  @ManyToOne(() => Person) @JoinColumn() cancelledByPerson?: Relation<Person> | null
  @Column('uuid', { nullable: true }) cancelledByPersonId: string | null
  @Column('text', { default: '' }) cancelReason: string
  @Column('boolean', { default: false }) late: boolean
  /** When they asked to cancel, where the desk entered it later: the charge follows that moment. */
  @Column('timestamptz', { nullable: true }) cancelAskedAt: Date | null
  /** The booking that this one follows: the same person's on another date, or that of the colleague whose place it took. */
  @ManyToOne(() => Booking, { onDelete: 'SET NULL' }) @JoinColumn() follows?: Relation<Booking> | null
  @Column('uuid', { nullable: true }) followsId: string | null
  /** By whose wish the person was moved here from another date; null: they were not. */
  @Column('text', { nullable: true }) movedBy: Exclude<CancelledBy, 'condition'> | null
  @ManyToOne(() => PolicyVersion)
  @JoinColumn([
    { name: 'policy_id', referencedColumnName: 'policyId' },
    { name: 'policy_version', referencedColumnName: 'number' },
  ])
  agreedPolicy?: Relation<PolicyVersion> | null
  /** The cancellation policy that the place was taken under, whatever becomes of it later; null: the course had none. */
  @Column('uuid', { nullable: true }) policyId: string | null
  /** 0: no policy. The database fills in the policy of the moment where nobody says. */
  @Column('int') policyVersion: number
  @ManyToOne(() => TermsVersion) @JoinColumn({ name: 'terms_id' }) agreedTerms?: Relation<TermsVersion> | null
  /** The terms accepted; null: nobody was shown any (walk-ins, imports, bookings of before). */
  @Column('uuid', { nullable: true }) termsId: string | null
  /** For which start the moments were promised: they hold for no other. */
  @Column('timestamptz', { nullable: true }) promisedFor: Date | null
  /** The cancellation deadline as it was told, then the last moment before each dearer band, in the policy's order. */
  @Column('timestamptz', { array: true, nullable: true }) promised: Date[] | null
}
