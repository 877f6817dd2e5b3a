import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'

/** A person in the trainer pool. They see and mark only the occurrences they deliver. */
@Entity('trainer')
@Index('uq_trainer_key', ['key'], { unique: true })
@Index('uq_trainer_person', ['personId'], { unique: true })
export class Trainer {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** Shown when an event is put on the programme. */
  @Column('boolean', { default: true }) active: boolean
}
