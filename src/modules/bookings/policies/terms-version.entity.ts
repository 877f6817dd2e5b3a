import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../../courses/course.entity.js'
import { Person } from '../../people/person.entity.js'

/**
 * The terms that people accept when they book, as they stood from a moment on: of one course, or (without a course) the partnership's own,
 * which hold wherever a course has none. The last version counts; an empty one of a course goes back to the partnership's.
 */
@Entity('terms_version')
@Index('uq_terms_version_default', ['number'], { unique: true, where: 'course_id IS NULL' })
@Index('uq_terms_version_course', ['courseId', 'number'], { unique: true, where: 'course_id IS NOT NULL' })
@Check('ck_terms_version_words', `words <> '' OR course_id IS NOT NULL`)
export class TermsVersion {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course> | null
  @Column('uuid', { nullable: true }) courseId: string | null
  @Column('int') number: number
  @Column('text') words: string
  @Column('timestamptz') madeAt: Date
  @ManyToOne(() => Person) @JoinColumn() madeBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) madeById: string | null
}
