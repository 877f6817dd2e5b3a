import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Enrolment } from './enrolment.entity.js'

/** What somebody answered to a question, once: attempt 0 is a question between pages, any other the quiz. */
@Entity('quiz_answer')
@Check('ck_quiz_answer_attempt', 'attempt >= 0')
export class QuizAnswer {
  @PrimaryColumn('uuid') enrolmentId: string
  @ManyToOne(() => Enrolment, { onDelete: 'CASCADE' }) @JoinColumn() enrolment?: Relation<Enrolment>
  @PrimaryColumn('smallint') attempt: number
  /** The question's id within its module version. */
  @PrimaryColumn('text') question: string
  /** Ids of the options; of an ordering question, in the order given. */
  @Column('text', { array: true }) chosen: string[]
  @Column('boolean') correct: boolean
  @Column('timestamptz') answeredAt: Date
}
