import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from './course.entity.js'
import { Event } from './event.entity.js'
import { Venue } from './venue.entity.js'
import { VenueRoom } from './venues/venue-room.entity.js'

/**
 * One dated delivery that people book. `booked` and `held` are counters that every booking, cancellation and offer moves in its own
 * transaction, so that nobody counts rows while others wait; the check on places stands under them whatever the code does.
 */
@Entity('occurrence')
@Index('uq_occurrence_key', ['key'], { unique: true })
@Index('ix_occurrence_event_id', ['eventId'])
@Index('ix_occurrence_course_id_starts_at', ['courseId', 'startsAt'])
@Index('ix_occurrence_starts_at', ['startsAt'])
@Index('ix_occurrence_venue_id', ['venueId'])
@Index('ix_occurrence_room_id', ['roomId'])
@Check('ck_occurrence_room', `room_id IS NULL OR venue_id IS NOT NULL`)
@Index('ix_occurrence_register_open', ['endsAt'], { where: 'register_closed_at IS NULL AND cancelled_at IS NULL' })
@Index('ix_occurrence_draft', ['startsAt'], { where: 'draft' })
@Check('ck_occurrence_draft', `NOT draft OR booked = 0 AND held = 0 AND confirmed_at IS NULL`)
@Check('ck_occurrence_fewest', `fewest >= 0`)
@Check('ck_occurrence_places', `booked >= 0 AND held >= 0 AND overbooked >= 0 AND booked + held <= places + overbooked`)
@Check('ck_occurrence_calendar_sequence', `calendar_sequence >= 0`)
@Check('ck_occurrence_ends_after_start', `ends_at > starts_at`)
export class Occurrence {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @ManyToOne(() => Event) @JoinColumn() event?: Relation<Event>
  @Column('uuid') eventId: string
  /** The event's course, written here too so that lists and the one-booking-per-course rule need no join. */
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @Column('timestamptz') startsAt: Date
  @Column('timestamptz') endsAt: Date
  @ManyToOne(() => Venue) @JoinColumn() venue?: Relation<Venue> | null
  @Column('uuid', { nullable: true }) venueId: string | null
  @ManyToOne(() => VenueRoom) @JoinColumn() room?: Relation<VenueRoom> | null
  @Column('uuid', { nullable: true }) roomId: string | null
  @Column('text', { default: '' }) onlineUrl: string
  /** How to join, parking, what to bring: what those who are booked are told some days before. */
  @Column('text', { default: '' }) joiningDetails: string
  @Column('text', { default: '' }) externalUrl: string
  @Column('int') places: number
  /** Live bookings (requested or booked). */
  @Column('int', { default: 0 }) booked: number
  /** Places held for an offer that has not been answered. */
  @Column('int', { default: 0 }) held: number
  /** Places given on purpose above the limit, by an administrator with a reason. */
  @Column('int', { default: 0 }) overbooked: number
  /** null: as soon as it is on the programme. */
  @Column('timestamptz', { nullable: true }) bookingOpensAt: Date | null
  /** null: when the first session starts. */
  @Column('timestamptz', { nullable: true }) bookingClosesAt: Date | null
  @Column('timestamptz', { nullable: true }) cancelledAt: Date | null
  @Column('text', { default: '' }) cancelReason: string
  @Column('timestamptz', { nullable: true }) registerClosedAt: Date | null
  @Column('int', { default: 1 }) version: number
  /** The SEQUENCE of its sessions in people's calendars: counts up with each change of time, place or link, and when it is cancelled. */
  @Column('int', { default: 0 }) calendarSequence: number
  /** When the organiser last changed its time or place: who booked before cancels free of charge. */
  @Column('timestamptz', { nullable: true }) movedAt: Date | null
  /** Not published yet: the desk sees it, nobody else, and nobody books it. */
  @Column('boolean', { default: false }) draft: boolean
  /** Why it is held although a trainer or the venue is taken at the same time, in an administrator's words. */
  @Column('text', { default: '' }) clashReason: string
  /** With so many people it runs; null: delegates were told of no number, and the desk looks at the course's own. */
  @Column('int', { nullable: true }) fewest: number | null
  /** The London day by which it is decided whether it runs. */
  @Column('date', { nullable: true }) decideOn: string | null
  /** When an administrator said that it runs, however many book. */
  @Column('timestamptz', { nullable: true }) confirmedAt: Date | null
}
