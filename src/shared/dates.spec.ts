import { describe, expect, it } from '@jest/globals'
import { DateTime } from 'luxon'
import * as dates from './dates.js'
import { seeded } from './seeded.js'

const at = (iso: string) => new Date(iso)

describe('parseLondon', () => {
  it.each([
    ['winter time', '2024-01-09 09:30', '2024-01-09T09:30:00.000Z'],
    ['summer time', '2024-04-09 09:30', '2024-04-09T08:30:00.000Z'],
    ['a T between', '2024-04-09T09:30', '2024-04-09T08:30:00.000Z'],
    ['blanks around', ' 2024-04-09 09:30 ', '2024-04-09T08:30:00.000Z'],
    ['the last minute before the gap', '2024-03-31 00:59', '2024-03-31T00:59:00.000Z'],
    ['the first minute of the gap', '2024-03-31 01:00', null],
    ['the last minute of the gap', '2024-03-31 01:59', null],
    ['the first minute after the gap', '2024-03-31 02:00', '2024-03-31T01:00:00.000Z'],
    ['the last minute before the repeated hour', '2024-10-27 00:59', '2024-10-26T23:59:00.000Z'],
    ['the repeated hour, read as the first', '2024-10-27 01:00', '2024-10-27T00:00:00.000Z'],
    ['the last repeated minute, read as the first', '2024-10-27 01:59', '2024-10-27T00:59:00.000Z'],
    ['the first minute after the repeated hour', '2024-10-27 02:00', '2024-10-27T02:00:00.000Z'],
    ['29 February of a leap year', '2024-02-29 00:00', '2024-02-29T00:00:00.000Z'],
    ['29 February of another year', '2023-02-29 00:00', null],
    ['a month that is none', '2024-13-01 09:30', null],
    ['a time that is none', '2024-04-09 24:00', null],
    ['a minute that is none', '2024-04-09 09:60', null],
    ['no time', '2024-04-09', null],
    ['English writing', '9/4/2024 09:30', null],
    ['nothing', '', null],
  ])('%s: %s', (_case, text, instant) => {
    expect(dates.parseLondon(text)?.toISOString() ?? null).toBe(instant)
  })
})

describe('londonAt', () => {
  it.each([
    ['an ordinary time', '2024-04-09', '09:30', '2024-04-09T08:30:00.000Z'],
    ['in the skipped hour, an hour later', '2024-03-31', '01:30', '2024-03-31T01:30:00.000Z'],
    ['in the repeated hour, the first', '2024-10-27', '01:30', '2024-10-27T00:30:00.000Z'],
  ])('%s', (_case, day, time, instant) => {
    expect(dates.londonAt(day, time).toISOString()).toBe(instant)
  })

  it('throws on what callers must have checked', () => {
    expect(() => dates.londonAt('2024-02-30', '09:30')).toThrow(RangeError)
    expect(() => dates.addDays('soon', 1)).toThrow(RangeError)
  })
})

