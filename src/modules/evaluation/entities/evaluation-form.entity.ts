import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../../courses/course.entity.js'
import { Person } from '../../people/person.entity.js'
import type { FormContent } from '../rules/form-content.js'
import type { Stage } from '../rules/stage-settings.js'

export type FormState = 'draft' | 'published' | 'retired'

/**
 * What is asked at a stage: of one course, or by default of every course without a form of its own. People get its newest version; the
 * draft is what is being worked on. A stage of a course has one published form at most.
 */
@Entity('evaluation_form')
@Index('uq_evaluation_form_key', ['key'], { unique: true })
@Index('ix_evaluation_form_course_id', ['courseId'])
@Index('uq_evaluation_form_course', ['courseId', 'stage'], { unique: true, where: `state = 'published' AND course_id IS NOT NULL` })
@Index('uq_evaluation_form_default', ['stage'], { unique: true, where: `state = 'published' AND course_id IS NULL` })
@Check('ck_evaluation_form_stage', `stage IN ('pre', 'post', 'impact', 'manager')`)
@Check('ck_evaluation_form_state', `state IN ('draft', 'published', 'retired')`)
export class EvaluationForm {
  @PrimaryColumn('uuid') id: string
  /** Of forms that came with the product or with data; null: made at the desk. */
  @Column('text', { nullable: true }) key: string | null
  @Column('text') title: string
  @Column('text') stage: Stage
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course> | null
  @Column('uuid', { nullable: true }) courseId: string | null
  @Column('text', { default: 'draft' }) state: FormState
  /** The content as it is being edited; it may be unfinished. */
  @Column('jsonb') draft: FormContent
  /** Counts up with each change of the draft; a form that was opened before another's change is told so. */
  @Column('int', { default: 1 }) version: number
  /** The `version` of the draft that was published last; null: none yet. Equal to `version`: nothing to publish. */
  @Column('int', { nullable: true }) publishedDraft: number | null
  @Column('timestamptz') changedAt: Date
  @ManyToOne(() => Person) @JoinColumn() changedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) changedById: string | null
}
