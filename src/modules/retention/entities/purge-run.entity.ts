import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'

/** One purge, with how much of each kind it removed. Not finished: it was cut off, and the next one goes on. */
@Entity('purge_run')
@Index('ix_purge_run_started_at', ['startedAt'])
export class PurgeRun {
  @PrimaryColumn('uuid') id: string
  @Column('timestamptz') startedAt: Date
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null
  /** null: the nightly job. */
  @ManyToOne(() => Person) @JoinColumn() by?: Relation<Person> | null
  @Column('uuid', { nullable: true }) byId: string | null
  @Column('jsonb', { default: {} }) counts: Record<string, number>
}
