import { describe, expect, it } from '@jest/globals'
import { clockTime } from '../../../shared/dates.js'
import { morningOf } from './morning.js'

describe('the next morning', () => {
  it.each([
    ['in the night', '2026-03-02T02:00:00Z', '2026-03-02T08:30:00.000Z'],
    ['a moment before', '2026-03-02T08:29:59.999Z', '2026-03-02T08:30:00.000Z'],
    ['to the moment', '2026-03-02T08:30:00Z', '2026-03-02T08:30:00.000Z'],
    ['a moment after', '2026-03-02T08:30:00.001Z', '2026-03-03T08:30:00.000Z'],
    ['in summer', '2026-07-01T07:30:00.001Z', '2026-07-02T07:30:00.000Z'],
    ['late in a summer evening, when it is still yesterday in UTC', '2026-07-01T23:30:00Z', '2026-07-02T07:30:00.000Z'],
    ['the clocks go forward in between', '2026-03-28T12:00:00Z', '2026-03-29T07:30:00.000Z'],
    ['the clocks go back in between', '2026-10-24T12:00:00Z', '2026-10-25T08:30:00.000Z'],
    ['in the hour that comes twice', '2026-10-25T01:30:00Z', '2026-10-25T08:30:00.000Z'],
  ])('%s', (_case, now, expected) => expect(morningOf(new Date(now)).toISOString()).toBe(expected))

  it('is 8:30am by London’s clocks, never past and never more than 25 hours away', () => {
    for (let hour = 0; hour < 366 * 24; hour += 5) {
      const now = new Date(Date.parse('2026-01-01T00:10:00Z') + hour * 3_600_000)
      const morning = morningOf(now)
      expect(clockTime(morning)).toBe('8:30am')
      expect(morning.getTime() - now.getTime()).toBeGreaterThanOrEqual(0)
      expect(morning.getTime() - now.getTime()).toBeLessThan(25 * 3_600_000)
    }
  })
})
