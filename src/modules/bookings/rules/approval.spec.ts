import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { parseLondon } from '../../../shared/dates.js'
import {
  approvalNeed,
  type ApprovalState,
  approvalTimes,
  type Approvers,
  approverFaults,
  approversOf,
  copyConfirmation,
  standingOf,
} from './approval.js'

const at = (text: string): Date => parseLondon(text)!
const times = (askedAt: string, startsAt: string, closesAt = startsAt) => {
  const { chaseAt, runsOutAt } = approvalTimes({ askedAt: at(askedAt), startsAt: at(startsAt), closesAt: at(closesAt) }, ENGLAND_AND_WALES)
  return [chaseAt, runsOutAt]
}

describe('when a manager is asked again, and until when they may answer', () => {
  it.each<[string, string, string, string | undefined, string, string]>([
    ['in an ordinary week', '2026-03-02 09:00', '2026-04-20 09:30', undefined, '2026-03-04 09:00', '2026-03-09 09:00'],
    ['over a week-end', '2026-03-05 15:20', '2026-04-20 09:30', undefined, '2026-03-09 15:20', '2026-03-12 15:20'],
    [
      'over Easter and the change to summer time',
      '2026-03-27 09:00',
      '2026-05-20 09:30',
      undefined,
      '2026-03-31 09:00',
      '2026-04-07 09:00',
    ],
    ['asked on a Sunday', '2026-03-08 21:00', '2026-04-20 09:30', undefined, '2026-03-10 21:00', '2026-03-13 21:00'],
    ['just in time for a day before the start', '2026-03-02 09:00', '2026-03-10 09:00', undefined, '2026-03-04 09:00', '2026-03-09 09:00'],
    ['a little later: a day before the start', '2026-03-02 09:30', '2026-03-10 09:00', undefined, '2026-03-04 09:30', '2026-03-09 09:00'],
    ['a day is left after the second asking', '2026-03-02 09:00', '2026-03-06 09:00', undefined, '2026-03-04 09:00', '2026-03-05 09:00'],
    ['less than a day would be: half-way', '2026-03-02 09:00', '2026-03-06 08:00', undefined, '2026-03-03 20:30', '2026-03-05 08:00'],
    ['ends with the booking', '2026-03-02 09:00', '2026-04-20 09:30', '2026-03-05 17:00', '2026-03-04 09:00', '2026-03-05 17:00'],
    ['but leaves a day to answer', '2026-03-05 12:00', '2026-04-20 09:30', '2026-03-05 17:00', '2026-03-06 00:00', '2026-03-06 12:00'],
    ['28 hours before the start', '2026-03-09 05:00', '2026-03-10 09:00', undefined, '2026-03-09 07:00', '2026-03-09 09:00'],
    ['a minute later: four hours', '2026-03-09 05:01', '2026-03-10 09:00', undefined, '2026-03-09 07:01', '2026-03-09 09:01'],
    ['on the day before: four hours', '2026-03-09 15:00', '2026-03-10 09:00', undefined, '2026-03-09 17:00', '2026-03-09 19:00'],
    ['five hours before: four hours', '2026-03-10 04:00', '2026-03-10 09:00', undefined, '2026-03-10 06:00', '2026-03-10 08:00'],
    ['four hours before: until an hour before', '2026-03-10 05:00', '2026-03-10 09:00', undefined, '2026-03-10 06:30', '2026-03-10 08:00'],
    ['two hours before: an hour', '2026-03-10 07:00', '2026-03-10 09:00', undefined, '2026-03-10 07:30', '2026-03-10 08:00'],
    ['forty minutes before: half of them', '2026-03-10 08:20', '2026-03-10 09:00', undefined, '2026-03-10 08:30', '2026-03-10 08:40'],
  ])('%s', (_case, askedAt, startsAt, closesAt, chaseAt, runsOutAt) => {
    expect(times(askedAt, startsAt, closesAt)).toEqual([at(chaseAt), at(runsOutAt)])
  })

  it('always asks before it ends, and ends before the start, for whoever books a minute before or months', () => {
    const startsAt = at('2026-03-30 09:30')
    for (let minutes = 2; minutes < 60 * 24 * 30; minutes = Math.ceil(minutes * 1.3)) {
      const askedAt = new Date(startsAt.getTime() - minutes * 60_000)
      for (const closesAt of [startsAt, new Date(startsAt.getTime() - 3 * 86_400_000)]) {
        const { chaseAt, runsOutAt } = approvalTimes({ askedAt, startsAt, closesAt }, ENGLAND_AND_WALES)
        expect(askedAt <= chaseAt && chaseAt <= runsOutAt && runsOutAt < startsAt).toBe(true)
      }
    }
  })
})

const MARY: Approvers = { managerName: 'Mary Manager', managerEmail: 'mary@example.org', deputyName: '', deputyEmail: '' }
const DEPUTY = { deputyName: 'Dev Deputy', deputyEmail: 'dev@example.org' }
const NOBODY: Approvers = { managerName: '', managerEmail: '', deputyName: '', deputyEmail: '' }

