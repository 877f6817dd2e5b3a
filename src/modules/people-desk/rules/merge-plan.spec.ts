import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { seeded } from '../../../shared/seeded.js'
import {
  type MergeBooking,
  type MergeEnrolment,
  type MergeEvidence,
  type MergeFacts,
  type MergePlan,
  type MergeRecord,
  type MergeWaiting,
  planMerge,
} from './merge-plan.js'

const facts = (change: Partial<MergeFacts> = {}): MergeFacts => ({
  ...{ stays: 'A', goes: 'B', actor: 'ada', bookings: [], waiting: [], enrolments: [], evidence: [], records: [] },
  ...{ judgedOther: false, erasureAsked: false, erased: false },
  ...change,
})
const plan = (change: Partial<MergeFacts>): MergePlan => {
  const answer = planMerge(facts(change))
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
const booking = (id: string, of: string, change: Partial<MergeBooking> = {}): MergeBooking => ({
  ...{ id, of, occurrenceId: 'monday', courseId: 'neglect', state: 'booked' as const, present: false, second: false, bookedAt: 1 },
  ...change,
})
const waits = (id: string, of: string, change: Partial<MergeWaiting> = {}): MergeWaiting => ({
  ...{ id, of, courseId: 'neglect', number: 1, displaced: false, occurrenceIds: [] },
  ...change,
})
const enrolment = (id: string, of: string, change: Partial<MergeEnrolment> = {}): MergeEnrolment => ({
  ...{ id, of, courseId: 'online', progress: 0, awaited: false, signedUpAt: 1 },
  ...change,
})
const proof = (id: string, of: string, change: Partial<MergeEvidence> = {}): MergeEvidence => ({
  ...{ id, of, courseId: 'online', enrolmentId: null, handedInAt: 1 },
  ...change,
})
const record = (id: string, of: string, change: Partial<MergeRecord> = {}): MergeRecord => ({
  ...{ id, of, courseId: 'neglect', completedOn: '2026-01-05', validUntil: '2029-01-04', note: '' },
  ...change,
})

describe('putting two accounts together', () => {
  it.each<[string, Partial<MergeFacts>, string]>([
    ['an account and itself', { goes: 'A' }, 'same-account'],
    ['the account of whoever does it goes', { actor: 'B' }, 'own-account'],
    ['one was erased', { erased: true }, 'erased'],
    ['one asked to be erased', { erasureAsked: true }, 'erasure-asked'],
    ['one answered the other’s evidence', { judgedOther: true }, 'judged-other'],
    [
      'the register saw both on one day',
      {
        bookings: [booking('a', 'A', { state: 'attended', present: true }), booking('b', 'B', { state: 'partly attended', present: true })],
      },
      'both-present',
    ],
  ])('is refused: %s', (_why, change, refused) => expect(planMerge(facts(change))).toMatchObject({ refused }))

  it('is not refused to whose account stays', () => expect(planMerge(facts({ actor: 'A' }))).toMatchObject({ ended: [] }))

  it.each<[string, Partial<MergeBooking>, Partial<MergeBooking>, string]>([
    ['the earlier stays', { bookedAt: 2 }, { bookedAt: 1 }, 'a'],
    ['at one moment that of the account that stays', {}, {}, 'b'],
    ['a place before a request', { state: 'requested' }, { bookedAt: 9 }, 'a'],
    ['who came before who did not', { state: 'no-show' }, { state: 'attended', present: true, bookedAt: 9 }, 'a'],
    ['all of the day before a part', { state: 'partly attended' }, { state: 'attended' }, 'a'],
    ['who was marked present before who was not', { bookedAt: 1 }, { present: true, bookedAt: 9 }, 'a'],
    ['the first place before a second', { second: true, bookedAt: 1 }, { bookedAt: 9 }, 'a'],
  ])('of two bookings on one date %s', (_what, a, b, ended) => {
    const found = plan({ bookings: [booking('a', 'A', a), booking('b', 'B', b)] })
    expect(found.ended.map(({ id }) => id)).toEqual([ended])
    expect(found.second).toEqual([])
  })

  it('says of a booking that ends whether it took a place', () => {
    const ended = (state: 'requested' | 'no-show') =>
      plan({ bookings: [booking('a', 'A'), booking('b', 'B', { state, bookedAt: 9 })] }).ended.map(({ live }) => live)
    expect([ended('requested'), ended('no-show')]).toEqual([[true], [false]])
  })

  it.each<[string, Partial<MergeBooking>, Partial<MergeBooking>, string[]]>([
    ['the later is the second', {}, { bookedAt: 2 }, ['b']],
    ['whichever account made it', { bookedAt: 2 }, { bookedAt: 1 }, ['a']],
    ['one that is a second already needs nothing', {}, { second: true }, []],
    ['one that is past needs nothing', { state: 'attended' }, {}, []],
    ['of another course', {}, { courseId: 'other' }, []],
  ])('of two dates of one course both stay: %s', (_what, a, b, second) =>
    expect(plan({ bookings: [booking('a', 'A', a), booking('b', 'B', { occurrenceId: 'tuesday', ...b })] })).toMatchObject({
      ended: [],
      second,
    }),
  )

  it.each<[string, Partial<MergeWaiting>, Partial<MergeWaiting>, string, string[]]>([
    ['the earlier', { number: 3 }, { number: 2 }, 'a', []],
    ['the earlier, whosesoever', { number: 1 }, { number: 2 }, 'b', []],
    ['who lost a place before who did not', { number: 1 }, { number: 2, displaced: true }, 'a', []],
    ['the dates of both', { occurrenceIds: ['m'] }, { number: 2, occurrenceIds: ['m', 't'] }, 'b', ['m', 't']],
    ['any date, if one can make any', { occurrenceIds: ['m'] }, { number: 2 }, 'b', []],
  ])('one place in the queue stays: %s', (_what, a, b, id, occurrenceIds) =>
    expect(plan({ waiting: [waits('a', 'A', a), waits('b', 'B', b)] }).waiting).toEqual([
      { id, keeps: id === 'a' ? 'b' : 'a', occurrenceIds },
    ]),
  )

  it('nobody waits for what the other account has a place on', () => {
    const waiting = [waits('a', 'A'), waits('b', 'B', { number: 2 })]
    expect(plan({ waiting, bookings: [booking('x', 'B')] })).toMatchObject({ served: ['a'], waiting: [] })
    expect(plan({ waiting, bookings: [booking('x', 'B', { state: 'attended' })] })).toMatchObject({ served: [], waiting: [{ id: 'b' }] })
    expect(plan({ waiting: [waits('a', 'A')], bookings: [booking('x', 'A')] }).served).toEqual([])
  })

  it.each<[string, Partial<MergeEnrolment>, Partial<MergeEnrolment>, string]>([
    ['further', { progress: 10 }, { progress: 90 }, 'a'],
    ['earlier', { signedUpAt: 2 }, { signedUpAt: 1 }, 'a'],
    ['waited for', { progress: 90 }, { awaited: true }, 'a'],
    ['of the account that stays', {}, {}, 'b'],
  ])('of two unfinished enrolments the one stays that is %s', (_what, a, b, closed) =>
    expect(plan({ enrolments: [enrolment('a', 'A', a), enrolment('b', 'B', b)] }).closed).toEqual([closed]),
  )

  it('of two proofs that wait the one stays whose enrolment does, else the newer', () => {
    expect(plan({ evidence: [proof('a', 'A'), proof('b', 'B', { handedInAt: 2 })] }).takenBack).toEqual(['a'])
    const evidence = [proof('a', 'A', { enrolmentId: 'ea' }), proof('b', 'B', { enrolmentId: 'eb', handedInAt: 2 })]
    const enrolments = [enrolment('ea', 'A', { awaited: true, progress: 5 }), enrolment('eb', 'B', { awaited: true })]
    expect(plan({ evidence, enrolments })).toMatchObject({ closed: ['eb'], takenBack: ['b'] })
  })

  it.each<[string, Partial<MergeRecord>, string | null, string]>([
    ['the later day counts', { validUntil: '2030-01-04' }, '2030-01-04', 'seen'],
    ['the earlier does not', { validUntil: '2028-01-04' }, '2029-01-04', 'seen'],
    ['for good is longest', { validUntil: null }, null, 'seen'],
    ['both notes are kept', { note: 'by post' }, '2029-01-04', 'seen by post'],
    ['the same note once', { note: 'seen' }, '2029-01-04', 'seen'],
  ])('learning recorded twice from one proof is recorded once: %s', (_what, b, validUntil, note) =>
    expect(plan({ records: [record('a', 'A', { note: 'seen' }), record('b', 'B', b)] }).doubled).toEqual([
      { id: 'b', keeps: 'a', validUntil, note },
    ]),
  )

  it('of another day it is other learning', () =>
    expect(plan({ records: [record('a', 'A'), record('b', 'B', { completedOn: '2026-01-06' })] }).doubled).toEqual([]))
})

describe('whatever both have', () => {
  const random = seeded(7)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const some = <Row extends { of: string }>(make: (id: string, of: string) => Row, key: (row: Row) => string): Row[] => {
    const rows = Array.from({ length: 12 }, (_, i) => make(`r${i}`, pick(['A', 'B'])))
    return rows.filter((row, i) => rows.findIndex(other => other.of === row.of && key(other) === key(row)) === i)
  }
  const world = (): MergeFacts => {
    const places = some(
      (id, of) =>
        booking(id, of, {
          occurrenceId: pick(['o1', 'o2', 'o3', 'o4']),
          state: pick(['booked', 'requested', 'attended', 'no-show'] as const),
          bookedAt: pick([1, 2, 3]),
        }),
      row => row.occurrenceId,
    ).map(row => ({ ...row, courseId: row.occurrenceId < 'o3' ? 'c1' : 'c2', present: row.state === 'attended' }))
    const first = (row: MergeBooking) =>
      places.find(one => one.of === row.of && one.courseId === row.courseId && ['booked', 'requested'].includes(one.state)) === row
    return facts({
      bookings: places.map(row => ({ ...row, second: ['booked', 'requested'].includes(row.state) && !first(row) })),
      waiting: some(
        (id, of) => waits(id, of, { courseId: pick(['c1', 'c2', 'c3']), number: pick([1, 2, 3, 4]) }),
        row => row.courseId,
      ),
      enrolments: some(
        (id, of) => enrolment(id, of, { courseId: pick(['e1', 'e2']), progress: pick([0, 50]) }),
        row => row.courseId,
      ),
      evidence: some(
        (id, of) => proof(id, of, { courseId: pick(['e1', 'e2']), handedInAt: pick([1, 2]) }),
        row => row.courseId,
      ),
    })
  }
  const once = (keys: string[]) => expect(new Set(keys).size).toBe(keys.length)

  it('nothing is double afterwards, and nothing ends without another that stays', () => {
    let planned = 0
    for (let n = 0; n < 400; n++) {
      const all = world()
      const answer = planMerge(all)
      if (isRefusal(answer)) continue
      planned += 1
      const without = <Row extends { id: string }>(rows: Row[], ids: string[]) => rows.filter(({ id }) => !ids.includes(id))
      const bookings = without(
        all.bookings,
        answer.ended.map(({ id }) => id),
      )
      once(bookings.map(row => row.occurrenceId))
      const live = bookings.filter(row => ['booked', 'requested'].includes(row.state) && !row.second && !answer.second.includes(row.id))
      once(live.map(row => row.courseId))
      once(without(all.waiting, [...answer.served, ...answer.waiting.map(({ id }) => id)]).map(row => row.courseId))
      once(without(all.enrolments, answer.closed).map(row => row.courseId))
      once(without(all.evidence, answer.takenBack).map(row => row.courseId))
      for (const { keeps } of answer.ended) expect(bookings.map(({ id }) => id)).toContain(keeps)
      expect(new Set(bookings.map(row => row.occurrenceId))).toEqual(new Set(all.bookings.map(row => row.occurrenceId)))
      expect(new Set(without(all.enrolments, answer.closed).map(row => row.courseId))).toEqual(
        new Set(all.enrolments.map(row => row.courseId)),
      )
    }
    expect(planned).toBeGreaterThan(100)
  })
})
