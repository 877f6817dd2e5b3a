import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../../courses/course.entity.js'
import type { Stage } from '../rules/stage-settings.js'

/** How one course is evaluated; a course without a row has `DEFAULT_SETTINGS` (rules/stage-settings.ts). */
@Entity('course_evaluation')
@Check('ck_course_evaluation_stages', `stages <@ ARRAY['pre', 'post', 'impact', 'manager']`)
@Check('ck_course_evaluation_offsets', 'impact_weeks BETWEEN 1 AND 52 AND manager_months BETWEEN 1 AND 24')
export class CourseEvaluation {
  @OneToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @PrimaryColumn('uuid') courseId: string
  @Column('text', { array: true }) stages: Stage[]
  @Column('boolean') gateJoining: boolean
  @Column('boolean') gateCertificate: boolean
  @Column('smallint', { default: 8 }) impactWeeks: number
  @Column('smallint', { default: 6 }) managerMonths: number
  @Column('int', { default: 1 }) version: number
}
