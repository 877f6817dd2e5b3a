import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Agency } from '../people/agency.entity.js'
import { Person } from '../people/person.entity.js'
import { ModuleVersion } from './module-version.entity.js'

/**
 * A person on an e-learning course: signed up, in progress once `startedAt` is set, completed once `completedAt` is. It is open until it is
 * completed or closed; of those that are taken here, a person has one open for each course.
 */
@Entity('enrolment')
@Index('uq_enrolment_key', ['key'], { unique: true })
@Index('ix_enrolment_person_id', ['personId'])
@Index('ix_enrolment_signed_up_at', ['signedUpAt'])
@Index('ix_enrolment_course_id', ['courseId'])
@Index('ix_enrolment_module_version_id', ['moduleVersionId'])
@Index('uq_enrolment_open', ['personId', 'courseId'], {
  unique: true,
  where: 'module_version_id IS NOT NULL AND completed_at IS NULL AND closed_at IS NULL',
})
@Check('ck_enrolment_progress', 'progress BETWEEN 0 AND 100')
@Check('ck_enrolment_score', 'score BETWEEN 0 AND 100')
@Check('ck_enrolment_position', 'position >= 0 AND seconds >= 0')
@Check('ck_enrolment_closed', 'completed_at IS NULL OR closed_at IS NULL')
export class Enrolment {
  @PrimaryColumn('uuid') id: string
  @Column('text', { nullable: true }) key: string | null
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** Whom the person worked for then: credit in the figures goes there. */
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  @Column('timestamptz') signedUpAt: Date
  @Column('timestamptz', { nullable: true }) startedAt: Date | null
  @Column('timestamptz', { nullable: true }) completedAt: Date | null
  /** What it is taken with; null: taken somewhere else, such as history that was loaded from a file. */
  @ManyToOne(() => ModuleVersion) @JoinColumn() moduleVersion?: Relation<ModuleVersion> | null
  @Column('uuid', { nullable: true }) moduleVersionId: string | null
  /** Left unfinished for so long that it was closed; signing up again begins anew. */
  @Column('timestamptz', { nullable: true }) closedAt: Date | null
  /** Where to go on: of a module built here the number of the page, from 1; 0: nowhere yet. */
  @Column('int', { default: 0 }) position: number
  /** How much of it has been seen, per cent. */
  @Column('smallint', { default: 0 }) progress: number
  /** The best score so far, per cent; null: none yet. */
  @Column('numeric', { precision: 5, scale: 2, nullable: true }) score: string | null
  /** When the quiz was passed: apart from `completedAt`, since a module may be gone through to its end and failed. */
  @Column('timestamptz', { nullable: true }) passedAt: Date | null
  @Column('int', { default: 0 }) seconds: number
  @Column('timestamptz', { nullable: true }) lastSeenAt: Date | null
}
