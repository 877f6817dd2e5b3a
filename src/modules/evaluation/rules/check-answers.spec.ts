import { describe, expect, it } from '@jest/globals'
import { checkAnswers } from './check-answers.js'
import type { Answers, AnswerValue, FormContent, FormQuestion } from './form-content.js'

const formOf = (...questions: FormQuestion[]): FormContent => ({ intro: '', groups: [{ title: 'All', questions }] })
const options = ['a', 'b'].map(key => ({ key, words: key.toUpperCase() }))
const ask = (kind: FormQuestion['kind'], required = true): FormQuestion => ({ key: 'q', kind, words: 'What?', required, options })
const say = (question: FormQuestion, value: unknown, more: Parameters<typeof checkAnswers>[2] = {}) =>
  checkAnswers(formOf(question), value === undefined ? {} : { q: value as AnswerValue }, more).map(one => one.message)[0] ?? null

const SCALE = 'Choose a number from 1 to 10'
const AGREE = 'Choose how far you agree'
const CHOICE = 'Choose one of the answers'
const MANY = 'Choose only from the answers that are given'
const KEPT = 'Choose yes, partly or not yet'
const long = (n: number) => 'x'.repeat(n)

describe('an answer', () => {
  it.each<[FormQuestion['kind'], unknown, string | null]>([
    ['scale', 1, null],
    ['scale', 10, null],
    ['scale', 0, SCALE],
    ['scale', 11, SCALE],
    ['scale', 5.5, SCALE],
    ['scale', 'eleven', SCALE],
    ['scale', undefined, SCALE],
    ['agreement', 1, null],
    ['agreement', 5, null],
    ['agreement', 6, AGREE],
    ['agreement', undefined, AGREE],
    ['choice', 'a', null],
    ['choice', 'c', CHOICE],
    ['choice', 3, CHOICE],
    ['choice', undefined, CHOICE],
    ['many', ['b', 'a'], null],
    ['many', ['a', 'a'], MANY],
    ['many', ['a', 'c'], MANY],
    ['many', 'a', MANY],
    ['many', [], 'Choose at least one of the answers'],
    ['text', long(4000), null],
    ['text', long(4001), 'Use 4,000 characters or fewer'],
    ['text', 7, 'Write your answer'],
    ['text', '', 'Write your answer'],
    ['actions', ['Ask', 'Write', 'Listen'], null],
    ['actions', ['1', '2', '3', '4'], 'Write no more than 3 things that you will do'],
    ['actions', [long(300)], null],
    ['actions', ['Ask', long(301)], 'Use 300 characters or fewer'],
    ['actions', 'Ask', 'Write at least one thing that you will do'],
    ['actions', undefined, 'Write at least one thing that you will do'],
  ])('to a required %s: %p', (kind, value, message) => {
    expect(say(ask(kind), value)).toBe(message)
  })

  const actions = ['Ask at handover', 'Use the tool']
  const told = (kept: unknown, outcome = '') => ({ kept, outcome })
  it.each<[string, unknown, string | null]>([
    ['all told', { 1: told('yes', 'They listened'), 2: told('not yet') }, null],
    ['one left out', { 1: told('partly') }, 'Say whether you did it: “Use the tool”'],
    ['one with words only', { 1: told('yes'), 2: told(null, 'I began') }, 'Say whether you did it: “Use the tool”'],
    ['nothing', undefined, 'Say whether you did it: “Ask at handover”'],
    ['one that was never planned', { 1: told('yes'), 2: told('yes'), 3: told('yes') }, 'Answer only about your own actions'],
    ['a word that is none of the three', { 1: told('no'), 2: told('yes') }, KEPT],
    ['too many words', { 1: told('yes', long(4001)), 2: told('yes') }, 'Use 4,000 characters or fewer'],
    ['a number', 7, KEPT],
    ['a list', ['yes', 'yes'], KEPT],
  ])('about one’s own actions: %s', (_, value, message) => {
    expect(say(ask('kept'), value, { actions })).toBe(message)
  })

  it('asks nothing of who planned nothing', () => {
    expect(say(ask('kept'), undefined)).toBeNull()
    expect(say(ask('kept'), { 1: told('yes') })).toBe('Answer only about your own actions')
  })

  it('may be left out where it is not required, and while it is only saved on the way', () => {
    for (const kind of ['scale', 'agreement', 'choice', 'many', 'text', 'actions', 'kept'] as const) {
      expect(say(ask(kind, false), undefined, { actions })).toBeNull()
      expect(say(ask(kind), undefined, { actions, partial: true })).toBeNull()
    }
    expect(say({ ...ask('choice'), options: undefined }, 'a', { partial: true })).toBe(CHOICE)
  })

  it('that is refused on the way is refused when it is sent, each question once and in the form’s order', () => {
    const kinds = ['scale', 'agreement', 'choice', 'many', 'text', 'actions', 'kept'] as const
    const values: unknown[] = [
      undefined,
      0,
      1,
      5,
      10,
      11,
      'a',
      'z',
      '',
      ['a'],
      ['z'],
      [],
      { 1: told('yes') },
      { 9: told('yes') },
      long(5000),
    ]
    for (let i = 0; i < values.length ** 2; i += 1) {
      const questions = kinds.map((kind, n) => ({ ...ask(kind, (i >> n) % 2 === 0), key: `q${n}` }))
      const given = kinds.map((_, n) => [`q${n}`, values[(i * (n + 3) + n) % values.length]] as const)
      const answers = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Answers
      const sent = checkAnswers(formOf(...questions), answers, { actions }).map(one => one.question)
      const saved = checkAnswers(formOf(...questions), answers, { actions, partial: true }).map(one => one.question)
      expect(sent).toEqual(expect.arrayContaining(saved))
      expect(sent).toEqual([...new Set(sent)].sort())
    }
  })
})
