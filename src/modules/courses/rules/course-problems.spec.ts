import { describe, expect, it } from '@jest/globals'
import { courseProblems, isWebAddress, loopProblem } from './course-problems.js'

const scheduled = { kind: 'scheduled', mode: 'face-to-face', externalUrl: '', places: 20 }
const ELSEWHERE = 'https://vrp.example.org/aces'

describe('the parts of a course fit together', () => {
  it.each([
    ['a scheduled course', scheduled, []],
    ['one with a single place', { ...scheduled, places: 1 }, []],
    ['one without places', { ...scheduled, places: 0 }, ['defaultPlaces']],
    ['one held as e-learning', { ...scheduled, mode: 'e-learning' }, ['mode']],
    ['e-learning', { ...scheduled, kind: 'e-learning', mode: 'e-learning', places: 0 }, []],
    ['e-learning held face to face', { ...scheduled, kind: 'e-learning' }, ['mode']],
    ['an external course', { ...scheduled, kind: 'external', externalUrl: ELSEWHERE, places: 0 }, []],
    ['an external e-learning title', { kind: 'external', mode: 'e-learning', externalUrl: ELSEWHERE, places: 0 }, []],
    ['an external course without an address', { ...scheduled, kind: 'external' }, ['externalUrl']],
    ['an address that leads nowhere', { ...scheduled, externalUrl: 'vrp.example.org' }, ['externalUrl']],
  ])('%s', (_case, course, fields) => expect(courseProblems(course).map(problem => problem.field)).toEqual(fields))
})

it.each([
  ['https://example.org', true],
  ['HTTP://example.org/a?b=c', true],
  ['javascript:alert(1)', false],
  ['https://', false],
  ['https:///path', false],
  ['https://[broken', false],
  ['ftp://example.org', false],
])('takes %s for a web address: %s', (text, answer) => expect(isWebAddress(text)).toBe(answer))

describe('prerequisites that would go round in a circle', () => {
  const courses = [
    { courseId: 'l1', requires: [] },
    { courseId: 'l2', requires: ['l1'] },
    { courseId: 'gcp2', requires: ['l1', 'l2'] },
  ]
  const titles = new Map([
    ['l1', 'Level 1'],
    ['l2', 'Level 2'],
  ])

  it.each<[string, string, string[], string | null]>([
    ['none', 'gcp2', ['l1'], null],
    ['a new course at the end', 'new', ['gcp2'], null],
    ['the first requiring the last', 'l1', ['l2'], 'Level 1 needs Level 2, and Level 2 needs Level 1'],
    ['by a longer way', 'l1', ['gcp2'], 'Level 1 needs gcp2, and gcp2 needs Level 1'],
    ['itself', 'l1', ['l1'], 'Level 1 needs Level 1'],
  ])('%s', (_case, id, requires, ring) => {
    const problem = loopProblem(id, requires, courses, titles)
    if (ring) expect(problem).toContain(ring)
    else expect(problem).toBeNull()
  })
})
