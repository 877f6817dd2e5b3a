import { describe, expect, it } from '@jest/globals'
import { inTheWay, keepable, partsOf, partToAnswer, withPart } from './answer-parts.js'
import type { FormContent, FormQuestion } from './form-content.js'

const scale = (key: string): FormQuestion => ({ key, kind: 'scale', words: key, low: 'none', high: 'all', required: true })
const text = (key: string): FormQuestion => ({ key, kind: 'text', words: key })
const kept: FormQuestion = { key: 'kept', kind: 'kept', words: 'Did you?', required: true }
const form: FormContent = {
  intro: '',
  groups: [
    { title: 'One', questions: [scale('a'), text('b')] },
    { title: 'Two', questions: [text('c')] },
    { title: 'Three', questions: [scale('d')] },
  ],
}
const parts = partsOf(form, [])

describe('the parts of a form', () => {
  it('are its groups, but for those that ask this person nothing', () => {
    const asking = { intro: '', groups: [{ title: 'Your actions', questions: [kept] }, form.groups[0]!] }
    expect(partsOf(asking, []).map(({ title }) => title)).toEqual(['One'])
    expect(partsOf(asking, ['ask more']).map(({ title }) => title)).toEqual(['Your actions', 'One'])
    expect(partsOf({ intro: '', groups: [{ title: 'Your actions', questions: [kept] }] }, [])).toEqual([{ title: '', questions: [] }])
  })

  it.each([
    ['nothing answered', {}, 0],
    ['half of the first', { b: 'Some' }, 0],
    ['the first', { a: 3 }, 1],
    ['the first and the second', { a: 3, c: 'Some' }, 2],
    ['the second passed over', { a: 3, d: 4 }, 2],
    ['all', { a: 3, c: 'Some', d: 4 }, 2],
    ['the last only', { d: 4 }, 0],
    ['a wrong answer', { a: 11, d: 4 }, 0],
  ])('%s: one goes on where something is lacking', (_, answers, part) => {
    expect(partToAnswer(parts, answers, [])).toBe(part)
  })
})

describe('what is kept on the way', () => {
  it('is one part’s answers in the place of those that were there', () => {
    expect(withPart({ a: 3, b: 'Old', c: 'Stays' }, parts[0]!, { a: 4 })).toEqual({ a: 4, c: 'Stays' })
    expect(withPart({}, parts[0]!, { a: 4 })).toEqual({ a: 4 })
  })

  it('is all but what can never be right', () => {
    expect(keepable(parts[0]!, { a: 11, b: 'Some' }, [])).toEqual({ b: 'Some' })
    expect(keepable(parts[0]!, { b: 'Some' }, [])).toEqual({ b: 'Some' })
  })
})

describe('what stands in the way of sending', () => {
  it('is told of the first part that has something', () => {
    expect(inTheWay(parts, { a: 3 }, [])).toEqual({ part: 2, refusals: [{ question: 'd', message: 'Choose a number from 1 to 10' }] })
    expect(inTheWay(parts, {}, [])?.part).toBe(0)
    expect(inTheWay(parts, { a: 3, d: 1 }, [])).toBeNull()
  })

  it('whatever is answered: it can be sent, or one is led to a part that lacks something', () => {
    for (const a of [undefined, 3, 11])
      for (const d of [undefined, 1, 'x']) {
        const answers = Object.fromEntries(Object.entries({ a, d }).filter(([, value]) => value !== undefined)) as Record<
          string,
          number | string
        >
        const blocked = inTheWay(parts, answers, [])
        expect(blocked === null).toBe(a === 3 && d === 1)
        if (blocked) expect(blocked.refusals.length).toBeGreaterThan(0)
      }
  })
})
