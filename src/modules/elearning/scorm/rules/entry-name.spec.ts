import { describe, expect, it } from '@jest/globals'
import { collision, lookupOf, nameProblem, readable } from './entry-name.js'

describe('the name of a file in a package', () => {
  it.each(['a.html', 'a/b.html', 'a/', '..a/b..', 'a b/ü.html', '.hidden', 'ab:c', 'x'.repeat(1000)])('may be %s', name => {
    expect(nameProblem(name)).toBeNull()
  })

  it.each([
    ['..', 'path-unsafe'],
    ['../a', 'path-unsafe'],
    ['a/..', 'path-unsafe'],
    ['a/../../b', 'path-unsafe'],
    ['a/./b', 'path-unsafe'],
    ['a//b', 'path-unsafe'],
    ['/a', 'path-unsafe'],
    ['c:a', 'path-unsafe'],
    ['a\\b', 'path-backslash'],
    ['a\0b', 'name-unreadable'],
    ['a\u0085b', 'name-unreadable'],
    ['a\ufffdb', 'name-unreadable'],
    ['', 'name-unreadable'],
    ['x'.repeat(1001), 'name-too-long'],
  ])('is refused: %j', (name, code) => {
    expect(nameProblem(name)?.refused).toBe(code)
  })

  it('never leads out of the folder that it is put into, whatever it is made of', () => {
    const pieces = ['a', '..', '.', '', '/', '\\', 'c:', '\0', 'é']
    for (const one of pieces)
      for (const two of pieces)
        for (const three of pieces) {
          const name = [one, two, three].join('/')
          if (nameProblem(name)) continue
          const there = new URL(name.split('/').map(encodeURIComponent).join('/'), 'http://files.example.org/package/')
          expect(there.pathname.startsWith('/package/')).toBe(true)
        }
  })
})

describe('names that collide', () => {
  it.each([
    [['a', 'b'], false],
    [['a', 'a'], true],
    [['a', 'A'], true],
    [['caf\u00e9', 'cafe\u0301'], true],
    [['a/b', 'a/c'], false],
    [['a/b', 'a'], true],
    [['A', 'a/b/c'], true],
    [['ab', 'a/b'], false],
  ])('%j: %s', (names, collide) => {
    expect(collision(names) !== null).toBe(collide)
    expect(collision([...names].reverse()) !== null).toBe(collide)
  })

  it('are those of one lookup name', () => expect(lookupOf('Café/A.HTML')).toBe(lookupOf('cafe\u0301/a.html')))
})

describe('a name in a sentence', () => {
  it('is short and can be shown', () => {
    expect(readable('a\0b\u202ec')).toBe('a\ufffdb\ufffdc')
    expect(readable('x'.repeat(80))).toHaveLength(80)
    expect(readable('x'.repeat(81))).toBe(`${'x'.repeat(77)}...`)
  })
})
