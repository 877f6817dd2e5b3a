import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { type Mark, MARKS } from '../../bookings/rules/register.js'
import { type Tap, tapKey, tapsToWrite } from './taps.js'

const now = new Date('2026-03-02T12:00:00Z')
const sessions = [
  { number: 1, startsAt: new Date('2026-03-02T09:30:00Z') },
  { number: 2, startsAt: new Date('2026-06-02T08:30:00Z') },
]
const at = (time: string) => new Date(`2026-03-02T${time}Z`)
const tap = (mark: Mark, time: string, more: Partial<Tap> = {}): Tap => ({ bookingId: 'dana', session: 1, mark, at: at(time), ...more })
const written = (...taps: Tap[]) => tapsToWrite(taps, sessions, now).map(({ mark, at: time }) => [mark, time.toISOString().slice(11, 23)])

describe('when a tap competes', () => {
  it.each([
    ['from when it was made', tap('late', '10:00:00.000'), '10:00:00.000'],
    ['from now, to the moment', tap('late', '12:00:00.000'), '12:00:00.000'],
    ['from now, when the phone runs ahead', tap('late', '12:00:00.001'), '12:00:00.000'],
    ['from the start of the day, for everybody not yet marked', tap('present', '11:00:00.000', { fill: true }), '00:00:00.000'],
    ['from when it was made, for a session that is not there', tap('present', '11:00:00.000', { fill: true, session: 9 }), '11:00:00.000'],
    ['from now, before the day has come', tap('present', '11:00:00.000', { fill: true, session: 2 }), '12:00:00.000'],
  ])('%s', (_case, given, time) => expect(written(given)).toEqual([[given.mark, time]]))

  it('starts with London’s day in summer', () => {
    const later = new Date('2026-06-02T12:00:00Z')
    const [given] = tapsToWrite([tap('present', '11:00:00.000', { fill: true, session: 2 })], sessions, later)
    expect(given?.at).toEqual(new Date('2026-06-01T23:00:00Z'))
  })
})

describe('of several on one group of buttons', () => {
  it.each([
    ['the later one counts', [tap('late', '10:00:00'), tap('absent', '10:00:01')], 'absent'],
    ['in whatever order they come', [tap('absent', '10:00:01'), tap('late', '10:00:00')], 'absent'],
    ['the last of one moment', [tap('late', '10:00:00'), tap('absent', '10:00:00')], 'absent'],
    ['one by hand before one for everybody', [tap('late', '09:00:00'), tap('present', '11:00:00', { fill: true })], 'late'],
  ])('%s', (_case, taps, mark) => expect(written(...taps).map(one => one[0])).toEqual([mark]))
})

it('writes one tap for each group of buttons: none of the others is later', () => {
  const random = seeded(19)
  const pick = (n: number) => Math.floor(random() * n)
  for (let i = 0; i < 300; i++) {
    const taps = Array.from({ length: pick(20) }, () =>
      tap(MARKS[pick(4)]!, `1${pick(2)}:0${pick(10)}:00`, { bookingId: `b${pick(3)}`, session: 1 + pick(2), fill: pick(5) === 0 }),
    )
    const chosen = tapsToWrite(taps, sessions, now)
    expect(new Set(chosen.map(tapKey))).toEqual(new Set(taps.map(tapKey)))
    expect(chosen).toHaveLength(new Set(taps.map(tapKey)).size)
    for (const one of chosen) {
      const byHand = taps.filter(other => tapKey(other) === tapKey(one) && !other.fill).map(other => other.at.getTime())
      expect(one.at.getTime()).toBeGreaterThanOrEqual(Math.min(now.getTime(), Math.max(0, ...byHand)))
    }
  }
})
