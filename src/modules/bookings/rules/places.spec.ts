import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import {
  type Barrier,
  bookingClosesAt,
  type BookingRequest,
  decideBatch,
  decideBooking,
  freePlaces,
  type OccurrenceFacts,
} from './places.js'

const now = new Date('2024-04-01T10:00:00Z')
const instant = (iso: string) => new Date(iso)
const before = (ms: number, of = now) => new Date(of.getTime() - ms)
const L1 = { courseId: 'id-l1', key: 'neglect-l1' }
const learned = { courseId: 'id-l1', completedOn: '2023-05-01', validUntil: null as string | null }

const occurrence = (more: Partial<OccurrenceFacts> = {}): OccurrenceFacts => ({
  id: 'april',
  startsAt: instant('2024-04-09T08:30:00Z'),
  opensAt: null,
  closesAt: null,
  cancelledAt: null,
  external: false,
  places: 20,
  booked: 10,
  held: 2,
  needs: [L1],
  ...more,
})
const delegate = (more: Partial<BookingRequest['person']> = {}): BookingRequest['person'] => ({
  personId: 'delegate',
  completed: [learned],
  liveOn: [],
  hold: null,
  ...more,
})
const hold = (runsOutAt: Date) => ({ offerId: 'offer', runsOutAt })
const plain = { booked: true, usesHold: null, overridden: [], reason: null }
const decide = (o: Partial<OccurrenceFacts>, p: Partial<BookingRequest['person']> = {}, override: BookingRequest['override'] = null) =>
  decideBooking({ occurrence: occurrence(o), person: delegate(p), override }, now)

describe('booked', () => {
  it.each([
    ['with places left', {}, {}],
    ['the last place', { booked: 17, held: 2 }, {}],
    ['without a prerequisite to meet', { needs: [] }, { completed: [] }],
    ['in the first moment of the window', { opensAt: now }, {}],
    ['in the last moment of the window', { closesAt: before(-1) }, {}],
    ['in the last moment before the start', { startsAt: before(-1), needs: [] }, {}],
    ['a record that runs out on the day', {}, { completed: [{ ...learned, validUntil: '2024-04-09' }] }],
  ])('%s', (_case, o, p) => expect(decide(o, p)).toEqual(plain))

  it('on the place that is held for the person, though nothing else is free', () => {
    expect(decide({ booked: 18 }, { hold: hold(before(-1)) })).toEqual({ ...plain, usesHold: 'offer' })
  })
})

describe('on condition', () => {
  const L0 = { courseId: 'id-l0', key: 'neglect-l0' }
  const onCondition = { courseIds: ['id-l1'], daysBefore: 2, warningDays: 3 }
  const with2 = { ...onCondition, courseIds: ['id-l0', 'id-l1'] }
  const ask = (o: Partial<OccurrenceFacts>, p: Partial<BookingRequest['person']>, on: BookingRequest['onCondition'], at = now) =>
    decideBooking({ occurrence: occurrence(o), person: delegate(p), onCondition: on }, at)
  const lapses = { ...learned, validUntil: '2024-04-08' }

  it.each<[string, ReturnType<typeof ask>, object]>([
    ['what is lacking', ask({}, { completed: [] }, onCondition), { courseIds: ['id-l1'], until: '2024-04-07' }],
    ['what runs out before the day', ask({}, { completed: [lapses] }, onCondition), { courseIds: ['id-l1'], until: '2024-04-07' }],
    ['several', ask({ needs: [L0, L1] }, { completed: [] }, with2), { courseIds: ['id-l0', 'id-l1'], until: '2024-04-07' }],
    ['the one of several', ask({ needs: [L0, L1] }, { completed: [learned] }, with2), { courseIds: ['id-l0'], until: '2024-04-07' }],
  ])('that they do %s', (_case, decision, condition) => expect(decision).toEqual({ ...plain, condition }))

  it('on the place that is held for them', () => {
    const held = ask({ booked: 18 }, { completed: [], hold: hold(before(-1)) }, onCondition)
    expect(held).toMatchObject({ usesHold: 'offer', condition: { until: '2024-04-07' } })
  })

  it.each<[string, ReturnType<typeof ask>]>([
    ['nothing is lacking', ask({}, {}, onCondition)],
    ['nothing is required', ask({ needs: [] }, { completed: [] }, onCondition)],
  ])('not where %s', (_case, decision) => expect(decision).toEqual(plain))

  it.each<[string, ReturnType<typeof ask>, string]>([
    ['another is lacking too', ask({ needs: [L0, L1] }, { completed: [] }, onCondition), 'prerequisites-missing'],
    ['no warning could come first', ask({}, { completed: [] }, onCondition, instant('2024-04-04T10:00:00Z')), 'prerequisites-missing'],
    ['there is no place', ask({ booked: 18 }, { completed: [] }, onCondition), 'full'],
    [
      'a manager has to be named',
      decideBooking({ occurrence: occurrence(), person: delegate({ completed: [] }), onCondition, nobodyToAsk: true }, now),
      'manager-missing',
    ],
  ])('refused where %s', (_case, decision, refused) => expect(decision).toMatchObject({ refused }))

  it('counts as taken: the next one finds the date full', () => {
    const plan = decideBatch(
      occurrence({ booked: 17 }),
      [{ person: delegate({ personId: 'a', completed: [] }), onCondition }, { person: delegate() }],
      now,
    )
    expect([plan.bookedDelta, plan.decisions[1]]).toEqual([1, expect.objectContaining({ refused: 'full' })])
  })
})

