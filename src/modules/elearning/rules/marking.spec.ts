import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import type { Question } from './built-content.js'
import { isPass, markAnswer, readAnswer, scoreOf } from './marking.js'

const question = (kind: Question['kind'], options: string): Question => ({
  ...{ id: 'q', kind, text: 'Which?', feedback: '' },
  options: options.split(' ').map(id => ({ id: id.replace('*', ''), text: id, correct: id.endsWith('*'), feedback: '' })),
})
const single = question('single', 'a b* c')
const multiple = question('multiple', 'a* b* c* d e')
const ordering = question('ordering', 'a b c d')
const list = (ids: string) => ids.split(' ').filter(Boolean)

describe('marking', () => {
  it.each([
    ['the right one', single, 'b', 1, 1],
    ['a wrong one', single, 'a', 0, 1],
    ['all that are right', multiple, 'a b c', 3, 3],
    ['two of three', multiple, 'a b', 2, 3],
    ['two of three and a wrong one', multiple, 'a b d', 1, 3],
    ['all there are', multiple, 'a b c d e', 1, 3],
    ['one right, two wrong: not below nothing', multiple, 'a d e', 0, 3],
    ['only wrong ones', multiple, 'd', 0, 3],
    ['the right order', ordering, 'a b c d', 4, 4],
    ['two changed places', ordering, 'a c b d', 2, 4],
    ['the order turned round', ordering, 'd c b a', 0, 4],
  ])('%s', (_, asked, chosen, points, outOf) => {
    expect(markAnswer(asked, list(chosen))).toEqual({ points, outOf, correct: points === outOf })
  })

  it('never gives more than there is, nor less than nothing, and calls right only what is wholly right', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    for (let set = 1; set < 32; set++) {
      const chosen = ids.filter((_id, i) => set & (1 << i))
      const mark = markAnswer(multiple, chosen)
      expect(mark.points >= 0 && mark.points <= mark.outOf).toBe(true)
      expect(mark.correct).toBe(chosen.join('') === 'abc')
    }
  })
})

describe('an answer that can be kept', () => {
  it.each([
    ['one of them', single, 'b', ['b']],
    ['several, each once, in the question’s order', multiple, 'c a a', ['a', 'c']],
    ['an order', ordering, 'd a c b', ['d', 'a', 'c', 'b']],
    ['none', single, '', 'nothing-chosen'],
    ['none of several', multiple, '', 'nothing-chosen'],
    ['two where one is asked for', single, 'a b', 'choose-one'],
    ['one that there is not', single, 'z', 'no-such-answer'],
    ['half an order', ordering, 'a b', 'order-incomplete'],
    ['an order with one twice', ordering, 'a b c d d', 'order-incomplete'],
    ['an order with nothing in it', ordering, '', 'order-incomplete'],
  ])('%s', (_, asked, chosen, expected) => {
    const answer = readAnswer(asked, list(chosen))
    expect(isRefusal(answer) ? answer.refused : answer).toEqual(expected)
  })
})

describe('the score of a quiz', () => {
  const marks = (...points: [number, number][]) => points.map(([got, outOf]) => ({ points: got, outOf, correct: got === outOf }))
  const right = (n: number, of: number) => marks(...Array.from({ length: of }, (_, i): [number, number] => [i < n ? 1 : 0, 1]))

  it.each([
    ['eight of ten', right(8, 10), 80, true],
    ['seven of ten', right(7, 10), 70, false],
    ['one of three is cut to 33', right(1, 3), 33, false],
    ['three thirds are a whole', marks([1, 3], [1, 3], [1, 3], [3, 3]), 50, false],
    [
      '79 and two thirds is not 80',
      marks(
        ...Array.from({ length: 19 }, (): [number, number] => [1, 1]),
        ...Array.from({ length: 4 }, (): [number, number] => [0, 1]),
        [12, 100],
      ),
      79,
      false,
    ],
    ['partly right counts in part', marks([2, 3], [1, 1], [1, 1], [1, 1], [1, 1]), 93, true],
    ['no questions', [], 0, false],
  ])('%s', (_, given, score, passes) => {
    expect(scoreOf(given)).toBe(score)
    expect(isPass(score, 80)).toBe(passes)
  })

  it('passes at the pass mark and not one below it', () => {
    for (let mark = 1; mark <= 100; mark++) expect([isPass(mark, mark), isPass(mark - 1, mark)]).toEqual([true, false])
  })
})
