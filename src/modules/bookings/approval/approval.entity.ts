import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'
import { Booking } from '../booking.entity.js'
import type { ApprovalState, Approver } from '../rules/approval.js'

/**
 * What a line manager was asked about one booking, and what came of it. Each link has a nonce, from which its secret is worked out, and
 * the hash of that secret, by which the link is known again; the secret itself is in no table. Asking anew is a new round: other links.
 */
@Entity('approval')
@Index('uq_approval_manager_hash', ['managerHash'], { unique: true })
@Index('uq_approval_deputy_hash', ['deputyHash'], { unique: true })
@Index('ix_approval_chase_at', ['chaseAt'], { where: `state = 'open' AND chased_at IS NULL` })
@Index('ix_approval_manager_email', ['managerEmail'], { where: `state = 'open'` })
@Index('ix_approval_deputy_email', ['deputyEmail'], { where: `state = 'open'` })
@Index('ix_approval_runs_out_at', ['runsOutAt'], { where: `state = 'open'` })
@Check('ck_approval_state', `state IN ('open', 'approved', 'refused', 'run-out', 'withdrawn')`)
@Check('ck_approval_answered', `(state = 'open') = (answered_at IS NULL)`)
@Check('ck_approval_by', `(state IN ('approved', 'refused')) = (answered_by IS NOT NULL)`)
@Check('ck_approval_reason', `state <> 'refused' OR reason <> ''`)
export class Approval {
  @PrimaryColumn('uuid') bookingId: string
  @ManyToOne(() => Booking, { onDelete: 'CASCADE' }) @JoinColumn() booking?: Relation<Booking>
  @Column('text') managerName: string
  @Column('text') managerEmail: string
  @Column('text', { default: '' }) managerNonce: string
  @Column('text', { nullable: true }) managerHash: string | null
  /** Asked too when the manager has not answered in time; empty: nobody was named. */
  @Column('text', { default: '' }) deputyName: string
  @Column('text', { default: '' }) deputyEmail: string
  @Column('text', { default: '' }) deputyNonce: string
  @Column('text', { nullable: true }) deputyHash: string | null
  @Column('text', { default: 'open' }) state: ApprovalState
  /** How often it was asked; tells the messages of one round from those of the next. */
  @Column('int', { default: 1 }) round: number
  @Column('timestamptz') askedAt: Date
  @Column('timestamptz') chaseAt: Date
  @Column('timestamptz', { nullable: true }) chasedAt: Date | null
  @Column('timestamptz') runsOutAt: Date
  /** When it ended, in whatever way. */
  @Column('timestamptz', { nullable: true }) answeredAt: Date | null
  @Column('text', { nullable: true }) answeredBy: Approver | null
  /** The administrator who answered for the manager. */
  @ManyToOne(() => Person) @JoinColumn() answeredByPerson?: Relation<Person> | null
  @Column('uuid', { nullable: true }) answeredByPersonId: string | null
  @Column('text', { default: '' }) reason: string
}
