import { describe, expect, it } from '@jest/globals'
import { type BuiltContent, NO_QUIZ, type Question } from './built-content.js'
import { progressAt, stepOf } from './steps.js'

const page = (id: string) => ({ id, title: id, text: id, video: null, question: null })
const pages = ['p1', 'p2', 'p3', 'p4'].map(page)
const withQuiz: BuiltContent = { notice: '', pages, quiz: { ...NO_QUIZ, ask: 1, questions: [{} as Question] } }
const without: BuiltContent = { notice: '', pages, quiz: NO_QUIZ }

describe('where somebody is', () => {
  it.each([
    ['before it', 0, false, { at: 'start' }],
    ['on the first page', 1, false, { at: 'page', page: 1 }],
    ['on the last', 4, false, { at: 'page', page: 4 }],
    ['past the last', 5, false, { at: 'quiz' }],
    ['through', 5, true, { at: 'done' }],
  ])('%s', (_, position, completed, step) => {
    expect(stepOf(withQuiz, position, completed)).toEqual(step)
  })
})

describe('how far', () => {
  it('counts the pages read, and the quiz as one more', () => {
    expect([0, 1, 2, 3, 4, 5].map(position => progressAt(withQuiz, position))).toEqual([0, 0, 20, 40, 60, 80])
    expect([1, 2, 4, 5].map(position => progressAt(without, position))).toEqual([0, 25, 75, 99])
    expect(progressAt({ pages: [], quiz: NO_QUIZ }, 1)).toBe(0)
  })

  it('never goes back, and is never whole before the end', () => {
    for (let position = 0; position < 8; position++) {
      expect(progressAt(withQuiz, position + 1)).toBeGreaterThanOrEqual(progressAt(withQuiz, position))
      expect(progressAt(without, position)).toBeLessThan(100)
    }
  })
})
