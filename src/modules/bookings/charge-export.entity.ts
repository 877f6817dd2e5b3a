import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'

/** One list of charges that finance was given, numbered from 1; it stays as it was. */
@Entity('charge_export')
@Index('uq_charge_export_number', ['number'], { unique: true })
export class ChargeExport {
  @PrimaryColumn('uuid') id: string
  @Column('int') number: number
  @Column('timestamptz') madeAt: Date
  @ManyToOne(() => Person) @JoinColumn() madeBy?: Relation<Person>
  @Column('uuid') madeById: string
}
