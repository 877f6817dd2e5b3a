import { Check, Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from '../../courses/occurrence.entity.js'
import { Person } from '../../people/person.entity.js'

/**
 * A date as those who are asked about it were told: by the times and the settings kept here it is seen that they changed since, and that
 * every invitation has to be looked at again.
 */
@Entity('evaluation_occurrence')
@Check('ck_evaluation_occurrence_opened', '(opened_at IS NULL) = (opened_by_id IS NULL)')
export class EvaluationOccurrence {
  @OneToOne(() => Occurrence, { onDelete: 'CASCADE' }) @JoinColumn() occurrence?: Relation<Occurrence>
  @PrimaryColumn('uuid') occurrenceId: string
  @Column('timestamptz') startsAt: Date
  @Column('timestamptz') endsAt: Date
  /** The version of the course's settings; 0: it had none of its own. */
  @Column('int', { default: 0 }) settingsVersion: number
  /** When the questions for after the course were opened in the room, before the last session ended. */
  @Column('timestamptz', { nullable: true }) openedAt: Date | null
  @ManyToOne(() => Person) @JoinColumn() openedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) openedById: string | null
}
