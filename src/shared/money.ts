/** "£60.00", "£1,234.50", "-£5.00" of whole pence; throws on fractions of a penny. */
export function pounds(pence: number): string {
  if (!Number.isSafeInteger(pence)) throw new RangeError(`not a whole number of pence: ${pence}`)
  const whole = String(Math.floor(Math.abs(pence) / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = String(Math.abs(pence) % 100).padStart(2, '0')
  return `${pence < 0 ? '-' : ''}£${whole}.${rest}`
}
