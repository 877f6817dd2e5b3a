import { describe, expect, it } from '@jest/globals'
import { daysBetween, earlierOf, inOrder, isTrainingDay, laterOf, trainingDays } from './calendar.js'

describe('isTrainingDay', () => {
  it.each([
    ['a Friday', '2026-11-20', true],
    ['a Saturday', '2026-11-21', false],
    ['a Sunday', '2026-11-22', false],
    ['a bank holiday', '2027-03-26', false],
    ['the last day before Christmas', '2026-12-23', true],
    ['Christmas Eve', '2026-12-24', false],
    ['New Year’s Eve, a Thursday', '2026-12-31', false],
    ['the first working day of the year', '2027-01-04', true],
    ['a 24th of another month', '2026-11-24', true],
  ])('%s', (_name, day, expected) => {
    expect(isTrainingDay(day)).toBe(expected)
  })
})

it('lists the training days of a span, both ends counted', () => {
  expect(trainingDays('2024-03-28', '2024-04-03')).toEqual(['2024-03-28', '2024-04-02', '2024-04-03'])
  expect(trainingDays('2024-03-29', '2024-04-01')).toEqual([])
})

it('counts days across both clock changes and a leap day', () => {
  expect(daysBetween('2024-03-30', '2024-04-01')).toBe(2)
  expect(daysBetween('2024-10-26', '2024-10-28')).toBe(2)
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2)
})

it('tells earlier from later', () => {
  expect([laterOf('2024-04-09', '2024-04-10', ''), earlierOf('2024-04-10', '2024-04-09')]).toEqual(['2024-04-10', '2024-04-09'])
  expect(['b', 'a', 'b', 'c'].sort(inOrder)).toEqual(['a', 'b', 'b', 'c'])
  expect(inOrder('a', 'a')).toBe(0)
})
