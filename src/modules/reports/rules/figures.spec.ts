import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { type Counts, FIGURES, figures } from './figures.js'

const published: Counts = {
  events: 144,
  eventOccurrences: 162,
  placesOffered: 2412,
  bookings: 1617,
  cancellations: 352,
  attended: 1333,
  completed: 1300,
  noShows: 284,
  walkIns: 0,
  trainers: 12,
  venues: 8,
  elearningTaken: 2877,
  onWaitingLists: 50,
}
const nothing = Object.fromEntries(Object.keys(published).map(key => [key, 0])) as unknown as Counts
const keys = `events eventOccurrences placesOffered bookings cancellations attended completed noShows walkIns attendancePercent
  noShowPercent utilisationPercent trainers venues elearningTaken onWaitingLists`.split(/\s+/)

describe('the published year', () => {
  it.each([
    ['attendancePercent', { value: 82, numerator: 1333, denominator: 1617 }],
    ['noShowPercent', { value: 18, numerator: 284, denominator: 1617 }],
    ['utilisationPercent', { value: 55, numerator: 1333, denominator: 2412 }],
    ['events', { value: 144 }],
    ['elearningTaken', { value: 2877 }],
    ['onWaitingLists', { value: 50 }],
  ] as const)('%s', (key, figure) => expect(figures(published)[key]).toEqual(figure))

  it('has every figure, in the order of the table', () => expect(Object.keys(figures(published))).toEqual(keys))
})

describe('percentages', () => {
  it.each([
    ['of nothing', nothing, 'attendancePercent', null],
    ['of no places', nothing, 'utilisationPercent', null],
    ['half away from zero', { ...nothing, attended: 33, bookings: 40 }, 'attendancePercent', 83],
    ['just under the half', { ...nothing, attended: 329, bookings: 400 }, 'attendancePercent', 82],
    ['walk-ins fill places', { ...nothing, attended: 10, walkIns: 2, placesOffered: 20 }, 'utilisationPercent', 60],
    ['walk-ins are no attendance', { ...nothing, attended: 10, walkIns: 2, bookings: 20 }, 'attendancePercent', 50],
    ['more people than places', { ...nothing, attended: 20, walkIns: 1, placesOffered: 20 }, 'utilisationPercent', 105],
  ] as const)('%s', (_case, counts, key, value) => expect(figures(counts)[key].value).toBe(value))

  it('of attendance and no-shows come to a hundred, give or take the rounding', () => {
    const random = seeded(233)
    for (let i = 0; i < 500; i++) {
      const [attended, noShows] = [1 + Math.floor(random() * 300), Math.floor(random() * 300)]
      const result = figures({ ...nothing, attended, noShows, bookings: attended + noShows })
      expect(Math.abs(result.attendancePercent.value! + result.noShowPercent.value! - 100)).toBeLessThanOrEqual(1)
      expect(result.attendancePercent.denominator).toBe(attended + noShows)
    }
  })
})

it('every figure says what it is', () => {
  expect(FIGURES.map(figure => figure.key)).toEqual(keys)
  expect(FIGURES.filter(figure => figure.unit === 'percent').map(figure => figure.key)).toEqual(keys.filter(key => key.endsWith('Percent')))
  expect(new Set(FIGURES.map(figure => figure.title)).size).toBe(keys.length)
  expect(FIGURES.every(figure => figure.definition.endsWith('.'))).toBe(true)
})
