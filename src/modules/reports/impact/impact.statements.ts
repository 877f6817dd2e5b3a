// $1 and $2: the period's first instant and the one after its last. A date that was cancelled, and a booking that was, are left out: what was
// asked before came to nothing. Only what was sent is an answer.
const TOLD = `
  told AS (
    SELECT i.id, i.booking_id, i.occurrence_id, i.person_id, b.agency_id, i.stage, lower(i.manager_email) AS manager, a.answers,
      a.form_version_id, a.invitation_id IS NOT NULL AS sent
    FROM occurrence o JOIN evaluation_invitation i ON i.occurrence_id = o.id JOIN booking b ON b.id = i.booking_id AND b.state <> 'cancelled'
      LEFT JOIN evaluation_answer a ON a.invitation_id = i.id AND a.submitted_at IS NOT NULL
    WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.cancelled_at IS NULL AND (i.asked_at IS NOT NULL OR a.invitation_id IS NOT NULL)
      AND ($3::uuid IS NULL OR o.id = $3))`

const QUESTION = `
  question AS (
    SELECT v.id AS version_id, q->>'key' AS key, q->>'kind' AS kind, q->>'role' AS role
    FROM evaluation_form_version v, jsonb_array_elements(v.content->'groups') g, jsonb_array_elements(g->'questions') q)`

/** One row for each booking that was asked anything of: what was answered at each stage. $3: one occurrence only; null: all. */
export const ANSWERS = `
  WITH ${TOLD}, ${QUESTION},
  read AS (
    SELECT t.id, jsonb_object_agg(q.role, t.answers->q.key) FILTER (WHERE q.role IN ('applied', 'barriers')) AS chosen,
      bool_or(q.kind = 'text' AND t.answers->>q.key <> '') AS wrote
    FROM told t JOIN question q ON q.version_id = t.form_version_id AND t.answers ? q.key GROUP BY t.id),
  scored AS (
    SELECT t.id, jsonb_object_agg(s.measure_key, s.value) AS scores
    FROM told t JOIN evaluation_score s ON s.invitation_id = t.id WHERE t.sent GROUP BY t.id)
  SELECT t.booking_id AS "bookingId", t.person_id AS "personId", t.occurrence_id AS "occurrenceId", a.agency_group AS "agencyGroup",
    max(t.manager) FILTER (WHERE t.stage = 'manager' AND t.sent) AS manager,
    array_agg(t.stage) AS asked, coalesce(array_agg(t.stage) FILTER (WHERE t.sent), '{}') AS answered,
    coalesce(jsonb_object_agg(t.stage, s.scores) FILTER (WHERE s.scores IS NOT NULL), '{}') AS scores,
    coalesce(jsonb_object_agg(t.stage, r.chosen) FILTER (WHERE r.chosen IS NOT NULL), '{}') AS chosen,
    coalesce(bool_or(r.wrote), false) AS wrote,
    ARRAY(SELECT k.kept FROM committed_action k WHERE k.booking_id = t.booking_id AND k.kept IS NOT NULL ORDER BY k.position) AS kept
  FROM told t LEFT JOIN read r ON r.id = t.id LEFT JOIN scored s ON s.id = t.id LEFT JOIN agency a ON a.id = t.agency_id
  GROUP BY t.booking_id, t.person_id, t.occurrence_id, a.agency_group ORDER BY t.booking_id`

/** Whether the topic was a priority of the partnership in the financial year of the date. */
export const PRIORITY = `(t.priority AND (t.priority_years = '{}'
  OR extract(year FROM (o.starts_at AT TIME ZONE 'Europe/London') - interval '3 months')::int = ANY(t.priority_years)))`

/** The dates of the period, with all that their answers are grouped by. */
export const OCCURRENCES = `
  SELECT o.id, o.starts_at AS "startsAt", c.key AS "courseKey", c.title AS "courseTitle", t.key AS "topicKey", t.name AS "topicName", ${PRIORITY} AS priority,
    coalesce((SELECT json_agg(json_build_object('key', r.id, 'name', p.name)) FROM occurrence_trainer ot JOIN trainer r ON r.id = ot.trainer_id
      JOIN person p ON p.id = r.person_id WHERE ot.occurrence_id = o.id), '[]') AS trainers
  FROM occurrence o JOIN course c ON c.id = o.course_id JOIN topic t ON t.id = c.topic_id
  WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.cancelled_at IS NULL AND ($3::uuid IS NULL OR o.id = $3)
    AND EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.occurrence_id = o.id)`

/** The measures in the order in which they came, and the options of what impact reads, in the words of the newest version. */
export const META = `
  SELECT
    coalesce((SELECT json_agg(json_build_object('key', key, 'name', title, 'low', low, 'high', high) ORDER BY id) FROM measure), '[]') AS measures,
    coalesce((SELECT json_agg(json_build_object('stage', f.stage, 'role', q->>'role', 'options', q->'options') ORDER BY v.published_at, v.number)
      FROM evaluation_form_version v JOIN evaluation_form f ON f.id = v.form_id, jsonb_array_elements(v.content->'groups') g,
        jsonb_array_elements(g->'questions') q
      WHERE q->>'role' IN ('applied', 'barriers') AND jsonb_typeof(q->'options') = 'array'), '[]') AS questions`
