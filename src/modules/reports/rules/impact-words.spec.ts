import { describe, expect, it } from '@jest/globals'
import { COMPARISONS } from '../../evaluation/rules/pairing.js'
import type { ComparisonReport } from './impact-report.js'
import { changeSentence, directionOf, oneDecimal, signed } from './impact-words.js'

const told = (key: ComparisonReport['key'], pairs: number | null, before: number | null, after: number | null): ComparisonReport => {
  const { from, to } = COMPARISONS.find(one => one.key === key)!
  const change = before === null || after === null ? null : after - before
  return { key, from, to, hidden: pairs === null && 'small', pairs, before, after, change, spread: null, moved: null }
}

describe('a change in words', () => {
  it.each<[ComparisonReport, string | null]>([
    [told('pre-post', 142, 5.1, 7.4), 'Of the 142 who answered before and after the course, confidence to act rose from 5.1 to 7.4.'],
    [
      told('post-impact', 1080, 7.42, 6.9),
      'Of the 1,080 who answered after the course and again 8 weeks on, confidence to act fell from 7.4 after the course to 6.9 at 8 weeks.',
    ],
    [told('pre-post', 6, 7.02, 7.04), 'Of the 6 who answered before and after the course, confidence to act stayed at 7.0.'],
    [
      told('pre-manager', 1, 5, 6),
      'Of the one person who answered before the course and whose manager answered, confidence to act rose from 5.0 before, as they saw it, to 6.0, as their managers saw it 6 months after.',
    ],
    [told('pre-post', 0, null, null), null],
    [told('pre-post', null, null, null), null],
  ])('%#', (comparison, sentence) => {
    expect(changeSentence('Confidence to act', comparison)).toBe(sentence)
  })

  it('says of every comparison whom it is of', () => {
    for (const { key } of COMPARISONS)
      expect(changeSentence('Knowledge', told(key, 12, 4, 3))).toMatch(/^Of the 12 .*, knowledge fell from 4\.0.* to 3\.0.*\.$/)
  })

  it.each([
    [0.04, 'stayed', '0.0'],
    [0.05, 'rose', '+0.1'],
    [-0.05, 'fell', '-0.1'],
    [-2, 'fell', '-2.0'],
  ])('a change of %d %s', (change, direction, words) => {
    expect([directionOf(change), signed(change), oneDecimal(7)]).toEqual([direction, words, '7.0'])
  })
})
