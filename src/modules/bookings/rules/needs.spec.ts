import { describe, expect, it } from '@jest/globals'
import { addDays, londonAt, londonDate } from '../../../shared/dates.js'
import { NEEDS_KEPT_DAYS, needsOfCoursesBefore } from './needs.js'

/** Whether the needs of a course that ended then are removed at `now`. */
const removed = (endedAt: string, now: string) => new Date(endedAt) < needsOfCoursesBefore(new Date(now))

describe('the needs told for a course', () => {
  it.each([
    ['on the 90th day after it, to its last moment', '2026-01-12T16:00:00Z', '2026-04-12T22:59:59.999Z', false],
    ['from the first moment of the 91st, London’s time', '2026-01-12T16:00:00Z', '2026-04-12T23:00:00Z', true],
    ['of a course that ended late that evening, the same', '2026-01-12T23:59:59.999Z', '2026-04-12T23:00:00Z', true],
    ['of a course of the next day, a day later', '2026-01-13T00:00:00Z', '2026-04-12T23:00:00Z', false],
    ['while the course is to come', '2026-05-01T16:00:00Z', '2026-04-12T23:00:00Z', false],
    ['of a course in summer time, its day is London’s', '2025-06-30T23:30:00Z', '2025-09-29T22:59:59Z', false],
    ['and the day after that', '2025-06-30T23:30:00Z', '2025-09-29T23:00:00Z', true],
  ])('%s: ended %s, looked at %s: removed %s', (_case, endedAt, now, gone) => {
    expect(removed(endedAt, now)).toBe(gone)
  })

  it('are never removed sooner than 90 whole days after it, nor kept longer than 91', () => {
    for (let day = '2025-01-01'; day < '2026-12-31'; day = addDays(day, 1)) {
      const ended = londonAt(day, '16:00')
      const kept = londonAt(addDays(day, NEEDS_KEPT_DAYS), '23:59')
      const gone = londonAt(addDays(day, NEEDS_KEPT_DAYS + 1), '00:00')
      expect([ended < needsOfCoursesBefore(kept), ended < needsOfCoursesBefore(gone), londonDate(ended)]).toEqual([false, true, day])
    }
  })
})
