import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What scales of several stages measure together: the same person's answers on it are paired. Its ends are those of every such scale. */
@Entity('measure')
@Index('uq_measure_key', ['key'], { unique: true })
export class Measure {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') title: string
  /** What 1 means, and what 10 means. */
  @Column('text') low: string
  @Column('text') high: string
  /** Counts up with each change: who saves over another's is told. */
  @Column('int', { default: 1 }) version: number
}
