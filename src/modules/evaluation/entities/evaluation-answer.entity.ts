import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Answers } from '../rules/form-content.js'
import { EvaluationFormVersion } from './evaluation-form-version.entity.js'
import { EvaluationInvitation } from './evaluation-invitation.entity.js'

/** What somebody answered: saved as it goes, counted once it is sent. */
@Entity('evaluation_answer')
@Index('ix_evaluation_answer_form_version_id', ['formVersionId'])
@Index('ix_evaluation_answer_words', ['submittedAt'], { where: 'words_removed_at IS NULL' })
@Check('ck_evaluation_answer_submitted', 'submitted_at IS NULL OR submitted_at <= saved_at')
export class EvaluationAnswer {
  @OneToOne(() => EvaluationInvitation, { onDelete: 'CASCADE' }) @JoinColumn() invitation?: Relation<EvaluationInvitation>
  @PrimaryColumn('uuid') invitationId: string
  @ManyToOne(() => EvaluationFormVersion) @JoinColumn() formVersion?: Relation<EvaluationFormVersion>
  @Column('uuid') formVersionId: string
  @Column('jsonb') answers: Answers
  @Column('timestamptz') savedAt: Date
  /** Null until it is sent. */
  @Column('timestamptz', { nullable: true }) submittedAt: Date | null
  /** The person may be quoted, without their name. Asked apart, off unless they say so. */
  @Column('boolean', { default: false }) quotable: boolean
  /** When it was answered on the day itself: at the door, or in the room; null: elsewhere. */
  @Column('timestamptz', { nullable: true }) answeredOnStageAt: Date | null
  /** What was written in own words is gone since then; scores and choices stay. */
  @Column('timestamptz', { nullable: true }) wordsRemovedAt?: Date | null
}
