import type { Statement } from '../../../database/prepared.js'
import type { LaneBatch } from '../../../shared/lanes.js'
import { MESSAGE_COLUMNS, MESSAGE_RECORD, MESSAGE_VALUES, type MessageRow } from '../../notifications/notifications.writer.js'
import { answeredSql, asJson } from '../booking-facts.sql.js'
import type { JoinAsked, Waiting } from './waiting-lane.facts.js'

/** Courses as their waiting lists see them, with their dates still to come, the last number given and how many wait. */
const COURSES = `
  SELECT c.id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", c.retired, c.kind <> 'scheduled' AS external,
    coalesce((SELECT w.last_number FROM waiting_list w WHERE w.course_id = c.id), 0) AS "lastNumber",
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
    coalesce((SELECT json_agg(json_build_object('courseId', r.id, 'key', r.key) ORDER BY r.level, r.key)
      FROM course_prerequisite p JOIN course r ON r.id = p.requires_id WHERE p.course_id = c.id), '[]') AS needs,
    coalesce((SELECT json_agg(json_build_object('id', o.id, 'startsAt', o.starts_at, 'closesAt', o.booking_closes_at) ORDER BY o.starts_at)
      FROM occurrence o WHERE o.course_id = c.id AND o.cancelled_at IS NULL AND NOT o.draft AND o.starts_at > $6), '[]') AS dates
  FROM course c WHERE c.key = ANY($1::text[])`

const JOINERS = `
  SELECT c.key AS "courseKey", p.id, p.name, p.email, p.agency_id AS "agencyId",
    EXISTS (SELECT 1 FROM waiting_entry w WHERE w.person_id = p.id AND w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
    ARRAY(SELECT b.occurrence_id FROM booking b
      WHERE b.person_id = p.id AND b.course_id = c.id AND b.state IN ('requested', 'booked')) AS "liveOn",
    coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
      FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = c.id
      WHERE l.person_id = p.id), '[]') AS completed
  FROM unnest($2::uuid[], $3::text[]) AS asked (person_id, course_key)
    JOIN person p ON p.id = asked.person_id AND p.erased_at IS NULL JOIN course c ON c.key = asked.course_key`

const ROUND = `SELECT ${asJson(COURSES)} AS courses, ${asJson(JOINERS)} AS joiners, ${asJson(answeredSql('$4', '$5'))} AS answered`

/** The lists of a round, locked in one order by everybody until the transaction ends. A list that nobody has joined has no row yet. */
export const lockLists = (batches: LaneBatch<JoinAsked>[]): Statement => ({
  name: 'waiting-round-lock',
  text: `
    SELECT 1 FROM waiting_list WHERE course_id IN (SELECT id FROM course WHERE key = ANY($1::text[]))
    ORDER BY course_id FOR NO KEY UPDATE`,
  values: [batches.map(batch => batch.key)],
})

/** All facts of a round of joins in one row. */
export function readJoins(batches: LaneBatch<JoinAsked>[], now: Date): Statement {
  const asked = batches.flatMap(({ key, requests }) => requests.map(request => ({ courseKey: key, ...request })))
  const keyed = asked.filter(one => one.key)
  const values = [
    batches.map(batch => batch.key),
    asked.map(one => one.personId),
    asked.map(one => one.courseKey),
    keyed.map(one => one.personId),
    keyed.map(one => one.key),
    now,
  ]
  return { name: 'waiting-round', text: ROUND, values }
}

/** The number that a course's list goes on from, and the one it was decided on. */
export interface ListMove {
  courseId: string
  seenNumber: number
  joined: number
}

export interface NewEntry {
  courseId: string
  id: string
  personId: string
  agencyId: string | null
  number: number
  dates: string[]
}

export interface JoinWrites {
  moves: ListMove[]
  entries: NewEntry[]
  /** On whose behalf, by the id of the entry. */
  who: Record<string, object>
  messages: (MessageRow & { courseId: string })[]
  answers: { courseId: string; personId: string; key: string; answer: Waiting }[]
}

// As with bookings: only lists whose last number is still the one decided on take their entries, so numbers follow in order of commit.
// A course's first list is made here; two processes that make it at once meet on its primary key, and the later one begins again.
const WRITE = `
  WITH wanted AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS m("courseId" uuid, "seenNumber" int, joined int)),
  opened AS (
    INSERT INTO waiting_list (course_id, last_number)
    SELECT "courseId", joined FROM wanted m WHERE NOT EXISTS (SELECT 1 FROM waiting_list l WHERE l.course_id = m."courseId") RETURNING course_id),
  counted AS (
    UPDATE waiting_list l SET last_number = l.last_number + m.joined FROM wanted m
    WHERE l.course_id = m."courseId" AND l.last_number = m."seenNumber" RETURNING l.course_id),
  moved AS (SELECT course_id FROM opened UNION ALL SELECT course_id FROM counted),
  joined AS (
    INSERT INTO waiting_entry (id, course_id, person_id, agency_id, number, joined_at, occurrence_ids)
    SELECT e.id, e."courseId", e."personId", e."agencyId", e.number, $5, ARRAY(SELECT jsonb_array_elements_text(e.dates))::uuid[]
    FROM moved JOIN jsonb_to_recordset($2::jsonb) AS e("courseId" uuid, id uuid, "personId" uuid, "agencyId" uuid, number int, dates jsonb)
      ON e."courseId" = moved.course_id),
  told AS (
    INSERT INTO message (${MESSAGE_COLUMNS})
    SELECT ${MESSAGE_VALUES}
    FROM moved JOIN jsonb_to_recordset($3::jsonb) AS m("courseId" uuid, ${MESSAGE_RECORD}) ON m."courseId" = moved.course_id
    ON CONFLICT DO NOTHING),
  answered AS (
    INSERT INTO answered_request (person_id, key, answer, answered_at)
    SELECT a."personId", a.key, a.answer, $5 FROM moved
      JOIN jsonb_to_recordset($4::jsonb) AS a("courseId" uuid, "personId" uuid, key text, answer jsonb) ON a."courseId" = moved.course_id)
  SELECT course_id AS id, (SELECT set_config('goldthread.each', $6, true)) AS told FROM moved`

/** Writes a round of joins in one statement; answers with the courses whose lists took it. */
export const writeJoins = ({ moves, entries, messages, answers, who }: JoinWrites, now: Date): Statement => ({
  name: 'waiting-write',
  text: WRITE,
  values: [JSON.stringify(moves), JSON.stringify(entries), JSON.stringify(messages), JSON.stringify(answers), now, JSON.stringify(who)],
})
