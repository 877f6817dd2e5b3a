import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { CancellationFacts } from './cancellation.js'

/** Whose wish it was to give a place up, and when they said so; `askedAt` null: just now. */
export interface Asked {
  by: CancellationFacts['by']
  askedAt: Date | null
}

export type AskedCode = 'asked-in-future' | 'asked-before-booking' | 'asked-after-start'

const MINUTE = 60_000

/**
 * The moment that the charge of a cancellation follows: when they asked, though the desk may enter it later. Not in the future, not before it
 * was booked (to the minute, as moments are typed), and not after the start: who had not said a word by then did not come. The
 * organiser's own cancellation is never charged, so its moment is now.
 */
export function askedMoment({ by, askedAt }: Asked, { bookedAt, startsAt }: { bookedAt: Date; startsAt: Date }, now: Date) {
  if (by === 'organiser') return now
  const asked = askedAt ?? now
  if (asked > now) return refuse('asked-in-future')
  if (asked.getTime() < Math.floor(bookedAt.getTime() / MINUTE) * MINUTE)
    return refuse('asked-before-booking', { bookedAt: bookedAt.toISOString() })
  return asked >= startsAt ? refuse('asked-after-start', { startsAt: startsAt.toISOString() }) : asked
}

export type AskedMoment = Date | Refusal<AskedCode>
