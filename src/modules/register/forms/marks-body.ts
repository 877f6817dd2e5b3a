import { unmarkedAt } from '../register-page.js'
import { type Mark, MARKS } from '../../bookings/rules/register.js'
import type { RegisterSheet } from '../register.queries.js'
import type { Tap } from '../rules/taps.js'

/** One session's marks as the form without script sends them: `mark-<booking>`, and `was-<booking>` as it was when the page was made. */
export type MarksBody = Partial<Record<string, unknown>>

const isMark = (value: unknown): value is Mark => MARKS.some(mark => mark === value)

/** What was changed since the page was made: the rest may have been marked anew on another phone, and must not be undone. */
export function postedTaps(body: MarksBody, { rows }: RegisterSheet, now: Date): Tap[] {
  const session = Number(body.session)
  return rows.flatMap(({ bookingId }) => {
    const mark = body[`mark-${bookingId}`]
    return isMark(mark) && mark !== body[`was-${bookingId}`] ? [{ bookingId, session, mark, at: now }] : []
  })
}

/** "Present" for everybody not yet marked at the session. */
export function fillTaps(body: MarksBody, { rows }: RegisterSheet, now: Date): Tap[] {
  const session = Number(body.session)
  return unmarkedAt(rows, session).map(({ bookingId }) => ({ bookingId, session, mark: 'present', at: now, fill: true }))
}
