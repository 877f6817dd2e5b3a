import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { closableFrom, closeRegister, decideReopen, type Mark, MARKS, outcomeOf, type RegisterFacts, registerSums } from './register.js'

const first = new Date('2024-04-09T08:30:00Z')
const last = new Date('2024-04-10T08:30:00Z')
const [P, L, E, A]: Mark[] = ['present', 'late', 'left early', 'absent']
const row = (bookingId: string, marks: (Mark | undefined)[], walkIn = false) => ({
  bookingId,
  walkIn,
  marks: Object.fromEntries(marks.flatMap((mark, i) => (mark ? [[i + 1, mark]] : []))),
})
const occurrence = {
  sessions: [
    { number: 1, startsAt: first },
    { number: 2, startsAt: last },
  ],
  cancelledAt: null,
  registerClosedAt: null,
}
const rows = [row('a', [P, L]), row('b', [A, A]), row('c', [P, E]), row('walk', [A, P], true)]
const facts = (more: Partial<RegisterFacts> = {}): RegisterFacts => ({ occurrence, rows, ...more })

describe('what marks come to', () => {
  it.each([
    ['present throughout', [P, P], 'attended'],
    ['late at one', [L, P], 'attended'],
    ['late at each', [L, L], 'attended'],
    ['left early once', [P, E], 'partly attended'],
    ['left the only session early', [E], 'partly attended'],
    ['absent once', [P, A], 'partly attended'],
    ['left early and absent', [E, A], 'partly attended'],
    ['absent from each', [A, A], 'no-show'],
    ['turned away from the only session', [A], 'no-show'],
  ] as [string, Mark[], string][])('%s', (_case, marks, outcome) => expect(outcomeOf(marks)).toBe(outcome))
})

describe('closing', () => {
  it('gives each their outcome, and the sums', () => {
    expect(closeRegister(facts(), last)).toEqual({
      outcomes: [
        { bookingId: 'a', outcome: 'attended' },
        { bookingId: 'b', outcome: 'no-show' },
        { bookingId: 'c', outcome: 'partly attended' },
        { bookingId: 'walk', outcome: 'partly attended' },
      ],
      sums: { booked: 3, noShows: 1, walkIns: 1, present: 3 },
    })
  })

  it.each([
    ['with nobody on it', { rows: [] }, { booked: 0, noShows: 0, walkIns: 0, present: 0 }],
    ['when the bookings counted apart agree', { booked: 3 }, { booked: 3, noShows: 1, walkIns: 1, present: 3 }],
    ['leaving aside marks of a session that is gone', { rows: [row('a', [P, P, A])] }, { booked: 1, noShows: 0, walkIns: 0, present: 1 }],
  ])('%s', (_case, more, sums) => expect(closeRegister(facts(more), last)).toMatchObject({ sums }))

  it.each([
    ['a moment before the last session', {}, new Date(last.getTime() - 1), 'register-too-early', { from: '2024-04-10T08:30:00.000Z' }],
    ['a cancelled occurrence', { occurrence: { ...occurrence, cancelledAt: first } }, last, 'occurrence-cancelled', {}],
    ['closed already', { occurrence: { ...occurrence, registerClosedAt: last } }, last, 'register-already-closed', {}],
    ['somebody not marked', { rows: [row('a', [P, P]), row('b', [])] }, last, 'register-incomplete', { unmarked: ['b'] }],
    ['somebody marked at one session only', { rows: [row('a', [undefined, P])] }, last, 'register-incomplete', { unmarked: ['a'] }],
    ['a walk-in who was never there', { rows: [row('walk', [A, A], true)] }, last, 'walk-in-absent', { walkIns: ['walk'] }],
    ['a booking that is not on it', { booked: 4 }, last, 'register-does-not-add-up', { booked: 4, noShows: 1, walkIns: 1, present: 3 }],
  ])('is refused: %s', (_case, more, now, refused, found) => {
    expect(closeRegister(facts(more), now)).toEqual({ refused, facts: found })
  })

  it('is possible from the start of the last session, in whatever order they are given', () => {
    expect(closableFrom({ sessions: [...occurrence.sessions].reverse() })).toEqual(last)
  })

  it('without a session closes nothing with people on it', () => {
    const none = { ...occurrence, sessions: [] }
    expect(closeRegister(facts({ occurrence: none }), last)).toMatchObject({ refused: 'register-incomplete' })
  })
})

it.each([
  ['a closed register, for a reason', last, ' A mark was wrong ', { reopened: true, reason: 'A mark was wrong' }],
  ['one that is open', null, 'A mark was wrong', { refused: 'register-not-closed' }],
  ['without a reason', last, ' ', { refused: 'reason-missing' }],
])('reopening %s', (_case, registerClosedAt, reason, expected) => {
  expect(decideReopen({ registerClosedAt }, reason)).toMatchObject(expected)
})

describe('over many registers', () => {
  const random = seeded(89)
  const pick = (n: number) => Math.floor(random() * n)
  const someMark = (): Mark | undefined => (pick(40) === 0 ? undefined : MARKS[pick(4)]!)

  it('closes only when booked - no-shows + walk-ins = present, with an outcome for everybody and none for a walk-in’s absence', () => {
    let closed = 0
    for (let i = 0; i < 800; i++) {
      const given = facts({ rows: Array.from({ length: pick(8) }, (_, n) => row(`b${n}`, [someMark(), someMark()], pick(6) === 0)) })
      const { booked, noShows, walkIns, present } = registerSums(given)
      const plan = closeRegister(given, last)
      if ('refused' in plan) continue
      closed++
      expect(booked - noShows + walkIns).toBe(present)
      expect(plan.outcomes.map(each => each.bookingId)).toEqual(given.rows.map(each => each.bookingId))
      expect(plan.outcomes.filter(each => each.outcome === 'no-show')).toHaveLength(noShows)
    }
    expect(closed).toBeGreaterThan(100)
  })
})
