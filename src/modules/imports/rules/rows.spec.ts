import { describe, expect, it } from '@jest/globals'
import type { CellValue } from './cells.js'
import {
  aheadOf,
  bookingRules,
  enrolmentRules,
  occurrenceRules,
  personRules,
  recordRules,
  sessionRules,
  waitingRules,
  type RowRule,
} from './rows.js'

const at = (hour: number, minute = 0): string => new Date(Date.UTC(2026, 1, 10, hour, minute)).toISOString()
const booking = { state: 'booked', bookedAt: at(9), walkIn: false, cancelledAt: null, cancelledBy: null, late: false, reason: '' }
const cancelled = { ...booking, state: 'cancelled', cancelledAt: at(10), cancelledBy: 'delegate', reason: 'Ill' }
const occurrence = { bookingOpensAt: at(9), bookingClosesAt: at(12), cancelledAt: null, cancelReason: '', registerClosedAt: null }
const enrolment = { signedUpAt: at(9), startedAt: at(10), completedAt: at(11) }
const waiting = { joinedAt: at(9), endedAt: at(10), outcome: 'left' }

describe('a row', () => {
  it.each<[string, RowRule, Record<string, CellValue>]>([
    ['a person of a listed agency', personRules, { agency: 'school', agencyOther: null }],
    ['a person of another agency', personRules, { agency: null, agencyOther: 'Elsewhere Ltd' }],
    ['a person of none', personRules, {}],
    ['an occurrence with a booking window', occurrenceRules, occurrence],
    ['a window of no length', occurrenceRules, { ...occurrence, bookingClosesAt: at(9) }],
    ['a window without an end', occurrenceRules, { ...occurrence, bookingClosesAt: null }],
    ['a cancelled occurrence', occurrenceRules, { ...occurrence, cancelledAt: at(9), cancelReason: 'Snow' }],
    ['a held occurrence', occurrenceRules, { ...occurrence, registerClosedAt: at(13) }],
    ['the shortest session', sessionRules, { startsAt: at(9), endsAt: at(9, 1) }],
    ['the longest session', sessionRules, { startsAt: at(0), endsAt: at(24) }],
    ['a booking', bookingRules, booking],
    ['a cancelled booking', bookingRules, cancelled],
    ['one cancelled at once', bookingRules, { ...cancelled, cancelledAt: at(9), late: true }],
    ['a no-show', bookingRules, { ...booking, state: 'no-show' }],
    ['a walk-in', bookingRules, { ...booking, state: 'attended', walkIn: true }],
    ['a walk-in who left early', bookingRules, { ...booking, state: 'partly attended', walkIn: true }],
    ['a completed enrolment', enrolmentRules, enrolment],
    ['one done in no time', enrolmentRules, { signedUpAt: at(9), startedAt: at(9), completedAt: at(9) }],
    ['one completed without a start', enrolmentRules, { ...enrolment, startedAt: null }],
    ['one just signed up for', enrolmentRules, { signedUpAt: at(9) }],
    ['learning that counts for a day', recordRules, { completedOn: '2026-02-10', validUntil: '2026-02-10' }],
    ['learning for good', recordRules, { completedOn: '2026-02-10', validUntil: null }],
    ['an entry that has ended', waitingRules, waiting],
    ['one that ended at once', waitingRules, { ...waiting, endedAt: at(9) }],
    ['somebody who waits', waitingRules, { joinedAt: at(9), endedAt: null, outcome: null }],
  ])('is sound: %s', (_what, rule, row) => {
    expect(rule(row)).toEqual([])
  })

  it.each<[string, RowRule, Record<string, CellValue>, [string, string][]]>([
    ['two agencies', personRules, { agency: 'school', agencyOther: 'Elsewhere' }, [['agencyOther', 'agency-twice']]],
    ['a window backwards', occurrenceRules, { ...occurrence, bookingOpensAt: at(12, 1) }, [['bookingClosesAt', 'window-backwards']]],
    ['a reason alone', occurrenceRules, { ...occurrence, cancelReason: 'Snow' }, [['cancelReason', 'reason-without-cancelled']]],
    [
      'cancelled and held',
      occurrenceRules,
      { ...occurrence, cancelledAt: at(9), registerClosedAt: at(13) },
      [['registerClosedAt', 'cancelled-and-closed']],
    ],
    ['a session of no length', sessionRules, { startsAt: at(9), endsAt: at(9) }, [['endsAt', 'ends-before-start']]],
    ['a session over a day', sessionRules, { startsAt: at(0), endsAt: at(24, 1) }, [['endsAt', 'session-too-long']]],
    [
      'cancelled, nobody knows when and by whom',
      bookingRules,
      { ...cancelled, cancelledAt: null, cancelledBy: null },
      [
        ['cancelledAt', 'cancelled-at-missing'],
        ['cancelledBy', 'cancelled-by-missing'],
      ],
    ],
    ['cancelled too soon', bookingRules, { ...cancelled, cancelledAt: at(8, 59) }, [['cancelledAt', 'cancelled-before-booked']]],
    [
      'booked with a cancellation',
      bookingRules,
      { ...cancelled, state: 'booked', late: true },
      [
        ['cancelledAt', 'not-cancelled'],
        ['cancelledBy', 'not-cancelled'],
        ['late', 'not-cancelled'],
        ['reason', 'not-cancelled'],
      ],
    ],
    ['a walk-in who is booked', bookingRules, { ...booking, walkIn: true }, [['walkIn', 'walk-in-state']]],
    ['a walk-in who did not come', bookingRules, { ...booking, state: 'no-show', walkIn: true }, [['walkIn', 'walk-in-state']]],
    ['a walk-in who cancelled', bookingRules, { ...cancelled, walkIn: true }, [['walkIn', 'walk-in-state']]],
    ['started before the sign-up', enrolmentRules, { ...enrolment, startedAt: at(8) }, [['startedAt', 'before-sign-up']]],
    [
      'completed before everything',
      enrolmentRules,
      { ...enrolment, completedAt: at(8) },
      [
        ['completedAt', 'before-sign-up'],
        ['completedAt', 'completed-before-started'],
      ],
    ],
    ['completed before the start', enrolmentRules, { ...enrolment, completedAt: at(9, 30) }, [['completedAt', 'completed-before-started']]],
    [
      'learning that never counted',
      recordRules,
      { completedOn: '2026-02-10', validUntil: '2026-02-09' },
      [['validUntil', 'valid-before-completed']],
    ],
    ['an end without an outcome', waitingRules, { ...waiting, outcome: null }, [['outcome', 'outcome-missing']]],
    ['an outcome without an end', waitingRules, { ...waiting, endedAt: null }, [['endedAt', 'ended-at-missing']]],
    ['an end before the beginning', waitingRules, { ...waiting, endedAt: at(8) }, [['endedAt', 'ended-before-joined']]],
  ])('is told: %s', (_what, rule, row, told) => {
    expect(rule(row).map(({ column, code }) => [column, code])).toEqual(told)
  })
})

describe('what has happened', () => {
  it('may be of today, by London’s day, and not of tomorrow', () => {
    expect(aheadOf('2026-06-10', 'completedOn', '2026-06-10')).toEqual([])
    expect(aheadOf('2026-06-10', 'bookedAt', '2026-06-10T22:59:00.000Z')).toEqual([])
    expect(aheadOf('2026-06-10', 'bookedAt', '2026-06-10T23:00:00.000Z')).toEqual([
      { column: 'bookedAt', code: 'lies-ahead', facts: { today: '2026-06-10' } },
    ])
    expect(aheadOf('2026-06-10', 'completedOn', '2026-06-11')).toMatchObject([{ code: 'lies-ahead' }])
  })

  it('need not be given', () => {
    expect(aheadOf('2026-06-10', 'cancelledAt', null)).toEqual([])
    expect(aheadOf('2026-06-10', 'cancelledAt', undefined)).toEqual([])
  })
})
