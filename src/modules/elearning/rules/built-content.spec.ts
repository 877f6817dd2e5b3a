import { describe, expect, it } from '@jest/globals'
import { type BuiltContent, type BuiltPage, contentProblems, EMPTY_CONTENT, isWebAddress, type Question } from './built-content.js'

const question = (change: Partial<Question> = {}): Question => ({
  ...{ id: 'q1', kind: 'single', text: 'Which?', feedback: '' },
  options: [
    { id: 'a', text: 'This', correct: true, feedback: '' },
    { id: 'b', text: 'That', correct: false, feedback: '' },
  ],
  ...change,
})
const page = (change: Partial<BuiltPage> = {}): BuiltPage => ({
  ...{ id: 'p1', title: 'Why', text: 'Words', video: null, question: null },
  ...change,
})
const content = (change: Partial<BuiltContent> = {}): BuiltContent => ({
  ...{ notice: '', pages: [page()], quiz: { passMark: 80, goesADay: 3, ask: 1, questions: [question()] } },
  ...change,
})
const quiz = (change: Partial<BuiltContent['quiz']>) => content({ quiz: { ...content().quiz, ...change } })
const options = (...correct: boolean[]) => correct.map((right, i) => ({ id: `${i}`, text: `Answer ${i}`, correct: right, feedback: '' }))
const video = { url: 'https://video.example.org/1', title: 'A film', transcript: 'What is said in it' }

describe('what stands in the way of publishing', () => {
  it.each<[string, BuiltContent]>([
    ['pages and a quiz', content()],
    ['no quiz at all', content({ quiz: EMPTY_CONTENT.quiz })],
    ['a film with its transcript', content({ pages: [page({ video })] })],
    [
      'several right answers where several may be',
      quiz({ questions: [question({ kind: 'multiple', options: options(true, true, false) })] }),
    ],
    ['an order, in which none is marked', quiz({ questions: [question({ kind: 'ordering', options: options(false, false) })] })],
    ['the highest pass mark', quiz({ passMark: 100 })],
  ])('nothing: %s', (_, given) => {
    expect(contentProblems(given)).toEqual([])
  })

  it.each<[string, BuiltContent, string, RegExp]>([
    ['no page', content({ pages: [] }), 'Pages', /at least one page/],
    ['a page without a heading', content({ pages: [page(), page({ title: ' ' })] }), 'Page 2', /heading/],
    ['a page without text', content({ pages: [page({ text: '\n' })] }), 'Page 1', /text/],
    ['a film that is nowhere', content({ pages: [page({ video: { ...video, url: 'video' } })] }), 'Page 1', /address/],
    ['a film without a name', content({ pages: [page({ video: { ...video, title: '' } })] }), 'Page 1', /called/],
    ['a film that not everybody can follow', content({ pages: [page({ video: { ...video, transcript: '' } })] }), 'Page 1', /transcript/],
    ['a question between pages', content({ pages: [page({ question: question({ text: '' }) })] }), 'Page 1', /its question: Write/],
    ['no right answer', quiz({ questions: [question({ options: options(false, false) })] }), 'Quiz question 1', /exactly one .* none is/],
    ['two where one is asked for', quiz({ questions: [question({ options: options(true, true) })] }), 'Quiz question 1', /2 are/],
    [
      'none of several',
      quiz({ questions: [question({ kind: 'multiple', options: options(false, false) })] }),
      'Quiz question 1',
      /at least one/,
    ],
    ['one answer only', quiz({ questions: [question({ options: options(true) })] }), 'Quiz question 1', /two answers/],
    [
      'an answer without words',
      quiz({ questions: [question({ options: [...options(true), { ...options(false)[0]!, id: 'x', text: '' }] })] }),
      'Quiz question 1',
      /no words/,
    ],
    [
      'two that read the same',
      quiz({ questions: [question({ options: [...options(true), { ...options(false)[0]!, id: 'x', text: 'answer 0' }] })] }),
      'Quiz question 1',
      /the same/,
    ],
    ['a pass mark of nothing', quiz({ passMark: 0 }), 'Quiz', /pass mark/],
    ['a pass mark over 100', quiz({ passMark: 101 }), 'Quiz', /pass mark/],
    ['no goes', quiz({ goesADay: 0 }), 'Quiz', /goes/],
    ['more asked than there are', quiz({ ask: 2 }), 'Quiz', /between 1 and 1/],
  ])('%s', (_, given, where, say) => {
    expect(contentProblems(given)).toEqual([{ where, say: expect.stringMatching(say) }])
  })
})

it('a page shows pictures of its module, and no others', () => {
  const page: BuiltPage = { id: 'p', title: 'A page', text: '![A house](picture:2)', video: null, question: null }
  const content = { ...EMPTY_CONTENT, pages: [page] }
  expect(contentProblems(content, [2])).toEqual([])
  expect(contentProblems(content, [1])).toEqual([{ where: 'Page 1', say: expect.stringContaining('no picture 2') }])
})

it.each([
  ['https://video.example.org/a?b=1', true],
  ['http://example.org', true],
  ['javascript:alert(1)', false],
  ['//example.org', false],
  ['https://', false],
  ['https://exa mple.org', false],
])('a link that a learner may be sent to: %s %s', (text, may) => {
  expect(isWebAddress(text)).toBe(may)
})
