import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import * as offers from './offers.js'
import type { OccurrenceFacts } from './places.js'

const HOUR = 3_600_000
const now = new Date('2024-04-01T10:00:00Z')
const inHours = (hours: number, ms = 0) => new Date(now.getTime() + hours * HOUR + ms)
const learned = { courseId: 'id-l1', completedOn: '2023-05-01', validUntil: null }

const occurrence = (more: Partial<OccurrenceFacts> = {}): OccurrenceFacts => ({
  id: 'april',
  startsAt: inHours(24 * 30),
  opensAt: null,
  closesAt: null,
  cancelledAt: null,
  external: false,
  places: 20,
  booked: 19,
  held: 0,
  needs: [{ courseId: 'id-l1', key: 'neglect-l1' }],
  ...more,
})
const entry = (name: string, more: Partial<offers.QueueEntry> = {}): offers.QueueEntry => ({
  entryId: `entry-${name}`,
  personId: name,
  dates: [],
  completed: [learned],
  liveOn: [],
  holdsAnother: false,
  ...more,
})
const facts = (more: Partial<offers.OfferFacts> = {}): offers.OfferFacts => ({
  queue: [entry('a'), entry('b'), entry('c')],
  free: 1,
  occurrence: occurrence(),
  policy: offers.OFFER_POLICY,
  alreadyOffered: [],
  ...more,
})
const people = (plan: offers.OfferPlan) => (plan.kind === 'nothing' ? plan.because : plan.offers.map(offer => offer.personId))
const state = (name: string, answer: offers.OfferState) => ({ entryId: `entry-${name}`, state: answer })

describe('who is offered a place', () => {
  it.each([
    ['the head of the list', {}, ['a']],
    ['as many as there are places', { free: 2 }, ['a', 'b']],
    ['no more than wait', { free: 9 }, ['a', 'b', 'c']],
    ['not who cannot make the date', { queue: [entry('a', { dates: ['may'] }), entry('b', { dates: ['may', 'april'] })] }, ['b']],
    ['not who is booked on the course', { queue: [entry('a', { liveOn: ['may'] }), entry('b')] }, ['b']],
    ['not who lacks a prerequisite by now', { queue: [entry('a', { completed: [] }), entry('b')] }, ['b']],
    ['not who holds a place on another date', { queue: [entry('a', { holdsAnother: true }), entry('b')] }, ['b']],
    ['not who declined', { alreadyOffered: [state('a', 'declined')] }, ['b']],
    ['not who let it run out', { alreadyOffered: [state('a', 'run-out')] }, ['b']],
    ['not who is being asked', { alreadyOffered: [state('a', 'open')] }, ['b']],
    ['nobody where no place is free', { free: 0 }, 'no-free-place'],
    ['nobody of an empty list', { queue: [] }, 'nobody-can-come'],
    ['nobody who cannot come', { queue: [entry('a', { completed: [] })] }, 'nobody-can-come'],
    ['nobody for a cancelled occurrence', { occurrence: occurrence({ cancelledAt: now }) }, 'occurrence-cancelled'],
    ['nobody for one booked elsewhere', { occurrence: occurrence({ external: true }) }, 'booked-elsewhere'],
    ['nobody before booking opens', { occurrence: occurrence({ opensAt: inHours(0, 1) }) }, 'booking-not-open'],
    ['somebody when it opens', { occurrence: occurrence({ opensAt: now }) }, ['a']],
    ['nobody once booking is closed', { occurrence: occurrence({ closesAt: now }) }, 'booking-closed'],
  ])('%s', (_case, more, expected) => expect(people(offers.nextOffers(facts(more), now))).toEqual(expected))

  it('keeps why: the position, and who before was passed over', () => {
    const queue = [entry('a', { dates: ['may'] }), entry('b'), entry('c', { completed: [] }), entry('d')]
    const plan = offers.nextOffers(facts({ queue, free: 2 }), now)
    const late = { entryId: 'entry-a', because: 'cannot-make-date' }
    expect(plan).toMatchObject({
      kind: 'hold',
      offers: [
        { personId: 'b', why: { position: 2, skipped: [late] } },
        { personId: 'd', why: { position: 4, skipped: [late, { entryId: 'entry-c', because: 'prerequisites-missing' }] } },
      ],
    })
  })
})

describe('how long a place is held', () => {
  it.each([
    ['long before', 24 * 30, 0, 'hold', 48],
    ['just over seven days before the closing', 24 * 7, 1, 'hold', 48],
    ['seven days before the closing', 24 * 7, 0, 'hold', 12],
    ['just before the last hours', 48, 1, 'hold', 12],
    ['in the last hours', 48, 0, 'first-to-accept', 48],
    ['in the last minute', 0, 60_000, 'first-to-accept', 1 / 60],
  ])('%s', (_case, hours, ms, kind, runsOutIn) => {
    expect(offers.offerTerms(inHours(hours, ms), offers.OFFER_POLICY, now)).toEqual({ kind, runsOutAt: inHours(runsOutIn) })
  })

  it('never beyond the closing of the booking, whatever the policy', () => {
    const policy = { holdHours: 48, shorterHoldHours: 36, shorterWithinDays: 1, lastHours: 0 }
    expect(offers.offerTerms(inHours(30), policy, now)).toEqual({ kind: 'hold', runsOutAt: inHours(30) })
    expect(offers.offerTerms(inHours(20), policy, now)).toEqual({ kind: 'hold', runsOutAt: inHours(20) })
  })
})

