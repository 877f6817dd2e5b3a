import { SCALE } from './form-content.js'
import type { Pair } from './pairing.js'

/** How many gave an answer from `from` to `to`, before and after. */
export interface Band {
  from: number
  to: number
  before: number
  after: number
}

/** How often each answer of the scale was given before and after, by the same people. */
export function distribution(pairs: readonly Pair[]): Band[] {
  const count = (values: readonly number[], at: number) => values.filter(value => Math.round(value) === at).length
  const [before, after] = [pairs.map(pair => pair[0]), pairs.map(pair => pair[1])]
  return Array.from({ length: SCALE.to - SCALE.from + 1 }, (_, i) => SCALE.from + i).map(at => ({
    from: at,
    to: at,
    before: count(before, at),
    after: count(after, at),
  }))
}

/**
 * Draws neighbouring answers together, from the lowest up, until none stands for fewer than `smallest` answers, before or after; an answer
 * that nobody gave may stand alone. What is left over at the top goes to the band below it.
 */
export function inBands(bars: readonly Band[], smallest: number): Band[] {
  const safe = ({ before, after }: Band) => [before, after].every(n => n === 0 || n >= smallest)
  const bands: Band[] = []
  let open: Band | null = null
  for (const bar of bars) {
    open = open ? joined(open, bar) : bar
    if (!safe(open)) continue
    bands.push(open)
    open = null
  }
  while (open && bands.length > 0) {
    open = joined(bands.pop()!, open)
    if (safe(open)) return [...bands, open]
  }
  return open ? [] : bands
}

const joined = (low: Band, high: Band): Band => ({
  from: low.from,
  to: high.to,
  before: low.before + high.before,
  after: low.after + high.after,
})
