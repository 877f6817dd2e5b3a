import { describe, expect, it } from '@jest/globals'
import { questionFigures, shownFunnel, shownRows, takenTotal, type Answers, type AskedOf, type Taken } from './elearning-report.js'

const row = (key: string, people: number): Taken => ({
  ...{ key, name: key, people, signedUp: people, completed: 0, inProgress: 0, notStarted: people, medianMinutes: null },
})

describe('who may see which rows', () => {
  it('everybody’s for the business unit', () => {
    expect(shownRows([row('a', 1), row('b', 9)], true)).toMatchObject({ groups: [{ signedUp: 1 }, { signedUp: 9 }], totalHidden: false })
  })

  it('none of fewer than five people outside it, nor one by which such a row could be worked out', () => {
    expect(shownRows([row('a', 4), row('b', 9), row('c', 20)], false).groups.map(one => one.hidden)).toEqual([
      'small',
      'protects-another',
      false,
    ])
    expect(shownRows([row('a', 5), row('b', 9)], false).groups.map(one => one.hidden)).toEqual([false, false])
  })
})

describe('how many have completed', () => {
  const taken = (key: string, signedUp: number, completed: number): Taken => ({
    ...row(key, signedUp),
    completed,
    notStarted: signedUp - completed,
  })

  it('is told of each row and of all, in whole per cent of those who signed up', () => {
    const rows = [taken('a', 239, 179), taken('b', 8, 1), taken('c', 0, 0)]
    expect(shownRows(rows, true).groups).toMatchObject([{ completedPercent: 75 }, { completedPercent: 13 }, { completedPercent: null }])
    expect(takenTotal(rows)).toEqual({ signedUp: 247, completed: 180, inProgress: 0, notStarted: 67, completedPercent: 73 })
    expect(takenTotal([])).toMatchObject({ signedUp: 0, completedPercent: null })
  })
})

describe('which answers go wrong', () => {
  const asked = (id: string, ordering = false): AskedOf => ({
    ...{ id, text: id, where: 'Quiz', ordering },
    options: ['a', 'b'].map(option => ({ id: option, text: option, correct: option === 'b' })),
  })
  const given = (question: string, chosen: string, count: number): Answers => ({
    question,
    chosen: [chosen],
    correct: chosen === 'b',
    count,
    by: Array.from({ length: count }, (_, n) => `${chosen}-${n}`),
  })
  const answers = [given('easy', 'b', 9), given('easy', 'a', 1), given('hard', 'a', 4), given('hard', 'b', 1), given('few', 'a', 4)]
  const questions = [asked('easy'), asked('hard'), asked('few', true), asked('never')]

  it('is told of each question that was answered, the hardest first', () => {
    const figures = questionFigures(questions, answers, true)
    expect(figures.map(one => [one.id, one.answered, one.right, one.rightPercent])).toEqual([
      ['few', 4, 0, 0],
      ['hard', 5, 1, 20],
      ['easy', 10, 9, 90],
    ])
    expect(figures[1]!.options.map(option => option.chosen)).toEqual([4, 1])
    expect(figures[0]!.options).toEqual([])
  })

  it('is not told of fewer than five people outside the business unit, however often they answered', () => {
    expect(questionFigures(questions, answers, false).map(one => one.id)).toEqual(['hard', 'easy'])
    const often = [
      { ...given('hard', 'a', 90), by: ['p', 'q'] },
      { ...given('hard', 'b', 9), by: ['q', 'r', 's'] },
    ]
    expect(questionFigures(questions, often, false)).toEqual([])
    expect(questionFigures(questions, [...often, given('hard', 'b', 1)], false)).toMatchObject([{ id: 'hard', answered: 100 }])
    expect(questionFigures(questions, often, true)).toMatchObject([{ id: 'hard', answered: 99, right: 9 }])
  })
})

describe('a pathway’s steps', () => {
  const step = (have: number, booked: number, done: number) => ({ key: 'a', course: 'a', next: 'b', have, booked, done })
  const last = (have: number | null) => ({ key: 'c', course: 'c', next: null, have, booked: null, done: null })

  it.each([
    ['large enough', step(20, 10, 5), step(20, 10, 5)],
    ['nobody', step(20, 0, 0), step(20, 0, 0)],
    ['all of them', step(9, 9, 9), step(9, 9, 9)],
    ['too few', step(20, 4, 5), { ...step(20, 0, 5), booked: null }],
    ['all but too few', step(20, 16, 15), { ...step(20, 0, 15), booked: null }],
    ['the last course', last(20), last(20)],
    ['too few at the end', last(4), last(null)],
    ['too few at all', step(4, 4, 0), { key: 'a', course: 'a', next: 'b', have: null, booked: null, done: null }],
  ])('%s', (_, given, shown) => {
    expect(shownFunnel([given], false)).toEqual([shown])
    expect(shownFunnel([given], true)).toEqual([given])
  })
})
