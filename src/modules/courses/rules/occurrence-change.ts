/** An occurrence's counters: see the entity. */
export interface Counters {
  booked: number
  held: number
  overbooked: number
}

/** The fewest places it may have: those booked and held, but for what an administrator gave above the limit on purpose. */
export const fewestPlaces = ({ booked, held, overbooked }: Counters): number => Math.max(0, booked + held - overbooked)

/** Why the places cannot be so few; null: they can. */
export function placesProblem(places: number, counters: Counters): string | null {
  const fewest = fewestPlaces(counters)
  if (places >= fewest) return null
  const { booked, held } = counters
  const taken =
    held > 0
      ? `${booked} ${booked === 1 ? 'is' : 'are'} booked and ${held} held for an offer or an agency`
      : `${booked} ${booked === 1 ? 'is' : 'are'} booked`
  return `Enter ${fewest} or more: ${taken}`
}

/** What remains given above the limit once there are so many places: more places take it up. */
export const overbookedAfter = (places: number, { booked, held, overbooked }: Counters): number =>
  Math.min(overbooked, Math.max(0, booked + held - places))

/** Whether the occurrence as a whole may still be changed, and its times. Sentences, or null. */
export function changeProblem(facts: { cancelledAt: Date | null; registerClosedAt: Date | null }): string | null {
  if (facts.cancelledAt) return 'This occurrence was cancelled: it stays as it is'
  return facts.registerClosedAt ? 'The register of this occurrence is closed: it stays as it is' : null
}

export function timesProblem(startsAt: Date, before: readonly string[], after: readonly string[], now: Date): string | null {
  const same = before.length === after.length && before.every((line, i) => line === after[i])
  return !same && startsAt <= now ? 'It has begun: its times stay as they are' : null
}
