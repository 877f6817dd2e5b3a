import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Enrolment } from './enrolment.entity.js'

/** One go at a module's quiz. The seed decides which questions of the pool are asked, and in what order, each time it is shown. */
@Entity('quiz_attempt')
@Index('uq_quiz_attempt_open', ['enrolmentId'], { unique: true, where: 'finished_at IS NULL' })
@Check('ck_quiz_attempt_number', 'number > 0')
@Check('ck_quiz_attempt_finished', '(finished_at IS NULL) = (score IS NULL) AND (finished_at IS NULL) = (passed IS NULL)')
export class QuizAttempt {
  @PrimaryColumn('uuid') enrolmentId: string
  @ManyToOne(() => Enrolment, { onDelete: 'CASCADE' }) @JoinColumn() enrolment?: Relation<Enrolment>
  /** From 1. */
  @PrimaryColumn('smallint') number: number
  @Column('int') seed: number
  @Column('timestamptz') startedAt: Date
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null
  /** Per cent. */
  @Column('smallint', { nullable: true }) score: number | null
  @Column('boolean', { nullable: true }) passed: boolean | null
}
