import { describe, expect, it } from '@jest/globals'
import { readReminderDays } from './reminder-days.js'

describe('the days before a course on which people are reminded', () => {
  it.each([
    ['14, 2', [14, 2]],
    ['2,14', [14, 2]],
    [' 7 ', [7]],
    ['1', [1]],
    ['60', [60]],
    ['30; 14 7,2 1', [30, 14, 7, 2, 1]],
    ['', []],
    [' , ', []],
  ])('%j is a list', (typed, days) => expect(readReminderDays(typed)).toEqual(days))

  it.each([
    ['nothing before the day itself', '0'],
    ['more than 60 days', '61'],
    ['six of them', '30, 14, 7, 3, 2, 1'],
    ['a day twice', '14, 14'],
    ['a day twice, written differently', '2, 02'],
    ['part of a day', '1.5'],
    ['a day after', '-2'],
    ['words', 'two'],
    ['a number and words', '14 days'],
  ])('%s is refused', (_, typed) => expect(readReminderDays(typed)).toBeNull())
})
