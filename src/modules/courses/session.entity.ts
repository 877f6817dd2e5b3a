import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from './occurrence.entity.js'

/** One sitting of an occurrence; a two-day occurrence has two. `number` counts from 1 in order of time. */
@Entity('session')
@Index('uq_session_occurrence_number', ['occurrenceId', 'number'], { unique: true })
@Check('ck_session_ends_after_start', `ends_at > starts_at`)
export class Session {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Occurrence, { onDelete: 'CASCADE' }) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @Column('smallint') number: number
  @Column('timestamptz') startsAt: Date
  @Column('timestamptz') endsAt: Date
}
