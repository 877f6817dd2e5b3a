import { FACTS, FACTS_OF_BOOKING, hasForm, STAGES_OF_COURSE } from './asking-facts.js'

/** Since when people are asked: the first run of the job says so, and no other. */
export const BEGIN = `
  WITH begun AS (INSERT INTO evaluation_start (id, since) VALUES (1, $1) ON CONFLICT DO NOTHING RETURNING since)
  SELECT since FROM begun UNION ALL SELECT since FROM evaluation_start LIMIT 1`

// Nothing ran for longer than this: whoever was there then is asked no more.
const LOOKED_BACK = `interval '100 days'`

/**
 * What is still to be laid out: each stage of each booking that has none of it. Before the course for who has a place; after it, and later,
 * once the last session has ended, or the first of them is opened in the room. `$1`: now, `$2`: since when is asked, `$3`: how many at most.
 */
export const toLayOut = (ofOccurrence: boolean): string => `
  WITH missing AS MATERIALIZED (
    SELECT b.id, s.stage
    FROM occurrence o JOIN course c ON c.id = o.course_id JOIN booking b ON b.occurrence_id = o.id
      LEFT JOIN course_evaluation e ON e.course_id = o.course_id LEFT JOIN evaluation_occurrence w ON w.occurrence_id = o.id
      CROSS JOIN LATERAL unnest(${STAGES_OF_COURSE}) AS s(stage)
    WHERE ${ofOccurrence ? 'o.id = $4 AND' : ''} o.ends_at > $2 AND o.ends_at > $1::timestamptz - ${LOOKED_BACK} AND o.cancelled_at IS NULL
      AND o.external_url = '' AND c.kind = 'scheduled' AND b.state IN ('booked', 'attended', 'partly attended')
      AND (CASE WHEN s.stage = 'pre' THEN b.state = 'booked' AND o.starts_at > $1::timestamptz - interval '1 hour'
        ELSE o.ends_at <= $1 OR s.stage = 'post' AND w.opened_at <= $1 END)
      AND NOT EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.booking_id = b.id AND i.stage = s.stage)
    LIMIT $3)
  SELECT b.id AS "bookingId", m.stage, b.person_id AS "personId", b.course_id AS "courseId", b.occurrence_id AS "occurrenceId", ${FACTS}
  FROM missing m JOIN ${FACTS_OF_BOOKING.replace('booking b', 'booking b ON b.id = m.id')}`

export const LAY_OUT = `
  INSERT INTO evaluation_invitation (id, booking_id, stage, person_id, course_id, occurrence_id, due_at, next_at, link_nonce, link_hash)
  SELECT r.id, r."bookingId", r.stage, r."personId", r."courseId", r."occurrenceId", r."dueAt", r."nextAt", r.nonce, r.hash
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "bookingId" uuid, stage text, "personId" uuid, "courseId" uuid, "occurrenceId" uuid,
    "dueAt" timestamptz, "nextAt" timestamptz, nonce text, hash text)
  ON CONFLICT (booking_id, stage) DO NOTHING`

/** The dates of what was laid out, as they are now; those that are known keep what they were laid out for. */
export const KNOW_DATES = `
  INSERT INTO evaluation_occurrence (occurrence_id, starts_at, ends_at, settings_version)
  SELECT o.id, o.starts_at, o.ends_at, coalesce(e.version, 0) FROM occurrence o LEFT JOIN course_evaluation e ON e.course_id = o.course_id
  WHERE o.id = ANY($1::uuid[]) ON CONFLICT DO NOTHING`

// Dates with an open invitation whose times, or whose course's settings, are others than they were laid out for.
const CHANGED = `
  UPDATE evaluation_occurrence w SET starts_at = o.starts_at, ends_at = o.ends_at, settings_version = coalesce(e.version, 0)
  FROM occurrence o LEFT JOIN course_evaluation e ON e.course_id = o.course_id
  WHERE o.id = w.occurrence_id AND (w.starts_at, w.ends_at, w.settings_version) IS DISTINCT FROM (o.starts_at, o.ends_at, coalesce(e.version, 0))
    AND EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.occurrence_id = w.occurrence_id AND i.state IN ('due', 'asked'))
  RETURNING w.occurrence_id`

