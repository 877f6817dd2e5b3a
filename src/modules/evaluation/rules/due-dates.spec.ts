import { describe, expect, it } from '@jest/globals'
import { addDays, londonDate, londonTime, parseLondon } from '../../../shared/dates.js'
import { addMonths, askingsLeft, closesAt, type CourseTimes, MOST_CHASERS, opensAt } from './due-dates.js'
import { DEFAULT_SETTINGS, STAGES } from './stage-settings.js'

const at = (london: string): Date => parseLondon(london)!
const shown = (moment: Date | null) => moment && `${londonDate(moment)} ${londonTime(moment)}`
const NONE = { askedAt: null, chasers: 0 }

/** A course of one session, from 9:30am to 4pm, booked at 9am on another day. */
const course = (day: string, bookedOn: string, more: Partial<CourseTimes> = {}): CourseTimes => ({
  ...{ bookedAt: at(`${bookedOn} 09:00`), walkIn: false, startsAt: at(`${day} 09:30`), firstEndsAt: at(`${day} 16:00`), openedAt: null },
  ...{ endsAt: at(`${day} 16:00`), ...more },
})

describe('months', () => {
  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-28', 6, '2027-02-28'],
    ['2026-03-31', 6, '2026-09-30'],
    ['2026-03-30', 6, '2026-09-30'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-15', 24, '2028-12-15'],
    ['2026-06-30', 6, '2026-12-30'],
  ])('%s and %d months is %s: the same day, or the last of a shorter month', (day, months, later) => {
    expect(addMonths(day, months)).toBe(later)
  })

  it('is never in a month further on, and never later in its month', () => {
    for (let day = '2026-01-01'; day < '2028-03-01'; day = addDays(day, 1)) {
      const later = addMonths(day, 6)
      const month = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
      expect(month(later) - month(day)).toBe(6)
      expect(later.slice(8) <= day.slice(8)).toBe(true)
    }
  })
})

describe('when a stage falls due', () => {
  it.each([
    ['in winter all along', '2026-01-05', '2026-03-02 08:30', '2026-07-05 08:30'],
    ['30 January: over the clocks going forward on 29 March 2026 for the manager', '2026-01-30', '2026-03-27 08:30', '2026-07-30 08:30'],
    ['eight weeks end on the day the clocks go forward', '2026-02-01', '2026-03-29 08:30', '2026-08-01 08:30'],
    ['over the clocks going forward', '2026-02-20', '2026-04-17 08:30', '2026-08-20 08:30'],
    ['over the clocks going back on 25 October 2026', '2026-09-15', '2026-11-10 08:30', '2027-03-15 08:30'],
    ['eight weeks end on the day the clocks go back', '2026-08-30', '2026-10-25 08:30', '2027-02-28 08:30'],
    ['the end of August', '2026-08-31', '2026-10-26 08:30', '2027-02-28 08:30'],
  ])('%s', (_, day, impact, manager) => {
    const times = course(day, '2025-12-01')
    expect(shown(opensAt('impact', times, DEFAULT_SETTINGS))).toBe(impact)
    expect(shown(opensAt('manager', times, DEFAULT_SETTINGS))).toBe(manager)
  })

  it('eight weeks after a course in winter it is an hour earlier by the sun, and the same by the clock', () => {
    const times = course('2026-02-20', '2025-12-01')
    expect(opensAt('impact', times, DEFAULT_SETTINGS).toISOString()).toBe('2026-04-17T07:30:00.000Z')
    expect(opensAt('impact', course('2026-01-05', '2025-12-01'), DEFAULT_SETTINGS).toISOString()).toBe('2026-03-02T08:30:00.000Z')
  })

  it('counts from the London day of the end: a course that ends at half past midnight in summer ends on that day', () => {
    const late = course('2026-07-01', '2026-06-01', { endsAt: at('2026-07-02 00:30') })
    expect(shown(opensAt('impact', late, DEFAULT_SETTINGS))).toBe('2026-08-27 08:30')
  })

  it('goes by the offsets of its course', () => {
    const times = course('2026-01-05', '2025-12-01')
    expect(shown(opensAt('impact', times, { impactWeeks: 12, managerMonths: 6 }))).toBe('2026-03-30 08:30')
    expect(shown(opensAt('manager', times, { impactWeeks: 8, managerMonths: 1 }))).toBe('2026-02-05 08:30')
  })

  it('is at the booking, and as the last session ends or is opened in the room', () => {
    const times = course('2026-03-10', '2026-02-01')
    expect(opensAt('pre', times, DEFAULT_SETTINGS)).toEqual(times.bookedAt)
    expect(shown(opensAt('post', times, DEFAULT_SETTINGS))).toBe('2026-03-10 16:00')
    expect(shown(opensAt('post', { ...times, openedAt: at('2026-03-10 15:50') }, DEFAULT_SETTINGS))).toBe('2026-03-10 15:50')
    expect(shown(opensAt('post', { ...times, openedAt: at('2026-03-10 16:10') }, DEFAULT_SETTINGS))).toBe('2026-03-10 16:00')
  })

  it('ends: an hour after the start, or with a shorter first session; never; and sixty days later', () => {
    const times = course('2026-03-10', '2026-02-01')
    expect(shown(closesAt('pre', times, DEFAULT_SETTINGS))).toBe('2026-03-10 10:30')
    expect(shown(closesAt('pre', { ...times, firstEndsAt: at('2026-03-10 10:15') }, DEFAULT_SETTINGS))).toBe('2026-03-10 10:15')
    expect(closesAt('post', times, DEFAULT_SETTINGS)).toBeNull()
    expect(shown(closesAt('impact', times, DEFAULT_SETTINGS))).toBe('2026-07-04 08:30')
    expect(shown(closesAt('manager', times, DEFAULT_SETTINGS))).toBe('2026-11-09 08:30')
  })
})

