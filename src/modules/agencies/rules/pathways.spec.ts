import { describe, expect, it } from '@jest/globals'
import { type CatalogueCourse, pathwaysOf } from './pathways.js'

const course = (id: string, requires: string[] = [], retired = false): CatalogueCourse => ({
  ...{ id, key: id, title: id.toUpperCase(), kind: 'scheduled', retired, requires },
})
const told = (courses: CatalogueCourse[]) =>
  pathwaysOf(courses).map(pathway => `${pathway.key}: ${pathway.courses.map(one => one.key).join(' ')}`)

describe('the pathways of a catalogue', () => {
  it.each<[string, CatalogueCourse[], string[]]>([
    ['of nothing', [], []],
    ['of courses that require nothing', [course('a'), course('b')], []],
    ['one', [course('l3', ['l2', 'l1']), course('l1'), course('l2', ['l1']), course('x')], ['l3: l1 l2 l3']],
    [
      'two, and both in one',
      [course('b2', ['b1']), course('b1'), course('a2', ['a1']), course('a1')],
      ['a2: a1 a2', 'b2: b1 b2', 'all: a1 a2 b1 b2'],
    ],
    ['two that begin alike', [course('a'), course('b', ['a']), course('c', ['a'])], ['b: a b', 'c: a c', 'all: a b c']],
    ['without what is no longer offered', [course('l1', [], true), course('l2', ['l1'])], ['l2: l2']],
    ['to a course that is no longer offered', [course('l1'), course('l2', ['l1']), course('l3', ['l2'], true)], ['l2: l1 l2']],
    ['in a ring', [course('a', ['b']), course('b', ['a'])], []],
    ['behind a ring', [course('a', ['b']), course('b', ['a']), course('c', ['a'])], ['c: a b c']],
  ])('%s', (_case, courses, expected) => {
    expect(told(courses)).toEqual(expected)
  })

  it('each course follows what it requires, and stands once', () => {
    const many = Array.from({ length: 12 }, (_, n) => course(`c${n}`, n % 3 ? [`c${n - 1}`] : []))
    for (const { courses } of pathwaysOf(many)) {
      expect(new Set(courses).size).toBe(courses.length)
      courses.forEach((one, at) => one.requires.forEach(id => expect(courses.findIndex(other => other.id === id)).toBeLessThan(at)))
    }
  })
})
