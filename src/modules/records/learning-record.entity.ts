import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Person } from '../people/person.entity.js'

export type LearnedHow = 'attended' | 'e-learning' | 'evidence'

/** A person has done a course: when, how, and until when it counts (both London dates; null: for good). */
@Entity('learning_record')
@Index('uq_learning_record_key', ['key'], { unique: true })
@Index('uq_learning_record_source', ['source'], { unique: true })
@Index('ix_learning_record_person_course', ['personId', 'courseId'])
@Index('ix_learning_record_course_id', ['courseId'])
@Index('ix_learning_record_certificate_due', ['id'], { where: 'certificate_due' })
@Check('ck_learning_record_how', `how IN ('attended', 'e-learning', 'evidence')`)
export class LearningRecord {
  @PrimaryColumn('uuid') id: string
  /** The key of an imported record. */
  @Column('text', { nullable: true }) key: string | null
  /** What wrote it, such as `booking:<id>` or `enrolment:<id>`: the same thing never writes two. */
  @Column('text', { nullable: true }) source: string | null
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @Column('date') completedOn: string
  @Column('text') how: LearnedHow
  @Column('date', { nullable: true }) validUntil: string | null
  @Column('text', { default: '' }) note: string
  @ManyToOne(() => Person) @JoinColumn() recordedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) recordedById: string | null
  @Column('timestamptz') recordedAt: Date
  /** It is new, or was put right: whoever issues certificates has yet to look at it. */
  @Column('boolean', { default: true }) certificateDue: boolean
}
