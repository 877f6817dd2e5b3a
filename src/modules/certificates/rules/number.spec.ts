import { describe, expect, it } from '@jest/globals'
import { LETTERS } from '../../../shared/ids.js'
import { seeded } from '../../../shared/seeded.js'
import { numberOf, readNumber } from './number.js'

const drawnBy = (random: () => number) => Array.from({ length: 9 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('')
const GOOD = numberOf('certificate', '7K3M9QXR4')

describe('the number of a certificate', () => {
  it('stands in groups, and ends with a letter that checks the rest', () => {
    // Worked by hand, from the right: 4 2·2, R 22, X 2·27 is 1 + 24, Q 21, 9 2·7, M 18, 3 2·1, K 17, 7 2·5: 133, and K (17) makes it 150.
    expect(GOOD).toBe('GC-7K3M-9QXR-4K')
    expect(numberOf('transcript', '222222222')).toBe('TR-2222-2222-22')
  })

  it.each([
    ['as it is printed', GOOD],
    ['in small letters, with blanks', ' gc 7k3m 9qxr 4k '],
    ['without its prefix', '7K3M9QXR4K'],
    ['with other hyphens', 'GC–7K3M–9QXR–4K'],
  ])('is read %s', (_, text) => expect(readNumber(text)).toEqual({ kind: 'certificate', number: GOOD }))

  it.each([
    ['nothing', ''],
    ['a letter too few', 'GC-7K3M-9QXR-4'],
    ['a letter too many', `${GOOD}2`],
    ['a letter that no number has', 'GC-7K3M-9QXO-4K'],
    ['another prefix', 'GT-7K3M-9QXR-4K'],
    ['a letter mistyped', 'GC-7K3N-9QXR-4K'],
  ])('is not read: %s', (_, text) => expect(readNumber(text)).toBeNull())

  it('is read as what it was made, and never with one letter wrong', () => {
    const random = seeded(4181)
    let passed = 0
    let swaps = 0
    for (let i = 0; i < 400; i++) {
      const kind = i % 2 ? 'certificate' : 'transcript'
      const number = numberOf(kind, drawnBy(random))
      expect(readNumber(number)).toEqual({ kind, number })
      const [prefix, body] = [number.slice(0, 2), number.slice(2).replaceAll('-', '')]
      for (let at = 0; at < body.length; at++) {
        const letter = LETTERS[(LETTERS.indexOf(body[at]!) + 1 + Math.floor(random() * 29)) % 30]!
        expect(readNumber(prefix + body.slice(0, at) + letter + body.slice(at + 1))).toBeNull()
        if (at === 0 || body[at] === body[at - 1]) continue
        swaps += 1
        if (readNumber(prefix + body.slice(0, at - 1) + body[at] + body[at - 1] + body.slice(at + 1))) passed += 1
      }
    }
    expect(swaps).toBeGreaterThan(3000)
    expect(passed / swaps).toBeLessThan(0.01)
  })
})