describe('days', () => {
  it.each([
    ['2024-04-09', true],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2024-4-9', false],
    ['tomorrow', false],
  ])('isDay(%s)', (text, answer) => expect(dates.isDay(text)).toBe(answer))

  it.each([
    ['the last instant of a winter day', '2024-01-09T23:59:59.999Z', '2024-01-09', '23:59'],
    ['the first of the next', '2024-01-10T00:00:00.000Z', '2024-01-10', '00:00'],
    ['the last instant of a summer day', '2024-07-09T22:59:59.999Z', '2024-07-09', '23:59'],
    ['the first of the next', '2024-07-09T23:00:00.000Z', '2024-07-10', '00:00'],
    ['an instant before 1970', '1969-12-31T22:59:59.999Z', '1969-12-31', '23:59'],
  ])('%s is on its London day', (_case, iso, day, time) => {
    expect([dates.londonDate(at(iso)), dates.londonTime(at(iso))]).toEqual([day, time])
  })

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-31', 1, '2024-04-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['2024-10-27', 0, '2024-10-27'],
  ])('addDays(%s, %i)', (day, n, result) => expect(dates.addDays(day, n)).toBe(result))

  it.each([
    ['2024-03-31', 0],
    ['2024-04-06', 6],
  ])('weekdayOf(%s)', (day, weekday) => expect(dates.weekdayOf(day)).toBe(weekday))

  it.each([
    ['an ordinary day', '2024-01-09', 24],
    ['the day of the gap', '2024-03-31', 23],
    ['the day of the repeated hour', '2024-10-27', 25],
  ])('%s has its hours', (_case, day, hours) => {
    const { start, end } = dates.londonDayBounds(day)
    expect((end.getTime() - start.getTime()) / 3_600_000).toBe(hours)
  })

  it('a period runs from its first instant up to the day after its last', () => {
    const { start, end } = dates.periodBounds('2023-04-01', '2024-03-31')
    expect([start.toISOString(), end.toISOString()]).toEqual(['2023-03-31T23:00:00.000Z', '2024-03-31T23:00:00.000Z'])
  })
})

describe('in words', () => {
  it.each([
    ['2026-03-03T09:30:00Z', '9:30am'],
    ['2026-03-03T12:30:00Z', '12:30pm'],
    ['2026-03-03T16:00:00Z', '4pm'],
    ['2026-03-03T12:00:00Z', 'midday'],
    ['2026-03-03T00:00:00Z', 'midnight'],
    ['2026-03-03T00:05:00Z', '12:05am'],
    ['2026-03-03T11:59:00Z', '11:59am'],
    ['2026-07-03T15:00:00Z', '4pm'],
  ])('%s is %s', (iso, words) => expect(dates.clockTime(at(iso))).toBe(words))

  it('writes days, moments and ranges in full', () => {
    const [start, end] = [at('2026-03-03T09:30:00Z'), at('2026-03-03T12:30:00Z')]
    expect(dates.longDate(start)).toBe('Tuesday 3 March 2026')
    expect(dates.longDate('2026-03-03')).toBe('Tuesday 3 March 2026')
    expect(dates.longMoment(start)).toBe('Tuesday 3 March 2026, 9:30am')
    expect(dates.timeRange(start, end)).toBe('9:30am to 12:30pm')
    expect(dates.whenInWords(start, end)).toBe('Tuesday 3 March 2026, 9:30am to 12:30pm')
    expect(dates.whenInWords(start, at('2026-03-04T16:00:00Z'))).toBe('Tuesday 3 March 2026, 9:30am to Wednesday 4 March 2026, 4pm')
  })

  it.each([
    ['2026-03', 'March 2026'],
    ['2026-12-31', 'December 2026'],
  ])('monthName(%s)', (month, name) => expect(dates.monthName(month)).toBe(name))
})

describe('against the time zone database', () => {
  const random = seeded(11)
  // More different hours than are remembered at once, so that forgetting is met too.
  const instants = Array.from({ length: 25_000 }, () => new Date(Math.floor(random() * 2_000_000_000) * 1000))

  it('says what luxon says at any instant', () => {
    for (const instant of instants) {
      const zoned = DateTime.fromJSDate(instant, { zone: 'Europe/London' }).setLocale('en-GB')
      expect(dates.londonDate(instant)).toBe(zoned.toISODate())
      if (zoned.toMillis() % 7 === 0) expect(dates.longDate(instant)).toBe(zoned.toFormat('cccc d LLLL yyyy'))
    }
  })

  it('reads back what it shows, to the minute, save in the second of the repeated hours', () => {
    for (const instant of instants.slice(0, 5000)) {
      const minute = Math.floor(instant.getTime() / 60_000) * 60_000
      const read = dates.parseLondon(`${dates.londonDate(instant)} ${dates.londonTime(instant)}`)!.getTime()
      expect([minute, minute - 3_600_000]).toContain(read)
    }
  })
})
