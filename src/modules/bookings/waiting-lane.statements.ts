import type { Statement } from '../../database/pipeline.js'

/** The course as its waiting list sees it, with its dates still to come. */
export const readCourse = (courseKey: string, now: Date): Statement => ({
  name: 'waiting-course',
  text: `
    SELECT c.id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", c.retired, c.kind <> 'scheduled' AS external,
      coalesce((SELECT json_agg(json_build_object('courseId', r.id, 'key', r.key) ORDER BY r.level, r.key)
        FROM course_prerequisite p JOIN course r ON r.id = p.requires_id WHERE p.course_id = c.id), '[]') AS needs,
      coalesce((SELECT json_agg(json_build_object('id', o.id, 'startsAt', o.starts_at, 'closesAt', o.booking_closes_at) ORDER BY o.starts_at)
        FROM occurrence o WHERE o.course_id = c.id AND o.cancelled_at IS NULL AND o.starts_at > $2), '[]') AS dates
    FROM course c WHERE c.key = $1`,
  values: [courseKey, now],
})

/** The people of a batch: whether they wait already, their live bookings on the course, and what they have learned of what it requires. */
export const readJoiners = (courseKey: string, personIds: string[]): Statement => ({
  name: 'waiting-people',
  text: `
    SELECT p.id, p.name, p.email, p.agency_id AS "agencyId",
      EXISTS (SELECT 1 FROM waiting_entry w WHERE w.person_id = p.id AND w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
      ARRAY(SELECT b.occurrence_id FROM booking b
        WHERE b.person_id = p.id AND b.course_id = c.id AND b.state IN ('requested', 'booked')) AS "liveOn",
      coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
        FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = c.id
        WHERE l.person_id = p.id), '[]') AS completed
    FROM person p CROSS JOIN course c WHERE p.id = ANY($2::uuid[]) AND c.key = $1`,
  values: [courseKey, personIds],
})

/** The list's row, made when the first person joins. */
export const openList = (courseKey: string): Statement => ({
  name: 'waiting-open',
  text: 'INSERT INTO waiting_list (course_id) SELECT id FROM course WHERE key = $1 ON CONFLICT DO NOTHING',
  values: [courseKey],
})

/** The one lock of joining, until commit: numbers are handed out in the order in which transactions commit. */
export const lockList = (courseKey: string): Statement => ({
  name: 'waiting-lock',
  text: `SELECT l.last_number AS "lastNumber" FROM waiting_list l JOIN course c ON c.id = l.course_id WHERE c.key = $1 FOR NO KEY UPDATE OF l`,
  values: [courseKey],
})

/** How many wait, read after the lock: nobody can join meanwhile. An index of live entries alone answers it. */
export const countWaiting = (courseKey: string): Statement => ({
  name: 'waiting-count',
  text: `SELECT count(*)::int AS waiting FROM waiting_entry WHERE course_id = (SELECT id FROM course WHERE key = $1) AND ended_at IS NULL`,
  values: [courseKey],
})

export interface NewEntry {
  id: string
  personId: string
  agencyId: string | null
  number: number
  dates: string[]
}

/** The dates travel as text (`{a,b}`), because lists of lists of different lengths are no array in SQL. */
export const insertEntries = (courseId: string, now: Date, rows: NewEntry[]): Statement => ({
  name: 'waiting-join',
  text: `
    INSERT INTO waiting_entry (id, course_id, person_id, agency_id, number, joined_at, occurrence_ids)
    SELECT id, $1, person_id, agency_id, number, $2, dates::uuid[]
    FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[]) AS row (id, person_id, agency_id, number, dates)`,
  values: [
    courseId,
    now,
    rows.map(row => row.id),
    rows.map(row => row.personId),
    rows.map(row => row.agencyId),
    rows.map(row => row.number),
    rows.map(row => `{${row.dates.join(',')}}`),
  ],
})

export const moveLastNumber = (courseId: string, lastNumber: number): Statement => ({
  name: 'waiting-number',
  text: 'UPDATE waiting_list SET last_number = $2 WHERE course_id = $1',
  values: [courseId, lastNumber],
})
