import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'
import type { ReturnLine } from './rules/answers.js'

/** What every agency is asked once a year of the training that it gives its own people. */
@Entity('training_return')
@Index('uq_training_return_year', ['year'], { unique: true })
export class TrainingReturn {
  @PrimaryColumn('uuid') id: string
  /** The financial year it is about, `2025-26`. */
  @Column('text') year: string
  @Column('jsonb') lines: ReturnLine[]
  /** A London day. */
  @Column('date') dueOn: string
  @Column('timestamptz') openedAt: Date
  @ManyToOne(() => Person) @JoinColumn() openedBy?: Relation<Person>
  @Column('uuid') openedById: string
  /** From then on nothing is answered any more. */
  @Column('timestamptz', { nullable: true }) closedAt: Date | null
}
