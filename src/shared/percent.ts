/**
 * A whole-number percentage of two whole numbers, half away from zero (82.5 -> 83); null where the base is 0.
 * In whole numbers throughout, because 1.005 * 100 is not 100.5 to a computer.
 */
export function percent(numerator: number, base: number): number | null {
  if (base === 0) return null
  const size = Math.floor((200 * Math.abs(numerator) + Math.abs(base)) / (2 * Math.abs(base)))
  return size === 0 ? 0 : size * Math.sign(numerator) * Math.sign(base)
}

/** "82 %", or "-" where the base is 0. */
export function percentText(numerator: number, base: number): string {
  const value = percent(numerator, base)
  return value === null ? '-' : `${value} %`
}
