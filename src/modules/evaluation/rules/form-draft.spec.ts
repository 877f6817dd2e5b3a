import { describe, expect, it } from '@jest/globals'
import { EMPTY_FORM, type FormContent, questionsOf } from './form-content.js'
import { addGroup, groupOf, placeGroup, placeQuestion, putQuestion, questionIn, renameGroup, type Where, withEnds } from './form-draft.js'

const ask = (key: string, words = key) => ({ key, kind: 'text' as const, words })
/** `ab|c`: a and b in the first group, c in the second. */
const form = (text: string): FormContent => ({
  intro: '',
  groups: text.split('|').map((keys, i) => ({ title: `G${i}`, questions: [...keys].map(key => ask(key)) })),
})
const read = (content: FormContent | null) => content && content.groups.map(group => group.questions.map(one => one.key).join('')).join('|')

describe('a question', () => {
  it.each<[string, string, Where, string | null]>([
    ['abc', 'b', 'up', 'bac'],
    ['abc', 'b', 'down', 'acb'],
    ['abc', 'b', 'away', 'ac'],
    ['abc', 'a', 'up', 'abc'],
    ['abc', 'c', 'down', 'abc'],
    ['ab|cd', 'c', 'up', 'abc|d'],
    ['ab|cd', 'b', 'down', 'a|bcd'],
    ['ab|cd', 'd', 'down', 'ab|cd'],
    ['ab|cd', 'c', 'away', 'ab|d'],
    ['ab||c', 'b', 'down', 'a|b|c'],
    ['ab', 'x', 'up', null],
  ])('in %s: %s goes %s', (text, key, where, after) => {
    expect(read(placeQuestion(form(text), key, where))).toBe(after)
  })

  it.each<[string, string, number, string | null]>([
    ['ab|c', 'x', 0, 'abx|c'],
    ['ab|c', 'x', 1, 'ab|cx'],
    ['ab|c', 'x', 2, null],
    ['ab|c', 'a', 0, 'ab|c'],
    ['ab|c', 'a', 1, 'b|ca'],
  ])('is put into %s: %s into group %d', (text, key, at, after) => {
    const content = putQuestion(form(text), ask(key, 'New words'), at)
    expect(read(content)).toBe(after)
    if (content) expect(questionIn(content, key)?.words).toBe('New words')
  })

  it('makes the first group of a form that has none', () => {
    expect(read(putQuestion(EMPTY_FORM, ask('x'), 0))).toBe('x')
    expect(putQuestion(EMPTY_FORM, ask('x'), 1)).toBeNull()
  })
})

describe('a group', () => {
  it.each<[string, number, Where, string | null]>([
    ['a|b|c', 1, 'up', 'b|a|c'],
    ['a|b|c', 1, 'down', 'a|c|b'],
    ['a|b|c', 1, 'away', 'a|c'],
    ['a|b', 0, 'up', 'a|b'],
    ['a|b', 2, 'up', null],
  ])('in %s: %d goes %s', (text, at, where, after) => {
    expect(read(placeGroup(form(text), at, where))).toBe(after)
  })

  it('is added at the end, and named', () => {
    const two = addGroup(form('a'), 'Later')
    expect([read(two), two.groups[1]!.title]).toEqual(['a|', 'Later'])
    expect(renameGroup(two, 1, 'Now')?.groups.map(group => group.title)).toEqual(['G0', 'Now'])
    expect(renameGroup(two, 2, 'Now')).toBeNull()
    expect(groupOf(two, 'a')).toBe(0)
  })
})

it('a measure’s new ends reach its scales, and no others', () => {
  const scale = (key: string, measure?: string) => ({
    key,
    kind: 'scale' as const,
    words: key,
    low: 'a',
    high: 'b',
    ...(measure ? { measure } : {}),
  })
  const content = putQuestion(putQuestion(form('x'), scale('s', 'act'), 0)!, scale('t'), 0)!
  const ends = questionsOf(withEnds(content, 'act', { low: 'None', high: 'All' })).map(({ low, high }) => [low, high])
  expect(ends).toEqual([
    [undefined, undefined],
    ['None', 'All'],
    ['a', 'b'],
  ])
  expect(withEnds(content, 'together', { low: 'None', high: 'All' })).toEqual(content)
})

it('moving loses no question, gives none twice, and back again is as it was', () => {
  for (const text of ['abc', 'ab|cd', 'a|b|c', 'abc|', '|abc|d'])
    for (const { key } of questionsOf(form(text)))
      for (const [there, back] of [['up', 'down'] as const, ['down', 'up'] as const]) {
        const once = placeQuestion(form(text), key, there)!
        expect(
          questionsOf(once)
            .map(one => one.key)
            .sort(),
        ).toEqual(
          questionsOf(form(text))
            .map(one => one.key)
            .sort(),
        )
        if (read(once) !== text) expect(read(placeQuestion(once, key, back))).toBe(text)
      }
})
