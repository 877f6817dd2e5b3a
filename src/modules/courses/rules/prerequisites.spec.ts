import { describe, expect, it } from '@jest/globals'
import { addDays } from '../../../shared/dates.js'
import { seeded } from '../../../shared/seeded.js'
import { type Completion, countsOn, findLoop, missing, orderPathway, type PathwayCourse, standing } from './prerequisites.js'

const L1 = 'neglect-l1'
const L2 = 'neglect-l2'
const GCP2 = 'gcp2'
const pathway: PathwayCourse[] = [
  { courseId: L1, requires: [] },
  { courseId: L2, requires: [L1] },
  { courseId: GCP2, requires: [L1, L2] },
]
const record = (courseId: string, completedOn = '2023-05-01', validUntil: string | null = null): Completion => ({
  courseId,
  completedOn,
  validUntil,
})
const needs = (...ids: string[]) => ids.map(courseId => ({ courseId }))

describe('a record counts', () => {
  it.each([
    ['not on the day before it was earned', '2023-04-30', '2023-05-01', '2026-05-01', false],
    ['on the day it was earned', '2023-05-01', '2023-05-01', '2026-05-01', true],
    ['on its last day', '2026-05-01', '2023-05-01', '2026-05-01', true],
    ['not on the day after', '2026-05-02', '2023-05-01', '2026-05-01', false],
    ['for good without a last day', '2099-12-31', '2023-05-01', null, true],
  ])('%s', (_case, on, completedOn, validUntil, answer) => {
    expect(countsOn(record(L1, completedOn, validUntil), on)).toBe(answer)
  })
})

describe('missing', () => {
  it.each([
    ['nothing required', needs(), [], []],
    ['nothing learned', needs(L1, L2), [], [L1, L2]],
    ['the first level only', needs(L1, L2), [record(L1)], [L2]],
    ['both levels', needs(L1, L2), [record(L2), record(L1)], []],
    ['something else learned', needs(L1), [record(GCP2)], [L1]],
    ['earned on the very day', needs(L1), [record(L1, '2024-04-09')], []],
    ['earned the day after', needs(L1), [record(L1, '2024-04-10')], [L1]],
    ['run out the day before', needs(L1), [record(L1, '2021-04-08', '2024-04-08')], [L1]],
    ['run out but learned again', needs(L1), [record(L1, '2021-04-08', '2024-04-08'), record(L1, '2024-01-01')], []],
  ])('%s', (_case, required, completed, result) => {
    expect(missing(required, completed, '2024-04-09')).toEqual(result)
  })
})

describe('standing', () => {
  const states = (completed: Completion[]) => standing(pathway, completed, '2024-04-09').steps.map(step => step.state)

  it.each([
    ['nothing yet', [], ['next', 'locked', 'locked']],
    ['level 1', [record(L1)], ['done', 'next', 'locked']],
    ['levels 1 and 2', [record(L1), record(L2)], ['done', 'done', 'next']],
    ['everything', [record(L1), record(L2), record(GCP2)], ['done', 'done', 'done']],
    ['level 2 without level 1', [record(L2)], ['next', 'done', 'locked']],
    ['level 1 tomorrow', [record(L1, '2024-04-10')], ['next', 'locked', 'locked']],
  ])('%s', (_case, completed, expected) => expect(states(completed)).toEqual(expected))

  it('gives the facts of "You have Level 1. Level 2 is next."', () => {
    expect(standing(pathway, [record(L1)], '2024-04-09')).toMatchObject({ have: [L1], next: [L2], complete: false })
    expect(standing(pathway, [record(L1), record(L2), record(GCP2)], '2024-04-09')).toMatchObject({ next: [], complete: true })
  })

  it('says of a course that no longer counts that it lapsed', () => {
    const lapsed = standing(pathway, [record(L1, '2020-01-01', '2023-01-01')], '2024-04-09')
    expect(lapsed.steps[0]).toEqual({ courseId: L1, state: 'next', lapsed: true })
  })
})

describe('the order of a pathway', () => {
  it.each([
    ['as it is', [L1, L2, GCP2], [L1, L2, GCP2]],
    ['turned round', [GCP2, L2, L1], [L1, L2, GCP2]],
    ['without the middle', [GCP2, L1], [L1, GCP2]],
    ['empty', [], []],
  ])('%s', (_case, given, expected) => {
    const courses = given.map(id => pathway.find(course => course.courseId === id)!)
    expect(orderPathway(courses).map(course => course.courseId)).toEqual(expected)
  })

  it('puts courses of a loop last, as given', () => {
    const looped = [
      { courseId: 'a', requires: ['b'] },
      { courseId: 'b', requires: ['a'] },
      { courseId: 'c', requires: [] },
    ]
    expect(orderPathway(looped).map(course => course.courseId)).toEqual(['c', 'a', 'b'])
  })
})

describe('findLoop', () => {
  it.each([
    ['none', pathway, null],
    ['a course that requires itself', [{ courseId: 'a', requires: ['a'] }], ['a']],
    [
      'a ring behind another course',
      [
        { courseId: 'z', requires: ['a'] },
        { courseId: 'a', requires: ['b'] },
        { courseId: 'b', requires: ['c'] },
        { courseId: 'c', requires: ['a'] },
      ],
      ['a', 'b', 'c'],
    ],
    ['a requirement outside the list', [{ courseId: 'a', requires: ['elsewhere'] }], null],
  ])('%s', (_case, courses, loop) => expect(findLoop(courses)).toEqual(loop))
})

describe('over many made-up catalogues', () => {
  const random = seeded(21)
  const pick = (n: number) => Math.floor(random() * n)
  const catalogue = () =>
    Array.from({ length: 1 + pick(8) }, (_, i) => ({
      courseId: `c${i}`,
      requires: Array.from({ length: pick(3) }, () => `c${pick(9)}`),
    }))

  it('either there is a loop, and it is one, or each course follows what it requires', () => {
    for (let i = 0; i < 500; i++) {
      const courses = catalogue()
      const loop = findLoop(courses)
      const ordered = orderPathway(courses)
      const place = new Map(ordered.map((course, index) => [course.courseId, index]))
      const requires = (id: string) => courses.find(course => course.courseId === id)!.requires
      if (loop) loop.forEach((id, at) => expect(requires(id)).toContain(loop[(at + 1) % loop.length]))
      else ordered.forEach((course, at) => course.requires.forEach(id => expect(place.get(id) ?? -1).toBeLessThan(at)))
      expect(ordered).toHaveLength(courses.length)
    }
  })

  it('one more record never leaves more missing, and what is next has nothing missing', () => {
    for (let i = 0; i < 500; i++) {
      const courses = catalogue()
      const on = '2024-04-09'
      const some = courses.filter(() => pick(2) === 0).map(course => record(course.courseId, addDays(on, pick(20) - 10)))
      const before = missing(courses, some, on)
      const after = missing(courses, [...some, record(`c${pick(8)}`)], on)
      expect(after.every(id => before.includes(id))).toBe(true)
      for (const id of standing(courses, some, on).next) {
        const required = courses.find(course => course.courseId === id)!.requires
        expect(missing(needs(...required), some, on)).toEqual([])
      }
    }
  })
})
