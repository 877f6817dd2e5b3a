import type { NewMessage } from '../../notifications/notifications.writer.js'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { copyFor } from '../approval/manager-copies.js'
import { about } from '../booking-mails.js'
import { cancellations } from '../session-mails.js'
import { aboutDelivery } from './change-mails.js'
import type { OtherDate } from './other-dates.js'
import type { TouchedBooking, TouchedPeople } from './touched.queries.js'

// More would be no help in a mail; the course's page has them all.
const MOST_LISTED = 8

/** What becomes of a cancelled date: why, the other dates with places, and who heads the course's queue from now on. */
export interface Cancelling {
  reason: string
  dates: OtherDate[]
  queued: ReadonlySet<string>
}

/** Everybody told once: who had a place, with what takes it out of their calendar; who was offered one; and the trainers. */
export function cancelMails(occurrence: LaneOccurrence, people: TouchedPeople, cancelling: Cancelling, now: Date): NewMessage[] {
  const { bookings, offers, trainers } = people
  const facts = { ...about(occurrence), reason: cancelling.reason }
  const offered = offers.map(({ id, name, email }): NewMessage => ({
    ...{ subject: `offer:${id}`, kind: 'offer-withdrawn', toName: name, toEmail: email },
    data: { name, ...facts, path: `/courses/${occurrence.courseKey}/waiting-list` },
  }))
  const delivering = trainers.map(({ personId, name, email }): NewMessage => ({
    ...{ subject: aboutDelivery(occurrence.id, personId), kind: 'trainer-date-cancelled', toName: name, toEmail: email },
    data: { name, ...facts, people: bookings.length },
  }))
  return [...bookings.flatMap(booking => bookingMails(booking, occurrence, cancelling, now)), ...offered, ...delivering]
}

function bookingMails(booking: TouchedBooking, occurrence: LaneOccurrence, { reason, dates, queued }: Cancelling, now: Date): NewMessage[] {
  const mail: NewMessage = {
    subject: `booking:${booking.id}`,
    kind: 'date-cancelled',
    toName: booking.name,
    toEmail: booking.email,
    data: {
      name: booking.name,
      ...about(occurrence),
      reason,
      reference: booking.reference,
      // Who has another place on the course needs no further one.
      dates: booking.elsewhere ? [] : dates.slice(0, MOST_LISTED),
      queued: queued.has(booking.personId),
      path: `/courses/${occurrence.courseKey}`,
    },
  }
  if (booking.state === 'requested') return [mail]
  const copied = { ...booking, bookingId: booking.id, delegate: booking.name }
  return [...cancellations(booking, occurrence, mail, now), ...copyFor('cancellation', copied, occurrence)]
}
