import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'

/** A person in the trainer pool. They see and mark only the occurrences they deliver. */
@Entity('trainer')
@Index('uq_trainer_key', ['key'], { unique: true })
@Index('uq_trainer_person', ['personId'], { unique: true })
@Check('ck_trainer_weekdays', `weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]::smallint[]`)
export class Trainer {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** Shown when an event is put on the programme. */
  @Column('boolean', { default: true }) active: boolean
  /** May deliver every course; else those of `trainer_course`. */
  @Column('boolean', { default: true }) anyCourse: boolean
  /** The weekdays they usually can, from 0 for Sunday; empty: any. */
  @Column('smallint', { array: true, default: '{}' }) weekdays: number[]
  @Column('int', { default: 1 }) version: number
}
