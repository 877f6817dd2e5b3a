import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { CancellationPolicy } from './cancellation-policy.entity.js'
import { Provider } from './provider.entity.js'
import { Topic } from './topic.entity.js'

export type CourseKind = 'scheduled' | 'e-learning' | 'external'
export type CourseMode = 'face-to-face' | 'virtual' | 'webinar' | 'conference' | 'e-learning'

/** What can be learned. `external` ones are booked or taken elsewhere, at `externalUrl`. */
@Entity('course')
@Index('uq_course_key', ['key'], { unique: true })
@Index('ix_course_topic_id', ['topicId'])
@Check('ck_course_reminder_days', `cardinality(reminder_days) <= 5 AND 0 < ALL(reminder_days) AND 60 >= ALL(reminder_days)`)
@Check('ck_course_fewest', `fewest >= 0`)
@Check('ck_course_kind', `kind IN ('scheduled', 'e-learning', 'external')`)
export class Course {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') title: string
  @Column('text', { default: '' }) summary: string
  @Column('text') kind: CourseKind
  @Column('smallint', { nullable: true }) level: number | null
  @ManyToOne(() => Topic) @JoinColumn() topic?: Relation<Topic>
  @Column('uuid') topicId: string
  @ManyToOne(() => Provider) @JoinColumn() provider?: Relation<Provider> | null
  @Column('uuid', { nullable: true }) providerId: string | null
  @Column('text', { default: 'face-to-face' }) mode: CourseMode
  /** Whom it is for, in words. */
  @Column('text', { default: '' }) audience: string
  @Column('numeric', { precision: 4, scale: 1, default: 1 }) days: string
  /** How many months the learning counts; null: for good. */
  @Column('int', { nullable: true }) validMonths: number | null
  @Column('text', { default: '' }) externalUrl: string
  @Column('int', { default: 20 }) defaultPlaces: number
  @ManyToOne(() => CancellationPolicy) @JoinColumn() policy?: Relation<CancellationPolicy> | null
  @Column('uuid', { nullable: true }) policyId: string | null
  @Column('boolean', { default: false }) retired: boolean
  /** With fewer people three weeks before, the desk is told: the course would hardly be held. */
  @Column('int', { default: 6 }) fewest: number
  /** A line manager approves each booking first. */
  @Column('boolean', { default: false }) needsApproval: boolean
  /** So many days before the first session people are reminded; the last of them asks whether they are still coming. */
  @Column('int', { array: true, default: '{14,2}' }) reminderDays: number[]
  /** Counts up with each change; a form that was opened before another's change is told so. */
  @Column('int', { default: 1 }) version: number
}
