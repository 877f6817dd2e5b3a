/**
 * Hands out a total by weight, in whole units and to the last one, nobody getting more than their most: each unit goes to whoever is
 * furthest behind (Sainte-Laguë). Throws when the total is more than all can take.
 */
export function share(total: number, weights: readonly number[], most: readonly number[]): number[] {
  const given = weights.map(() => 0)
  for (let unit = 0; unit < total; unit++) {
    const next = furthestBehind(given, weights, most)
    if (next < 0) throw new Error(`${total} is more than there is room for`)
    given[next]!++
  }
  return given
}

function furthestBehind(given: readonly number[], weights: readonly number[], most: readonly number[]): number {
  let best = -1
  let least = Infinity
  given.forEach((has, i) => {
    const turn = (has + 0.5) / weights[i]!
    if (has < most[i]! && turn < least) [best, least] = [i, turn]
  })
  return best
}
