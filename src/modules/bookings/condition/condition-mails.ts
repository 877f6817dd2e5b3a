import type { NewMessage } from '../../notifications/notifications.writer.js'
import { about } from '../booking-mails.js'
import type { BookingDetails } from '../booking.queries.js'
import { warningNumber } from '../rules/condition.js'
import { conditionFacts, type KeptOn } from './kept-on.js'

type Kind = 'condition-warning' | 'condition-met' | 'condition-let-go'

const mail = (kind: Kind, booking: BookingDetails, kept: KeptOn, path: string): NewMessage => ({
  subject: `booking:${booking.id}`,
  kind,
  toName: booking.personName,
  toEmail: booking.personEmail,
  data: { name: booking.personName, ...about(booking), reference: booking.reference, ...conditionFacts({ ...kept, state: 'open' }), path },
})

/** Not done yet, and so many days left; another limit is another warning. */
export const conditionWarning = (booking: BookingDetails, kept: KeptOn): NewMessage => ({
  ...mail('condition-warning', booking, kept, `/bookings/${booking.id}`),
  sequence: warningNumber(kept.until),
})

/** Done: the place stands, or waits for the line manager alone. */
export const conditionMet = (booking: BookingDetails, kept: KeptOn): NewMessage => {
  const met = mail('condition-met', booking, kept, `/bookings/${booking.id}`)
  return { ...met, data: { ...met.data, done: kept.courses.map(({ title }) => title), requested: booking.state === 'requested' } }
}

/** Not done in time: the place has gone, and how to have one after all. */
export const conditionLetGo = (booking: BookingDetails, kept: KeptOn): NewMessage =>
  mail('condition-let-go', booking, kept, `/courses/${booking.courseKey}`)
