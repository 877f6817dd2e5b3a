import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import type { Day } from '../../shared/dates.js'
import { newId } from '../../shared/ids.js'
import type { LearnedHow } from './learning-record.entity.js'

/**
 * A course that somebody has done, on a London day. `source` is what says so (`booking:<id>`, `enrolment:<id>`; the same source never
 * writes two records); null for evidence from elsewhere, of which there may be any number.
 */
export interface Learned {
  source: string | null
  personId: string
  courseId: string
  completedOn: Day
  how: LearnedHow
  /** Left out: the course's validity, counted in months from the day of completion; the last day still counts. null: for good. */
  validUntil?: Day | null
  note?: string
  recordedById: string | null
}

const WRITE = `
  INSERT INTO learning_record (id, source, person_id, course_id, completed_on, how, valid_until, note, recorded_by_id, recorded_at)
  SELECT l.id, l.source, l."personId", l."courseId", l."completedOn", l.how,
    CASE WHEN l.given THEN l."validUntil" ELSE (l."completedOn" + make_interval(months => c.valid_months))::date END,
    l.note, l."recordedById", $2
  FROM jsonb_to_recordset($1::jsonb) AS l(id uuid, source text, "personId" uuid, "courseId" uuid, "completedOn" date, how text,
    given boolean, "validUntil" date, note text, "recordedById" uuid)
  JOIN course c ON c.id = l."courseId"
  ON CONFLICT (source) DO UPDATE SET person_id = EXCLUDED.person_id, course_id = EXCLUDED.course_id, how = EXCLUDED.how,
    completed_on = EXCLUDED.completed_on, valid_until = EXCLUDED.valid_until, certificate_due = true
  WHERE (learning_record.person_id, learning_record.course_id, learning_record.completed_on, learning_record.how)
    <> (EXCLUDED.person_id, EXCLUDED.course_id, EXCLUDED.completed_on, EXCLUDED.how)`

/** Writes learning records for the modules in which learning happens. */
@Injectable()
export class RecordsWriter {
  /** Writes the records in one statement; one whose source has written already is brought up to date. */
  async write(tx: EntityManager, learned: readonly Learned[], now: Date): Promise<void> {
    if (learned.length === 0) return
    const rows = learned.map(one => ({ note: '', ...one, id: newId(), given: one.validUntil !== undefined }))
    await tx.query(WRITE, [JSON.stringify(rows), now])
  }

  /** Makes the records of these sources exactly `learned`: what a source no longer says is taken back. */
  async reconcile(tx: EntityManager, sources: readonly string[], learned: readonly Learned[], now: Date): Promise<void> {
    const kept = new Set(learned.map(one => one.source))
    const gone = sources.filter(source => !kept.has(source))
    if (gone.length > 0) await tx.query('DELETE FROM learning_record WHERE source = ANY($1)', [gone])
    await this.write(tx, learned, now)
  }
}
