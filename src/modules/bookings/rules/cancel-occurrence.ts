import { refuse, type Refusal } from '../../../shared/refusal.js'

export type CancelOccurrenceCode = 'occurrence-cancelled' | 'register-closed' | 'course-begun'

/** Whether the organiser may still cancel a date: up to its start. From then on people have come, and its register says who. */
export function whyNotCancelOccurrence(
  occurrence: { startsAt: Date; cancelledAt: Date | null; registerClosedAt: Date | null },
  now: Date,
): Refusal<CancelOccurrenceCode> | null {
  if (occurrence.cancelledAt) return refuse('occurrence-cancelled')
  if (occurrence.registerClosedAt) return refuse('register-closed')
  return now >= occurrence.startsAt ? refuse('course-begun') : null
}
