import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../../courses/course.entity.js'
import { Person } from '../../people/person.entity.js'
import { Upload } from '../../uploads/upload.entity.js'
import { Enrolment } from '../enrolment.entity.js'
import type { EvidenceState } from './rules/evidence.js'

/**
 * What a person hands in to show that they learned something elsewhere: for a course, or as the certificate of a module that is taken on
 * another site (`enrolment`). It waits until somebody accepts or refuses it, or until its person takes it back.
 */
@Entity('evidence')
@Index('ix_evidence_person_id', ['personId'])
@Index('ix_evidence_course_id', ['courseId'])
@Index('ix_evidence_enrolment_id', ['enrolmentId'])
@Index('ix_evidence_decided_by_id', ['decidedById'])
@Index('uq_evidence_upload_id', ['uploadId'], { unique: true })
@Index('uq_evidence_waiting', ['personId', 'courseId'], { unique: true, where: `state = 'handed in'` })
@Index('ix_evidence_waiting', ['handedInAt', 'id'], { where: `state = 'handed in'` })
@Index('ix_evidence_file_kept', ['decidedAt'], { where: 'upload_id IS NOT NULL AND decided_at IS NOT NULL' })
@Check('ck_evidence_state', `state IN ('handed in', 'accepted', 'refused', 'taken back')`)
@Check(
  'ck_evidence_decided',
  `(state IN ('accepted', 'refused')) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)`,
)
@Check('ck_evidence_reason', `state <> 'refused' OR reason <> ''`)
@Check('ck_evidence_not_own', 'decided_by_id <> person_id')
@Check('ck_evidence_file', `state <> 'handed in' OR upload_id IS NOT NULL`)
export class Evidence {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** What it is evidence for; where it was accepted for another course than it was handed in for, that one. */
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  /** The enrolment that its acceptance completes; null: learning from elsewhere. */
  @ManyToOne(() => Enrolment, { onDelete: 'CASCADE' }) @JoinColumn() enrolment?: Relation<Enrolment> | null
  @Column('uuid', { nullable: true }) enrolmentId: string | null
  /** null: the file is removed, what was decided stays. */
  @ManyToOne(() => Upload, { onDelete: 'SET NULL' }) @JoinColumn() upload?: Relation<Upload> | null
  @Column('uuid', { nullable: true }) uploadId: string | null
  @Column('date') completedOn: string
  /** Who gave the course. */
  @Column('text') provider: string
  @Column('text', { default: '' }) words: string
  @Column('text', { default: 'handed in' }) state: EvidenceState
  @Column('timestamptz') handedInAt: Date
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null
  @ManyToOne(() => Person) @JoinColumn() decidedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) decidedById: string | null
  /** Why it was refused; its person reads it. */
  @Column('text', { default: '' }) reason: string
}
