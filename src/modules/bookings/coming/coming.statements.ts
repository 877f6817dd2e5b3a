/** Dates that may have a reminder to be written: the days are compared roughly here, the rule decides. `$1`: now. */
export const DATES_TO_REMIND = `
  SELECT o.id, o.starts_at AS "startsAt", o.calendar_sequence AS "calendarSequence", c.reminder_days AS "reminderDays"
  FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.starts_at > $1 AND o.starts_at < $1::timestamptz + interval '62 days' AND o.cancelled_at IS NULL AND o.booked > 0
    AND EXISTS (SELECT 1 FROM unnest(c.reminder_days) AS r (days)
      WHERE o.starts_at BETWEEN $1::timestamptz + make_interval(days => r.days - 4) AND $1::timestamptz + make_interval(days => r.days + 2))`

/** Dates whose joining details are to be told, or soon; `$2`: up to which start. */
export const DATES_TO_JOIN = `
  SELECT o.id, o.starts_at AS "startsAt", o.calendar_sequence AS "calendarSequence", '{}'::int[] AS "reminderDays"
  FROM occurrence o WHERE o.starts_at > $1 AND o.starts_at < $1::timestamptz + interval '7 days' AND o.cancelled_at IS NULL AND o.booked > 0`

/**
 * Who has not been told yet: `$1` the messages to be written (one for each date and day), `$2` their kind, `$3` how many at most, after `$4` and
 * `$5` (the days and the booking of the last one looked at). A
 * message of an earlier change that is not sent yet will not be (it is overtaken); one that was sent for the same day is not sent again.
 */
export const NOT_TOLD = `
  SELECT r."occurrenceId", r.sequence, b.id, b.reference, p.id AS "personId", p.name, p.email,
    y.definition AS policy, b.booked_at AS "bookedAt", b.promised_for AS "promisedFor", b.promised,
    coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
      FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = b.course_id
      WHERE l.person_id = b.person_id), '[]') AS completed
  FROM jsonb_to_recordset($1::jsonb) AS r("occurrenceId" uuid, sequence int, "startsOn" text, "bookedBefore" timestamptz)
    JOIN booking b ON b.occurrence_id = r."occurrenceId" AND b.state = 'booked' AND NOT b.walk_in
      AND (r."bookedBefore" IS NULL OR b.booked_at < r."bookedBefore")
    JOIN person p ON p.id = b.person_id LEFT JOIN policy_version y ON y.policy_id = b.policy_id AND y.number = b.policy_version
  WHERE ($5::uuid IS NULL OR (r.sequence % 100, b.id) > ($4::int, $5::uuid))
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'booking:' || b.id AND m.kind = $2
    AND (m.sequence = r.sequence
      OR m.sequence % 100 = r.sequence % 100 AND m.data->>'startsOn' = r."startsOn" AND m.state NOT IN ('due', 'dropped')))
  ORDER BY r.sequence % 100, b.id LIMIT $3`

/** All that the mails say of these dates. */
export const TOLD_OF_DATES = `
  SELECT o.id, c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.online_url AS "onlineUrl",
    o.joining_details AS "joiningDetails", concat_ws('. ', upper(left(v.features[1], 1)) || substr(array_to_string(v.features, ', '), 2), nullif(v.access, '')) AS "venueAccess", coalesce(v.map_url, '') AS "mapUrl",
    concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue,
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions,
    coalesce((SELECT json_agg(json_build_object('courseId', r.id, 'key', r.key, 'title', r.title) ORDER BY r.level, r.key)
      FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = o.course_id), '[]') AS needs
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.id = ANY($1::uuid[])`

/** The bookings that live, of these, with what tells whether a message about them still holds. */
export const LIVING = `
  SELECT b.id, o.starts_at AS "startsAt", o.calendar_sequence AS "calendarSequence", c.reminder_days AS "reminderDays"
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
  WHERE b.id = ANY($1::uuid[]) AND b.state = 'booked' AND o.cancelled_at IS NULL`
