import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from './occurrence.entity.js'
import { Trainer } from './trainer.entity.js'

/** A trainer delivers an occurrence. */
@Entity('occurrence_trainer')
@Index('ix_occurrence_trainer_trainer_id', ['trainerId'])
export class OccurrenceTrainer {
  @PrimaryColumn('uuid') occurrenceId: string
  @PrimaryColumn('uuid') trainerId: string
  @ManyToOne(() => Occurrence, { onDelete: 'CASCADE' }) @JoinColumn() occurrence?: Relation<Occurrence>
  @ManyToOne(() => Trainer) @JoinColumn() trainer?: Relation<Trainer>
}
