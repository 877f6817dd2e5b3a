import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'

/** Somebody was given a copy of what is held about a person. */
@Entity('data_copy')
@Index('ix_data_copy_person_id', ['personId'])
export class DataCopy {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @ManyToOne(() => Person) @JoinColumn() by?: Relation<Person>
  @Column('uuid') byId: string
  @Column('timestamptz') madeAt: Date
}
