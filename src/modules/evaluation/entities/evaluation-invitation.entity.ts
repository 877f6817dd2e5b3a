import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Booking } from '../../bookings/booking.entity.js'
import { Course } from '../../courses/course.entity.js'
import { Occurrence } from '../../courses/occurrence.entity.js'
import { Person } from '../../people/person.entity.js'
import type { Stage } from '../rules/stage-settings.js'

export type InvitationState = 'due' | 'asked' | 'answered' | 'closed'

/** That one booking's person (or at the last stage their manager) is asked at one stage, once. */
@Entity('evaluation_invitation')
@Index('uq_evaluation_invitation_booking', ['bookingId', 'stage'], { unique: true })
@Index('uq_evaluation_invitation_link_hash', ['linkHash'], { unique: true })
@Index('ix_evaluation_invitation_person_id', ['personId'])
@Index('ix_evaluation_invitation_course_id', ['courseId'])
@Index('ix_evaluation_invitation_occurrence_id', ['occurrenceId'])
@Index('ix_evaluation_invitation_manager_email', ['managerEmail'], { where: `state = 'asked'` })
@Index('ix_evaluation_invitation_next_at', ['nextAt'], { where: 'next_at IS NOT NULL' })
@Index('ix_evaluation_invitation_open', ['occurrenceId'], { where: `state IN ('due', 'asked')` })
@Index('ix_evaluation_invitation_shut', ['bookingId'], { where: `closed_why IN ('cancelled', 'did not come', 'left part way')` })
@Check('ck_evaluation_invitation_stage', `stage IN ('pre', 'post', 'impact', 'manager')`)
@Check('ck_evaluation_invitation_state', `state IN ('due', 'asked', 'answered', 'closed')`)
@Check('ck_evaluation_invitation_asked', `state <> 'asked' OR asked_at IS NOT NULL`)
@Check('ck_evaluation_invitation_closed', `(state = 'closed') = (closed_why IS NOT NULL)`)
@Check('ck_evaluation_invitation_chasers', 'chasers BETWEEN 0 AND 2')
export class EvaluationInvitation {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Booking, { onDelete: 'CASCADE' }) @JoinColumn() booking?: Relation<Booking>
  @Column('uuid') bookingId: string
  @Column('text') stage: Stage
  /** Whose training it is about, also where their manager is asked. */
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @ManyToOne(() => Occurrence) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @Column('timestamptz') dueAt: Date
  @Column('text', { default: 'due' }) state: InvitationState
  @Column('timestamptz', { nullable: true }) askedAt: Date | null
  @Column('smallint', { default: 0 }) chasers: number
  /** When a job has to look again; null: never. */
  @Column('timestamptz', { nullable: true }) nextAt: Date | null
  @Column('text', { nullable: true }) linkNonce: string | null
  @Column('text', { nullable: true }) linkHash: string | null
  @Column('text', { nullable: true }) closedWhy: string | null
  @Column('text', { nullable: true }) managerEmail: string | null
  @Column('text', { nullable: true }) managerName: string | null
}
