import { describe, expect, it } from '@jest/globals'
import { parseLondon } from '../../../shared/dates.js'
import { doorCode, doorStage, doorTimes, mayOpenInTheRoom, readCode, shownCode } from './door.js'
import type { CourseTimes } from './due-dates.js'
import { STAGES } from './stage-settings.js'

const at = (london: string): Date => parseLondon(london)!
const times: CourseTimes = {
  ...{ bookedAt: at('2026-01-05 09:00'), walkIn: false, startsAt: at('2026-03-10 09:30'), openedAt: null },
  ...{ firstEndsAt: at('2026-03-10 12:30'), endsAt: at('2026-03-11 16:00') },
}

describe('the code of a door', () => {
  const codes = Array.from({ length: 500 }, (_, i) => doorCode(`a secret of thirty-two characters ${i}`))

  it('is the same for the same date, another for another, and can be typed', () => {
    expect(doorCode('a secret of thirty-two characters 0')).toBe(codes[0])
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(readCode(shownCode(code).toLowerCase())).toBe(code)
  })

  it.each(['', 'ABCD', 'ABCD-EFG1', 'ABCD-EFGHJ', 'ABCD_EFGH', '../../..'])('“%s” is none', typed => {
    expect(readCode(typed)).toBeNull()
  })
})

describe('what is behind the door', () => {
  it.each([
    ['the day before', '2026-03-09 23:59', null, null],
    ['from midnight', '2026-03-10 00:00', null, 'pre'],
    ['in the first hour', '2026-03-10 10:29', null, 'pre'],
    ['after it', '2026-03-10 10:30', null, null],
    ['on the second day', '2026-03-11 15:59', null, null],
    ['opened in the room', '2026-03-11 15:50', '2026-03-11 15:45', 'post'],
    ['at the end', '2026-03-11 16:00', null, 'post'],
    ['up to midnight', '2026-03-11 23:59', null, 'post'],
    ['the day after', '2026-03-12 00:00', null, null],
  ])('%s', (_, moment, opened, stage) => {
    expect(doorStage({ ...times, openedAt: opened === null ? null : at(opened) }, STAGES, at(moment))).toBe(stage)
  })

  it('is nothing that the course does not ask', () => {
    expect(doorStage(times, ['post'], at('2026-03-10 09:00'))).toBeNull()
    expect(doorStage(times, ['pre'], at('2026-03-11 17:00'))).toBeNull()
  })

  it('is never both, and never anything where there is no door', () => {
    const { from, to } = doorTimes(times)
    for (let now = at('2026-03-09 00:00'); now < at('2026-03-13 00:00'); now = new Date(now.getTime() + 30 * 60_000))
      if (now < from || now >= to) expect(doorStage(times, STAGES, now)).toBeNull()
  })
})

it.each([
  ['before the last session', '2026-03-11 09:29', null, false],
  ['as it begins', '2026-03-11 09:30', null, true],
  ['just before it ends', '2026-03-11 15:59', null, true],
  ['when they are open by themselves', '2026-03-11 16:00', null, false],
  ['a second time', '2026-03-11 15:00', '2026-03-11 14:00', false],
])('the questions after the course are opened in the room: %s', (_, moment, opened, may) => {
  const openedAt = opened === null ? null : at(opened)
  expect(mayOpenInTheRoom(at('2026-03-11 09:30'), { endsAt: times.endsAt, openedAt }, at(moment))).toBe(may)
})
