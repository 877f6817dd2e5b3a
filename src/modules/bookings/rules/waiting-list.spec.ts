import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { afterCancelledDate, decideJoin, decideJoinBatch, inQueueOrder, type JoinRequest, type WaitingCourse } from './waiting-list.js'

const now = new Date('2024-04-01T10:00:00Z')
const april = { id: 'april', startsAt: new Date('2024-04-09T08:30:00Z'), closesAt: null }
const may = { id: 'may', startsAt: new Date('2024-05-02T08:30:00Z'), closesAt: null }
const needs = [{ courseId: 'id-l1', key: 'neglect-l1' }]
const record = (validUntil: string | null = null, completedOn = '2023-05-01') => ({ courseId: 'id-l1', completedOn, validUntil })

const course = (more: Partial<WaitingCourse> = {}): WaitingCourse => ({
  courseId: 'l2',
  retired: false,
  external: false,
  needs,
  dates: [may, april],
  waiting: 3,
  ...more,
})
const ask = (more: Partial<JoinRequest> = {}): JoinRequest => ({
  personId: 'delegate',
  completed: [record()],
  liveOn: [],
  waiting: false,
  dates: [],
  ...more,
})

describe('joining', () => {
  it.each([
    ['any date', {}, {}, []],
    ['one date', {}, { dates: ['may'] }, ['may']],
    ['a date named twice', {}, { dates: ['may', 'april', 'may'] }, ['may', 'april']],
    ['a course without a date yet', { dates: [] }, {}, []],
    ['a record that runs out on the first date', {}, { completed: [record('2024-04-09')] }, []],
    ['a record that is earned before the last date', {}, { completed: [record(null, '2024-04-20')] }, []],
    ['a date that closes in a moment', { dates: [{ ...april, closesAt: new Date(now.getTime() + 1) }] }, { dates: ['april'] }, ['april']],
  ])('%s', (_case, c, r, dates) => expect(decideJoin(course(c), ask(r), now)).toEqual({ joined: true, position: 4, dates }))

  it('is first where nobody waits', () => {
    expect(decideJoin(course({ waiting: 0 }), ask(), now)).toMatchObject({ position: 1 })
  })

  it.each([
    ['a retired course', { retired: true }, {}, 'course-retired', {}],
    ['a course booked elsewhere', { external: true }, {}, 'booked-elsewhere', {}],
    ['booked on a date of it', {}, { liveOn: ['may'] }, 'already-booked', { occurrence: 'may' }],
    ['waiting already', {}, { waiting: true }, 'already-waiting', {}],
    ['a date that is none', {}, { dates: ['may', 'june'] }, 'no-such-dates', { dates: ['june'] }],
    ['a date that has just closed', { dates: [{ ...april, closesAt: now }] }, { dates: ['april'] }, 'no-such-dates', { dates: ['april'] }],
    ['a prerequisite missing', {}, { completed: [] }, 'prerequisites-missing', { missing: ['neglect-l1'] }],
    ['missing where no date is set yet', { dates: [] }, { completed: [] }, 'prerequisites-missing', { missing: ['neglect-l1'] }],
    [
      'a record that runs out the day before every date',
      {},
      { completed: [record('2024-04-08')] },
      'prerequisites-missing',
      { missing: ['neglect-l1'] },
    ],
    [
      'a record that counts only on the date not named',
      {},
      { completed: [record('2024-04-09')], dates: ['may'] },
      'prerequisites-missing',
      { missing: ['neglect-l1'] },
    ],
  ])('is refused: %s', (_case, c, r, refused, facts) => expect(decideJoin(course(c), ask(r), now)).toEqual({ refused, facts }))
})

describe('joining together', () => {
  it('gives positions without a gap, in order of arrival, and none twice', () => {
    const random = seeded(13)
    const pick = (n: number) => Math.floor(random() * n)
    for (let i = 0; i < 300; i++) {
      const start = course({ waiting: pick(5) })
      const requests = Array.from({ length: pick(20) }, () => ask({ personId: `p${pick(12)}`, completed: pick(4) === 0 ? [] : [record()] }))
      const { decisions, waitingDelta } = decideJoinBatch(start, requests, now)
      const positions = decisions.flatMap(decision => ('joined' in decision ? [decision.position] : []))
      expect(positions).toEqual(Array.from({ length: waitingDelta }, (_, n) => start.waiting + 1 + n))
      const people = requests.filter((_, n) => 'joined' in decisions[n]!).map(request => request.personId)
      expect(new Set(people).size).toBe(waitingDelta)
    }
  })

  it('answers the second request of a person as one who waits already', () => {
    const { decisions, waitingDelta } = decideJoinBatch(course(), [ask(), ask(), ask({ personId: 'other', waiting: true })], now)
    expect(decisions.map(decision => ('joined' in decision ? decision.position : decision.refused))).toEqual([
      4,
      'already-waiting',
      'already-waiting',
    ])
    expect(waitingDelta).toBe(1)
  })
})

describe('who lost a place on a cancelled date', () => {
  const entry = (number: number, displaced = false) => ({ number, displaced })

  it('comes before all who did not, and among each other by number', () => {
    const queue = inQueueOrder([entry(1), entry(4, true), entry(2), entry(3, true)])
    expect(queue.map(({ number }) => number)).toEqual([3, 4, 1, 2])
  })

  it('nobody is lost or doubled by the order, and without such people it is that of the numbers', () => {
    const random = seeded(11)
    const numbers = Array.from({ length: 40 }, (_, i) => i + 1).sort(() => random() - 0.5)
    const entries = numbers.map(number => entry(number, random() < 0.3))
    expect([...inQueueOrder(entries)].map(({ number }) => number).sort((a, b) => a - b)).toEqual(numbers.sort((a, b) => a - b))
    expect(inQueueOrder(numbers.map(number => entry(number))).map(({ number }) => number)).toEqual(numbers)
  })

  it.each([
    [3, 3, 'choose'],
    [3, 2, 'head-of-queue'],
    [1, 0, 'head-of-queue'],
    [0, 0, 'choose'],
  ] as const)('%d people, %d places free elsewhere: %s', (people, free, expected) =>
    expect(afterCancelledDate(people, free)).toBe(expected),
  )
})
