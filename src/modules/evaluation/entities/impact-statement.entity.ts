import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'
import { EvaluationAnswer } from './evaluation-answer.entity.js'

/** Words of a written answer, chosen to be quoted; shown only while the person allows it. */
@Entity('impact_statement')
@Index('ix_impact_statement_chosen_at', ['chosenAt'])
@Check('ck_impact_statement_words', `words <> ''`)
export class ImpactStatement {
  @PrimaryColumn('uuid') invitationId: string
  @ManyToOne(() => EvaluationAnswer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'invitation_id', referencedColumnName: 'invitationId' })
  answer?: Relation<EvaluationAnswer>
  @PrimaryColumn('text') questionKey: string
  /** As they are quoted: the answer, or what was left of it. */
  @Column('text') words: string
  @ManyToOne(() => Person) @JoinColumn() chosenBy?: Relation<Person>
  @Column('uuid') chosenById: string
  @Column('timestamptz') chosenAt: Date
}
