import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/**
 * The last runs of each job, as administrators read them. A run that found nothing to do takes the place of the last such, so that a job
 * of every minute does not push what it did out of sight.
 */
@Entity('job_run')
@Index('ix_job_run_name_started', ['name', 'startedAt'])
export class JobRun {
  @PrimaryColumn('uuid') id: string
  /** The job's name in the schedule. */
  @Column('text') name: string
  @Column('timestamptz') startedAt: Date
  @Column('timestamptz') finishedAt: Date
  /** What it did, in a few words; empty for nothing. */
  @Column('text') outcome: string
  /** Why it failed; null when it did not. */
  @Column('text', { nullable: true }) error: string | null
}
