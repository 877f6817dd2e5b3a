/** The condition of a booking ($1) that is still open. */
export const OPEN_CONDITION = `
  SELECT course_ids AS "courseIds", days_before AS "daysBefore" FROM booking_condition WHERE booking_id = $1 AND state = 'open'`

/** The booking that follows $1: credited to the agency that the first was, booked over what the first was booked over. */
export const BEGIN = `
  INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at, booked_by_id, override_reason, second_on_course,
    follows_id, moved_by, policy_id, policy_version, terms_id, promised_for, promised)
  SELECT $2, $3, $4, b.course_id, b.person_id, b.agency_id, $5, $6, $7, coalesce($8, b.override_reason), b.second_on_course OR $9, b.id, $10, $11, $12,
    $13, $14, $15
  FROM booking b WHERE b.id = $1`

export const CARRY_NEEDS = `INSERT INTO need (booking_id, access, dietary) SELECT $2, access, dietary FROM need WHERE booking_id = $1`

/** What a line manager agreed to is agreed to; the links of the first booking open nothing about this one. */
export const CARRY_APPROVAL = `
  INSERT INTO approval (booking_id, manager_name, manager_email, deputy_name, deputy_email, state, round, asked_at, chase_at, runs_out_at, answered_at,
    answered_by, answered_by_person_id, reason)
  SELECT $2, manager_name, manager_email, deputy_name, deputy_email, state, round, asked_at, chase_at, runs_out_at, answered_at, answered_by,
    answered_by_person_id, reason
  FROM approval WHERE booking_id = $1 AND state = 'approved'`

export const KEEP = `INSERT INTO booking_condition (booking_id, course_ids, days_before, until, next_at) VALUES ($1, $2, $3, $4, $5)`

export const END_WAITING = `
  UPDATE waiting_entry SET ended_at = $3, outcome = 'booked' WHERE person_id = $1 AND course_id = $2 AND ended_at IS NULL`

/** One of the reserved places $1 is used; the caller counts it among those no longer held. */
export const USE_RESERVED = `UPDATE reserved_places SET unused = unused - 1 WHERE id = $1`

export const TAKE_HOLD = `UPDATE offer SET state = 'accepted', answered_at = $2 WHERE id = $1`

/** One more is booked on $1; $2 places of those that were held, $3 above the limit. */
export const MORE_BOOKED = `UPDATE occurrence SET booked = booked + 1, held = held - $2, overbooked = overbooked + $3 WHERE id = $1`

/** One fewer is booked on $1. A place given above the limit is taken back first: it was never free for anybody else. */
export const LESS_BOOKED = `
  UPDATE occurrence SET booked = booked - 1, overbooked = greatest(0, least(overbooked, booked - 1 + held - places)) WHERE id = $1`
