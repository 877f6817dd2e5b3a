import type { Statement } from '../../database/pipeline.js'

/** The occurrence with all that deciding and telling needs; no lock, so everybody may read it at once. */
export const readOccurrence = (occurrenceId: string): Statement => ({
  name: 'lane-occurrence',
  text: `
    SELECT o.id, o.course_id AS "courseId", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.booking_opens_at AS "opensAt",
      o.booking_closes_at AS "closesAt", o.cancelled_at AS "cancelledAt", (o.external_url <> '' OR c.kind <> 'scheduled') AS external,
      o.places, o.booked, o.held, o.online_url AS "onlineUrl", c.key AS "courseKey", c.title AS "courseTitle",
      concat_ws(', ', nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue, coalesce(v.access, '') AS "venueAccess",
      y.name AS "policyName", y.definition AS policy,
      coalesce((SELECT json_agg(json_build_object('courseId', r.id, 'key', r.key, 'title', r.title, 'kind', r.kind) ORDER BY r.level, r.key)
        FROM course_prerequisite p JOIN course r ON r.id = p.requires_id WHERE p.course_id = o.course_id), '[]') AS needs
    FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
      LEFT JOIN cancellation_policy y ON y.id = c.policy_id
    WHERE o.id = $1`,
  values: [occurrenceId],
})

/** The people of a batch: whom they work for, their live bookings on the course, what they have learned of what it requires, their hold. */
export const readPeople = (occurrenceId: string, personIds: string[]): Statement => ({
  name: 'lane-people',
  text: `
    SELECT p.id, p.name, p.email, p.agency_id AS "agencyId",
      ARRAY(SELECT b.occurrence_id FROM booking b WHERE b.person_id = p.id
        AND (b.occurrence_id = o.id AND b.state <> 'cancelled' OR b.course_id = o.course_id AND b.state IN ('requested', 'booked'))) AS "liveOn",
      coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
        FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = o.course_id
        WHERE l.person_id = p.id), '[]') AS completed,
      (SELECT json_build_object('offerId', f.id, 'runsOutAt', f.runs_out_at)
        FROM offer f WHERE f.person_id = p.id AND f.occurrence_id = o.id AND f.state = 'open' AND f.kind = 'hold') AS hold
    FROM person p CROSS JOIN occurrence o WHERE p.id = ANY($2::uuid[]) AND o.id = $1`,
  values: [occurrenceId, personIds],
})

/** What the idempotency keys of a batch were answered before. */
export const readAnswered = (personIds: string[], keys: string[]): Statement => ({
  name: 'lane-answered',
  text: `
    SELECT a.person_id AS "personId", a.key, a.answer
    FROM unnest($1::uuid[], $2::text[]) AS asked (person_id, key) JOIN answered_request a USING (person_id, key)`,
  values: [personIds, keys],
})

/** The one lock, taken last: the counters as they stand now, until commit. NO KEY: rows that refer to the occurrence need not wait. */
export const lockCounters = (occurrenceId: string): Statement => ({
  name: 'lane-lock',
  text: 'SELECT places, booked, held, cancelled_at AS "cancelledAt" FROM occurrence WHERE id = $1 FOR NO KEY UPDATE',
  values: [occurrenceId],
})

export interface NewBooking {
  id: string
  reference: string
  personId: string
  agencyId: string | null
  bookedById: string
  overrideReason: string
  secondOnCourse: boolean
}

export const insertBookings = (occurrenceId: string, courseId: string, now: Date, rows: NewBooking[]): Statement => ({
  name: 'lane-book',
  text: `
    INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at, booked_by_id, override_reason, second_on_course)
    SELECT id, reference, $1, $2, person_id, agency_id, 'booked', $3, booked_by_id, override_reason, second_on_course
    FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::boolean[])
      AS row (id, reference, person_id, agency_id, booked_by_id, override_reason, second_on_course)`,
  values: [
    occurrenceId,
    courseId,
    now,
    rows.map(row => row.id),
    rows.map(row => row.reference),
    rows.map(row => row.personId),
    rows.map(row => row.agencyId),
    rows.map(row => row.bookedById),
    rows.map(row => row.overrideReason),
    rows.map(row => row.secondOnCourse),
  ],
})

export const moveCounters = (occurrenceId: string, booked: number, held: number, overbooked: number): Statement => ({
  name: 'lane-counters',
  text: 'UPDATE occurrence SET booked = booked + $2, held = held + $3, overbooked = overbooked + $4 WHERE id = $1',
  values: [occurrenceId, booked, held, overbooked],
})

/** Who has a place waits no longer: the entries end, and a place held for them (on this or another date) is theirs or free again. */
export const endWaiting = (courseId: string, personIds: string[], occurrenceId: string, now: Date): Statement => ({
  name: 'lane-end-waiting',
  text: `
    WITH ended AS (
      UPDATE waiting_entry SET ended_at = $4, outcome = 'booked'
      WHERE course_id = $1 AND person_id = ANY($2::uuid[]) AND ended_at IS NULL RETURNING id),
    answered AS (
      UPDATE offer f SET state = CASE WHEN f.occurrence_id = $3 THEN 'accepted' ELSE 'gone' END, answered_at = $4
      FROM ended WHERE f.entry_id = ended.id AND f.state = 'open' RETURNING f.occurrence_id, f.kind)
    UPDATE occurrence o SET held = o.held - freed.n
    FROM (SELECT occurrence_id, count(*)::int AS n FROM answered WHERE occurrence_id <> $3 AND kind = 'hold' GROUP BY occurrence_id) freed
    WHERE o.id = freed.occurrence_id RETURNING o.id`,
  values: [courseId, personIds, occurrenceId, now],
})

export const insertNeeds = (rows: { bookingId: string; access: string; dietary: string }[]): Statement => ({
  name: 'lane-needs',
  text: 'INSERT INTO need (booking_id, access, dietary) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])',
  values: [rows.map(row => row.bookingId), rows.map(row => row.access), rows.map(row => row.dietary)],
})
