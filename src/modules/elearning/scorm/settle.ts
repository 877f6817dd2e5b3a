import type { EntityManager } from 'typeorm'
import type { EnrolmentProgress, LockedEnrolment, Reached } from '../enrolment-progress.js'
import type { ScormContent } from './publish-package.js'

interface ItemRow {
  item: number
  done: boolean
  passed: boolean
  score: number | null
}

// Whoever closed the window on "completed" without a word of passing or failing has completed it; the next opening, or the end, counts it.
const COUNT_LEFT = `
  UPDATE scorm_launch SET done = true WHERE enrolment_id = $1 AND item = ANY($2)
    AND completed AND success = 'unknown' AND NOT done`
const ITEMS = `
  SELECT item, bool_or(done) AS done, bool_or(success = 'passed') AS passed, max(score)::float AS score
  FROM scorm_launch WHERE enrolment_id = $1 GROUP BY item`
const CREDIT = `
  WITH before AS (SELECT id, seconds - credited AS more FROM scorm_launch WHERE enrolment_id = $1 AND seconds > credited FOR UPDATE),
    credited AS (UPDATE scorm_launch l SET credited = l.seconds FROM before b WHERE b.id = l.id)
  SELECT coalesce(sum(more), 0)::int AS more FROM before`

/**
 * Brings the enrolment to where its launches are, in their transaction, under its lock: time that has not been added, the share of items
 * done, the score, passed, and completed when every item is done. `opening`: an
 * item is being opened, so what was open before counts as left. `failed`: the try that has just ended in failure. Answers which items are done.
 */
export async function settle(
  tx: EntityManager,
  progress: EnrolmentProgress,
  enrolment: LockedEnrolment,
  { opening = false, failed = null }: { opening?: boolean; failed?: Reached['failed'] },
  now: Date,
) {
  const { items } = enrolment.content as ScormContent
  const withoutMastery = items.flatMap(({ mastery }, i) => (mastery === null ? [i] : []))
  if (opening) await tx.query(COUNT_LEFT, [enrolment.id, withoutMastery])
  const rows = await tx.query<ItemRow[]>(ITEMS, [enrolment.id])
  const [{ more: seconds } = { more: 0 }] = await tx.query<{ more: number }[]>(CREDIT, [enrolment.id])
  const done = items.map((_, i) => rows.some(row => row.item === i && row.done))
  const completed = done.every(Boolean)
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]))
  const score = scores.length > 0 ? scores.reduce((sum, one) => sum + one, 0) / scores.length : null
  const share = Math.floor((done.filter(Boolean).length / done.length) * 100)
  const passed = completed && rows.some(row => row.passed)
  await progress.record(tx, enrolment, { progress: share, score, completed, passed, failed, seconds }, now)
  return done
}
