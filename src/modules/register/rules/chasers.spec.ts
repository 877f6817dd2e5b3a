import { describe, expect, it } from '@jest/globals'
import { londonDate, londonTime, parseLondon } from '../../../shared/dates.js'
import { chasersOf } from './chasers.js'

const shown = (moment: Date) => `${londonDate(moment)} ${londonTime(moment)}`
const asked = (endsAt: string) => chasersOf(parseLondon(endsAt)!).map(({ dueAt }) => shown(dueAt))

describe('when the register is asked for', () => {
  it.each([
    ['the morning after, and three working days later', '2026-03-10 16:00', ['2026-03-11 08:30', '2026-03-16 08:30']],
    ['a course that ends just before midnight', '2026-03-10 23:59', ['2026-03-11 08:30', '2026-03-16 08:30']],
    ['a course that ends at midnight', '2026-03-11 00:00', ['2026-03-12 08:30', '2026-03-17 08:30']],
    ['a course on a Friday: Saturday, then Wednesday', '2026-03-13 16:00', ['2026-03-14 08:30', '2026-03-18 08:30']],
    ['a course before Easter', '2026-04-01 16:00', ['2026-04-02 08:30', '2026-04-09 08:30']],
    ['over the end of summer time', '2026-10-24 16:00', ['2026-10-25 08:30', '2026-10-28 08:30']],
    ['over the beginning of summer time', '2026-03-28 16:00', ['2026-03-29 08:30', '2026-04-01 08:30']],
    ['over the beginning of summer time a year before', '2025-03-28 16:00', ['2025-03-29 08:30', '2025-04-02 08:30']],
  ])('is %s', (_, endsAt, moments) => expect(asked(endsAt)).toEqual(moments))

  it('ends with the second asking, and each gives way to the next', () => {
    const [first, second, ...more] = chasersOf(parseLondon('2026-03-10 16:00')!)
    expect(more).toEqual([])
    expect([first!.number, second!.number]).toEqual([1, 2])
    expect(first!.until).toEqual(second!.dueAt)
    expect(shown(second!.until)).toBe('2026-03-19 08:30')
  })

  it('is never before the course has ended', () => {
    for (let hour = 0; hour < 24 * 30; hour++) {
      const endsAt = new Date(Date.UTC(2026, 2, 10, hour))
      for (const { dueAt, until } of chasersOf(endsAt)) {
        expect(dueAt.getTime()).toBeGreaterThan(endsAt.getTime())
        expect(until.getTime()).toBeGreaterThan(dueAt.getTime())
      }
    }
  })
})
