/** One run offers the places of at most so many dates. */
export const MOST_DATES = 200

/**
 * In the last hours everybody hears of a place; once it is taken their offer is gone, so that they hear of the next one again. Without a
 * lock: should a place fall free at this very moment, the next run offers it.
 */
export const TAKEN = `
  UPDATE offer f SET state = 'gone', answered_at = $1 FROM occurrence o
  WHERE o.id = f.occurrence_id AND f.state = 'open' AND f.kind = 'first-to-accept' AND o.booked + o.held >= o.places`

/**
 * Dates with a free place, open for booking, and somebody waiting who could be offered it and has not been: \`$1\` now, \`$2\` how many hours
 * before the closing an offer is for the first to accept, \`$3\` how many dates. It may name one too many, never one too few: the rule decides
 * under the locks. So the prerequisites are only asked for as "recorded, and not long out of date".
 */
export const UNOFFERED = `
  SELECT o.id FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.starts_at > $1 AND coalesce(o.booking_closes_at, o.starts_at) > $1 AND coalesce(o.booking_opens_at, $1) <= $1
    AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND c.kind = 'scheduled' AND o.booked + o.held < o.places
    AND EXISTS (
      SELECT 1 FROM waiting_entry w
      WHERE w.course_id = o.course_id AND w.ended_at IS NULL AND (w.occurrence_ids = '{}' OR o.id = ANY(w.occurrence_ids))
        AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.person_id = w.person_id AND b.course_id = o.course_id AND b.state IN ('requested', 'booked'))
        AND NOT EXISTS (SELECT 1 FROM offer h WHERE h.entry_id = w.id AND h.state = 'open' AND h.kind = 'hold')
        AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.entry_id = w.id AND f.occurrence_id = o.id
          AND (f.state NOT IN ('run-out', 'gone')
            OR least(o.starts_at, coalesce(o.booking_closes_at, o.starts_at)) > $1::timestamptz + make_interval(hours => $2)))
        AND NOT EXISTS (SELECT 1 FROM course_prerequisite n WHERE n.course_id = o.course_id AND NOT EXISTS (
          SELECT 1 FROM learning_record l WHERE l.person_id = w.person_id AND l.course_id = n.requires_id
            AND (l.valid_until IS NULL OR l.valid_until >= o.starts_at::date - 1))))
  ORDER BY o.starts_at, o.id LIMIT $3`

/** So many places ($2) are held no longer. */
export const LESS_HELD = `
  UPDATE occurrence SET held = held - $2, overbooked = greatest(0, least(overbooked, booked + held - $2 - places)) WHERE id = $1`