describe('refused', () => {
  it.each([
    ['a cancelled occurrence', { cancelledAt: now }, {}, 'occurrence-cancelled', {}],
    ['a retired course', { retired: true }, {}, 'course-retired', {}],
    ['one booked elsewhere', { external: true }, {}, 'booked-elsewhere', {}],
    ['booked on it already', {}, { liveOn: ['april'] }, 'already-booked', { occurrence: 'april' }],
    ['booked on another date of the course', {}, { liveOn: ['may'] }, 'already-booked', { occurrence: 'may' }],
    ['a moment too early', { opensAt: before(-1) }, {}, 'booking-not-open', { opensAt: '2024-04-01T10:00:00.001Z' }],
    ['at the closing', { closesAt: now }, {}, 'booking-closed', { closedAt: '2024-04-01T10:00:00.000Z' }],
    ['at the start', { startsAt: now }, {}, 'booking-closed', { closedAt: '2024-04-01T10:00:00.000Z' }],
    ['nothing learned', {}, { completed: [] }, 'prerequisites-missing', { missing: ['neglect-l1'] }],
    [
      'a record that runs out the day before',
      {},
      { completed: [{ ...learned, validUntil: '2024-04-08' }] },
      'prerequisites-missing',
      { missing: ['neglect-l1'] },
    ],
    ['no place', { booked: 18 }, {}, 'full', {}],
    ['no place, and the hold has just run out', { booked: 18 }, { hold: hold(now) }, 'full', {}],
    ['more booked than places', { booked: 25 }, {}, 'full', {}],
  ])('%s', (_case, o, p, refused, facts) => expect(decide(o, p)).toEqual({ refused, facts }))

  it.each([
    ['already booked before full', { booked: 18 }, { liveOn: ['april'] }, 'already-booked'],
    ['already booked before closed', { closesAt: now }, { liveOn: ['april'] }, 'already-booked'],
    ['prerequisites before full', { booked: 18 }, { completed: [] }, 'prerequisites-missing'],
    ['closed before prerequisites', { closesAt: now }, { completed: [] }, 'booking-closed'],
    ['cancelled before everything', { cancelledAt: now, external: true, booked: 18 }, { liveOn: ['april'] }, 'occurrence-cancelled'],
  ])('the most useful answer first: %s', (_case, o, p, refused) => expect(decide(o, p)).toMatchObject({ refused }))

  it('the most useful answer first: full before changed terms', () => {
    const answer = (o: object) => decideBooking({ occurrence: occurrence(o), person: delegate(), termsChanged: true }, now)
    expect([answer({ booked: 18 }), answer({})]).toMatchObject([{ refused: 'full' }, { refused: 'terms-changed' }])
  })
})

describe('where a line manager has to approve', () => {
  it.each<[string, boolean, object, object]>([
    ['and is known', false, {}, plain],
    ['and nobody is known', true, {}, { refused: 'manager-missing' }],
    ['and nobody is known, on a full date', true, { booked: 18 }, { refused: 'full' }],
  ])('%s', (_case, nobodyToAsk, o, answer) => {
    const request = { person: delegate(), nobodyToAsk }
    expect(decideBooking({ occurrence: occurrence(o), ...request }, now)).toMatchObject(answer)
    expect(decideBatch(occurrence(o), [request], now)).toMatchObject({ decisions: [answer], bookedDelta: 'refused' in answer ? 0 : 1 })
  })
})

