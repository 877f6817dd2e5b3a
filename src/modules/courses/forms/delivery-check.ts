import type { EntityManager } from 'typeorm'
import type { FieldError } from '../../../web/forms.js'
import type { DeliveryForm } from './delivery.form.js'
import { isWebAddress } from '../rules/course-problems.js'
import { windowProblem } from '../rules/event-times.js'

/** The venue and the trainers that a form names, found in the database. */
export interface Delivery {
  venueId: string | null
  roomId: string | null
  trainerIds: string[]
}

interface Found {
  venueId: string | null
  venueName: string | null
  capacity: number | null
  roomId: string | null
  roomName: string | null
  roomCapacity: number | null
  /** Where the room is; without a venue of its own the form means this one. */
  roomVenueId: string | null
  roomVenue: string | null
  trainerIds: string[]
}

/** Finds venue and trainers and checks what the form says of them. `external`: booked elsewhere, so places may be 0. */
export async function readDelivery(
  tx: EntityManager,
  form: DeliveryForm,
  external: boolean,
): Promise<{ delivery: Delivery; errors: FieldError[] }> {
  const [found] = await tx.query<Found[]>(
    `SELECT v.id AS "venueId", v.name AS "venueName", v.capacity, r.id AS "roomId", r.name AS "roomName", r.capacity AS "roomCapacity",
      r."venueId" AS "roomVenueId", r.venue AS "roomVenue", ARRAY(SELECT id FROM trainer WHERE key = ANY($2)) AS "trainerIds"
     FROM (SELECT 1) one LEFT JOIN venue v ON v.key = $1
      LEFT JOIN (SELECT room.*, at.id AS "venueId", at.name AS venue, at.key || '/' || room.name AS choice
        FROM venue_room room JOIN venue at ON at.id = room.venue_id) r ON r.choice = $3 ORDER BY r.retired LIMIT 1`,
    [form.venue, form.trainers, form.room],
  )
  const { venueId, roomId, roomVenueId, trainerIds } = found!
  return { delivery: { venueId: venueId ?? roomVenueId, roomId, trainerIds }, errors: deliveryErrors(form, found!, external) }
}

function deliveryErrors({ venue, room, places, onlineUrl, externalUrl }: DeliveryForm, found: Found, external: boolean): FieldError[] {
  const errors: FieldError[] = []
  const { roomName, roomVenue, venueId, roomVenueId } = found
  const [capacity, holder] = found.roomCapacity !== null ? [found.roomCapacity, roomName] : [found.capacity, found.venueName]
  if (venue && !found.venueId) errors.push({ field: 'venue', message: 'Choose a venue from the list' })
  if (room && !found.roomId) errors.push({ field: 'room', message: 'Choose a room from the list' })
  if (venueId && roomVenueId && venueId !== roomVenueId)
    errors.push({ field: 'room', message: `${roomName} is at ${roomVenue}: choose that venue, or another room` })
  if (!external && externalUrl === '' && Number(places) < 1) errors.push({ field: 'places', message: 'Enter at least 1 place' })
  if (capacity !== null && Number(places) > capacity)
    errors.push({
      field: 'places',
      message: `${holder} holds ${capacity}: enter ${capacity} places or fewer, or choose another ${holder === roomName ? 'room' : 'venue'}`,
    })
  for (const field of ['onlineUrl', 'externalUrl'] as const) {
    const address = field === 'onlineUrl' ? onlineUrl : externalUrl
    if (address !== '' && !isWebAddress(address)) errors.push({ field, message: 'Enter a full web address that starts with https://' })
  }
  return errors
}

/** The booking window's errors, at the fields that hold it. */
export function windowErrors(opensAt: Date | null, closesAt: Date | null, startsAt: Date, closesField: string): FieldError[] {
  const problem = windowProblem(opensAt, closesAt, startsAt)
  return problem ? [{ field: problem.part === 'opens' ? 'opensDay' : closesField, message: problem.message }] : []
}
