import { describe, expect, it } from '@jest/globals'
import { refuse } from '../../../shared/refusal.js'
import { answeredPeriod, askedBreakdown, askedFilter } from './impact-asked.js'

describe('the groups asked for', () => {
  it.each([
    [{}, {}],
    [{ course: 'gcp2' }, { course: 'gcp2' }],
    [{ course: '', 'agency-group': 'health', colour: 'red' }, { 'agency-group': 'health' }],
    [{ course: ['gcp2'] }, {}],
  ])('%p is %p, whoever asks', (asked, filter) => {
    expect([askedFilter(asked, true), askedFilter(asked, false)]).toEqual([filter, filter])
  })

  it('two at once are for the business unit alone', () => {
    const both = { course: 'gcp2', 'agency-group': 'health' }
    expect(askedFilter(both, true)).toEqual(both)
    expect(askedFilter(both, false)).toEqual(refuse('one-group-at-a-time'))
  })

  it('a breakdown that there is not is by course', () => {
    expect(['topic', 'agency', undefined, ['topic']].map(askedBreakdown)).toEqual(['topic', 'course', 'course', 'course'])
  })
})

describe('the days answered for', () => {
  it.each([
    ['2025-04-01', '2026-03-31', '2025-04-01', '2026-03-31'],
    ['2025-04-02', '2025-04-02', '2025-04-01', '2026-03-31'],
    ['2025-03-31', '2025-04-01', '2024-04-01', '2026-03-31'],
    ['2024-06-01', '2026-01-01', '2024-04-01', '2026-03-31'],
  ])('%s to %s are the whole years %s to %s outside the business unit', (from, to, first, last) => {
    expect(answeredPeriod({ from, to }, false)).toEqual({ from: first, to: last })
    expect(answeredPeriod({ from, to }, true)).toEqual({ from, to })
  })
})
