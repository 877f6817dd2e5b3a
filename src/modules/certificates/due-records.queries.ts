import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { ASKED_AND_WAITING, JOIN_BOOKING } from './demanded-answers.sql.js'
import type { ToldByRecord } from './issue.js'
import type { Earned } from './rules/eligibility.js'

/** A learning record that has to be looked at, locked, with all that its certificate would say. */
export interface DueRecord extends Omit<Earned, 'answersMissing'>, ToldByRecord {
  bookingId: string | null
  recordedAt: Date
  /** It was recorded here, not loaded from a file. */
  here: boolean
  lastId: string | null
  lastNumber: string | null
  nameShown: boolean | null
}

// Who has yet to answer, and whose register is open again, stays due and is passed by: they must not stand in the way of those behind.
const DUE = `
  SELECT r.id AS "recordId", r.source, r.person_id AS "personId", r.course_id AS "courseId", p.name, p.email, c.title AS "courseTitle", c.level,
    v.name AS provider, r.completed_on::text AS "completedOn", r.valid_until::text AS "validUntil", r.how, r.recorded_at AS "recordedAt",
    (r.recorded_by_id IS NOT NULL OR e.module_version_id IS NOT NULL) AS here, b.id AS "bookingId", b.state AS booking,
    (SELECT sum(extract(epoch FROM s.ends_at - s.starts_at)) / 60 FROM session s WHERE s.occurrence_id = b.occurrence_id)::int AS minutes,
    was.id AS "lastId", was.number AS "lastNumber", was.name_shown AS "nameShown",
    CASE WHEN was.id IS NOT NULL THEN json_build_object('live', was.withdrawn_at IS NULL, 'byAdministrator', was.withdrawn_why IN ('administrator', 'erased'),
      'same', (was.person_id, was.course_id, was.completed_on, was.how) = (r.person_id, r.course_id, r.completed_on, r.how)
        AND was.valid_until IS NOT DISTINCT FROM r.valid_until) END AS last
  FROM learning_record r JOIN person p ON p.id = r.person_id JOIN course c ON c.id = r.course_id LEFT JOIN provider v ON v.id = c.provider_id
  ${JOIN_BOOKING}
  LEFT JOIN enrolment e ON e.id = CASE WHEN r.source ~ '^enrolment:[0-9a-f-]{36}$' THEN substr(r.source, 11)::uuid END
  LEFT JOIN LATERAL (SELECT * FROM certificate x WHERE x.learning_record_id = r.id ORDER BY x.issued_at DESC, x.id DESC LIMIT 1) was ON true
  WHERE r.certificate_due AND p.erased_at IS NULL AND coalesce(b.state NOT IN ('booked', 'requested'), true)
    AND (was.id IS NOT NULL AND was.withdrawn_at IS NULL OR NOT ${ASKED_AND_WAITING})
  ORDER BY r.id LIMIT $1 FOR UPDATE OF r SKIP LOCKED`

const LIVE = 'SELECT id FROM certificate WHERE id = ANY($1) AND withdrawn_at IS NULL ORDER BY id FOR UPDATE'
const SEEN = 'UPDATE learning_record SET certificate_due = false WHERE id = ANY($1)'

@Injectable()
export class DueRecordsQueries {
  /** At most `limit` records that may have a certificate now; others are skipped by another worker until this transaction ends. */
  take(tx: EntityManager, limit: number): Promise<DueRecord[]> {
    return tx.query(DUE, [limit])
  }

  /** Of these certificates, those that still stand, locked: somebody may have withdrawn one since the records were taken. */
  async standing(tx: EntityManager, ids: string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set()
    const rows = await tx.query<{ id: string }[]>(LIVE, [ids])
    return new Set(rows.map(row => row.id))
  }

  /** They need no looking at until they change. */
  async seen(tx: EntityManager, recordIds: string[]): Promise<void> {
    if (recordIds.length > 0) await tx.query(SEEN, [recordIds])
  }
}
