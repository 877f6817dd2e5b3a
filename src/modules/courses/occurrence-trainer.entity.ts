import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Agency } from '../people/agency.entity.js'
import { Occurrence } from './occurrence.entity.js'
import { Trainer } from './trainer.entity.js'

/** A trainer delivers an occurrence. */
@Entity('occurrence_trainer')
@Index('ix_occurrence_trainer_trainer_id', ['trainerId'])
@Index('ix_occurrence_trainer_agency_id', ['agencyId'])
export class OccurrenceTrainer {
  @PrimaryColumn('uuid') occurrenceId: string
  @PrimaryColumn('uuid') trainerId: string
  @ManyToOne(() => Occurrence, { onDelete: 'CASCADE' }) @JoinColumn() occurrence?: Relation<Occurrence>
  @ManyToOne(() => Trainer) @JoinColumn() trainer?: Relation<Trainer>
  /** For whom they worked when they were put on the date; the database writes it. The half-days they give are its. */
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
}
