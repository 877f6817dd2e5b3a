import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Person } from '../people/person.entity.js'

/** `built`: pages and a quiz written here; `scorm`: an uploaded package; `elsewhere`: a link, and a declaration that it was done. */
export type ModuleKind = 'built' | 'scorm' | 'elsewhere'
export type ModuleState = 'draft' | 'published' | 'retired'

/**
 * How an e-learning course is taken. What learners get is its newest version; the draft is what is being worked on. A course has one
 * published module at most: publishing another retires the one before, and whoever is half way through that keeps it.
 */
@Entity('module')
@Index('ix_module_course_id', ['courseId'])
@Index('uq_module_course', ['courseId'], { unique: true, where: `state = 'published'` })
@Check('ck_module_kind', `kind IN ('built', 'scorm', 'elsewhere')`)
@Check('ck_module_state', `state IN ('draft', 'published', 'retired')`)
export class LearningModule {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @Column('text') kind: ModuleKind
  @Column('text', { default: 'draft' }) state: ModuleState
  /** The content as it is being edited; of the same shape as a version's, but it may be unfinished. */
  @Column('jsonb', { nullable: true }) draft: object | null
  /** Counts up with each change of the draft; a form that was opened before another's change is told so. */
  @Column('int', { default: 1 }) revision: number
  /** The revision that was published last; null: none yet. Equal to `revision`: nothing to publish. */
  @Column('int', { nullable: true }) publishedRevision: number | null
  @Column('timestamptz') changedAt: Date
  @ManyToOne(() => Person) @JoinColumn() changedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) changedById: string | null
}
