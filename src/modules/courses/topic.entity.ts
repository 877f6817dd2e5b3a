import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A subject on offer; the partnership's priorities come first. */
@Entity('topic')
@Index('uq_topic_key', ['key'], { unique: true })
export class Topic {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') name: string
  @Column('boolean', { default: false }) priority: boolean
  @Column('int', { default: 0 }) position: number
  /** The financial years, by the year they begin in, in which it is a priority; empty: until further notice. */
  @Column('int', { array: true, default: '{}' }) priorityYears: number[]
  @Column('boolean', { default: false }) retired: boolean
  @Column('int', { default: 1 }) version: number
}
