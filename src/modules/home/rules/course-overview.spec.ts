import { describe, expect, it } from '@jest/globals'
import { DEFAULT_SETTINGS } from '../../evaluation/rules/stage-settings.js'
import { evaluationRows, remindersInWords } from './course-overview.js'

describe('reminders in words', () => {
  it.each([
    [[], 'None'],
    [[1], '1 day before. It asks whether people are still coming'],
    [[2], '2 days before. It asks whether people are still coming'],
    [[2, 14], '14 and 2 days before. The last asks whether people are still coming'],
    [[14, 7, 2], '14, 7 and 2 days before. The last asks whether people are still coming'],
  ])('%j: %s', (days, words) => expect(remindersInWords(days)).toBe(words))
})

describe('the stages of a course’s evaluation', () => {
  const form = (stage: string) => ({ id: stage, stage, title: stage, own: false })

  it('come in their order, each with its form or none', () => {
    const rows = evaluationRows(DEFAULT_SETTINGS, [form('post'), form('pre')])
    expect(rows.map(({ stage, when, form: by }) => [stage, when, by?.id ?? null])).toEqual([
      ['pre', 'Before the course', 'pre'],
      ['post', 'After the course', 'post'],
      ['impact', '8 weeks later', null],
      ['manager', 'The line manager, 6 months later', null],
    ])
  })

  it('are only those that are asked', () => {
    const settings = { ...DEFAULT_SETTINGS, stages: ['manager' as const, 'impact' as const], impactWeeks: 1, managerMonths: 1 }
    expect(evaluationRows(settings, [form('pre')]).map(row => row.when)).toEqual(['1 week later', 'The line manager, 1 month later'])
    expect(evaluationRows({ ...DEFAULT_SETTINGS, stages: [] }, [form('pre')])).toEqual([])
  })
})
