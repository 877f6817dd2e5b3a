import { expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { readQuote } from './quotes.js'

const ANSWER = 'I met with Sam and his mother, and we agreed what had to change. It did not work at first.'

it.each([
  ['as it was written', ANSWER],
  ['its beginning', 'I met with Sam and his mother.'],
  ['with words left out', 'We agreed what had to change … It did not work at first.'],
  ['with a name replaced', 'I met with [a boy] and his mother'],
  ['with folded lines', 'I met  with\nSam'],
])('%s may be quoted', (_case, typed) => {
  expect(readQuote(ANSWER, typed)).toBe(typed.replace(/\s+/g, ' '))
})

it.each([
  ['nothing', '  ', 'quote-missing'],
  ['only a gap', '[...]', 'quote-missing'],
  ['no text', ['x'], 'quote-missing'],
  ['words of one’s own', 'It did work at first, wonderfully.', 'quote-not-their-words'],
  ['another order', 'It did not work. I met with Sam.', 'quote-not-their-words'],
])('%s may not', (_case, typed, code) => {
  expect(readQuote(ANSWER, typed)).toMatchObject({ refused: code })
})

it.each([
  [1000, false],
  [1001, true],
])('of %d characters: refused is %s', (length, refused) => {
  const long = 'a'.repeat(length)
  expect(isRefusal(readQuote(long, long))).toBe(refused)
})

it('whatever is left of an answer, in its order, may be quoted', () => {
  const words = ANSWER.split(' ')
  for (let out = 0; out < words.length; out++) {
    const left = words.filter((_, i) => i !== out).join(' ')
    expect(readQuote(ANSWER, left)).toBe(left)
  }
})
