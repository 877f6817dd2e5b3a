import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { type PathCourse, pathTo, readyOn } from './path-here.js'

const course = (id: string, requires: string[] = [], more: Partial<PathCourse> = {}): [string, PathCourse] => [
  id,
  { id, requires, validMonths: null, here: true, ...more },
]
const days = { today: '2026-03-02', startsOn: '2026-04-20' }
const done = (courseId: string, validUntil: string | null = null) => ({ courseId, completedOn: '2025-01-10', validUntil })

describe('the path to a course', () => {
  it.each<[string, string[], [string, PathCourse][], ReturnType<typeof done>[], string[] | null]>([
    ['is what is lacking', ['l1'], [course('l1')], [], ['l1']],
    ['is empty where nothing is lacking', [], [], [], []],
    ['begins with what that requires', ['l1'], [course('l0'), course('l1', ['l0'])], [], ['l0', 'l1']],
    ['leaves out what is done', ['l1'], [course('l0'), course('l1', ['l0'])], [done('l0')], ['l1']],
    ['has again what has lapsed', ['l1'], [course('l0'), course('l1', ['l0'])], [done('l0', '2026-03-01')], ['l0', 'l1']],
    ['has what counts on its last day only once', ['l1'], [course('l0'), course('l1', ['l0'])], [done('l0', '2026-03-02')], ['l1']],
    ['names each once', ['l1', 'l0'], [course('l0'), course('l1', ['l0'])], [], ['l0', 'l1']],
    ['is none where one is taken elsewhere', ['l1', 'x'], [course('l1'), course('x', [], { here: false })], [], null],
    ['is none where what it requires is', ['l1'], [course('x', [], { here: false }), course('l1', ['x'])], [], null],
    ['is none where nobody knows the course', ['l9'], [], [], null],
    ['is none in a circle', ['a'], [course('a', ['b']), course('b', ['a'])], [], null],
    ['counts on the last day of its validity', ['l1'], [course('l1', [], { validMonths: 2 })], [], ['l1']],
    ['is none where it would no longer count', ['l1'], [course('l1', [], { validMonths: 1 })], [], null],
  ])('%s', (_what, lacking, courses, completed, path) => expect(pathTo(lacking, new Map(courses), completed, days)).toEqual(path))

  it('may be begun at once with what requires nothing more', () => {
    const courses = new Map([course('l0'), course('l1', ['l0']), course('m')])
    expect(readyOn(['l0', 'l1', 'm'], courses, [], days.today)).toEqual(['l0', 'm'])
    expect(readyOn(['l1'], courses, [done('l0')], days.today)).toEqual(['l1'])
  })

  it('has each course after all that it requires, and something to begin with, whatever the pathway', () => {
    const random = seeded(7)
    const pick = (n: number) => Math.floor(random() * n)
    for (let round = 0; round < 300; round++) {
      const ids = Array.from({ length: 6 }, (_, i) => `c${i}`)
      const courses = new Map(
        ids.map((id, i) =>
          course(
            id,
            ids.slice(0, i).filter(() => pick(3) === 0),
          ),
        ),
      )
      const lacking = ids.filter(() => pick(2) === 0)
      const path = pathTo(lacking, courses, [], days)!
      expect(lacking.every(id => path.includes(id)) && new Set(path).size === path.length).toBe(true)
      for (const [i, id] of path.entries()) expect(courses.get(id)!.requires.every(one => path.slice(0, i).includes(one))).toBe(true)
      expect(readyOn(path, courses, [], days.today).length > 0).toBe(path.length > 0)
    }
  })
})