describe('an administrator', () => {
  const over = (barriers: Barrier[], reason = ' Agreed with her manager ') => ({ over: barriers, reason })
  const kept = 'Agreed with her manager'

  it.each([
    ['prerequisites', {}, { completed: [] }, ['prerequisites']],
    ['places', { booked: 18 }, {}, ['places']],
    ['one per course', {}, { liveOn: ['may'] }, ['one-per-course']],
    ['all three', { booked: 18 }, { completed: [], liveOn: ['may'] }, ['one-per-course', 'prerequisites', 'places']],
  ] as const)('books over %s, and the reason is kept', (_case, o, p, overridden) => {
    const barriers: Barrier[] = ['prerequisites', 'places', 'one-per-course']
    expect(decide(o, p as Partial<BookingRequest['person']>, over(barriers))).toEqual({ ...plain, overridden, reason: kept })
  })

  it.each([
    ['without a reason', { booked: 18 }, {}, over(['places'], '  '), 'reason-missing'],
    ['over something else', { booked: 18 }, {}, over(['prerequisites']), 'full'],
    ['the same occurrence twice', {}, { liveOn: ['april'] }, over(['one-per-course']), 'already-booked'],
    ['a closed booking', { closesAt: now }, {}, over(['places']), 'booking-closed'],
  ])('not %s', (_case, o, p, override, refused) => expect(decide(o, p, override)).toMatchObject({ refused }))

  it('needs no reason where nothing stood in the way, and none is kept', () => {
    expect(decide({}, {}, over(['places'], ''))).toEqual(plain)
    expect(decide({}, {}, over(['places']))).toEqual(plain)
  })
})

it.each([
  ['no closing time', null, '2024-04-09T08:30:00Z'],
  ['closing the day before', '2024-04-08T08:30:00Z', '2024-04-08T08:30:00Z'],
  ['closing after the start', '2024-04-10T08:30:00Z', '2024-04-09T08:30:00Z'],
])('booking ends with %s', (_case, closesAt, end) => {
  expect(bookingClosesAt(occurrence({ closesAt: closesAt === null ? null : instant(closesAt) }))).toEqual(instant(end))
})

describe('a batch', () => {
  const ask = (personId: string, more: Partial<BookingRequest['person']> = {}): BookingRequest => ({
    person: delegate({ personId, ...more }),
  })
  const answers = (plan: ReturnType<typeof decideBatch>) => plan.decisions.map(d => ('refused' in d ? d.refused : 'booked'))

  it('gives the last two places to the first two who may have them', () => {
    const requests = [ask('a', { completed: [] }), ask('b'), ask('b'), ask('c', { liveOn: ['may'] }), ask('d'), ask('e')]
    const plan = decideBatch(occurrence({ booked: 16 }), requests, now)
    expect(answers(plan)).toEqual(['prerequisites-missing', 'booked', 'already-booked', 'already-booked', 'booked', 'full'])
    expect([plan.bookedDelta, plan.heldDelta]).toEqual([2, 0])
  })

  it('turns a held place into a booked one for whom it is held', () => {
    const plan = decideBatch(occurrence({ booked: 18 }), [ask('a'), ask('b', { hold: hold(before(-1)) })], now)
    expect(answers(plan)).toEqual(['full', 'booked'])
    expect([plan.bookedDelta, plan.heldDelta]).toEqual([1, -1])
  })

  it('leaves the facts it was given as they were', () => {
    const facts = occurrence()
    decideBatch(facts, [ask('a')], now)
    expect(facts).toEqual(occurrence())
  })

  it('never gives a place twice, nor one person two, and books the first who can come', () => {
    const random = seeded(7)
    const pick = (n: number) => Math.floor(random() * n)
    for (let i = 0; i < 400; i++) {
      const start = occurrence({ places: 1 + pick(10), booked: pick(8), held: pick(3) })
      const holds = Array.from({ length: Math.min(start.held, pick(3)) }, (_, n) => ask(`held${n}`, { hold: hold(before(-1)) }))
      const others = Array.from({ length: pick(15) }, () => ask(`p${pick(10)}`, pick(4) === 0 ? { completed: [] } : {}))
      const requests = [...others, ...holds].sort(() => random() - 0.5)
      const plan = decideBatch(start, requests, now)
      const after = { ...start, booked: start.booked + plan.bookedDelta, held: start.held + plan.heldDelta }

      const booked = requests.filter((_, n) => 'booked' in plan.decisions[n]!).map(request => request.person.personId)
      expect([new Set(booked).size, booked.length]).toEqual([booked.length, plan.bookedDelta])
      expect(after.booked + after.held).toBeLessThanOrEqual(Math.max(start.places, start.booked + start.held))
      expect(after.held).toBeGreaterThanOrEqual(0)
      if (answers(plan).includes('full')) expect(freePlaces(after)).toBe(0)
    }
  })

  it('deciding together comes to the same as deciding one by one', () => {
    const random = seeded(8)
    for (let i = 0; i < 200; i++) {
      const start = occurrence({ places: 5, booked: Math.floor(random() * 5), held: 0 })
      const requests = Array.from({ length: 8 }, (_, n) => ask(`p${n}`))
      const counters = { ...start }
      const single = requests.map(request => {
        const plan = decideBatch(counters, [request], now)
        counters.booked += plan.bookedDelta
        return plan.decisions[0]
      })
      expect(decideBatch(start, requests, now).decisions).toEqual(single)
    }
  })
})
