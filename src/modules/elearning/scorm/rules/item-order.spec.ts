import { describe, expect, it } from '@jest/globals'
import { orderRefusal } from './item-order.js'

describe('whether an item may be opened', () => {
  it.each([
    [[false], 0, false, null],
    [[false, false], 0, false, null],
    [[false, false], 1, false, 'item-not-yet'],
    [[true, false], 1, false, null],
    [[true, false], 0, false, null],
    [[true, false], 0, true, 'item-over'],
    [[true], 0, true, null],
    [[true, true], 1, false, null],
    [[false, true, false], 2, false, 'item-not-yet'],
    [[false], 1, false, 'no-such-item'],
    [[false], -1, false, 'no-such-item'],
    [[false], 0.5, false, 'no-such-item'],
  ])('%j, item %d, forward only %s: %s', (done, item, forwardOnly, code) => {
    expect(orderRefusal(done, item, forwardOnly)?.refused ?? null).toBe(code)
  })

  it('never before one that is not done, and one at least may be opened until all are done', () => {
    for (let bits = 0; bits < 16; bits++)
      for (const forwardOnly of [true, false]) {
        const done = [1, 2, 4, 8].map(bit => (bits & bit) > 0)
        const open = done.map((_, i) => orderRefusal(done, i, forwardOnly) === null)
        open.forEach((is, i) => expect(is && done.slice(0, i).includes(false)).toBe(false))
        expect(open.includes(true) || (forwardOnly && !done.includes(false))).toBe(true)
      }
  })
})
