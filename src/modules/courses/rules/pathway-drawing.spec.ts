import { describe, expect, it } from '@jest/globals'
import { connected, drawPathway, type DrawnCourse } from './pathway-drawing.js'

const course = (courseId: string, requires: string[] = [], title = courseId): DrawnCourse => ({ courseId, key: courseId, requires, title })
const NEGLECT = [course('gcp2', ['l1', 'l2']), course('l2', ['l1']), course('l1'), course('other')]
const ids = (courses: readonly { courseId: string }[]) => courses.map(one => one.courseId)

describe('what a change of a course may touch', () => {
  it.each([
    ['l1', ['l1', 'l2', 'gcp2']],
    ['l2', ['l1', 'l2', 'gcp2']],
    ['gcp2', ['l1', 'l2', 'gcp2']],
    ['other', ['other']],
    ['gone', []],
  ])('%s: %j', (id, expected) => expect(ids(connected(id, NEGLECT))).toEqual(expected))

  it('is also what else those need who need it', () => {
    expect(ids(connected('a', [course('a'), course('b'), course('both', ['a', 'b']), course('b2', ['b'])]))).toEqual(['a', 'b', 'both'])
  })
})

describe('a pathway as a drawing', () => {
  const drawing = drawPathway(NEGLECT)
  const y = (id: string) => drawing.boxes.find(box => box.courseId === id)!.y

  it('has a box for each course, below all that it needs, and an arrow for each requirement', () => {
    expect(drawing.boxes).toHaveLength(4)
    expect([y('l1') < y('l2'), y('l2') < y('gcp2'), y('l1') === y('other')]).toEqual([true, true, true])
    expect(drawing.arrows.map(({ from, to }) => `${from} ${to}`)).toEqual(['l1 l2', 'l1 gcp2', 'l2 gcp2'])
  })

  it('goes straight to the next row, and round those that it passes by', () => {
    const d = (to: string) => drawing.arrows.find(one => one.from === 'l1' && one.to === to)!.d
    expect([d('l2').includes('L'), d('gcp2').includes('C')]).toEqual([true, true])
  })

  it('keeps boxes apart and inside, whatever is drawn', () => {
    const upTo = (length: number) => Array.from({ length }, (_, i) => i)
    const many = upTo(9).map(i => course(`c${i}`, upTo(i).filter(before => (i + before) % 3 === 0).map(before => `c${before}`))) // prettier-ignore
    for (const courses of [[], [course('one')], NEGLECT, many]) {
      const { width, height, box, boxes, arrows } = drawPathway(courses)
      expect(boxes).toHaveLength(courses.length)
      expect(arrows).toHaveLength(courses.flatMap(one => one.requires).length)
      for (const { x, y: top } of boxes)
        expect([x >= 0, top >= 0, x + box.width <= width, top + box.height <= height]).toEqual([true, true, true, true])
      for (const a of boxes) for (const b of boxes) if (a !== b) expect(a.y !== b.y || Math.abs(a.x - b.x) >= box.width).toBe(true)
    }
  })

  it('leaves out what is not among the courses, and still ends with a loop', () => {
    expect(drawPathway([course('a', ['elsewhere'])]).arrows).toEqual([])
    expect(drawPathway([course('a', ['b']), course('b', ['a'])]).boxes).toHaveLength(2)
    expect(drawPathway([course('a', ['a'])]).boxes).toHaveLength(1)
  })

  it.each([
    ['Short', ['Short']],
    ['Child Neglect Awareness Level 1', ['Child Neglect Awareness', 'Level 1']],
    ['x'.repeat(40), [`${'x'.repeat(25)}…`]],
    ['Working together with families where harm is hidden by what everybody takes for granted', ['Working together with', 'families where harm is', 'hidden by what everybody…']],
  ])('writes %j in lines', (title, lines) => expect(drawPathway([course('a', [], title)]).boxes[0]!.lines).toEqual(lines)) // prettier-ignore
})
