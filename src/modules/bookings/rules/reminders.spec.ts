import { describe, expect, it } from '@jest/globals'
import { londonDate, londonTime, parseLondon } from '../../../shared/dates.js'
import {
  bookedInTime,
  joiningDetailsOf,
  morningBefore,
  ofSequence,
  remindersOf,
  sequenceOf,
  stillUseful,
  writable,
  type Moment,
} from './reminders.js'

const at = (london: string): Date => parseLondon(london)!
const after = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms)
const HOUR = 3_600_000
const shown = (moment: Date) => `${londonDate(moment)} ${londonTime(moment)}`

describe('the morning of a reminder', () => {
  it.each([
    ['far from any change of the clocks', '2026-03-10 09:30', 14, '2026-02-24T08:30:00Z'],
    ['a course at midnight', '2026-03-10 00:00', 2, '2026-03-08T08:30:00Z'],
    ['a course just before midnight', '2026-03-10 23:59', 2, '2026-03-08T08:30:00Z'],
    ['over 29 March 2026, before the change', '2026-04-02 09:30', 5, '2026-03-28T08:30:00Z'],
    ['on 29 March 2026 itself', '2026-04-02 09:30', 4, '2026-03-29T07:30:00Z'],
    ['over 25 October 2026, before the change', '2026-10-29 09:30', 5, '2026-10-24T07:30:00Z'],
    ['on 25 October 2026 itself', '2026-10-29 09:30', 4, '2026-10-25T08:30:00Z'],
    ['over 30 March 2025, before the change', '2025-04-01 09:30', 3, '2025-03-29T08:30:00Z'],
    ['on 30 March 2025 itself', '2025-04-01 09:30', 2, '2025-03-30T07:30:00Z'],
    ['a course on the day of the change itself', '2026-10-25 09:30', 2, '2026-10-23T07:30:00Z'],
    ['over the end of a year', '2026-01-02 09:30', 14, '2025-12-19T08:30:00Z'],
  ])('is half past eight in London: %s', (_, starts, days, utc) => {
    expect(morningBefore(at(starts), days).toISOString()).toBe(new Date(utc).toISOString())
  })

  it('is half past eight on each day of two years', () => {
    for (let day = at('2025-01-01 09:30'); day < at('2027-01-01 00:00'); day = after(day, 24 * HOUR))
      for (const days of [1, 2, 5, 14, 60]) expect(londonTime(morningBefore(day, days))).toBe('08:30')
  })
})

describe('the reminders of a date', () => {
  const startsAt = at('2026-03-31 09:30')

  it('are those of its course, earliest first; the last asks whether one is coming', () => {
    const reminders = remindersOf(startsAt, [2, 14])
    expect(reminders.map(({ days, last, dueAt }) => [days, last, shown(dueAt)])).toEqual([
      [14, false, '2026-03-17 08:30'],
      [2, true, '2026-03-29 08:30'],
    ])
    expect(remindersOf(startsAt, [])).toEqual([])
  })

  it.each([
    ['two days late', [14, 2], 14, '2026-03-19 08:30'],
    ['when the next one falls due', [14, 13], 14, '2026-03-18 08:30'],
    ['when the course starts', [2], 2, '2026-03-31 08:30'],
    ['when the course starts, the day before', [1], 1, '2026-03-31 09:30'],
  ])('are past their sense %s', (_, days, of, until) => {
    expect(shown(remindersOf(startsAt, days).find(reminder => reminder.days === of)!.until)).toBe(until)
  })

  it('never have a moment after their end', () => {
    for (const reminder of remindersOf(at('2026-03-31 07:00'), [60, 14, 3, 2, 1]))
      expect(reminder.dueAt.getTime()).toBeLessThan(reminder.until.getTime())
  })

  it('are told to those who booked before their moment only', () => {
    const [early] = remindersOf(startsAt, [14])
    expect(bookedInTime(at('2026-03-17 08:29'), early!)).toBe(true)
    expect(bookedInTime(after(early!.dueAt, -1), early!)).toBe(true)
    expect(bookedInTime(early!.dueAt, early!)).toBe(false)
  })
})

describe('joining details', () => {
  const details = joiningDetailsOf(at('2026-03-31 09:30'))

  it('are told 5 days before, and to who books later up to the start', () => {
    expect([shown(details.dueAt), shown(details.until)]).toEqual(['2026-03-26 08:30', '2026-03-31 09:30'])
  })
})

describe('when a message is written and sent', () => {
  const moment: Moment = { dueAt: at('2026-03-29 08:30'), until: at('2026-03-31 08:30') }

  it.each([
    ['more than four hours before', after(moment.dueAt, -4 * HOUR - 1), false],
    ['four hours before', after(moment.dueAt, -4 * HOUR), true],
    ['at its moment', moment.dueAt, true],
    ['just before its end', after(moment.until, -1), true],
    ['at its end', moment.until, false],
  ])('it is to be written: %s', (_, now, expected) => expect(writable(moment, now)).toBe(expected))

  it.each([
    ['before its end', after(moment.until, -1), true],
    ['at its end', moment.until, false],
  ])('it helps %s', (_, now, expected) => expect(stillUseful(moment, now)).toBe(expected))
})

describe('the number of a message', () => {
  it('tells each change of the date and each day before it apart, and can be read back', () => {
    const seen = new Set<number>()
    for (const calendarSequence of [0, 1, 2, 57])
      for (const days of [0, 1, 2, 14, 60]) {
        const sequence = sequenceOf(calendarSequence, days)
        expect(ofSequence(sequence)).toEqual({ calendarSequence, days })
        seen.add(sequence)
      }
    expect(seen.size).toBe(20)
  })
})