describe('in the last hours', () => {
  const soon = occurrence({ startsAt: inHours(40) })
  const told = (more: Partial<offers.OfferFacts>) => people(offers.nextOffers(facts({ occurrence: soon, ...more }), now))

  it.each([
    ['everybody who could come', {}, ['a', 'b', 'c']],
    ['not who could not', { queue: [entry('a', { completed: [] }), entry('b')] }, ['b']],
    ['also who let an offer run out or came too late', { alreadyOffered: [state('a', 'run-out'), state('b', 'gone')] }, ['a', 'b', 'c']],
    ['not who declined or has been told', { alreadyOffered: [state('a', 'declined'), state('b', 'open')] }, ['c']],
  ])('tells %s', (_case, more, expected) => expect(told(more)).toEqual(expected))

  it('holds nothing, and lets all accept up to the closing', () => {
    const plan = offers.nextOffers(facts({ occurrence: soon }), now)
    expect(plan).toMatchObject({
      kind: 'first-to-accept',
      offers: [{ runsOutAt: soon.startsAt }, {}, { why: { position: 3, skipped: [] } }],
    })
  })
})

describe('over many made-up queues', () => {
  const random = seeded(34)
  const pick = (n: number) => Math.floor(random() * n)
  const someone = (n: number) =>
    entry(`p${n}`, {
      dates: [[], ['april'], ['may']][pick(3)]!,
      completed: pick(4) === 0 ? [] : [learned],
      liveOn: pick(6) === 0 ? ['may'] : [],
    })

  it('offers never exceed the free places, nobody is passed over without a reason, and the same queue gets the same offers', () => {
    for (let i = 0; i < 500; i++) {
      const queue = Array.from({ length: pick(12) }, (_, n) => someone(n))
      const given = facts({ queue, free: pick(4), occurrence: occurrence({ startsAt: inHours(pick(24 * 12) + 1) }) })
      const plan = offers.nextOffers(given, now)
      expect(offers.nextOffers(given, now)).toEqual(plan)
      if (plan.kind === 'nothing') continue
      if (plan.kind === 'hold') {
        expect(plan.offers.length).toBeLessThanOrEqual(given.free)
        const last = plan.offers.at(-1)!
        expect(last.why.position).toBe(plan.offers.length + last.why.skipped.length)
      }
      for (const { runsOutAt, personId } of plan.offers) {
        expect(runsOutAt > now && runsOutAt <= given.occurrence.startsAt).toBe(true)
        const asked = queue.find(person => person.personId === personId)!
        expect([asked.liveOn.length, asked.completed.length, asked.dates[0] ?? 'april']).toEqual([0, 1, 'april'])
      }
    }
  })
})

describe('answering', () => {
  const offer = (more: Partial<offers.Offer> = {}): offers.Offer => ({
    offerId: 'offer',
    personId: 'a',
    kind: 'hold',
    state: 'open',
    runsOutAt: inHours(1),
    ...more,
  })
  const person = { personId: 'a', completed: [learned], liveOn: [] as string[] }
  const accept = (o: Partial<offers.Offer>, more: Partial<OccurrenceFacts> = {}, who = {}, by = 'a') =>
    offers.decideAccept({ offer: offer(o), by, occurrence: occurrence({ held: 1, ...more }), person: { ...person, ...who } }, now)

  it('accepting books the held place, though nothing else is free', () => {
    expect(accept({})).toMatchObject({ accepted: true, booking: { booked: true, usesHold: 'offer' }, bookedDelta: 1, heldDelta: -1 })
  })

  it('the first to accept takes a free place', () => {
    expect(accept({ kind: 'first-to-accept' }, { held: 0 })).toMatchObject({ accepted: true, booking: { usesHold: null }, heldDelta: 0 })
  })

  it.each([
    ['another person', {}, {}, {}, 'b', 'not-your-offer'],
    ['at the moment it runs out', { runsOutAt: now }, {}, {}, 'a', 'offer-run-out'],
    ['marked as run out', { state: 'run-out' }, {}, {}, 'a', 'offer-run-out'],
    ['declined before', { state: 'declined', runsOutAt: now }, {}, {}, 'a', 'offer-gone'],
    ['accepted before', { state: 'accepted' }, {}, {}, 'a', 'offer-gone'],
    ['the second to accept', { kind: 'first-to-accept' }, {}, {}, 'a', 'offer-gone'],
    ['a cancelled occurrence', {}, { cancelledAt: now }, {}, 'a', 'occurrence-cancelled'],
    ['booked in the meantime', {}, {}, { liveOn: ['may'] }, 'a', 'already-booked'],
    ['a prerequisite that has run out', {}, {}, { completed: [] }, 'a', 'prerequisites-missing'],
  ])('is refused: %s', (_case, o, more, who, by, refused) => {
    expect(accept(o as Partial<offers.Offer>, more, who, by)).toMatchObject({ refused })
  })

  it.each([
    ['gives the held place back', {}, 'a', { declined: true, heldDelta: -1 }],
    ['gives nothing back where none was held', { kind: 'first-to-accept' }, 'a', { declined: true, heldDelta: 0 }],
    ['is not for others', {}, 'b', { refused: 'not-your-offer' }],
    ['comes too late', { runsOutAt: now }, 'a', { refused: 'offer-run-out' }],
    ['is done once', { state: 'declined' }, 'a', { refused: 'offer-gone' }],
  ])('declining %s', (_case, o, by, expected) => {
    expect(offers.decideDecline(offer(o as Partial<offers.Offer>), by, now)).toMatchObject(expected)
  })

  it('an offer has expired from the moment it runs out, if it was open', () => {
    const all = [offer({ runsOutAt: now }), offer({ runsOutAt: inHours(0, 1) }), offer({ runsOutAt: now, state: 'declined' })]
    expect(offers.expired(all, now)).toEqual([all[0]])
  })
})
