import { describe, expect, it } from '@jest/globals'
import type { Answers, FormContent } from './form-content.js'
import { groupSummary } from './group-summary.js'

const content: FormContent = {
  intro: '',
  groups: [
    {
      title: 'All',
      questions: [
        { key: 'know', kind: 'scale', words: 'How much?' },
        {
          key: 'hopes',
          kind: 'many',
          words: 'What for?',
          options: [
            { key: 'a', words: 'Option A' },
            { key: 'b', words: 'Option B' },
          ],
        },
        { key: 'often', kind: 'choice', words: 'How often?', options: [{ key: 'daily', words: 'Daily' }] },
        { key: 'say', kind: 'text', words: 'What else?' },
        { key: 'do', kind: 'actions', words: 'What next?' },
        { key: 'kept', kind: 'kept', words: 'What became of it?' },
        { key: 'bare', kind: 'choice', words: 'Without options' },
      ],
    },
  ],
}
const sent = (...answers: Answers[]) => answers.map(one => ({ content, answers: one }))
const times = (n: number, answers: Answers) => Array.from({ length: n }, () => answers)

describe('a group', () => {
  it('is told of question by question', () => {
    const all = groupSummary(
      sent({ know: 4, hopes: ['a', 'b'], often: 'daily', say: 'Second', do: ['x', 'y'] }, { know: 7, hopes: ['b'], say: 'First' }),
      1,
    )
    expect(all.map(({ key, answered, mean, options, texts }) => ({ key, answered, mean, options, texts }))).toEqual([
      { key: 'know', answered: 2, mean: 5.5, options: [], texts: [] },
      {
        key: 'hopes',
        answered: 2,
        mean: null,
        options: [
          { words: 'Option B', count: 2 },
          { words: 'Option A', count: 1 },
        ],
        texts: [],
      },
      { key: 'often', answered: 1, mean: null, options: [{ words: 'Daily', count: 1 }], texts: [] },
      { key: 'say', answered: 2, mean: null, options: [], texts: ['First', 'Second'] },
      { key: 'do', answered: 1, mean: null, options: [], texts: ['x', 'y'] },
    ])
    expect(groupSummary(sent({ bare: 'x', kept: { '1': { kept: 'yes', outcome: '' } } }), 1).map(({ options }) => options)).toEqual([
      [],
      [],
    ])
    expect(groupSummary([], 1)).toEqual([])
  })

  it.each([
    [4, 0],
    [5, 1],
  ])('of %d has %d questions to be told of outside the business unit', (n, count) => {
    expect(groupSummary(sent(...times(n, { know: 5 })), 5)).toHaveLength(count)
  })

  it('is not told how many chose what fewer than five did, nor read where fewer wrote', () => {
    const all = groupSummary(sent(...times(5, { hopes: ['a'], say: '' }), ...times(4, { hopes: ['b'], say: 'Mine' })), 5)
    expect(all).toMatchObject([
      {
        key: 'hopes',
        answered: 9,
        options: [
          { words: 'Option A', count: 5 },
          { words: 'Option B', count: null },
        ],
      },
    ])
  })
})

it('no option has more than answered, and no number below the limit but nobody', () => {
  for (let a = 0; a < 9; a++) {
    for (const { answered, options } of groupSummary(sent(...times(a, { hopes: ['a', 'b'] }), ...times(6, { hopes: ['b'] })), 5))
      for (const { count } of options) expect(count === null || count === 0 || (count >= 5 && count <= answered)).toBe(true)
  }
})
