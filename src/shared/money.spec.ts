import { expect, it } from '@jest/globals'
import { pounds } from './money.js'

it.each([
  [0, '£0.00'],
  [1, '£0.01'],
  [99, '£0.99'],
  [100, '£1.00'],
  [6000, '£60.00'],
  [99_999, '£999.99'],
  [100_000, '£1,000.00'],
  [123_456_789, '£1,234,567.89'],
  [-500, '-£5.00'],
])('%i pence is %s', (pence, words) => expect(pounds(pence)).toBe(words))

it.each([0.5, Number.NaN, Infinity])('refuses %p', pence => expect(() => pounds(pence)).toThrow(RangeError))
