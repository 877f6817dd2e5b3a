import { describe, expect, it } from '@jest/globals'
import { addDays, londonDate, londonTime, parseLondon } from '../../../shared/dates.js'
import {
  conditionLimit,
  conditionStep,
  letGoAt,
  limitAfterMove,
  limitWhenWarned,
  type OpenCondition,
  warningDay,
  warningNumber,
  warnsAt,
} from './condition.js'

const TERMS = { daysBefore: 7, warningDays: 3 }
const at = (text: string): Date => parseLondon(text)!

describe('until when it is to be done', () => {
  it.each([
    ['weeks ahead', '2026-02-20 12:00', TERMS, '2026-03-13'],
    ['on the last day: the warning comes the day after', '2026-03-09 23:59', TERMS, '2026-03-13'],
    ['on the day of the warning', '2026-03-10 00:00', TERMS, null],
    ['with a warning the day before, on the last day', '2026-03-11 10:00', { daysBefore: 7, warningDays: 1 }, '2026-03-13'],
    ['with a warning the day before, a day later', '2026-03-12 10:00', { daysBefore: 7, warningDays: 1 }, null],
    ['two days before the course, on the last day', '2026-03-14 10:00', { daysBefore: 2, warningDays: 3 }, '2026-03-18'],
    ['two days before the course, a day later', '2026-03-15 10:00', { daysBefore: 2, warningDays: 3 }, null],
  ])('%s', (_when, now, terms, until) => expect(conditionLimit(at('2026-03-20 09:30'), terms, at(now))).toBe(until))

  it.each([
    ['before the clocks go forward', '2026-03-29', '2026-03-26T08:30:00.000Z', '2026-03-30T07:30:00.000Z'],
    ['before the clocks go back', '2026-10-25', '2026-10-22T07:30:00.000Z', '2026-10-26T08:30:00.000Z'],
  ])('is warned of, and let go after, at half past eight in London: %s', (_when, until, warns, letsGo) => {
    expect([warnsAt(until, TERMS).toISOString(), letGoAt(until).toISOString()]).toEqual([warns, letsGo])
  })
})

describe('when the organiser moves the course', () => {
  it.each([
    ['to a later day: the limit moves along', '2026-04-20 09:30', '2026-04-13'],
    ['to an earlier day that leaves the seven days', '2026-03-11 09:30', '2026-03-04'],
    ['to a day that does not: a warning and a whole day are left', '2026-03-10 09:30', '2026-03-04'],
    ['to the last day on which that can be', '2026-03-06 09:30', '2026-03-04'],
    ['to a day sooner: the place stands', '2026-03-05 09:30', null],
  ])('%s', (_what, startsAt, until) =>
    expect(limitAfterMove({ startsAt: at(startsAt), daysBefore: 7 }, at('2026-03-02 10:00'))).toBe(until),
  )
})

describe('when the warning is written late', () => {
  it.each([
    ['on its day', '2026-03-10 08:30', '2026-03-13'],
    ['on the day before the last', '2026-03-12 10:00', '2026-03-13'],
    ['on the last day: one more', '2026-03-13 10:00', '2026-03-14'],
    ['days after it', '2026-03-17 10:00', '2026-03-18'],
    ['so late that the course is the day after: the place stands', '2026-03-18 10:00', null],
  ])('%s', (_when, now, until) => expect(limitWhenWarned({ startsAt: at('2026-03-20 09:30'), until: '2026-03-13' }, at(now))).toBe(until))
})

describe('what is due', () => {
  const open: OpenCondition = {
    until: '2026-03-13',
    warned: false,
    live: true,
    met: false,
    handedIn: false,
    startsAt: at('2026-03-20 09:30'),
  }
  const warned = { ...open, warned: true }
  it.each<[string, OpenCondition, string, string | null]>([
    ['nothing before the warning', open, '2026-03-10 08:29', null],
    ['nor on the day before it', open, '2026-03-09 12:00', null],
    ['the warning', open, '2026-03-10 08:30', 'warn'],
    ['the warning up to the evening', open, '2026-03-10 19:59', 'warn'],
    ['nothing at night', open, '2026-03-10 20:00', null],
    ['nothing between warning and limit', warned, '2026-03-13 19:00', null],
    ['nothing in the night after it', warned, '2026-03-14 08:29', null],
    ['letting go the morning after', warned, '2026-03-14 08:30', 'let-go'],
    ['letting go later, when the worker was away, but not at night', warned, '2026-03-15 22:00', null],
    ['letting go later, when the worker was away', warned, '2026-03-16 09:00', 'let-go'],
    ['the warning first, however late', open, '2026-03-16 09:00', 'warn'],
    ['the place stands when even that is too late', open, '2026-03-18 09:00', 'stands'],
    ['nothing is let go on the day of the course', warned, '2026-03-20 08:30', 'stands'],
    ['but on the day before it', warned, '2026-03-19 08:30', 'let-go'],
    ['nothing while evidence waits to be decided on', { ...warned, handedIn: true }, '2026-03-14 08:30', null],
    ['nor up to the course', { ...warned, handedIn: true }, '2026-03-19 19:00', null],
    ['on whose day the place stands', { ...warned, handedIn: true }, '2026-03-20 08:30', 'stands'],
    ['a warning all the same', { ...open, handedIn: true }, '2026-03-10 08:30', 'warn'],
    ['met at the very last, in place of letting go', { ...warned, met: true }, '2026-03-14 08:30', 'met'],
    ['met at night too', { ...open, met: true }, '2026-03-05 03:00', 'met'],
    ['over with its booking, met or not', { ...warned, live: false, met: true }, '2026-03-05 03:00', 'over'],
  ])('%s', (_what, condition, now, step) => expect(conditionStep(condition, TERMS, at(now))).toBe(step))

  it('never lets go without a warning that left a whole day, nor on the day of the course, whenever the job runs', () => {
    const HOUR = 3_600_000
    let letGo = 0
    for (let days = 2; days <= 9; days++)
      for (let warningDays = 1; warningDays <= 4; warningDays++)
        for (let late = 0; late < 15 * 24; late += 5) {
          // Over the change of the clocks on 29 March.
          const startsAt = at('2026-04-02 09:30')
          let until = addDays(londonDate(startsAt), -days)
          let warnedAt: Date | null = null
          const begin = warnsAt(until, { warningDays }).getTime() - HOUR + late * HOUR
          for (let ms = begin; ms < startsAt.getTime(); ms += HOUR) {
            const now = new Date(ms)
            const step = conditionStep(
              { until, warned: warnedAt !== null, live: true, met: false, handedIn: false, startsAt },
              { warningDays },
              now,
            )
            if (step === 'stands') break
            if (step === 'warn') {
              until = limitWhenWarned({ until, startsAt }, now)!
              warnedAt = now
            }
            if (step !== 'let-go') continue
            letGo++
            expect(now.getTime() - warnedAt!.getTime()).toBeGreaterThan(24 * HOUR)
            expect(addDays(londonDate(warnedAt!), 1) < londonDate(now)).toBe(true)
            expect(londonDate(now) > until && londonDate(now) < londonDate(startsAt)).toBe(true)
            expect(londonTime(now) >= '08:30' && londonTime(now) < '20:00').toBe(true)
            break
          }
        }
    expect(letGo).toBeGreaterThan(500)
  })

  it('another limit is another warning', () => {
    expect(warningNumber('2026-03-14') - warningNumber('2026-03-13')).toBe(1)
    expect(warningDay('2026-03-30', TERMS)).toBe('2026-03-27')
  })
})
