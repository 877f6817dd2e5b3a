import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Who delivers a course: the partnership itself (`internal`) or another body. */
@Entity('provider')
@Index('uq_provider_key', ['key'], { unique: true })
export class Provider {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') name: string
  @Column('boolean', { default: false }) internal: boolean
  /** No longer offered for courses; those that name it keep it. */
  @Column('boolean', { default: false }) retired: boolean
  @Column('int', { default: 1 }) version: number
}