describe('who can be asked', () => {
  it.each<[string, Partial<Approvers>, object]>([
    ['a manager alone', {}, {}],
    ['a manager and a deputy', DEPUTY, {}],
    ['no name', { managerName: '' }, { managerName: 'name' }],
    ['a name that is a link', { managerName: 'http://x.example' }, { managerName: 'name' }],
    ['no address', { managerEmail: '' }, { managerEmail: 'email' }],
    ['a mailbox of many', { managerEmail: 'office@example.org' }, { managerEmail: 'email' }],
    ['the delegate’s own address', { managerEmail: 'Dana@Example.org' }, { managerEmail: 'own-address' }],
    ['a deputy without an address', { deputyName: 'Dev' }, { deputyEmail: 'email' }],
    ['a deputy without a name', { deputyEmail: 'dev@example.org' }, { deputyName: 'name' }],
    ['the delegate as deputy', { deputyName: 'Dana', deputyEmail: 'dana@example.org' }, { deputyEmail: 'own-address' }],
    ['the manager as deputy', { deputyName: 'Mary', deputyEmail: 'MARY@example.org' }, { deputyEmail: 'same-address' }],
  ])('%s', (_case, change, faults) => {
    expect(approverFaults({ ...MARY, ...change }, 'dana@example.org')).toEqual(faults)
  })

  it.each<[string, Approvers | null, Approvers, Approvers | null]>([
    ['those on record', null, { ...MARY, ...DEPUTY }, { ...MARY, ...DEPUTY }],
    [
      'those just named come before them',
      { ...MARY, managerEmail: ' New@Example.org' },
      MARY,
      { ...MARY, managerEmail: 'new@example.org' },
    ],
    ['nobody is on record', null, NOBODY, null],
    ['who is on record cannot be asked', null, { ...MARY, managerEmail: 'office@example.org' }, null],
    ['who was named cannot be asked, though who is on record could', NOBODY, MARY, null],
    ['a deputy who will not do is left out', null, { ...MARY, deputyName: 'Dev', deputyEmail: 'team@example.org' }, MARY],
  ])('%s', (_case, named, onRecord, asked) => {
    expect(approversOf(named, onRecord, 'dana@example.org')).toEqual(asked)
  })
})

describe('what a booking needs', () => {
  it.each<[string, object, string, Approvers | null]>([
    ['no approval', { wanted: false }, 'none', null],
    ['none, though somebody was named', { wanted: false, named: MARY }, 'none', null],
    ['the manager on record', { onRecord: MARY }, 'asked', MARY],
    ['the manager just named', { named: MARY }, 'asked', MARY],
    ['somebody to ask', {}, 'nobody-to-ask', null],
    ['somebody else than oneself', { named: { ...MARY, managerEmail: 'dana@example.org' } }, 'nobody-to-ask', null],
    ['nobody, where an administrator books without', { waived: true }, 'waived', NOBODY],
  ])('%s', (_case, facts, need, approvers) => {
    const usual = { wanted: true, waived: false, named: null, onRecord: NOBODY, ownEmail: 'dana@example.org' }
    expect(approvalNeed({ ...usual, ...facts })).toEqual({ need, approvers })
  })
})

describe('how an approval stands', () => {
  const runsOutAt = at('2026-03-09 09:00')
  it.each<[ApprovalState, boolean, string, ApprovalState]>([
    ['open', true, '2026-03-09 08:59', 'open'],
    ['open', true, '2026-03-09 09:00', 'run-out'],
    ['open', false, '2026-03-09 08:59', 'withdrawn'],
    ['open', false, '2026-03-09 09:00', 'withdrawn'],
    ['approved', false, '2026-03-12 09:00', 'approved'],
    ['refused', false, '2026-03-02 09:00', 'refused'],
    ['run-out', false, '2026-03-02 09:00', 'run-out'],
    ['withdrawn', true, '2026-03-02 09:00', 'withdrawn'],
  ])('%s, the booking waiting: %s, at %s', (state, waiting, now, standing) => {
    expect(standingOf({ state, runsOutAt, startsAt: at('2026-03-10 09:00'), waiting }, at(now))).toBe(standing)
  })

  it('has run out when the course has been moved forward and begins', () => {
    const facts = { state: 'open' as const, runsOutAt, startsAt: at('2026-03-06 09:00'), waiting: true }
    expect([at('2026-03-06 08:59'), at('2026-03-06 09:00')].map(now => standingOf(facts, now))).toEqual(['open', 'run-out'])
  })
})

describe('a copy of the confirmation', () => {
  it.each<[string[], 'manager' | 'deputy' | 'administrator' | null, boolean]>([
    [['confirmation'], null, true],
    [['confirmation'], 'deputy', true],
    [['confirmation'], 'administrator', true],
    [['confirmation'], 'manager', false],
    [['cancellation', 'no-show'], null, false],
    [[], null, false],
  ])('for an agency that wants %j, approved by %s: %s', (copies, by, wanted) => {
    expect(copyConfirmation(copies, by)).toBe(wanted)
  })
})
