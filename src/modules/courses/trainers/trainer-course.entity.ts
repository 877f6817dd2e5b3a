import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../course.entity.js'
import { Trainer } from '../trainer.entity.js'

/** A course that a trainer may deliver, where they may not deliver every one. */
@Entity('trainer_course')
@Index('ix_trainer_course_course_id', ['courseId'])
export class TrainerCourse {
  @PrimaryColumn('uuid') trainerId: string
  @PrimaryColumn('uuid') courseId: string
  @ManyToOne(() => Trainer, { onDelete: 'CASCADE' }) @JoinColumn() trainer?: Relation<Trainer>
  @ManyToOne(() => Course, { onDelete: 'CASCADE' }) @JoinColumn() course?: Relation<Course>
}
