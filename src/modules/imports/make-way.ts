import type { ClientBase } from 'pg'
import { newReference } from '../../shared/ids.js'

// Two people who swap addresses would meet in between, and a unique index does not wait for the end of the statement.
const ADDRESSES = `
  UPDATE person p SET email = 'moving-' || p.id FROM import_person s
  WHERE s.existed AND p.id = s.id AND p.email <> s.email AND EXISTS (SELECT 1 FROM import_person n WHERE n.email = p.email AND n.id <> p.id)`

// The same with bookings: one is cancelled while another of that person comes back to life.
const BOOKINGS = `
  UPDATE booking b SET state = 'cancelled', cancelled_at = b.booked_at, walk_in = false FROM import_booking s
  WHERE s.existed AND b.id = s.id
    AND (b.state, b.person_id, b.occurrence_id, b.course_id) IS DISTINCT FROM (s.state, s.person_id, s.occurrence_id, s.course_id)`

const WAITING = `
  UPDATE waiting_entry w SET ended_at = s.ended_at, outcome = s.outcome FROM import_waiting_entry s
  WHERE s.existed AND w.id = s.id AND w.ended_at IS NULL AND s.ended_at IS NOT NULL`

// Fewer places than were booked so far: the counter is counted anew at the end.
const PLACES = `
  UPDATE occurrence o SET booked = 0 FROM import_occurrence s
  WHERE s.existed AND o.id = s.id AND s.places < o.booked + o.held - o.overbooked`

const TAKEN_REFERENCES = `
  SELECT s.line FROM import_booking s JOIN booking b ON b.reference = s.reference WHERE NOT s.existed
  UNION
  SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY reference ORDER BY line) AS n FROM import_booking WHERE NOT existed) s
  WHERE n > 1`

// Parked rows are changed rows: the write itself may find them the same again.
const marking = (step: string, id: string, stage: string): string =>
  `WITH done AS (${step} RETURNING ${id}) UPDATE ${stage} s SET changed = true FROM done WHERE s.id = done.id`

/** Clears out of the way what would collide while rows are written one after the other, though not at the end. */
export async function makeWay(client: ClientBase): Promise<void> {
  for (const step of [ADDRESSES, PLACES]) await client.query(step)
  await client.query(marking(WAITING, 'w.id', 'import_waiting_entry'))
  await client.query(marking(BOOKINGS, 'b.id', 'import_booking'))
  await newReferences(client)
}

/** Among a hundred thousand references drawn by chance two are the same about once in a hundred folders. */
async function newReferences(client: ClientBase): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ line: number }>(TAKEN_REFERENCES)
    if (rows.length === 0) return
    const references = rows.map(() => newReference())
    await client.query(
      'UPDATE import_booking s SET reference = n.reference FROM unnest($1::int[], $2::text[]) AS n (line, reference) WHERE s.line = n.line',
      [rows.map(row => row.line), references],
    )
  }
}
