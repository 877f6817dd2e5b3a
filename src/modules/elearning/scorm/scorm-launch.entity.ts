import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Enrolment } from '../enrolment.entity.js'

/**
 * One opening of one item in one window, with what the item told us last. Each window writes its own row, so that a late message of one
 * never overwrites another's; where to go on is what the newest of them said.
 */
@Entity('scorm_launch')
@Index('uq_scorm_launch_number', ['enrolmentId', 'item', 'number'], { unique: true })
@Check('ck_scorm_launch_success', `success IN ('unknown', 'passed', 'failed')`)
@Check('ck_scorm_launch_done', `NOT done OR success <> 'failed'`)
@Check('ck_scorm_launch_committed', `(committed_at IS NULL) = (sequence = 0)`)
@Check('ck_scorm_launch_credited', `credited BETWEEN 0 AND seconds`)
export class ScormLaunch {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Enrolment, { onDelete: 'CASCADE' }) @JoinColumn() enrolment?: Relation<Enrolment>
  @Column('uuid') enrolmentId: string
  /** The item's place in the package, from 0. */
  @Column('int') item: number
  @Column('int') number: number
  @Column('timestamptz') openedAt: Date
  /** Begun anew after a try that had come to its end: nothing of it was handed on. */
  @Column('boolean', { default: false }) afresh: boolean
  /** Counts up with each message of the window; an older one that comes late changes nothing. 0: none has come. */
  @Column('bigint', { default: 0 }) sequence: string
  /** What the item has stored, by the names of its run-time data model. */
  @Column('jsonb', { nullable: true }) cmi: Record<string, string> | null
  @Column('timestamptz', { nullable: true }) committedAt: Date | null
  @Column('boolean', { default: false }) ended: boolean
  @Column('boolean', { default: false }) completed: boolean
  @Column('text', { default: 'unknown' }) success: 'unknown' | 'passed' | 'failed'
  /** It counts: once true it stays. */
  @Column('boolean', { default: false }) done: boolean
  /** Per cent. */
  @Column('numeric', { precision: 5, scale: 2, nullable: true }) score: string | null
  @Column('int', { default: 0 }) seconds: number
  /** How many of the seconds have been added to the enrolment's. */
  @Column('int', { default: 0 }) credited: number
}
