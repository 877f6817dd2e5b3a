import { londonDate, whenInWords } from '../../shared/dates.js'
import type { CalendarEntry, NewMessage } from '../notifications/notifications.writer.js'
import { whereInWords, type MailOccurrence } from './booking-mails.js'

/** A session's instants, as Dates or as JSON's texts. */
export interface MailSession {
  startsAt: Date | string
  endsAt: Date | string
}

/** An occurrence as calendars know it. */
export interface CalendarOccurrence extends Pick<MailOccurrence, 'courseTitle' | 'courseKey' | 'startsAt' | 'venue' | 'onlineUrl'> {
  calendarSequence: number
  /** In order of time. */
  sessions: MailSession[]
}

type Method = CalendarEntry['method']
type Booking = { id: string }

// One kind about one booking is told once for each number: the change it belongs to, and the session within it.
const SESSIONS_PER_CHANGE = 100

/** `mail` tells of the booking and carries its first session; each further session follows in a short mail of its own. */
export function invitations(booking: Booking, occurrence: CalendarOccurrence, mail: NewMessage): NewMessage[] {
  const { calendarSequence, sessions } = occurrence
  return sessionMails(booking, occurrence, mail, { method: 'REQUEST', sequence: calendarSequence, numbers: sessions.map((_, i) => i + 1) })
}

/**
 * `mail` tells that the booking has ended, and takes its first session out of the calendar; each further session goes in a short mail of
 * its own. Once the course has begun calendars are left as they are.
 */
export function cancellations(booking: Booking, occurrence: CalendarOccurrence, mail: NewMessage, now: Date): NewMessage[] {
  if (now >= occurrence.startsAt) return [mail]
  const { calendarSequence, sessions } = occurrence
  const numbers = sessions.map((_, i) => i + 1)
  return sessionMails(booking, occurrence, mail, { method: 'CANCEL', sequence: calendarSequence + 1, numbers })
}

/** The mail with the entry of the first of these sessions, and a short mail for each of the others. */
export function sessionMails(
  booking: Booking,
  occurrence: CalendarOccurrence,
  mail: NewMessage,
  { method, sequence, numbers }: { method: Method; sequence: number; numbers: number[] },
): NewMessage[] {
  const [first, ...further] = numbers
  if (first === undefined) return [mail]
  const changed = { ...occurrence, calendarSequence: sequence }
  const carried = { ...mail, calendar: { method, ...calendarEntry(booking, changed, first) } }
  return [carried, ...further.map(number => sessionMail(booking, changed, method, number, mail))]
}

/** A short mail that carries one session's entry at the occurrence's SEQUENCE, to whoever gets `to`. */
export function sessionMail(
  booking: Booking,
  occurrence: CalendarOccurrence,
  method: Method,
  number: number,
  { toName, toEmail }: Pick<NewMessage, 'toName' | 'toEmail'>,
): NewMessage {
  const entry = calendarEntry(booking, occurrence, number)
  return {
    subject: `booking:${booking.id}`,
    kind: method === 'REQUEST' ? 'session-invitation' : 'session-cancelled',
    sequence: entry.sequence * SESSIONS_PER_CHANGE + number,
    toName,
    toEmail,
    data: {
      name: toName,
      course: occurrence.courseTitle,
      part: partName(occurrence.sessions, number),
      when: whenInWords(new Date(entry.startsAt), new Date(entry.endsAt)),
      where: entry.where,
      path: entry.path,
    },
    calendar: { method, ...entry },
  }
}

/** One session of a booking in its person's calendar; `number` counts from 1. */
export function calendarEntry({ id }: Booking, occurrence: CalendarOccurrence, number: number): Omit<CalendarEntry, 'method'> {
  const { sessions, courseTitle } = occurrence
  const session = sessions[number - 1] as MailSession
  const several = sessions.length > 1
  return {
    uid: `booking-${id}-${number}`,
    sequence: occurrence.calendarSequence,
    title: several ? `${courseTitle} (${partName(sessions, number).toLowerCase()})` : courseTitle,
    startsAt: new Date(session.startsAt).toISOString(),
    endsAt: new Date(session.endsAt).toISOString(),
    where: whereInWords(occurrence),
    link: occurrence.onlineUrl,
    path: `/bookings/${id}`,
  }
}

/** "Day 2 of 2", or "Session 2 of 3" where two of them lie on one day. */
function partName(sessions: MailSession[], number: number): string {
  const days = new Set(sessions.map(session => londonDate(new Date(session.startsAt))))
  return `${days.size === sessions.length ? 'Day' : 'Session'} ${number} of ${sessions.length}`
}
