import { describe, expect, it } from '@jest/globals'
import { londonAt } from '../../../shared/dates.js'
import { trainerDoubts, type TrainerTimes } from './trainer-availability.js'

const TARA: TrainerTimes = { name: 'Tara', anyCourse: true, courseIds: [], weekdays: [], absences: [] }
const away = (fromDay: string, toDay = fromDay, words = '') => ({ absences: [{ fromDay, toDay, words }] })
// 10 March 2026 is a Tuesday.
const sitting = (day: string, start = '09:30', end = '16:00', last = day) => ({
  startsAt: londonAt(day, start),
  endsAt: londonAt(last, end),
})
const TUESDAY = sitting('2026-03-10')
const codes = (trainer: Partial<TrainerTimes>, sittings = [TUESDAY], course: string | null = 'neglect') =>
  trainerDoubts({ ...TARA, ...trainer }, course, sittings).map(doubt => doubt.code)

describe('whether a trainer can', () => {
  it.each<[string, Partial<TrainerTimes>, string[]]>([
    ['nothing known', {}, []],
    ['any course', { courseIds: ['other'] }, []],
    ['this course among others', { anyCourse: false, courseIds: ['other', 'neglect'] }, []],
    ['another course only', { anyCourse: false, courseIds: ['other'] }, ['course']],
    ['no course yet', { anyCourse: false }, ['course']],
    ['away up to the day before', away('2026-03-02', '2026-03-09'), []],
    ['away up to the day', away('2026-03-02', '2026-03-10'), ['away']],
    ['away from the day', away('2026-03-10', '2026-03-20'), ['away']],
    ['away from the day after', away('2026-03-11'), []],
    ['on this weekday', { weekdays: [2] }, []],
    ['on other weekdays', { weekdays: [1, 3] }, ['weekday']],
    ['in no way', { anyCourse: false, weekdays: [0], ...away('2026-03-10') }, ['course', 'away', 'weekday']],
  ])('%s', (_case, trainer, expected) => expect(codes(trainer)).toEqual(expected))

  it.each([
    ['23:59 of the day before the absence', '23:59', '2026-03-10', []],
    ['midnight, which begins it', '00:00', '2026-03-11', []],
    ['a minute past midnight', '00:01', '2026-03-11', ['away']],
  ])('a sitting that ends at %s', (_case, end, last, expected) => {
    expect(codes(away('2026-03-11'), [sitting('2026-03-10', '20:00', end, last)])).toEqual(expected)
  })

  it('no course chosen yet, none is missing', () => expect(codes({ anyCourse: false }, [TUESDAY], null)).toEqual([]))

  it('says which days, with the word about them, and each weekday once', () => {
    const sittings = [sitting('2026-03-17'), TUESDAY, sitting('2026-03-12')]
    const trainer = { ...TARA, anyCourse: false, weekdays: [4], ...away('2026-03-09', '2026-03-13', 'annual leave') }
    expect(trainerDoubts(trainer, 'neglect', sittings).map(doubt => doubt.words)).toEqual([
      'Tara is not down as a trainer of this course',
      'Tara is away on Tuesday 10 March 2026 (annual leave)',
      'Tara is away on Thursday 12 March 2026 (annual leave)',
      'Tara usually cannot on Tuesdays',
    ])
  })

  it('of two absences on one day says one, and never more days than it looks at', () => {
    const twice = { absences: [...away('2026-03-10').absences, ...away('2026-03-10').absences] }
    expect(codes(twice)).toEqual(['away'])
    const years = [sitting('2026-01-01', '09:00', '16:00', '2028-01-01')]
    expect(codes(away('2020-01-01', '2030-01-01'), years)).toHaveLength(31)
  })

  it('more absences never make a trainer more available', () => {
    for (const day of ['2026-03-08', '2026-03-10', '2026-03-12'])
      for (const weekdays of [[], [2], [3]])
        expect(codes({ weekdays, ...away(day) }).length).toBeGreaterThanOrEqual(codes({ weekdays }).length)
  })
})
