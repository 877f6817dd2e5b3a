import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { EvaluationInvitation } from './evaluation-invitation.entity.js'

/** What a sent answer says on one measure: what pairs are computed from. */
@Entity('evaluation_score')
@Index('ix_evaluation_score_measure_key', ['measureKey'])
@Check('ck_evaluation_score_value', 'value BETWEEN 1 AND 10')
export class EvaluationScore {
  @ManyToOne(() => EvaluationInvitation, { onDelete: 'CASCADE' }) @JoinColumn() invitation?: Relation<EvaluationInvitation>
  @PrimaryColumn('uuid') invitationId: string
  @PrimaryColumn('text') measureKey: string
  @Column('numeric', { precision: 4, scale: 2 }) value: string
}
