import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from './person.entity.js'

/** A person's name in letters that our files can draw, as they spell it themselves. Only where their own letters cannot be drawn. */
@Entity('name_spelling')
export class NameSpelling {
  @OneToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @PrimaryColumn('uuid') personId: string
  @Column('text') spelling: string
  @Column('timestamptz') changedAt: Date
}
