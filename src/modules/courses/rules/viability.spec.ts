import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { confirmProblem, decisionDay, decisionProblem, isTentative, type RunsIf, runsInWords, viabilityOf } from './viability.js'

describe('where a date stands', () => {
  const facts = { fewest: 6, decideOn: null, confirmed: false, draft: false, cancelled: false }
  it.each<[Partial<typeof facts>, string]>([
    [{}, 'tentative'],
    [{ fewest: 1 }, 'tentative'],
    [{ fewest: 0 }, 'confirmed'],
    [{ confirmed: true }, 'confirmed'],
    [{ draft: true }, 'draft'],
    [{ draft: true, fewest: 0 }, 'draft'],
    [{ cancelled: true, confirmed: true }, 'cancelled'],
    [{ cancelled: true, draft: true }, 'cancelled'],
  ])('%j: %s', (more, expected) => expect(viabilityOf({ ...facts, ...more })).toBe(expected))

  it('is confirmed where no number was set', () => expect(viabilityOf({ ...facts, fewest: null })).toBe('confirmed'))
  it('hangs on a number only until it is confirmed', () => {
    expect(isTentative({ fewest: 1, confirmed: false })).toBe(true)
    expect(isTentative({ fewest: 1, confirmed: true })).toBe(false)
  })
})

describe('the decision day', () => {
  it.each([
    ['2026-03-24', 10, '2026-03-10'],
    ['2026-04-07', 1, '2026-04-02'],
    ['2026-04-07', 10, '2026-03-20'],
    ['2026-03-30', 1, '2026-03-27'],
    ['2026-10-26', 1, '2026-10-23'],
    ['2026-03-24', 0, '2026-03-24'],
  ])('of %s, %d working days before, is %s', (startsOn, days, expected) =>
    expect(decisionDay(startsOn, days, ENGLAND_AND_WALES)).toBe(expected),
  )

  it.each([
    ['2026-03-23', null],
    ['2026-03-24', null],
    ['2026-03-25', 'It must be decided before'],
  ])('%s for a date on 24 March', (decideOn, problem) =>
    expect(decisionProblem(decideOn, '2026-03-24')).toEqual(problem === null ? null : expect.stringContaining(problem)),
  )
})

describe('what delegates read', () => {
  const runs = { fewest: 6, decideOn: '2026-03-10', confirmed: false }
  it.each<[Partial<RunsIf>, string, string]>([
    [{}, '2026-03-09', 'Runs if at least 6 book; decided by Tuesday 10 March 2026'],
    [{}, '2026-03-10', 'Runs if at least 6 book; decided by Tuesday 10 March 2026'],
    [{}, '2026-03-11', 'Runs if at least 6 book; this is being decided now'],
    [{ fewest: 1 }, '2026-03-09', 'Runs if at least 1 books; decided by Tuesday 10 March 2026'],
    [{ decideOn: null }, '2026-03-09', 'Runs if at least 6 book'],
    [{ confirmed: true }, '2026-03-09', ''],
    [{ fewest: 0 }, '2026-03-09', ''],
    [{ fewest: null }, '2026-03-09', ''],
  ])('%j on %s: %s', (more, today, expected) => expect(runsInWords({ ...runs, ...more }, today)).toBe(expected))
})

describe('saying that it runs', () => {
  it.each([
    [{ draft: false, cancelled: false, begun: false }, null],
    [{ draft: true, cancelled: false, begun: false }, 'draft'],
    [{ draft: false, cancelled: true, begun: true }, 'cancelled'],
    [{ draft: false, cancelled: false, begun: true }, 'begun'],
  ])('%j: %s', (facts, word) => {
    const problem = confirmProblem(facts)
    if (word === null) expect(problem).toBeNull()
    else expect(problem).toContain(word)
  })
})
