import { describe, expect, it } from '@jest/globals'
import { byteRange } from './byte-range.js'

describe('a part of a file', () => {
  it.each([
    [undefined, 10, null],
    ['bytes=0-9', 10, { from: 0, to: 9 }],
    ['bytes=0-', 10, { from: 0, to: 9 }],
    ['bytes=9-9', 10, { from: 9, to: 9 }],
    ['bytes=9-99', 10, { from: 9, to: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-3', 10, { from: 7, to: 9 }],
    ['bytes=-30', 10, { from: 0, to: 9 }],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=-3', 0, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=5-4', 10, null],
    ['bytes=-', 10, null],
    ['bytes=0-1,3-4', 10, null],
    ['lines=0-1', 10, null],
  ])('%s of %i bytes: %j', (header, size, range) => {
    expect(byteRange(header, size)).toEqual(range)
  })

  it('lies within the file, whatever is asked', () => {
    for (let from = 0; from < 6; from++)
      for (let to = 0; to < 6; to++) {
        const range = byteRange(`bytes=${from}-${to}`, 4)
        if (range === null || range === 'unsatisfiable') continue
        expect(range.from >= 0 && range.from <= range.to && range.to < 4).toBe(true)
      }
  })
})
