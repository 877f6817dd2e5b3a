import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Agency } from '../people/agency.entity.js'
import { Person } from '../people/person.entity.js'

/** A person waiting for a course: for any date, or for the occurrences named. Waiting while `endedAt` is null. */
@Entity('waiting_entry')
@Index('uq_waiting_entry_key', ['key'], { unique: true })
@Index('uq_waiting_entry_live', ['personId', 'courseId'], { unique: true, where: 'ended_at IS NULL' })
@Index('uq_waiting_entry_number', ['courseId', 'number'], { unique: true })
@Index('ix_waiting_entry_course_live', ['courseId', 'number'], { where: 'ended_at IS NULL' })
@Index('ix_waiting_entry_person_id', ['personId'])
@Check('ck_waiting_entry_ended', `(ended_at IS NULL) = (outcome IS NULL)`)
export class WaitingEntry {
  @PrimaryColumn('uuid') id: string
  @Column('text', { nullable: true }) key: string | null
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  /** Counts up within the course; the live entries in this order, the displaced first, are the queue. */
  @Column('int') number: number
  /** Lost a place on a date that the organiser cancelled: comes before all who did not. */
  @Column('boolean', { default: false }) displaced: boolean
  @Column('timestamptz') joinedAt: Date
  /** The dates the person could make; empty: any. */
  @Column('uuid', { array: true, default: '{}' }) occurrenceIds: string[]
  @Column('timestamptz', { nullable: true }) endedAt: Date | null
  @Column('text', { nullable: true }) outcome: 'left' | 'booked' | 'lapsed' | null
}