/** Dates that were moved, and courses that are asked about otherwise: every open invitation of theirs is looked at anew. `$1`: now. */
export const LOOK_AT_CHANGED = `
  WITH changed AS (${CHANGED})
  UPDATE evaluation_invitation i SET next_at = $1 FROM changed
  WHERE i.occurrence_id = changed.occurrence_id AND i.state IN ('due', 'asked')`

/** Open invitations of bookings that have ended without their person being there: looked at now, not only when they would have fallen due. */
export const LOOK_AT_ENDED = `
  UPDATE evaluation_invitation i SET next_at = $1 FROM booking b JOIN occurrence o ON o.id = b.occurrence_id
  WHERE b.id = i.booking_id AND i.state IN ('due', 'asked') AND (i.next_at IS NULL OR i.next_at > $1)
    AND (b.state IN ('cancelled', 'no-show') OR b.state = 'booked' AND o.cancelled_at IS NOT NULL
      OR b.state = 'partly attended' AND i.stage IN ('impact', 'manager'))`

/** What was closed because of a register that has been put right since: open again, and looked at now. */
export const LOOK_AT_CORRECTED = `
  UPDATE evaluation_invitation i SET state = CASE WHEN i.asked_at IS NULL THEN 'due' ELSE 'asked' END, closed_why = NULL, next_at = $1
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id
  WHERE b.id = i.booking_id AND i.closed_why IN ('cancelled', 'did not come', 'left part way')
    AND (CASE i.closed_why WHEN 'cancelled' THEN b.state <> 'cancelled' AND o.cancelled_at IS NULL
      WHEN 'did not come' THEN b.state <> 'no-show' ELSE b.state <> 'partly attended' END)`

// First the rows, by their index, and then what is to be known of them: worked out for these alone.
const CLAIMED = `
  SELECT id FROM evaluation_invitation WHERE next_at <= $1 AND state IN ('due', 'asked') ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED`

/** What is to be looked at now, each row by one worker; `$1`: now, `$2`: how many at most. */
export const TO_LOOK_AT = `
  WITH claimed AS MATERIALIZED (${CLAIMED})
  SELECT i.id, i.stage, i.state, i.asked_at AS "askedAt", i.chasers, i.link_nonce AS nonce, i.link_hash AS hash, i.manager_name AS "managerName",
    i.manager_email AS "managerEmail", p.name, p.email, p.manager_name AS "managerNameNow", p.manager_email AS "managerEmailNow",
    c.title AS course, ${hasForm('i.stage')} AS form, ${FACTS}
  FROM claimed JOIN evaluation_invitation i ON i.id = claimed.id JOIN ${FACTS_OF_BOOKING.replace('booking b', 'booking b ON b.id = i.booking_id')}
  ORDER BY i.next_at, i.id`

/** Writes down what was decided. */
export const DECIDED = `
  UPDATE evaluation_invitation i SET state = r.state, due_at = r."dueAt", asked_at = r."askedAt", chasers = r.chasers, next_at = r."nextAt",
    closed_why = r."closedWhy", link_nonce = r.nonce, link_hash = r.hash, manager_name = r."managerName", manager_email = r."managerEmail"
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, state text, "dueAt" timestamptz, "askedAt" timestamptz, chasers smallint,
    "nextAt" timestamptz, "closedWhy" text, nonce text, hash text, "managerName" text, "managerEmail" text)
  WHERE i.id = r.id`

/** The invitations of these ids that were asked, with what tells whether their mail still holds. */
export const ASKED = `
  SELECT i.id, i.stage, i.state, i.chasers, ${FACTS},
    (SELECT m.data->>'on' FROM message m WHERE m.subject = 'evaluation:' || i.id AND m.kind = 'evaluation-before' AND m.sequence = i.chasers) AS "toldOn"
  FROM evaluation_invitation i JOIN ${FACTS_OF_BOOKING.replace('booking b', 'booking b ON b.id = i.booking_id')}
  WHERE i.id = ANY($1::uuid[]) AND i.state = 'asked'`
