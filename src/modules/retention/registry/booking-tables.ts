import { type HeldTable, OF_BOOKING } from './held-table.js'

/** Bookings, what hangs on them, waiting lists, registers and charges. */
export const BOOKING_TABLES: HeldTable[] = [
  {
    table: 'booking',
    kind: 'bookings',
    person: ['person_id'],
    actors: ['booked_by_id', 'cancelled_by_person_id'],
    personal: ['override_reason', 'cancel_reason'],
    plain: ['key', 'reference', 'state', 'cancelled_by', 'moved_by'],
    named: ['course', 'occurrence', 'agency'],
  },
  { table: 'booking_condition', kind: 'bookings', of: OF_BOOKING, plain: ['course_ids', 'state'], named: ['booking'] },
  {
    table: 'approval',
    kind: 'bookings',
    of: OF_BOOKING,
    actors: ['answered_by_person_id'],
    personal: ['manager_name', 'manager_email', 'deputy_name', 'deputy_email', 'reason'],
    secret: ['manager_nonce', 'manager_hash', 'deputy_nonce', 'deputy_hash'],
    plain: ['state', 'answered_by'],
    named: ['booking'],
  },
  { table: 'need', kind: 'needs', of: OF_BOOKING, personal: ['access', 'dietary'], named: ['booking'] },
  {
    table: 'waiting_entry',
    kind: 'bookings',
    person: ['person_id'],
    plain: ['key', 'occurrence_ids', 'outcome'],
    named: ['course', 'agency'],
  },
  { table: 'offer', kind: 'bookings', person: ['person_id'], mentions: ['why'], plain: ['kind', 'state'], named: ['occurrence'] },
  { table: 'register_mark', kind: 'bookings', of: OF_BOOKING, actors: ['marked_by_id'], plain: ['mark'], named: ['booking'] },
  { table: 'register_change', kind: null, actors: ['by_id'], mentions: ['reason'], plain: ['change'] },
  {
    table: 'charge',
    kind: 'charges',
    of: OF_BOOKING,
    actors: ['decided_by_id'],
    personal: ['reason', 'evidence'],
    mentions: ['why', 'refilled_by'],
    plain: ['kind', 'state'],
    named: ['booking', 'agency'],
  },
  { table: 'charge_export', kind: null, actors: ['made_by_id'] },
]
