import { longMoment, whenInWords } from '../../shared/dates.js'
import { pounds } from '../../shared/money.js'
import { type RunsIf, runsInWords } from '../courses/rules/viability.js'
import type { NewMessage } from '../notifications/notifications.writer.js'
import { freeUntil, type Promised } from './cancellation-quote.js'
import { conditionFacts, type KeptFacts } from './condition/kept-on.js'

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
  sessions?: readonly { startsAt: Date | string; endsAt: Date | string }[]
  /** With how few people it runs. */
  runs?: RunsIf
}

/** The venue with its address, or "Online". */
export const whereInWords = ({ venue, onlineUrl }: Pick<MailOccurrence, 'venue' | 'onlineUrl'>): string =>
  venue || (onlineUrl ? 'Online' : 'To be confirmed')

export const about = (occurrence: MailOccurrence) => ({
  course: occurrence.courseTitle,
  courseKey: occurrence.courseKey,
  when: whenInWords(occurrence.startsAt, occurrence.endsAt),
  where: whereInWords(occurrence),
})

type Sessions = NonNullable<MailOccurrence['sessions']>

/** Each session in words. Facts that came as JSON have their instants as texts. */
export const sessionsInWords = (sessions: Sessions): string[] =>
  sessions.map(({ startsAt, endsAt }) => whenInWords(new Date(startsAt), new Date(endsAt)))

/** The same where there are several; none where the whole says it already. */
export const severalSessions = ({ sessions = [] }: { sessions?: Sessions }): string[] =>
  sessions.length > 1 ? sessionsInWords(sessions) : []

/** `insteadOf`: whose place it was, when a colleague is sent; `lead`: the training lead who booked it or sent them. */
export const bookingConfirmed = (
  person: Addressee,
  booking: { id: string; reference: string; insteadOf?: string; lead?: string; condition?: KeptFacts },
  occurrence: MailOccurrence & Promised,
): NewMessage => ({
  subject: `booking:${booking.id}`,
  kind: 'booking-confirmed',
  toName: person.name,
  toEmail: person.email,
  data: {
    name: person.name,
    ...about(occurrence),
    sessions: severalSessions(occurrence),
    reference: booking.reference,
    insteadOf: booking.insteadOf,
    lead: booking.lead,
    ...conditionFacts(booking.condition),
    deadline: freeUntil(occurrence),
    runs: occurrence.runs ? runsInWords(occurrence.runs, occurrence.runs.decideOn ?? '') : '',
    path: `/bookings/${booking.id}`,
  },
})

/** A place in the queue; `sequence` is the entry's own, so joining again later is told again. */
export const waitingJoined = (
  person: Addressee,
  entry: { id: string; position: number; lead?: string },
  course: { courseTitle: string; courseKey: string },
): NewMessage => ({
  subject: `waiting:${entry.id}`,
  kind: 'waiting-joined',
  toName: person.name,
  toEmail: person.email,
  data: {
    name: person.name,
    course: course.courseTitle,
    position: entry.position,
    lead: entry.lead,
    path: `/courses/${course.courseKey}/waiting-list`,
  },
})

/** A freed place: held for this person, or for the first to accept. */
export const placeOffered = (
  person: Addressee,
  offer: { id: string; kind: string; runsOutAt: Date },
  occurrence: MailOccurrence,
): NewMessage => ({
  subject: `offer:${offer.id}`,
  kind: offer.kind === 'hold' ? 'place-offered' : 'place-free',
  toName: person.name,
  toEmail: person.email,
  data: { name: person.name, ...about(occurrence), until: longMoment(offer.runsOutAt), path: `/offers/${offer.id}` },
})

/** A booking has ended: by the delegate, their agency or the organiser; the charge in pence, 0 for none; `colleague` comes instead; `lead` did it. */
export const bookingCancelled = (
  person: Addressee,
  booking: { id: string; reference: string; by: string; chargePence: number; reason?: string; colleague?: string; lead?: string },
  occurrence: MailOccurrence,
): NewMessage => ({
  subject: `booking:${booking.id}`,
  kind: 'booking-cancelled',
  toName: person.name,
  toEmail: person.email,
  data: {
    name: person.name,
    ...about(occurrence),
    reference: booking.reference,
    by: booking.by,
    reason: booking.reason,
    colleague: booking.colleague,
    lead: booking.lead,
    charge: booking.chargePence ? pounds(booking.chargePence) : '',
    path: `/courses/${occurrence.courseKey}`,
  },
})
