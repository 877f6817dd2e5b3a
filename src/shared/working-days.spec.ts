import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES } from './bank-holidays.js'
import { addDays, weekdayOf } from './dates.js'
import { seeded } from './seeded.js'
import { clearWorkingDaysBetween, isWorkingDay, workingDayOnOrBefore, workingDaysBefore } from './working-days.js'

const holidays = ENGLAND_AND_WALES

/** Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher). */
function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return `${year}-0${month}-${String((h + l - 7 * m + 33 * month + 19) % 32).padStart(2, '0')}`
}

const firstMonday = (from: string): string => (weekdayOf(from) === 1 ? from : firstMonday(addDays(from, 1)))
const lastMonday = (from: string): string => (weekdayOf(from) === 1 ? from : lastMonday(addDays(from, -1)))

describe('the bank holidays of England and Wales', () => {
  const years = [2022, 2023, 2024, 2025, 2026, 2027, 2028]

  it.each(years)('%i: the moving ones lie where the rules put them', year => {
    const easter = easterOf(year)
    const spring = year === 2022 ? '2022-06-02' : lastMonday(`${year}-05-31`)
    const moving = [addDays(easter, -2), addDays(easter, 1), firstMonday(`${year}-05-01`), spring, lastMonday(`${year}-08-31`)]
    expect(moving.map(day => holidays.days[day] !== undefined)).toEqual([true, true, true, true, true])
  })

  it.each([
    [2022, 10],
    [2023, 9],
    [2024, 8],
    [2025, 8],
    [2026, 8],
    [2027, 8],
    [2028, 8],
  ])('%i has %i, none of them on a weekend', (year, count) => {
    const days = Object.keys(holidays.days).filter(day => day.startsWith(String(year)))
    expect(days).toHaveLength(count)
    expect(days.filter(day => [0, 6].includes(weekdayOf(day)))).toEqual([])
  })

  it('speaks for its whole years', () => {
    expect([Object.keys(holidays.days)[0], holidays.until, holidays.region]).toEqual(['2022-01-03', '2028-12-31', 'England and Wales'])
  })
})

describe('working days', () => {
  it.each([
    ['a Thursday before Easter', '2024-03-28', true],
    ['Good Friday', '2024-03-29', false],
    ['a Saturday', '2024-03-30', false],
    ['a Sunday', '2024-03-31', false],
    ['Easter Monday', '2024-04-01', false],
    ['the Tuesday after', '2024-04-02', true],
    ['Christmas Eve', '2024-12-24', true],
  ])('%s: %s', (_case, day, answer) => expect(isWorkingDay(day, holidays)).toBe(answer))

  it.each([
    ['none', '2024-04-02', 0, '2024-04-02'],
    ['over Easter', '2024-04-02', 1, '2024-03-28'],
    ['over Easter and a weekend', '2024-04-02', 5, '2024-03-22'],
    ['over Christmas and New Year', '2025-01-02', 5, '2024-12-23'],
    ['from a Sunday', '2024-03-31', 1, '2024-03-28'],
    ['onwards over Easter', '2024-03-28', -1, '2024-04-02'],
  ])('%s', (_case, day, n, result) => expect(workingDaysBefore(day, n, holidays)).toBe(result))

  it.each([
    ['2024-03-28', '2024-03-28'],
    ['2024-04-01', '2024-03-28'],
  ])('on or before %s', (day, result) => expect(workingDayOnOrBefore(day, holidays)).toBe(result))

  it.each([
    ['neighbours', '2024-03-27', '2024-03-28', 0],
    ['one between', '2024-03-26', '2024-03-28', 1],
    ['Easter between', '2024-03-28', '2024-04-02', 0],
    ['the wrong way round', '2024-04-02', '2024-03-28', 0],
  ])('clear days, %s', (_case, first, second, count) => expect(clearWorkingDaysBetween(first, second, holidays)).toBe(count))

  it('n working days before is a working day with n - 1 clear ones between', () => {
    const random = seeded(5)
    for (let i = 0; i < 500; i++) {
      const day = addDays('2022-02-01', Math.floor(random() * 2400))
      const n = 1 + Math.floor(random() * 15)
      const before = workingDaysBefore(day, n, holidays)
      expect(isWorkingDay(before, holidays)).toBe(true)
      expect(clearWorkingDaysBetween(before, day, holidays)).toBe(n - 1)
    }
  })
})
