import type { DataSource } from 'typeorm'
import { Booking } from '../../../src/modules/bookings/booking.entity.js'
import { newId, newReference } from '../../../src/shared/ids.js'

type Columns = Partial<
  Omit<
    Booking,
    'occurrence' | 'course' | 'person' | 'agency' | 'bookedBy' | 'cancelledByPerson' | 'agreedPolicy' | 'agreedTerms' | 'follows'
  >
>
export interface BookingOverrides extends Columns {
  person: { id: string; agencyId: string | null }
  occurrence: { id: string; courseId: string }
}

/** A booking made on 20 February 2026, with the occurrence's counter moved along as booking does; a walk-in takes no place. */
export async function aBooking(database: DataSource, { person, occurrence, ...columns }: BookingOverrides): Promise<Booking> {
  const id = columns.id ?? newId()
  const { courseId } = occurrence
  await database.getRepository(Booking).insert({
    id,
    reference: newReference(),
    occurrenceId: occurrence.id,
    courseId,
    personId: person.id,
    agencyId: person.agencyId,
    state: 'booked',
    bookedAt: new Date('2026-02-20T10:00:00Z'),
    bookedById: person.id,
    ...columns,
  })
  const booking = await database.getRepository(Booking).findOneByOrFail({ id })
  const live = ['requested', 'booked'].includes(booking.state) && !booking.walkIn
  if (live) await database.query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [occurrence.id])
  return booking
}
