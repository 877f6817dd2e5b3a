import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { seeded } from '../../../shared/seeded.js'
import { askedMoment, type Asked } from './asked-at.js'

const now = new Date('2026-03-09T12:00:00Z')
const booking = { bookedAt: new Date('2026-02-20T10:00:30Z'), startsAt: new Date('2026-03-10T09:30:00Z') }
const ms = (at: Date, by: number) => new Date(at.getTime() + by)
const asked = (askedAt: Date | null, by: Asked['by'] = 'delegate', at = now) => {
  const answer = askedMoment({ by, askedAt }, booking, at)
  return isRefusal(answer) ? answer.refused : answer
}

describe('when somebody asked to give a place up', () => {
  const minute = new Date('2026-02-20T10:00:00Z')
  it.each<[string, Date | null, Date | string]>([
    ['just now', null, now],
    ['in the past', ms(now, -86_400_000), ms(now, -86_400_000)],
    ['at this very moment', now, now],
    ['a moment later', ms(now, 1), 'asked-in-future'],
    ['in the minute of the booking', minute, minute],
    ['before that minute', ms(minute, -1), 'asked-before-booking'],
  ])('%s', (_, at, expected) => expect(asked(at)).toEqual(expected))

  it.each<[string, Date | null, Asked['by'], Date | string]>([
    ['before the start', ms(booking.startsAt, -1), 'agency', ms(booking.startsAt, -1)],
    ['at the start', booking.startsAt, 'agency', 'asked-after-start'],
    ['not said when', null, 'delegate', 'asked-after-start'],
    ['by the organiser, whenever', booking.startsAt, 'organiser', ms(booking.startsAt, 3_600_000)],
  ])('entered after the start: %s', (_, at, by, expected) => expect(asked(at, by, ms(booking.startsAt, 3_600_000))).toEqual(expected))

  it('is never in the future, nor before the booking, nor after the start, whatever is typed', () => {
    const random = seeded(450)
    for (let i = 0; i < 500; i++) {
      const at = ms(booking.bookedAt, Math.floor((random() - 0.2) * 40 * 86_400_000))
      const answer = asked(at, 'delegate', ms(now, Math.floor(random() * 2 * 86_400_000)))
      if (!(answer instanceof Date)) continue
      expect([answer < booking.startsAt, answer.getTime() >= booking.bookedAt.getTime() - 60_000, answer]).toEqual([true, true, at])
    }
  })
})
