import { expect, it } from '@jest/globals'
import { percent, percentText } from './percent.js'
import { seeded } from './seeded.js'

it.each([
  ['the published attendance', 1333, 1617, 82, '82 %'],
  ['the published no-shows', 284, 1617, 18, '18 %'],
  ['the published utilisation', 1333, 2412, 55, '55 %'],
  ['half away from zero', 825, 1000, 83, '83 %'],
  ['just under the half', 8249, 10_000, 82, '82 %'],
  ['half away from zero, below it', -825, 1000, -83, '-83 %'],
  ['a half of one', 1, 200, 1, '1 %'],
  ['less than a half of one', 1, 201, 0, '0 %'],
  ['nothing of something', 0, 5, 0, '0 %'],
  ['less than nothing, but barely', -1, 201, 0, '0 %'],
  ['nothing of nothing', 0, 0, null, '-'],
  ['something of nothing', 3, 0, null, '-'],
  ['more than all', 3, 2, 150, '150 %'],
])('%s', (_case, numerator, base, value, text) => {
  expect(percent(numerator, base)).toBe(value)
  expect(percentText(numerator, base)).toBe(text)
})

it('is never further than a half from the truth', () => {
  const random = seeded(3)
  for (let i = 0; i < 1000; i++) {
    const [numerator, base] = [Math.floor(random() * 5000), 1 + Math.floor(random() * 5000)]
    expect(Math.abs(percent(numerator, base)! - (100 * numerator) / base)).toBeLessThanOrEqual(0.5)
  }
})
