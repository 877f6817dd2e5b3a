import type { DataSource } from 'typeorm'
import { longMoment, whenInWords } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { bookingDetails, isUuid, type BookingDetails } from '../booking.queries.js'

/** What has become of a booking, for whoever still wanted to do something with it. */
export interface Became {
  sentence: string
  /** Where to go on from here. */
  href: string
  link: string
}

interface EndedRow {
  by: string | null
  name: string | null
  nextId: string | null
  nextPerson: string | null
  startsAt: Date | null
  endsAt: Date | null
}

const ENDED = `
  SELECT b.cancelled_by AS by, k.name, f.id AS "nextId", CASE WHEN f.person_id <> b.person_id THEN p.name END AS "nextPerson",
    o.starts_at AS "startsAt", o.ends_at AS "endsAt"
  FROM booking b LEFT JOIN person k ON k.id = b.cancelled_by_person_id LEFT JOIN booking f ON f.follows_id = b.id
    LEFT JOIN person p ON p.id = f.person_id LEFT JOIN occurrence o ON o.id = f.occurrence_id
  WHERE b.id = $1`

/** The booking with what became of it: null where nothing has, so that something can still be done with it. */
export async function deskBooking(database: DataSource, id: string): Promise<{ booking: BookingDetails; became: Became | null } | null> {
  const booking = isUuid(id) ? await bookingDetails(database, id) : null
  if (!booking) return null
  if (booking.state !== 'cancelled') return { booking, became: null }
  const [row] = await database.query<[EndedRow]>(ENDED, [id])
  return { booking, became: ended(booking, row) }
}

function ended({ id, cancelledAt, chargePence }: BookingDetails, row: EndedRow): Became {
  const at = cancelledAt ? `, ${longMoment(cancelledAt)}` : ''
  const by = row.name ? ` by ${row.name}` : ''
  if (row.nextId && row.nextPerson)
    return {
      sentence: `${row.nextPerson} has taken this place, entered${by}${at}.`,
      href: `/bookings/${row.nextId}`,
      link: 'See the booking of now',
    }
  if (row.nextId && row.startsAt && row.endsAt)
    return {
      sentence: `This booking was moved to ${whenInWords(row.startsAt, row.endsAt)}${by}${at}.`,
      href: `/bookings/${row.nextId}`,
      link: 'See the booking of now',
    }
  const charge = chargePence > 0 ? ` The charge is ${pounds(chargePence)}.` : ''
  return { sentence: `This booking was cancelled${by}${at}.${charge}`, href: `/bookings/${id}`, link: 'See the booking' }
}
