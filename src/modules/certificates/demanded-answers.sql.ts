/**
 * SQL: the person of booking `b` has been asked for the answers that its course demands before the certificate, can still give them, and
 * has not. A stage that was never asked, or that is closed, holds nobody up: nobody waits for what cannot be answered.
 */
export const ANSWERS_MISSING = `EXISTS (
  SELECT 1 FROM evaluation_invitation i LEFT JOIN course_evaluation s ON s.course_id = i.course_id
  WHERE i.booking_id = b.id AND i.stage = 'post' AND i.state IN ('due', 'asked')
    AND coalesce(s.gate_certificate AND 'post' = ANY(s.stages), true))`

/** SQL: the booking that record `r` came of. */
export const JOIN_BOOKING = `LEFT JOIN booking b ON b.id = CASE WHEN r.source ~ '^booking:[0-9a-f-]{36}$' THEN substr(r.source, 9)::uuid END`
