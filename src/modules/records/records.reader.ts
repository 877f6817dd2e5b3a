import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import type { Day } from '../../shared/dates.js'
import type { Completion } from '../courses/rules/prerequisites.js'
import type { LearnedHow } from './learning-record.entity.js'

/** One learning record as its person sees it. `validUntil` null counts for good. */
export interface MyRecord {
  id: string
  courseId: string
  courseKey: string
  courseTitle: string
  completedOn: Day
  how: LearnedHow
  validUntil: Day | null
  note: string
}

/** Reads with this connection: the DataSource, or the EntityManager of a transaction under way. */
type Reading = Pick<EntityManager, 'query'> | Pick<DataSource, 'query'>

// Dates leave as text: the driver would make them midnights of whatever zone the process runs in.
const COMPLETED = `
  SELECT person_id AS "personId", course_id AS "courseId", completed_on::text AS "completedOn", valid_until::text AS "validUntil"
  FROM learning_record WHERE person_id = ANY($1) AND ($2::uuid[] IS NULL OR course_id = ANY($2))
  ORDER BY completed_on, id`

const RECORDS = `
  SELECT r.id, r.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", r.completed_on::text AS "completedOn", r.how,
    r.valid_until::text AS "validUntil", r.note
  FROM learning_record r JOIN course c ON c.id = r.course_id WHERE r.person_id = $1 ORDER BY r.completed_on DESC, r.id DESC`

/** What people have learned, for the rest of the product. */
@Injectable()
export class RecordsReader {
  constructor(private readonly database: DataSource) {}

  /**
   * The learning records of several people, by person id; whoever has none is answered with an empty list. One query.
   * `source`: the DataSource, or `tx` inside a transaction. `courseIds`: only these courses.
   */
  async completedBy(source: Reading, personIds: readonly string[], courseIds?: readonly string[]): Promise<Map<string, Completion[]>> {
    const found = new Map(personIds.map(id => [id, [] as Completion[]]))
    if (personIds.length === 0 || courseIds?.length === 0) return found
    const rows: (Completion & { personId: string })[] = await source.query(COMPLETED, [personIds, courseIds ?? null])
    for (const { personId, ...completion } of rows) found.get(personId)?.push(completion)
    return found
  }

  /** Every learning record of one person, newest first. */
  recordsOf(personId: string): Promise<MyRecord[]> {
    return this.database.query(RECORDS, [personId])
  }
}
