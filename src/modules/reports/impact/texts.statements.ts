import { PRIORITY } from './impact.statements.js'
import { GROUP_KEY } from '../rows.statements.js'

// $1 and $2: the period's first instant and the one after its last; $3: a course's key; $4: a topic's; $5: a priority's, or 'other-topics'; $6: an
// agency group's; $7: a trainer; each null for all. A manager's answer stands under the delegate's agency, for it is about them.
const TEXT = `
  text AS (
    SELECT i.id AS "invitationId", q->>'key' AS "questionKey", q->>'words' AS question, i.stage, a.answers->>(q->>'key') AS words, a.quotable,
      a.submitted_at AS "sentAt", c.key AS "courseKey", c.title AS course, coalesce(g.agency_group, '') AS "agencyGroup",
      CASE i.stage WHEN 'manager' THEN 'Line manager' ELSE p.job_role END AS "jobRole", o.starts_at AS "startsAt", s.words AS quoted, s.chosen_at AS "chosenAt",
      ARRAY(SELECT t.tag FROM answer_tag t WHERE t.invitation_id = i.id AND t.question_key = q->>'key' ORDER BY t.tag) AS tags
    FROM occurrence o JOIN course c ON c.id = o.course_id JOIN topic t ON t.id = c.topic_id
      JOIN evaluation_invitation i ON i.occurrence_id = o.id
      JOIN evaluation_answer a ON a.invitation_id = i.id AND a.submitted_at IS NOT NULL
      JOIN booking b ON b.id = i.booking_id AND b.state <> 'cancelled' JOIN person p ON p.id = i.person_id
      LEFT JOIN agency g ON g.id = b.agency_id
      JOIN evaluation_form_version v ON v.id = a.form_version_id
      CROSS JOIN LATERAL jsonb_array_elements(v.content->'groups') part CROSS JOIN LATERAL jsonb_array_elements(part->'questions') q
      LEFT JOIN impact_statement s ON s.invitation_id = i.id AND s.question_key = q->>'key'
    WHERE WITHIN AND o.cancelled_at IS NULL AND q->>'kind' = 'text' AND coalesce(a.answers->>(q->>'key'), '') <> '')`

const OF_PERIOD = TEXT.replace(
  'WITHIN',
  `o.starts_at >= $1 AND o.starts_at < $2 AND ($3::text IS NULL OR c.key = $3) AND ($4::text IS NULL OR t.key = $4)
    AND ($5::text IS NULL OR (${PRIORITY} AND t.key = $5) OR (NOT ${PRIORITY} AND $5 = 'other-topics'))
    AND ($6::text IS NULL OR coalesce(${GROUP_KEY.replaceAll('a.agency_group', 'g.agency_group')}, 'not-listed') = $6)
    AND ($7::text IS NULL OR EXISTS (SELECT 1 FROM occurrence_trainer ot WHERE ot.occurrence_id = o.id AND ot.trainer_id::text = $7))`,
)

/** One page of what people wrote. $8: patterns that all must be met; $9: a theme; $10: a stage; $11: only what may be quoted; $12, $13: how many, from where. */
export const TEXTS = `
  WITH ${OF_PERIOD},
  found AS (
    SELECT * FROM text WHERE lower(words) LIKE ALL ($8::text[]) AND ($9::text IS NULL OR $9 = ANY (tags)) AND ($10::text IS NULL OR stage = $10)
      AND (NOT $11::boolean OR quotable))
  SELECT (SELECT count(*) FROM found)::int AS total,
    coalesce((SELECT json_agg(f) FROM (
      SELECT * FROM found ORDER BY md5("invitationId"::text || "questionKey") LIMIT $12 OFFSET $13) f), '[]') AS rows,
    coalesce((SELECT json_agg(json_build_object('theme', n.tag, 'count', n.count) ORDER BY n.count DESC, n.tag) FROM (
      SELECT tag, count(*) FROM text CROSS JOIN LATERAL unnest(tags) AS tag GROUP BY tag) n), '[]') AS themes`

/** What was chosen to be quoted, of those who still allow it, as it was chosen. */
export const STATEMENTS = `
  WITH ${OF_PERIOD} SELECT * FROM text WHERE quoted IS NOT NULL AND quotable ORDER BY course, "chosenAt", "invitationId"`

/** One written answer. $1: its invitation; $2: its question's key. */
export const ONE_TEXT = `WITH ${TEXT.replace('WITHIN', 'i.id = $1')} SELECT * FROM text WHERE "questionKey" = $2`

/** Every answer, without anything that names anybody; pseudonyms tell a booking's stages together, and their order tells nothing. */
export const ANONYMOUS = `
  WITH told AS (
    SELECT i.stage, i.booking_id, o.starts_at, c.title AS course, t.name AS topic, coalesce(g.agency_group, '') AS "agencyGroup", a.answers, v.content,
      dense_rank() OVER (ORDER BY md5(i.booking_id::text || $8)) AS person
    FROM occurrence o JOIN course c ON c.id = o.course_id JOIN topic t ON t.id = c.topic_id
      JOIN evaluation_invitation i ON i.occurrence_id = o.id
      JOIN evaluation_answer a ON a.invitation_id = i.id AND a.submitted_at IS NOT NULL
      JOIN booking b ON b.id = i.booking_id AND b.state <> 'cancelled' LEFT JOIN agency g ON g.id = b.agency_id
      JOIN evaluation_form_version v ON v.id = a.form_version_id
    WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.cancelled_at IS NULL AND ($3::text IS NULL OR c.key = $3)
      AND ($4::text IS NULL OR t.key = $4) AND ($5::text IS NULL OR (${PRIORITY} AND t.key = $5) OR (NOT ${PRIORITY} AND $5 = 'other-topics'))
      AND ($6::text IS NULL OR coalesce(${GROUP_KEY.replaceAll('a.agency_group', 'g.agency_group')}, 'not-listed') = $6)
      AND ($7::text IS NULL OR EXISTS (SELECT 1 FROM occurrence_trainer ot WHERE ot.occurrence_id = o.id AND ot.trainer_id::text = $7)))
  SELECT told.person::int, told.starts_at AS "startsAt", told.course, told.topic, told."agencyGroup", told.stage, q->>'key' AS key, q->>'kind' AS kind,
    q->>'words' AS question, q->'options' AS options, told.answers->(q->>'key') AS value
  FROM told CROSS JOIN LATERAL jsonb_array_elements(told.content->'groups') part CROSS JOIN LATERAL jsonb_array_elements(part->'questions') q
  WHERE told.answers ? (q->>'key') ORDER BY told.person, array_position(ARRAY['pre', 'post', 'impact', 'manager'], told.stage), 7`
