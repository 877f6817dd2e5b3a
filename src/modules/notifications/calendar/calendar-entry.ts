/**
 * One session in somebody's calendar, as a message carries it. One iCalendar object has one UID (RFC 5546, 3.2.2), so a course of two
 * days sends two messages, each with its own entry.
 */
export interface CalendarEntry {
  /** REQUEST puts it in or moves it; CANCEL takes it out. */
  method: 'REQUEST' | 'CANCEL'
  /** Such as `booking-<id>-1`: the same for as long as the booking lives. The sender's domain is added. */
  uid: string
  /** Higher with every change of time, place or link, and for the cancellation. */
  sequence: number
  title: string
  /** Instants in ISO 8601. */
  startsAt: string
  endsAt: string
  /** The venue with its address, or "Online". */
  where: string
  /** The link to join by; empty: none. */
  link: string
  /** The page of the booking, a path. */
  path: string
}
