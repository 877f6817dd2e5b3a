import { whenInWords } from '../../shared/dates.js'
import type { NewMessage } from '../notifications/notifications.writer.js'

interface Addressee {
  id: string
  name: string
  email: string
}

/** The occurrence that a mail is about. */
export interface MailOccurrence {
  courseTitle: string
  courseKey: string
  startsAt: Date
  endsAt: Date
  venue: string
  onlineUrl: string
}

const about = (occurrence: MailOccurrence) => ({
  course: occurrence.courseTitle,
  courseKey: occurrence.courseKey,
  when: whenInWords(occurrence.startsAt, occurrence.endsAt),
  where: occurrence.venue || (occurrence.onlineUrl ? 'Online' : 'To be confirmed'),
})

export const bookingConfirmed = (
  person: Addressee,
  booking: { id: string; reference: string },
  occurrence: MailOccurrence,
): NewMessage => ({
  subject: `booking:${booking.id}`,
  kind: 'booking-confirmed',
  toName: person.name,
  toEmail: person.email,
  data: { ...about(occurrence), reference: booking.reference, path: `/bookings/${booking.id}` },
})
