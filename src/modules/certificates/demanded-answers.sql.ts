/**
 * SQL: the person of booking `b` has been asked after the course, has yet to answer, and the certificate waits for it. Nobody of whom this
 * is true has to be looked at; whether somebody else has to wait too is the evaluation's to say (`EvaluationReader.stagesWanted`).
 */
export const ASKED_AND_WAITING = `EXISTS (
  SELECT 1 FROM evaluation_invitation i LEFT JOIN course_evaluation s ON s.course_id = i.course_id
  WHERE i.booking_id = b.id AND i.stage = 'post' AND i.state IN ('due', 'asked')
    AND coalesce(s.gate_certificate AND 'post' = ANY(s.stages), true))`

/** SQL: the booking that record `r` came of. */
export const JOIN_BOOKING = `LEFT JOIN booking b ON b.id = CASE WHEN r.source ~ '^booking:[0-9a-f-]{36}$' THEN substr(r.source, 9)::uuid END`
