/** What is there of a part on the way; what is sent stays as it is. */
export const SAVE = `
  INSERT INTO evaluation_answer (invitation_id, form_version_id, answers, saved_at, quotable) VALUES ($1, $2, $3::jsonb, $4, $5)
  ON CONFLICT (invitation_id) DO UPDATE SET answers = EXCLUDED.answers, saved_at = EXCLUDED.saved_at, quotable = EXCLUDED.quotable
  WHERE evaluation_answer.submitted_at IS NULL`

export const SEND = `
  UPDATE evaluation_answer SET submitted_at = $2, saved_at = $2, answered_on_stage_at = $3 WHERE invitation_id = $1 AND submitted_at IS NULL`

export const SENT = `UPDATE evaluation_invitation SET state = 'answered', next_at = NULL WHERE id = $1`

export const SCORES = `
  INSERT INTO evaluation_score (invitation_id, measure_key, value) SELECT $1, s.measure, s.value FROM unnest($2::text[], $3::numeric[]) AS s(measure, value)
  ON CONFLICT DO NOTHING`

export const KEEP_ACTIONS = `
  INSERT INTO committed_action (id, booking_id, position, words)
  SELECT t.id, $1, t.position, t.words FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS t(id, words, position)
  ON CONFLICT (booking_id, position) DO NOTHING`

export const TELL_OF_ACTIONS = `
  UPDATE committed_action t SET kept = r.kept, outcome = coalesce(r.outcome, '')
  FROM jsonb_to_recordset($2::jsonb) AS r(position smallint, kept text, outcome text)
  WHERE t.booking_id = $1 AND t.position = r.position`
