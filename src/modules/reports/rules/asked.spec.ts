import { describe, expect, it } from '@jest/globals'
import { askedDimensions, askedPeriod } from './asked.js'

describe('a period asked for', () => {
  it.each([
    ['a year', '2023-04-01', '2024-03-31'],
    ['a single day', '2023-04-01', '2023-04-01'],
    ['the longest', '2000-01-01', '2020-01-16'],
  ])('%s', (_case, from, to) => expect(askedPeriod(from, to)).toEqual({ from, to }))

  it.each([
    ['no first day', undefined, '2024-03-31', 'from-malformed'],
    ['a day that does not exist', '2023-02-30', '2024-03-31', 'from-malformed'],
    ['two first days', ['2023-04-01', '2023-05-01'], '2024-03-31', 'from-malformed'],
    ['no last day', '2023-04-01', '', 'to-malformed'],
    ['two last days', '2023-04-01', ['2023-04-01'], 'to-malformed'],
    ['a day before the first', '2023-04-01', '2023-03-31', 'period-backwards'],
    ['a day too many', '2000-01-01', '2020-01-17', 'period-too-long'],
  ])('%s will not do', (_case, from, to, refused) => expect(askedPeriod(from, to)).toMatchObject({ refused }))
})

describe('breakdowns asked for', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['course', ['course']],
    ['quarter, agency-group,', ['agency-group', 'quarter']],
    ['course,course', ['course']],
    [['course'], []],
  ])('%j', (words, expected) => expect(askedDimensions(words)).toEqual(expected))

  it.each([
    ['month', ['month']],
    ['course,Quarter', ['Quarter']],
  ])('%j is not known', (words, unknown) => {
    expect(askedDimensions(words)).toEqual({ refused: 'unknown-breakdown', facts: { words: unknown } })
  })
})
