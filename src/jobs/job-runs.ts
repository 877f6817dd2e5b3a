import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { v5 } from 'uuid'
import { newId } from '../shared/ids.js'
import type { JobRun } from './job-run.entity.js'

export type NewRun = Omit<JobRun, 'id'>

/** So many runs of each job are kept. */
export const RUNS_KEPT = 50

// A run that found nothing has an id made of the job's name, and so takes the place of the last such.
const IDLE = '6f1d1c0e-6f0e-4c1b-9a53-0d7f6f0f6b11'
const NOTE_IDLE = `
  INSERT INTO job_run (id, name, started_at, finished_at, outcome, error) VALUES ($1, $2, $3, $4, '', NULL)
  ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at, finished_at = excluded.finished_at`
const NOTE = `INSERT INTO job_run (id, name, started_at, finished_at, outcome, error) VALUES ($1, $2, $3, $4, $5, $6)`
const BOUND = `DELETE FROM job_run WHERE id IN (SELECT id FROM job_run WHERE name = $1 ORDER BY started_at DESC, id DESC OFFSET ${RUNS_KEPT})`
const LATEST = `
  SELECT id, name, started_at AS "startedAt", finished_at AS "finishedAt", outcome, error
  FROM (SELECT *, row_number() OVER (PARTITION BY name ORDER BY started_at DESC, id DESC) AS n FROM job_run) r
  WHERE n <= $1 ORDER BY name, started_at DESC, id DESC`

/** What the jobs did, noted and read. */
@Injectable()
export class JobRuns {
  constructor(private readonly database: DataSource) {}

  async note({ name, startedAt, finishedAt, outcome, error }: NewRun): Promise<void> {
    if (outcome === '' && error === null) {
      await this.database.query(NOTE_IDLE, [v5(name, IDLE), name, startedAt, finishedAt])
      return
    }
    await this.database.query(NOTE, [newId(), name, startedAt, finishedAt, outcome, error])
    await this.database.query(BOUND, [name])
  }

  /** So many last runs of every job, the newest first. */
  latest(ofEach: number): Promise<JobRun[]> {
    return this.database.query(LATEST, [ofEach])
  }
}
