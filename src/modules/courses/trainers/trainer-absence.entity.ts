import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Trainer } from '../trainer.entity.js'

/** Days on which a trainer cannot deliver, both counted, with a word about it. */
@Entity('trainer_absence')
@Index('ix_trainer_absence_trainer_id_from_day', ['trainerId', 'fromDay'])
@Check('ck_trainer_absence_days', `to_day >= from_day`)
export class TrainerAbsence {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Trainer, { onDelete: 'CASCADE' }) @JoinColumn() trainer?: Relation<Trainer>
  @Column('uuid') trainerId: string
  @Column('date') fromDay: string
  @Column('date') toDay: string
  @Column('text', { default: '' }) words: string
}
