import { addDays, type Day, longDate } from '../../../shared/dates.js'

export type Counting = 'counts' | 'runs out soon' | 'no longer counts'

const SOON_DAYS = 90
const HOW: Record<string, string> = { attended: 'Attended', 'e-learning': 'E-learning', evidence: 'Learned elsewhere' }

/** Until when a learning record counts, on a London day; the last day still counts. It runs out soon within 90 days of its end. */
export function countingOn(validUntil: Day | null, today: Day): Counting {
  if (validUntil === null) return 'counts'
  if (validUntil < today) return 'no longer counts'
  return validUntil <= addDays(today, SOON_DAYS) ? 'runs out soon' : 'counts'
}

/** A learning record in words: how it was learned, and until when it counts. */
export function recordWords({ how, validUntil }: { how: string; validUntil: Day | null }, today: Day) {
  return {
    howWords: HOW[how] ?? how,
    until: validUntil === null ? 'For good' : longDate(validUntil),
    counting: countingOn(validUntil, today),
  }
}
