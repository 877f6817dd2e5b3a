import { describe, expect, it } from '@jest/globals'
import type { Answers, AnswerValue, FormContent, QuestionKind } from '../../evaluation/rules/form-content.js'
import { withoutWords } from './without-words.js'

const KINDS: QuestionKind[] = ['scale', 'agreement', 'choice', 'many', 'text', 'actions', 'kept']
const content: FormContent = { intro: '', groups: [{ title: '', questions: KINDS.map(kind => ({ key: kind, kind, words: kind })) }] }

describe('answers without their words', () => {
  it.each<[string, AnswerValue, AnswerValue]>([
    ['scale', 7, 7],
    ['agreement', 4, 4],
    ['choice', 'weekly', 'weekly'],
    ['many', ['time', 'support'], ['time', 'support']],
    ['text', 'Dana helped me with the case in Leamore', '(removed)'],
    ['text', '', ''],
    ['actions', ['I will ask', 'I will write'], ['(removed)', '(removed)']],
    ['kept', { 1: { kept: 'yes', outcome: 'A family was seen' } }, { 1: { kept: 'yes', outcome: '' } }],
    ['gone', 'of a question that no form asks', '(removed)'],
    ['gone', 3, 3],
    ['gone', ['a', 'b'], ['(removed)', '(removed)']],
  ])('%s: %j becomes %j', (key, before, after) => expect(withoutWords(content, { [key]: before })).toEqual({ [key]: after }))

  it('taken away twice is taken away once, and no question loses its answer', () => {
    const answers: Answers = { scale: 1, text: 'words', actions: ['one'], kept: { 1: { kept: null, outcome: 'x' } }, other: 'y' }
    const once = withoutWords(content, answers)
    expect(withoutWords(content, once)).toEqual(once)
    expect(Object.keys(once)).toEqual(Object.keys(answers))
  })
})
