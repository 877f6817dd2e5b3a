import { longMoment } from '../../../shared/dates.js'
import type { DeliveryChange } from '../../courses/rules/delivery-change.js'
import type { NewMessage } from '../../notifications/notifications.writer.js'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { about, sessionsInWords } from '../booking-mails.js'
import { conditionFacts, keptOn } from '../condition/kept-on.js'
import { sessionMail, sessionMails, type CalendarOccurrence } from '../session-mails.js'
import type { TouchedBooking, TouchedOffer, TouchedPeople } from './touched.queries.js'

/** An occurrence as it is after the change, with the sessions that it had before: those removed are told by their old times. */
export interface ChangedOccurrence extends LaneOccurrence {
  sessionsBefore: CalendarOccurrence['sessions']
  /** The bookings that were kept on condition, and stand from now on. */
  stand: ReadonlySet<string>
}

/** Everybody told once: who is booked with the new entries for their calendars, who holds an offer, and the trainers. */
export function changeMails(occurrence: ChangedOccurrence, change: DeliveryChange, people: TouchedPeople, now: Date): NewMessage[] {
  const { bookings, offers, trainers } = people
  const shown = withoutLink(change)
  const openOffers = shown.length ? offers.filter(({ runsOutAt }) => new Date(runsOutAt) > now) : []
  return [
    ...bookings.flatMap(booking => bookingMails(booking, occurrence, change)),
    ...openOffers.map(offer => offerMail(offer, occurrence, shown)),
    ...trainers.map(trainer => trainerMail(trainer, occurrence, change, bookings.length)),
  ]
}

/** Who is not booked is not told the meeting link. */
const withoutLink = ({ lines }: DeliveryChange) => lines.filter(line => !line.link)
const worded = (lines: DeliveryChange['lines']) => lines.map(({ what, before, after }) => ({ what, before, after }))

const asItIs = (occurrence: ChangedOccurrence) => ({
  ...about(occurrence),
  sessions: sessionsInWords(occurrence.sessions),
})

function bookingMails(booking: TouchedBooking, occurrence: ChangedOccurrence, change: DeliveryChange): NewMessage[] {
  const requested = booking.state === 'requested'
  const mail: NewMessage = {
    subject: `booking:${booking.id}`,
    kind: 'booking-changed',
    sequence: occurrence.calendarSequence,
    toName: booking.name,
    toEmail: booking.email,
    data: {
      name: booking.name,
      ...asItIs(occurrence),
      changes: worded(requested ? withoutLink(change) : change.lines),
      reference: booking.reference,
      requested,
      link: requested ? '' : occurrence.onlineUrl,
      free: change.moved,
      ...conditionFacts(keptOn(booking.condition, occurrence.startsAt)),
      stands: occurrence.stand.has(booking.id),
      path: `/bookings/${booking.id}`,
    },
  }
  // A place that is still to be approved stands in no calendar.
  if (requested) return change.moved ? [mail] : []
  const { calendarSequence: sequence, sessionsBefore } = occurrence
  const before = { ...occurrence, sessions: sessionsBefore }
  return [
    ...sessionMails(booking, occurrence, mail, { method: 'REQUEST', sequence, numbers: change.changed }),
    ...change.removed.map(number => sessionMail(booking, before, 'CANCEL', number, mail)),
  ]
}

const offerMail = (offer: TouchedOffer, occurrence: ChangedOccurrence, shown: DeliveryChange['lines']): NewMessage => ({
  subject: `offer:${offer.id}`,
  kind: 'offer-changed',
  sequence: occurrence.calendarSequence,
  toName: offer.name,
  toEmail: offer.email,
  data: {
    name: offer.name,
    ...asItIs(occurrence),
    changes: worded(shown),
    until: longMoment(new Date(offer.runsOutAt)),
    path: `/offers/${offer.id}`,
  },
})

/** A trainer has no booking, so their messages are about them and the occurrence. */
export const aboutDelivery = (occurrenceId: string, personId: string): string => `delivery:${occurrenceId}/${personId}`

const trainerMail = (
  trainer: TouchedPeople['trainers'][number],
  occurrence: ChangedOccurrence,
  { lines }: DeliveryChange,
  people: number,
): NewMessage => ({
  subject: aboutDelivery(occurrence.id, trainer.personId),
  kind: 'trainer-date-changed',
  sequence: occurrence.calendarSequence,
  toName: trainer.name,
  toEmail: trainer.email,
  data: { name: trainer.name, ...asItIs(occurrence), changes: worded(lines), people, path: `/occurrences/${occurrence.id}/register` },
})
