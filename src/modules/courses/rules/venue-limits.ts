/** How many a venue and its rooms hold; null: nobody has said. `rooms` by id. */
export interface Limits {
  capacity: number | null
  rooms: ReadonlyMap<string, number | null>
}

/** A coming date at a venue. */
export interface HeldThere {
  places: number
  roomId: string | null
}

/** How many people may come to a date: what its room holds, or where nobody has said, what the venue holds. null: nobody knows. */
export function limitOf({ roomId }: Pick<HeldThere, 'roomId'>, { capacity, rooms }: Limits): number | null {
  return rooms.get(roomId ?? '') ?? capacity
}

/** The dates that have more places than there will be room for, and had not before: a change is warned of once, by who makes it. */
export function tooSmallFor<Date extends HeldThere>(
  dates: readonly Date[],
  before: Limits,
  after: Limits,
): { date: Date; limit: number }[] {
  return dates.flatMap(date => {
    const [was, limit] = [limitOf(date, before), limitOf(date, after)]
    const shrunk = limit !== null && limit < date.places && (was === null || limit < was)
    return shrunk ? [{ date, limit }] : []
  })
}
