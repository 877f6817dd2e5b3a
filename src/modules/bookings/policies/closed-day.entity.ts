import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../../shared/dates.js'
import { Person } from '../../people/person.entity.js'

/** A day on which the partnership's office is shut though it is no bank holiday: no working day for cancellation deadlines. */
@Entity('closed_day')
@Index('uq_closed_day_day', ['day'], { unique: true })
export class ClosedDay {
  @PrimaryColumn('uuid') id: string
  @Column('date') day: Day
  @Column('text') name: string
  @Column('timestamptz') addedAt: Date
  @ManyToOne(() => Person) @JoinColumn() addedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) addedById: string | null
}
