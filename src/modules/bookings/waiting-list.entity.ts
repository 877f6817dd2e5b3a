import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'

/** One queue per course. Its row is what joiners lock, and hands out the numbers: order in the queue is order of commit. */
@Entity('waiting_list')
export class WaitingList {
  @PrimaryColumn('uuid') courseId: string
  @ManyToOne(() => Course, { onDelete: 'CASCADE' }) @JoinColumn() course?: Relation<Course>
  /** The number the last joiner got. */
  @Column('int', { default: 0 }) lastNumber: number
}
