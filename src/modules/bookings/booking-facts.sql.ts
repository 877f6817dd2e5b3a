import { CLOSED_DAYS, termsIdOf } from './policies/agreed.js'

/**
 * The two reads that every decision on a booking rests on, as texts that the lane, the check page and the offers share, so that all of
 * them decide on the same facts.
 */

/**
 * Occurrences with all that deciding and telling needs. `ids`: the placeholder of a uuid[]. `version` is the row's own (Postgres' xmin):
 * whatever changes the row changes it, so who writes can hold to what was read. A draft is not there for anybody.
 */
export const occurrencesSql = (ids: string) => `
  SELECT o.id, o.xmin::text AS version, o.course_id AS "courseId", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.booking_opens_at AS "opensAt",
    o.booking_closes_at AS "closesAt", o.cancelled_at AS "cancelledAt", (o.external_url <> '' OR c.kind <> 'scheduled') AS external, c.retired,
    (SELECT min(r.returns_at) FROM reserved_places r WHERE r.occurrence_id = o.id AND r.returned_at IS NULL) AS "nextReturn",
    (SELECT coalesce(sum(r.unused), 0)::int FROM reserved_places r WHERE r.occurrence_id = o.id AND r.returned_at IS NULL) AS reserved,
    o.places, o.booked, o.held, o.online_url AS "onlineUrl", c.key AS "courseKey", c.title AS "courseTitle",
    concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue, concat_ws('. ', upper(left(v.features[1], 1)) || substr(array_to_string(v.features, ', '), 2), nullif(v.access, '')) AS "venueAccess",
    y.definition AS policy, y.id AS "policyId", coalesce(y.version, 0) AS "policyVersion", ${termsIdOf('c.id')} AS "termsId",
    ${CLOSED_DAYS} AS "closedDays", c.needs_approval AS "needsApproval", o.calendar_sequence AS "calendarSequence",
    json_build_object('fewest', o.fewest, 'decideOn', o.decide_on, 'confirmed', o.confirmed_at IS NOT NULL) AS runs,
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions,
    coalesce((SELECT json_agg(json_build_object('courseId', r.id, 'key', r.key, 'title', r.title, 'kind', r.kind) ORDER BY r.level, r.key)
      FROM course_prerequisite p JOIN course r ON r.id = p.requires_id WHERE p.course_id = o.course_id), '[]') AS needs
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
    LEFT JOIN cancellation_policy y ON y.id = c.policy_id
  WHERE o.id = ANY(${ids}::uuid[]) AND NOT o.draft`

/**
 * People, each for one occurrence: whom they work for, their live bookings on its course, what they have learned of what it requires,
 * and the place held for them. `people` and `occurrences`: the placeholders of two uuid[] of the same length.
 */
export const peopleSql = (people: string, occurrences: string) => `
  SELECT o.id AS "occurrenceId", p.id, p.name, p.email, p.agency_id AS "agencyId",
    coalesce(a.needs_approval, false) AS "agencyNeedsApproval", coalesce(a.copies, '{}') AS copies,
    json_build_object('managerName', p.manager_name, 'managerEmail', p.manager_email, 'deputyName', p.deputy_name,
      'deputyEmail', p.deputy_email) AS approvers,
    ARRAY(SELECT b.occurrence_id FROM booking b WHERE b.person_id = p.id
      AND (b.occurrence_id = o.id AND b.state <> 'cancelled' OR b.course_id = o.course_id AND b.state IN ('requested', 'booked'))) AS "liveOn",
    coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
      FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = o.course_id
      WHERE l.person_id = p.id), '[]') AS completed,
    (SELECT json_build_object('offerId', f.id, 'runsOutAt', f.runs_out_at)
      FROM offer f JOIN waiting_entry w ON w.id = f.entry_id AND w.ended_at IS NULL
      WHERE f.person_id = p.id AND f.occurrence_id = o.id AND f.state = 'open' AND f.kind = 'hold') AS hold,
    (SELECT json_build_object('id', r.id, 'unused', r.unused, 'returnsAt', r.returns_at) FROM reserved_places r
      WHERE r.occurrence_id = o.id AND r.agency_id = p.agency_id AND r.returned_at IS NULL AND r.unused > 0) AS reserved
  FROM unnest(${people}::uuid[], ${occurrences}::uuid[]) AS asked (person_id, occurrence_id)
    JOIN person p ON p.id = asked.person_id AND p.erased_at IS NULL JOIN occurrence o ON o.id = asked.occurrence_id
    LEFT JOIN agency a ON a.id = p.agency_id`

/** What idempotency keys were answered before. The placeholders of a uuid[] and a text[] of the same length. */
export const answeredSql = (people: string, keys: string) => `
  SELECT a.person_id AS "personId", a.key, a.answer
  FROM unnest(${people}::uuid[], ${keys}::text[]) AS asked (person_id, key) JOIN answered_request a USING (person_id, key)`

/** A query as one JSON list, so that several travel in one row. */
export const asJson = (sql: string) => `(SELECT coalesce(json_agg(row_to_json(found)), '[]') FROM (${sql}) found)`
