import { describe, expect, it } from '@jest/globals'
import { readSought, type Sought } from './desk-search.js'

const nothing: Sought = { reference: null, day: null, words: [] }

describe('what is looked for at the desk', () => {
  it.each<[string, Partial<Sought>]>([
    ['', {}],
    ['   ', {}],
    ['dana', { words: ['dana'] }],
    ['dana  delegate', { words: ['dana', 'delegate'] }],
    ['GT-7K3M-9QXR', { reference: 'GT-7K3M-9QXR' }],
    ['gt-7k3m-9qxr', { reference: 'GT-7K3M-9QXR' }],
    [' gt7k3m9qxr ', { reference: 'GT-7K3M-9QXR' }],
    ['GT 7K3M 9QXR', { reference: 'GT-7K3M-9QXR' }],
    ['gt-7k3m', { reference: 'GT-7K3M-' }],
    ['gt-7k', { reference: 'GT-7K' }],
    ['gt7k3m9', { reference: 'GT-7K3M-9' }],
    ['GT-7K3M-9QXR2', { words: ['GT-7K3M-9QXR2'] }],
    ['GT-1O0I', { words: ['GT-1O0I'] }],
    ['gterry', { words: ['gterry'] }],
    ['neglect 3 March 2026', { day: '2026-03-03', words: ['neglect'] }],
    ['3rd mar 2026 neglect', { day: '2026-03-03', words: ['neglect'] }],
    ['23/3/2026', { day: '2026-03-23' }],
    ['3.12.2026', { day: '2026-12-03' }],
    ['2026-03-03 town hall', { day: '2026-03-03', words: ['town', 'hall'] }],
    ['29 February 2024', { day: '2024-02-29' }],
    ['29 February 2026', { words: ['29', 'February', '2026'] }],
    ['31/6/2026', { words: ['31/6/2026'] }],
    ['3/13/2026', { words: ['3/13/2026'] }],
    ['3 Marching 2026', { words: ['3', 'Marching', '2026'] }],
  ])('“%s”', (text, expected) => {
    expect(readSought(text)).toEqual({ ...nothing, ...expected })
  })

  it('never loses a word, unless there are more than anybody types', () => {
    const words = Array.from({ length: 8 }, (_, i) => `word${i}`)
    expect(readSought(words.join(' ')).words).toEqual(words)
    expect(readSought([...words, 'ninth'].join(' ')).words).toEqual(words)
    expect(readSought('x'.repeat(500)).words.join('')).toHaveLength(200)
  })
})
