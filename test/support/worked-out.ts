// A prime whose square still is a whole number to a computer.
const PRIME = 67_108_859

/**
 * Which of the sums that nobody may know can be worked out from sums that everybody sees, by adding and taking away in whatever way: those
 * that lie in the span of what is shown. A sum is given by the rows that it is taken over.
 */
export function workedOut(shown: readonly (readonly number[])[], secret: readonly (readonly number[])[], size: number): number[] {
  const known = new Map<number, number[]>()
  for (const rows of shown) {
    const left = reduced(vector(rows, size), known)
    const pivot = left.findIndex(value => value !== 0)
    if (pivot >= 0) known.set(pivot, scaled(left, inverse(left[pivot]!)))
  }
  return secret.flatMap((rows, i) => (reduced(vector(rows, size), known).every(value => value === 0) ? [i] : []))
}

function vector(rows: readonly number[], size: number): number[] {
  const sum = Array.from({ length: size }, () => 0)
  for (const row of rows) sum[row] = 1
  return sum
}

function reduced(sum: number[], known: ReadonlyMap<number, number[]>): number[] {
  for (let at = 0; at < sum.length; at++) {
    const row = sum[at] === 0 ? undefined : known.get(at)
    const times = sum[at]!
    if (row) for (let i = at; i < sum.length; i++) sum[i] = (((sum[i]! - times * row[i]!) % PRIME) + PRIME) % PRIME
  }
  return sum
}

const scaled = (sum: readonly number[], by: number): number[] => sum.map(value => (value * by) % PRIME)

function inverse(value: number): number {
  let [result, base] = [1, value]
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME
    base = (base * base) % PRIME
  }
  return result
}
