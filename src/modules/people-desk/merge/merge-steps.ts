import type { EntityManager } from 'typeorm'
import type { MergePlan } from '../rules/merge-plan.js'
import { TRAINER_LEAVINGS, TRAINER_MOVES } from './merge-registry.js'

type Tx = Pick<EntityManager, 'query'>

/** The account that stays, and the one that becomes part of it. */
export interface Ids {
  stays: string
  goes: string
}

// An offer goes along with its person's place in the queue, but for one that the place that stays has too: that ends with its own, and is
// passed on with all that is due on its date.
const OFFERS_ALONG = `
  UPDATE offer f SET entry_id = w.keeps
  FROM jsonb_to_recordset($1::jsonb) AS w(id uuid, keeps uuid)
  WHERE f.entry_id = w.id AND f.state = 'open'
    AND NOT EXISTS (SELECT 1 FROM offer x WHERE x.entry_id = w.keeps AND x.state = 'open' AND x.occurrence_id = f.occurrence_id)
    AND (f.kind <> 'hold' OR NOT EXISTS (SELECT 1 FROM offer x WHERE x.entry_id = w.keeps AND x.state = 'open' AND x.kind = 'hold'))`
const LEAVE = `UPDATE waiting_entry SET ended_at = $2, outcome = $3 WHERE id = ANY($1::uuid[]) AND ended_at IS NULL`
const DATES_OF_BOTH = `
  UPDATE waiting_entry e SET occurrence_ids = ARRAY(SELECT jsonb_array_elements_text(w."occurrenceIds"))::uuid[]
  FROM jsonb_to_recordset($1::jsonb) AS w(keeps uuid, "occurrenceIds" jsonb) WHERE e.id = w.keeps`
const OPEN_OFFERS = `
  SELECT DISTINCT f.occurrence_id AS id FROM offer f JOIN waiting_entry w ON w.id = f.entry_id
  WHERE w.person_id = ANY($1::uuid[]) AND f.state = 'open'`

/** One place in each queue. Answers the dates on which a place may have been held for the one that ended. */
export async function oneQueuePlace(tx: Tx, { stays, goes }: Ids, { waiting, served }: MergePlan, now: Date): Promise<string[]> {
  if (waiting.length + served.length === 0) return []
  const held = await tx.query<{ id: string }[]>(OPEN_OFFERS, [[stays, goes]])
  await tx.query(OFFERS_ALONG, [JSON.stringify(waiting)])
  await tx.query(LEAVE, [waiting.map(({ id }) => id), now, 'left'])
  await tx.query(LEAVE, [served, now, 'booked'])
  await tx.query(DATES_OF_BOTH, [JSON.stringify(waiting)])
  return held.map(({ id }) => id)
}

/** Second places on a course, unfinished e-learning, evidence that waits, learning recorded twice. */
export async function whatIsDouble(tx: Tx, { second, closed, takenBack, doubled }: MergePlan, reason: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE booking SET second_on_course = true, override_reason = CASE WHEN override_reason = '' THEN $2 ELSE override_reason END
     WHERE id = ANY($1::uuid[])`,
    [second, reason],
  )
  await tx.query('UPDATE enrolment SET closed_at = $2 WHERE id = ANY($1::uuid[])', [closed, now])
  await tx.query(`UPDATE evidence SET state = 'taken back' WHERE id = ANY($1::uuid[])`, [takenBack])
  await tx.query(
    `UPDATE learning_record r SET valid_until = d."validUntil", note = d.note
     FROM jsonb_to_recordset($1::jsonb) AS d(keeps uuid, "validUntil" date, note text) WHERE r.id = d.keeps`,
    [JSON.stringify(doubled)],
  )
  await tx.query('DELETE FROM learning_record WHERE id = ANY($1::uuid[])', [doubled.map(({ id }) => id)])
}

// Each leaves the account that stays with one, so that the rest can move. A mail turned off in either account stays off. A spelling belongs
// to the name that is kept. What the signing in to the other account was worth ends with it.
const ONE_EACH = [
  `DELETE FROM calendar_feed WHERE person_id = $2 AND EXISTS (SELECT 1 FROM calendar_feed WHERE person_id = $1)`,
  `UPDATE message_preference m SET wanted = false FROM message_preference o
   WHERE m.person_id = $1 AND o.person_id = $2 AND o.topic = m.topic AND NOT o.wanted`,
  `DELETE FROM message_preference o WHERE o.person_id = $2
     AND EXISTS (SELECT 1 FROM message_preference m WHERE m.person_id = $1 AND m.topic = o.topic)`,
  `UPDATE transcript t SET closed_at = $3 WHERE t.person_id = $2 AND t.closed_at IS NULL
     AND EXISTS (SELECT 1 FROM transcript o WHERE o.person_id = $1 AND o.digest = t.digest AND o.closed_at IS NULL)`,
]

export async function oneOfEach(tx: Tx, { stays, goes }: Ids, nameFrom: string, now: Date): Promise<void> {
  for (const statement of ONE_EACH) await tx.query(statement, statement.includes('$3') ? [stays, goes, now] : [stays, goes])
  await tx.query('DELETE FROM name_spelling WHERE person_id = ANY($1::uuid[]) AND person_id <> $2', [[stays, goes], nameFrom])
  await tx.query('DELETE FROM answered_request WHERE person_id = $1', [goes])
  await oneTrainer(tx, stays, goes)
}

/** Two trainers of the pool become one: what the other delivers is theirs. */
async function oneTrainer(tx: Tx, stays: string, goes: string): Promise<void> {
  const rows = await tx.query<{ id: string; personId: string }[]>(
    'SELECT id, person_id AS "personId" FROM trainer WHERE person_id = ANY($1::uuid[])',
    [[stays, goes]],
  )
  const [kept, other] = [rows.find(row => row.personId === stays), rows.find(row => row.personId === goes)]
  if (!kept || !other) return
  for (const statement of TRAINER_MOVES) await tx.query(statement, [kept.id, other.id])
  for (const statement of TRAINER_LEAVINGS) await tx.query(statement, [other.id])
  // What either may deliver, one trainer may.
  await tx.query(
    `UPDATE trainer t SET active = t.active OR o.active, any_course = t.any_course OR o.any_course, version = t.version + 1
     FROM trainer o WHERE t.id = $1 AND o.id = $2`,
    [kept.id, other.id],
  )
  await tx.query('DELETE FROM trainer WHERE id = $1', [other.id])
}

/** Mails that are still to go out go to the address that stays; what was sent stays as it was sent. */
export async function mailsAlong(tx: Tx, { stays, goes }: Ids, gaveUp: string, to: { name: string; email: string }): Promise<void> {
  await tx.query(
    `UPDATE message SET to_email = $2, to_name = $3,
       data = CASE WHEN data->>'personId' = $4 THEN jsonb_set(data, '{personId}', to_jsonb($5::text)) ELSE data END
     WHERE to_email = $1 AND state = 'due'`,
    [gaveUp, to.email, to.name, goes, stays],
  )
}

/** Who named the address that was given up as their line manager's, or a deputy's, means the same person. Answers how many. */
export async function managersAlong(tx: Tx, gaveUp: string, email: string): Promise<void> {
  await tx.query(`UPDATE person SET manager_email = $2, version = version + 1 WHERE lower(manager_email) = $1`, [gaveUp, email])
  await tx.query(`UPDATE person SET deputy_email = $2, version = version + 1 WHERE lower(deputy_email) = $1`, [gaveUp, email])
}
