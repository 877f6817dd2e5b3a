import { londonDate, londonDayBounds } from '../../../shared/dates.js'
import type { Mark } from '../../bookings/rules/register.js'

/**
 * One mark for one person at one session, made at the moment `at`. `fill`: not made for this person but for everybody not yet marked,
 * so that any mark made by hand counts more, whichever arrives first.
 */
export interface Tap {
  bookingId: string
  session: number
  mark: Mark
  at: Date
  fill?: boolean
}

/** What tells one group of buttons from another. */
export const tapKey = ({ bookingId, session }: Pick<Tap, 'bookingId' | 'session'>): string => `${bookingId} ${session}`

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

/**
 * The taps that are to be written, each with the time by which it competes with others: the later one wins, on whichever phone and in
 * whatever order they arrive. A phone's clock may run ahead, so none is later than `now`; a fill is older than any tap of its day.
 */
export function tapsToWrite(taps: readonly Tap[], sessions: readonly { number: number; startsAt: Date }[], now: Date): Tap[] {
  const dated = taps.map(tap => ({ ...tap, at: earlier(now, competesFrom(tap, sessions)) }))
  // A stable order: of two taps of the same moment the last in the list was made last.
  const inOrder = dated.sort((a, b) => a.at.getTime() - b.at.getTime())
  return [...new Map(inOrder.map(tap => [tapKey(tap), tap])).values()]
}

function competesFrom(tap: Tap, sessions: readonly { number: number; startsAt: Date }[]): Date {
  const session = sessions.find(one => one.number === tap.session)
  return tap.fill && session ? londonDayBounds(londonDate(session.startsAt)).start : tap.at
}
