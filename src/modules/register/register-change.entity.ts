import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from '../courses/occurrence.entity.js'
import { Person } from '../people/person.entity.js'

/** Each closing and reopening of a register, kept for good. */
@Entity('register_change')
@Index('ix_register_change_occurrence_id', ['occurrenceId'])
export class RegisterChange {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Occurrence) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @Column('text') change: 'closed' | 'reopened'
  @ManyToOne(() => Person) @JoinColumn() by?: Relation<Person>
  @Column('uuid') byId: string
  @Column('timestamptz') at: Date
  @Column('text', { default: '' }) reason: string
}
