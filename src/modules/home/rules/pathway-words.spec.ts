import { describe, expect, it } from '@jest/globals'
import { type Completion, standing } from '../../courses/rules/prerequisites.js'
import { type NamedCourse, pathwayOf, standingInWords, stepName } from './pathway-words.js'

const L1: NamedCourse = { courseId: 'l1', title: 'Child Neglect Awareness - Level 1', level: 1, requires: [] }
const L2: NamedCourse = { courseId: 'l2', title: 'Understanding Neglect Level 2', level: 2, requires: ['l1'] }
const GCP2: NamedCourse = { courseId: 'gcp2', title: 'Graded Care Profile 2 (GCP2)', level: 3, requires: ['l1', 'l2'] }
const ALONE: NamedCourse = { courseId: 'alone', title: 'Basic Drug Awareness', level: null, requires: [] }
const catalogue = [ALONE, GCP2, L2, L1]
const done = (...ids: string[]): Completion[] => ids.map(courseId => ({ courseId, completedOn: '2025-01-01', validUntil: null }))
const lapsed = (courseId: string): Completion => ({ courseId, completedOn: '2022-01-01', validUntil: '2025-01-01' })

describe('the pathway of a course', () => {
  it.each([
    ['from its first step', 'l1', ['l1', 'l2', 'gcp2']],
    ['from the middle', 'l2', ['l1', 'l2', 'gcp2']],
    ['from its end', 'gcp2', ['l1', 'l2', 'gcp2']],
    ['of a course that stands alone: none', 'alone', []],
    ['of a course that is not there: none', 'gone', []],
  ])('%s', (_case, id, expected) => expect(pathwayOf(id, catalogue).map(course => course.courseId)).toEqual(expected))

  it('leaves out what only shares a prerequisite', () => {
    const sibling = { ...L2, courseId: 'sibling' }
    expect(pathwayOf('sibling', [...catalogue, sibling]).map(course => course.courseId)).toEqual(['l1', 'sibling'])
  })

  it('ends, even where courses require each other', () => {
    const ring = [
      { courseId: 'a', requires: ['b'] },
      { courseId: 'b', requires: ['a'] },
    ]
    expect(pathwayOf('a', ring)).toHaveLength(2)
  })
})

describe('how somebody stands, in words', () => {
  const words = (completed: Completion[]) => standingInWords(standing([L1, L2, GCP2], completed, '2026-03-02'), [L1, L2, GCP2])

  it.each<[string, Completion[], string]>([
    ['nothing', [], 'You have none of it yet. Level 1 is next.'],
    ['the first level', done('l1'), 'You have Level 1. Level 2 is next.'],
    ['two levels', done('l1', 'l2'), 'You have Level 1 and Level 2. Graded Care Profile 2 (GCP2) is next.'],
    ['all of it', done('l1', 'l2', 'gcp2'), 'You have the whole pathway.'],
    ['a first level that lapsed', [lapsed('l1')], 'Your Level 1 no longer counts: take it again.'],
    ['a lapsed level below another', [lapsed('l1'), ...done('l2')], 'You have Level 2. Your Level 1 no longer counts: take it again.'],
  ])('%s', (_case, completed, expected) => expect(words(completed)).toBe(expected))

  it('names two courses that are both next', () => {
    const two = [ALONE, L1]
    expect(standingInWords(standing(two, [], '2026-03-02'), two)).toBe(
      'You have none of it yet. Basic Drug Awareness and Level 1 are next.',
    )
  })

  it('never breaks on a course it has no name for', () => {
    expect(standingInWords(standing([L1], done('l1'), '2026-03-02'), [])).toBe('You have the whole pathway.')
    expect(standingInWords(standing([L1], [], '2026-03-02'), [])).toBe('You have none of it yet. l1 is next.')
  })
})

it.each([
  [L2, 'Level 2'],
  [GCP2, 'Graded Care Profile 2 (GCP2)'],
  [ALONE, 'Basic Drug Awareness'],
])('calls a step by its level where the title does so too', (course, expected) => expect(stepName(course)).toBe(expected))
