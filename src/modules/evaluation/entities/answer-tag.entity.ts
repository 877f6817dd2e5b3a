import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'
import { EvaluationAnswer } from './evaluation-answer.entity.js'

/** A theme that a reader found in one written answer. */
@Entity('answer_tag')
@Index('ix_answer_tag_tag', ['tag'])
@Check('ck_answer_tag_tag', `tag <> '' AND length(tag) <= 40`)
export class AnswerTag {
  @PrimaryColumn('uuid') invitationId: string
  @ManyToOne(() => EvaluationAnswer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'invitation_id', referencedColumnName: 'invitationId' })
  answer?: Relation<EvaluationAnswer>
  @PrimaryColumn('text') questionKey: string
  @PrimaryColumn('text') tag: string
  @ManyToOne(() => Person) @JoinColumn() taggedBy?: Relation<Person>
  @Column('uuid') taggedById: string
  @Column('timestamptz') taggedAt: Date
}
