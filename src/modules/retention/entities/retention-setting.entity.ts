import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'

/** How long each kind of data is kept; one row. What `periods` does not name is kept as long as the product says. */
@Entity('retention_setting')
@Check('ck_retention_setting_once', 'id = 1')
export class RetentionSetting {
  @PrimaryColumn('smallint') id: number
  @Column('jsonb', { default: {} }) periods: Record<string, number>
  @Column('int', { default: 1 }) version: number
  @Column('timestamptz', { nullable: true }) changedAt: Date | null
  @ManyToOne(() => Person) @JoinColumn() changedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) changedById: string | null
}
