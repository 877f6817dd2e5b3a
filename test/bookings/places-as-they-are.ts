import type { DataSource } from 'typeorm'

/** An occurrence's counters beside what they count. */
export interface PlacesAsTheyAre {
  places: number
  booked: number
  held: number
  overbooked: number
  liveBookings: number
  openHolds: number
  /** People with more than one live booking here. */
  doubles: number
}

/** What must hold at any moment: `booked` and `held` count the rows, and together they never pass the places given. */
export async function placesOf(database: DataSource, occurrenceId: string): Promise<PlacesAsTheyAre> {
  const [row] = await database.query<PlacesAsTheyAre[]>(
    `SELECT o.places, o.booked, o.held, o.overbooked,
       (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state IN ('requested', 'booked') AND NOT b.walk_in) AS "liveBookings",
       (SELECT count(*)::int FROM offer f WHERE f.occurrence_id = o.id AND f.state = 'open' AND f.kind = 'hold') AS "openHolds",
       (SELECT count(*)::int FROM (SELECT person_id FROM booking b WHERE b.occurrence_id = o.id AND b.state <> 'cancelled'
         GROUP BY person_id HAVING count(*) > 1) twice) AS doubles
     FROM occurrence o WHERE o.id = $1`,
    [occurrenceId],
  )
  if (!row) throw new Error(`No occurrence ${occurrenceId}`)
  return row
}

/** The counters of an occurrence on which everything adds up. */
export const sound = (booked: number, held = 0, overbooked = 0) => ({
  booked,
  held,
  overbooked,
  liveBookings: booked,
  openHolds: held,
  doubles: 0,
})
