import { longMoment } from '../../../shared/dates.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'

/** Why these drafts cannot be published together; null: they can. What has begun is put on again with a day to come, or removed. */
export function publishProblem(
  drafts: readonly { startsAt: Date; retired: boolean }[],
  now: Date,
): Refusal<'gone-by' | 'course-retired'> | null {
  if (drafts.some(({ retired }) => retired)) return refuse('course-retired')
  const late = drafts.find(({ startsAt }) => startsAt <= now)
  return late ? refuse('gone-by', { when: longMoment(late.startsAt) }) : null
}
