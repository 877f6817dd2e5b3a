import { Check, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from './course.entity.js'

/** `requires` must be in the learning record, and still count, on the day of an occurrence of `course`. */
@Entity('course_prerequisite')
@Index('ix_course_prerequisite_requires_id', ['requiresId'])
@Check('ck_course_prerequisite_not_itself', `course_id <> requires_id`)
export class CoursePrerequisite {
  @PrimaryColumn('uuid') courseId: string
  @PrimaryColumn('uuid') requiresId: string
  @ManyToOne(() => Course, { onDelete: 'CASCADE' }) @JoinColumn() course?: Relation<Course>
  @ManyToOne(() => Course) @JoinColumn() requires?: Relation<Course>
}
