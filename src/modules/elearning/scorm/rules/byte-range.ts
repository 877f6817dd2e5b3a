/** The bytes that are asked for, both ends with them. */
export interface ByteRange {
  from: number
  to: number
}

/**
 * What a `Range` header asks of a file of `size` bytes: one range, or null for the whole file (no header, or one that may be left aside, as
 * those that ask for several at once); `unsatisfiable` when it begins behind the end.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return Number(last) === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - Number(last)), to: size - 1 }
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (Number(first) >= size) return 'unsatisfiable'
  return Number(first) > to ? null : { from: Number(first), to }
}
