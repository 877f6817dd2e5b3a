import { expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { placesByMonth } from './places-by-month.js'

const date = (month: string, title: string, id = title) => ({ month, course: { id, title } })

it('prints months in order, in each the courses by title, each with its dates', () => {
  const april = date('2026-04', 'Basic Drug Awareness')
  const first = date('2026-03', 'Understanding Neglect Level 2')
  const second = date('2026-03', 'Understanding Neglect Level 2')
  const other = date('2026-03', 'An Introduction')
  expect(placesByMonth([april, first, other, second])).toEqual([
    {
      month: '2026-03',
      courses: [
        { course: other.course, dates: [other] },
        { course: first.course, dates: [first, second] },
      ],
    },
    { month: '2026-04', courses: [{ course: april.course, dates: [april] }] },
  ])
})

it('keeps apart two courses of one title', () => {
  expect(placesByMonth([date('2026-03', 'Same', 'a'), date('2026-03', 'Same', 'b')])[0]!.courses).toHaveLength(2)
})

it('prints nothing of nothing', () => expect(placesByMonth([])).toEqual([]))

it('prints every date once', () => {
  const random = seeded(5)
  const pick = (n: number) => Math.floor(random() * n)
  for (let i = 0; i < 100; i++) {
    const dates = Array.from({ length: pick(30) }, () => date(`2026-0${1 + pick(9)}`, `Course ${pick(6)}`))
    const printed = placesByMonth(dates).flatMap(({ month, courses }) => courses.flatMap(one => one.dates.map(each => ({ month, each }))))
    expect(new Set(printed.map(one => one.each)).size).toBe(dates.length)
    expect(printed.every(({ month, each }) => each.month === month)).toBe(true)
  }
})
