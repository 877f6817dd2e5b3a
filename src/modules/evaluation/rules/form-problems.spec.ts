import { describe, expect, it } from '@jest/globals'
import type { FormContent, FormQuestion } from './form-content.js'
import { formProblems, minutesOf, questionSays } from './form-problems.js'
import type { Stage } from './stage-settings.js'

const options = (...words: string[]) => words.map((one, i) => ({ key: `o${i}`, words: one }))
const ask = (change: Partial<FormQuestion> = {}): FormQuestion => ({ key: 'q', kind: 'text', words: 'What?', ...change })
const scale = (change: Partial<FormQuestion> = {}) => ask({ kind: 'scale', low: 'Nothing', high: 'All', ...change })
const groups = (...list: FormQuestion[][]): FormContent => ({
  intro: '',
  groups: list.map((questions, i) => ({ title: `Group ${i}`, questions })),
})
const says = (content: FormContent, stage: Stage = 'pre') =>
  formProblems(content, stage, ['knowledge', 'act']).map(({ where, say }) => `${where}: ${say}`)
const many = (count: number) => Array.from({ length: count }, (_, i) => ask({ key: `q${i}` }))

describe('what stands in the way of publishing', () => {
  it.each<[string, FormContent, Stage, string[]]>([
    ['nothing', groups([ask()]), 'pre', []],
    ['nothing about a single group without a heading', { intro: '', groups: [{ title: '', questions: [ask()] }] }, 'pre', []],
    ['no group', groups(), 'pre', ['The form: Add at least one question']],
    ['an empty group beside others', groups([ask()], []), 'pre', ['Group 2: It has no questions: add one, or take the group out']],
    [
      'a group without a heading',
      { intro: '', groups: [...groups([ask()]).groups, { title: ' ', questions: [ask({ key: 'r' })] }] },
      'pre',
      ['Group 2: Give the group a heading'],
    ],
    ['thirty questions are enough', groups(many(30)), 'pre', []],
    ['thirty-one are not', groups(many(31)), 'pre', ['The form: Ask no more than 30 questions: nobody answers so many']],
    ['a question twice', groups([ask()], [ask()]), 'pre', ['The form: One question is in it twice: take one of the two out']],
    ['two measures', groups([scale({ measure: 'knowledge' }), scale({ key: 'r', measure: 'act' })]), 'pre', []],
    [
      'a measure twice',
      groups([scale({ measure: 'act' }), scale({ key: 'r', measure: 'act' })]),
      'pre',
      ['The form: Two questions have the same measure: keep it for the one that is paired'],
    ],
    ['a measure that is not there', groups([scale({ measure: 'gone' })]), 'pre', ['Question 1: Its measure is not there: choose another']],
    ['actions after the course', groups([ask({ kind: 'actions' })]), 'post', []],
    ['actions before it', groups([ask({ kind: 'actions' })]), 'pre', ['Question 1: Actions are committed to after the course only']],
    ['looking back weeks later', groups([ask({ kind: 'kept' })]), 'impact', []],
    [
      'looking back with the manager',
      groups([ask({ kind: 'kept' })]),
      'manager',
      ['Question 1: Actions are looked back on weeks later only'],
    ],
    [
      'actions twice',
      groups([ask({ kind: 'actions' }), ask({ key: 'r', kind: 'actions' })]),
      'post',
      ['The form: Ask for actions once only'],
    ],
    [
      'a part twice',
      groups([ask({ role: 'story' }), ask({ key: 'r', role: 'story' })]),
      'impact',
      ['The form: Two questions have the same part on the impact page: keep it for one of them'],
    ],
    ['a question’s own faults', groups([ask({ words: ' ' })]), 'pre', ['Question 1: Write the question']],
  ])('%s', (_, content, stage, problems) => {
    expect(says(content, stage)).toEqual(problems)
  })

  it('is never less once a faulty question is added', () => {
    const good = [ask(), scale({ key: 's', measure: 'act' }), ask({ key: 't', kind: 'choice', options: options('a', 'b') })]
    const bad = [ask({ key: 'x', words: '' }), scale({ key: 'y', low: '' }), ask({ key: 'z', kind: 'many' }), ask()]
    for (let chosen = 0; chosen < 2 ** bad.length; chosen += 1) {
      const added = bad.filter((_, i) => (chosen >> i) % 2 === 1)
      expect(says(groups([...good, ...added])).length).toBeGreaterThanOrEqual(added.length)
      expect(says(groups([...good, ...added])).length > 0).toBe(added.length > 0)
    }
  })
})

describe('a question', () => {
  const used = { kind: 'choice', role: 'applied' } as const
  it.each<[string, FormQuestion, string[]]>([
    ['a scale with ends', scale(), []],
    ['a scale without one of them', scale({ high: ' ' }), ['Say what 1 and what 10 mean']],
    ['a text with a measure', ask({ measure: 'act' }), ['Only a scale from 1 to 10 has a measure']],
    ['two answers', ask({ kind: 'many', options: options('a', 'b') }), []],
    ['one answer', ask({ kind: 'choice', options: options('a') }), ['Give at least two answers to choose from']],
    ['no answers', ask({ kind: 'choice' }), ['Give at least two answers to choose from']],
    ['ten answers', ask({ kind: 'many', options: options(...'abcdefghij') }), []],
    ['eleven', ask({ kind: 'many', options: options(...'abcdefghijk') }), ['Give no more than 10 answers to choose from']],
    ['an empty one', ask({ kind: 'choice', options: options('a', ' ') }), ['One of the answers has no words']],
    ['two that read the same', ask({ kind: 'choice', options: options('Yes', 'yes ') }), ['Two of the answers read the same']],
    ['answers of a text are of no matter', ask({ options: options('') }), []],
    ['used, by choice', ask({ ...used, options: [...options('a'), { key: 'n', words: 'No', counts: false }] }), []],
    [
      'used, whatever is chosen',
      ask({ ...used, options: options('a', 'b') }),
      ['Mark the answers of those who have not used it, so that they are not counted as if they had'],
    ],
    ['used, in words', ask({ role: 'applied' }), ['Whether it was used is asked by choosing one answer']],
    ['barriers in words', ask({ role: 'barriers' }), ['What stood in the way is asked by choosing from answers']],
    ['barriers, several', ask({ kind: 'many', role: 'barriers', options: options('a', 'b') }), []],
    ['a story as a scale', scale({ role: 'story' }), ['What came of it is told in words']],
  ])('%s', (_, question, problems) => {
    expect(questionSays(question)).toEqual(problems)
  })
})

describe('a form takes', () => {
  it.each([
    ['a minute at least', groups([scale()]), 1],
    ['a minute for seven scales and a text that may be left out', groups([...many(1), ...Array.from({ length: 7 }, () => scale())]), 1],
    ['two for four texts that may not', groups(many(4).map(one => ({ ...one, required: true }))), 2],
  ])('%s', (_, content, minutes) => {
    expect(minutesOf(content)).toBe(minutes)
  })
})