describe('the mails of a stage', () => {
  const left = (stage: (typeof STAGES)[number], times: CourseTimes, mailed: { askedAt: Date | null; chasers: number } = NONE) =>
    askingsLeft(stage, times, DEFAULT_SETTINGS, mailed).map(({ number, dueAt }) => `${number}: ${shown(dueAt)}`)

  it.each([
    ['long before', '2026-01-05', ['0: 2026-02-24 08:30', '1: 2026-03-05 08:30', '2: 2026-03-08 08:30']],
    ['fourteen days before, in time', '2026-02-23', ['0: 2026-02-24 08:30', '1: 2026-03-05 08:30', '2: 2026-03-08 08:30']],
    ['fourteen days before, late: at once', '2026-02-24', ['0: 2026-02-24 09:00', '1: 2026-03-05 08:30', '2: 2026-03-08 08:30']],
    ['two days before the next', '2026-03-03', ['0: 2026-03-03 09:00', '1: 2026-03-05 08:30', '2: 2026-03-08 08:30']],
    ['the day before the next', '2026-03-04', ['0: 2026-03-04 09:00', '1: 2026-03-08 08:30']],
    ['shortly before', '2026-03-07', ['0: 2026-03-07 09:00']],
    ['the day before', '2026-03-09', ['0: 2026-03-09 09:00']],
  ])('before a course booked %s', (_, booked, mails) => {
    expect(left('pre', course('2026-03-10', booked))).toEqual(mails)
  })

  it('before: what is mailed is not mailed again, also where the course was moved since', () => {
    const times = course('2026-03-10', '2026-01-05')
    const askedAt = at('2026-02-24 08:30')
    expect(left('pre', times, { askedAt, chasers: 0 })).toEqual(['1: 2026-03-05 08:30', '2: 2026-03-08 08:30'])
    expect(left('pre', times, { askedAt, chasers: 1 })).toEqual(['2: 2026-03-08 08:30'])
    expect(left('pre', times, { askedAt, chasers: 2 })).toEqual([])
    const moved = course('2026-06-10', '2026-01-05')
    expect(left('pre', moved, { askedAt, chasers: 0 })).toEqual(['1: 2026-06-05 08:30', '2: 2026-06-08 08:30'])
    expect(left('pre', moved, { askedAt, chasers: 1 })).toEqual(['2: 2026-06-08 08:30'])
    expect(left('pre', moved, { askedAt, chasers: 2 })).toEqual([])
  })

  it('a walk-in is asked at the door only', () => {
    expect(left('pre', course('2026-03-10', '2026-03-10', { walkIn: true }))).toEqual([])
  })

  it.each([
    ['post', '2026-03-10 16:00', '2026-03-13 08:30', '2026-03-17 08:30'],
    ['impact', '2026-05-05 08:30', '2026-05-12 08:30', '2026-05-19 08:30'],
    ['manager', '2026-09-10 08:30', '2026-09-17 08:30', '2026-09-24 08:30'],
  ] as const)('%s: asked once, then chased twice, counted from the asking', (stage, asked, first, second) => {
    const times = course('2026-03-10', '2026-02-01')
    expect(left(stage, times)).toEqual([`0: ${asked}`])
    expect(left(stage, times, { askedAt: at(asked), chasers: 0 })).toEqual([`1: ${first}`, `2: ${second}`])
    expect(left(stage, times, { askedAt: at(asked), chasers: 1 })).toEqual([`2: ${second}`])
    expect(left(stage, times, { askedAt: at(asked), chasers: 2 })).toEqual([])
  })

  it('who could be asked a week late only is chased a week later too', () => {
    const late = { askedAt: at('2026-03-20 11:00'), chasers: 0 }
    expect(left('post', course('2026-03-10', '2026-02-01'), late)).toEqual(['1: 2026-03-23 08:30', '2: 2026-03-27 08:30'])
  })

  it('for every day of booking and of the course: at most three, days apart, each while it makes sense', () => {
    for (let day = '2026-03-20'; day < '2026-04-10'; day = addDays(day, 1)) {
      for (let booked = addDays(day, -30); booked < day; booked = addDays(booked, 1)) {
        const times = course(day, booked)
        for (const stage of STAGES) {
          const all = askingsLeft(stage, times, DEFAULT_SETTINGS, NONE)
          const after = askingsLeft(stage, times, DEFAULT_SETTINGS, { askedAt: all[0]!.dueAt, chasers: 0 })
          const mails = [all[0]!, ...after]
          expect(mails.length).toBeLessThanOrEqual(1 + MOST_CHASERS)
          expect(mails.every(({ dueAt, until }) => dueAt < until && dueAt >= opensAt(stage, times, DEFAULT_SETTINGS))).toBe(true)
          expect(mails.slice(1).every(({ dueAt }, i) => londonDate(dueAt) >= addDays(londonDate(mails[i]!.dueAt), 2))).toBe(true)
          if (stage === 'pre') expect(mails.every(({ until }) => until <= times.startsAt)).toBe(true)
          if (stage === 'pre') expect(after.map(({ dueAt }) => dueAt)).toEqual(all.slice(1).map(({ dueAt }) => dueAt))
        }
      }
    }
  })
})
