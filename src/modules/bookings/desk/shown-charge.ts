import { longMoment } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import type { BookingDetails } from '../booking.queries.js'
import { quote } from '../cancellation-quote.js'
import { askedMoment, type Asked, type AskedCode } from '../rules/asked-at.js'

/** A charge as a page shows it before the button: its key comes back with the button, its sentence is read by the desk. */
export interface ShownCharge {
  key: string
  pence: number
  sentence: string
}

/** What ending this booking would cost by that wish; refused where the moment cannot be. */
export function chargeOfWish(booking: BookingDetails, asked: Asked, now: Date): ShownCharge | Refusal<AskedCode> {
  const moment = askedMoment(asked, booking, now)
  if (isRefusal(moment)) return moment
  const { chargePence: pence, late } = quote(booking, asked.by, moment)
  const when = asked.askedAt ? `Asked ${longMoment(moment)}` : 'Asked just now'
  const cost = pence > 0 ? `the charge is ${pounds(pence)}` : late ? 'that is late, but there is no charge' : 'there is no charge'
  return { key: `${asked.askedAt ? moment.toISOString() : 'now'} ${pence}`, pence, sentence: `${when}: ${cost}.` }
}

/** The charge of who asks just now; null where nobody can any more. Delegates and agencies are charged alike. */
export function chargeJustNow(booking: BookingDetails, now: Date): ShownCharge | null {
  const shown = chargeOfWish(booking, { by: 'delegate', askedAt: null }, now)
  return isRefusal(shown) ? null : shown
}

/** Whether the page has shown this charge: what nobody has read is not taken. The organiser’s own wish is never charged. */
export const wasShown = ({ key }: ShownCharge, by: Asked['by'], shown: string): boolean =>
  by === 'organiser' || shown.split('|').includes(key)
