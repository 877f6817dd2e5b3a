import { createEvents, type EventAttributes, type HeaderAttributes } from 'ics'
import type { CalendarEntry } from './calendar-entry.js'
import { plainParameter, plainValue, tidied } from './calendar-lines.js'

/** The entry without how it is sent, for a calendar that is published. */
export type PublishedEntry = Omit<CalendarEntry, 'method'> & { cancelled: boolean }

/** A name and an address, as it stands in ORGANIZER and ATTENDEE. */
export interface CalendarPerson {
  name: string
  email: string
}

/** `domain`: of the sender, makes the UIDs the world's. `publicUrl`: without a trailing slash. */
export interface CalendarHouse {
  organizer: CalendarPerson
  stampedAt: Date
  publicUrl: string
  domain: string
}

const PRODUCT = '-//Goldthread//Bookings//EN'

/**
 * The iCalendar object of a message, to one attendee: one VEVENT, in UTC, without alarms (each calendar adds its own). Which rules of
 * RFC 5545, 5546 and 6047 it keeps is in docs/calendar.md. Throws an Error on what ics refuses.
 */
export function calendarText(entry: CalendarEntry, house: CalendarHouse & { attendee: CalendarPerson }): string {
  const event = eventOf({ ...entry, cancelled: entry.method === 'CANCEL' }, house)
  const attendee = {
    ...person(house.attendee),
    rsvp: false,
    cutype: 'INDIVIDUAL' as const,
    role: 'REQ-PARTICIPANT' as const,
    partstat: 'NEEDS-ACTION' as const,
  }
  // How often to look again means nothing in a message.
  return written([{ ...event, attendees: [attendee] }], { method: entry.method }, ['X-PUBLISHED-TTL'])
}

/** Entries that a calendar fetches of itself: METHOD:PUBLISH, so without attendees (RFC 5546, 3.2.1). Throws an Error on what ics refuses. */
export function publishedCalendar(entries: PublishedEntry[], name: string, house: CalendarHouse): string {
  const events = entries.map(entry => eventOf(entry, house))
  const calendar = written(events, { method: 'PUBLISH', calName: plainValue(name) }, [])
  return calendar.replace('X-PUBLISHED-TTL', 'REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL')
}

/** The package takes the DTSTAMP too, though its types do not know. */
type Stamped = EventAttributes & { timestamp: number }

function eventOf(entry: PublishedEntry, { organizer, stampedAt, publicUrl, domain }: CalendarHouse): Stamped {
  const page = `${publicUrl}${entry.path}`
  return {
    uid: `${entry.uid}@${domain}`,
    sequence: entry.sequence,
    timestamp: stampedAt.getTime(),
    start: Date.parse(entry.startsAt),
    end: Date.parse(entry.endsAt),
    startInputType: 'utc',
    startOutputType: 'utc',
    endInputType: 'utc',
    endOutputType: 'utc',
    title: plainValue(entry.title),
    location: plainValue(entry.where),
    url: page,
    description: description(entry, page),
    status: entry.cancelled ? 'CANCELLED' : 'CONFIRMED',
    transp: entry.cancelled ? 'TRANSPARENT' : 'OPAQUE',
    busyStatus: entry.cancelled ? 'FREE' : 'BUSY',
    organizer: person(organizer),
  }
}

function description({ cancelled, link }: PublishedEntry, page: string): string {
  if (cancelled) return `This place is cancelled.\nThe booking: ${page}`
  return [link && `Join online: ${plainValue(link)}`, `Your booking: ${page}`].filter(Boolean).join('\n')
}

const person = ({ name, email }: CalendarPerson) => ({ name: plainParameter(name), email })

function written(events: Stamped[], header: HeaderAttributes, leftOut: string[]): string {
  const { error, value } = createEvents(events, { productId: PRODUCT, ...header })
  if (error ?? !value) throw new Error(`not a calendar entry: ${refusal(error)}`)
  return tidied(value, leftOut)
}

/** What ics refuses comes as a bare object of the package below it. */
function refusal(error: unknown): string {
  const { errors, message } = (error ?? {}) as { errors?: string[]; message?: string }
  return errors?.join('; ') ?? message ?? 'ics made nothing of it'
}
