import { describe, expect, it } from '@jest/globals'
import type { Question } from './built-content.js'
import { asked, betweenPages, drawQuestions } from './draw.js'

const question = (id: string, kind: Question['kind'] = 'single'): Question => ({
  ...{ id, kind, text: `Question ${id}`, feedback: 'Why it is so' },
  options: ['a', 'b', 'c', 'd'].map(option => ({ id: option, text: option.toUpperCase(), correct: option === 'b', feedback: 'Because' })),
})
const pool = Array.from({ length: 12 }, (_, i) => question(`q${i}`, i % 3 === 0 ? 'ordering' : 'single'))
const seeds = Array.from({ length: 300 }, (_, i) => i * 7919)
const idsOf = (list: { id: string }[]) => list.map(one => one.id).join()

describe('the questions of one go', () => {
  it('are as many as are asked, none twice, with all their answers, and never an order that is right already', () => {
    for (const seed of seeds) {
      const drawn = drawQuestions({ ask: 10, questions: pool }, seed)
      expect(new Set(drawn.map(one => one.id)).size).toBe(10)
      for (const one of drawn) {
        expect(one.options.map(option => option.id).sort()).toEqual(['a', 'b', 'c', 'd'])
        if (one.kind === 'ordering') expect(idsOf(one.options)).not.toBe('a,b,c,d')
      }
    }
  })

  it('are the same for the same seed, and differ between seeds', () => {
    const shown = seeds.map(seed => JSON.stringify(drawQuestions({ ask: 10, questions: pool }, seed)))
    expect(seeds.map(seed => JSON.stringify(drawQuestions({ ask: 10, questions: pool }, seed)))).toEqual(shown)
    expect(new Set(shown).size).toBeGreaterThan(290)
  })

  it('leave out none for good', () => {
    const met = new Set(seeds.flatMap(seed => drawQuestions({ ask: 3, questions: pool }, seed).map(one => one.id)))
    expect(met.size).toBe(pool.length)
  })
})

it('what is asked tells nothing of what is right', () => {
  const [one] = drawQuestions({ ask: 1, questions: [question('q1')] }, 5)
  expect(JSON.stringify(asked(one!))).not.toMatch(/correct|feedback|Because|Why/)
})

it('between pages only an order is shuffled', () => {
  expect(idsOf(betweenPages(question('q')).options)).toBe('a,b,c,d')
  expect(idsOf(betweenPages(question('q', 'ordering')).options)).not.toBe('a,b,c,d')
})
