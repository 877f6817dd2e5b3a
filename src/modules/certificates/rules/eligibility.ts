import type { BookingState } from '../../bookings/rules/booking-states.js'

/** What is known of a learning record for which there might be a certificate. */
export interface Earned {
  how: 'attended' | 'e-learning' | 'evidence'
  /** The state of the booking that it came of; null: it came of none that is known. */
  booking: BookingState | null
  /** Its person has been asked for answers that the course demands first, and has not given them. */
  answersMissing: boolean
  /** The last certificate of this record; null: there was none. `same`: it says what the record says. */
  last: { live: boolean; same: boolean; byAdministrator: boolean } | null
}

/** `wait`: it is asked again later. `never`: unless the record changes. */
export type Decision = 'issue' | 'replace' | 'keep' | 'wait' | 'never'

/**
 * What becomes of a record: full attendance and e-learning earn a certificate, learning done elsewhere does not, since others vouch for
 * it. What an administrator withdrew is not given back by itself.
 */
export function decideCertificate({ how, booking, answersMissing, last }: Earned): Decision {
  if (how === 'evidence') return 'never'
  // The register is open again: its next closing says what becomes of the record.
  if (booking === 'booked' || booking === 'requested') return 'wait'
  if (booking !== null && booking !== 'attended') return 'never'
  if (last?.live) return last.same ? 'keep' : 'replace'
  if (last?.byAdministrator) return 'never'
  return answersMissing ? 'wait' : 'issue'
}

export const NEWS_DAYS = 30
const DAY = 24 * 60 * 60 * 1000

/** Whether a mail tells of it: of what was recorded here, and lately; history that was loaded, or that is older than 30 days, comes quietly. */
export const isNews = (record: { here: boolean; recordedAt: Date }, now: Date): boolean =>
  record.here && now.getTime() - record.recordedAt.getTime() <= NEWS_DAYS * DAY
