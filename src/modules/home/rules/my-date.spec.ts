import { describe, expect, it } from '@jest/globals'
import type { OccurrenceFacts } from '../../bookings/rules/places.js'
import { actionFor, type DateFacts, lineFor, mayBook, type Reader, strangerTo } from './my-date.js'

const now = new Date('2026-03-02T09:00:00Z')
const startsAt = new Date('2026-03-10T09:30:00Z')
const L1 = { courseId: 'id-l1', key: 'neglect-l1' }
const titles = new Map([['neglect-l1', 'Child Neglect Awareness - Level 1']])
const learned = { courseId: 'id-l1', completedOn: '2025-05-01', validUntil: null }

const date = (more: Partial<OccurrenceFacts> = {}, elsewhere = ''): DateFacts => ({
  facts: {
    ...{
      id: 'april',
      startsAt,
      opensAt: null,
      closesAt: null,
      cancelledAt: null,
      external: false,
      places: 20,
      booked: 10,
      held: 0,
      needs: [L1],
    },
    ...more,
  },
  sessions: [{ startsAt }],
  course: { id: 'id-l2', key: 'neglect-l2' },
  elsewhere,
})
const dana = (more: Partial<Reader> = {}): Reader => ({ id: 'dana', completed: [learned], live: [], waiting: [], offers: [], ...more })
const booking = (occurrenceId: string) => ({ id: 'b1', occurrenceId, courseId: 'id-l2', startsAt })
const offer = (kind: 'hold' | 'first-to-accept', runsOutAt: Date) => ({
  ...{ offerId: 'f1', personId: 'dana', kind, state: 'open' as const, runsOutAt, occurrenceId: 'april' },
})
const soon = new Date(now.getTime() + 1)
const full = { booked: 20 }
const waits = { waiting: [{ courseId: 'id-l2', position: 3 }] }

it('a date that waits for approval may not be booked again', () => {
  expect(mayBook(date(), dana({ live: [{ ...booking('april'), requested: true }] }), now)).toBe(false)
})

describe('the path', () => {
  const l1 = {
    id: 'id-l1',
    requires: [],
    validMonths: null,
    title: 'Child Neglect Awareness - Level 1',
    kind: 'e-learning',
    retired: false,
  }
  const terms = { daysBefore: 2, warningDays: 3 }
  const on = (course: object = {}, facts: Partial<OccurrenceFacts> = {}): DateFacts => ({
    ...date(facts),
    paths: { courses: new Map([['id-l1', { ...l1, ...course }]]), terms },
  })
  const lacks = dana({ completed: [], here: ['id-l1'] })

  it('is booked with what is lacking, and the list leads there too', () => {
    expect(actionFor(on(), lacks, '', now)).toEqual({
      ...{ text: 'Book the path', href: '/occurrences/april/book', main: true },
      note: 'On condition that you complete Child Neglect Awareness - Level 1 by Sunday 8 March 2026',
    })
    expect(lineFor(on(), lacks, titles, now)).toEqual({
      ...{ text: 'Needs Child Neglect Awareness - Level 1 first: book both in one go', href: '/occurrences/april/book' },
    })
  })

  it.each<[string, DateFacts, Reader, Date]>([
    ['not taken here', on(), dana({ completed: [] }), now],
    ['no e-learning', on({ kind: 'scheduled' }), lacks, now],
    ['no longer offered', on({ retired: true }), lacks, now],
    ['too near', on(), lacks, new Date('2026-03-05T09:00:00Z')],
    ['full', on({}, full), lacks, now],
    ['not known', { ...date(), paths: { courses: new Map(), terms } }, lacks, now],
  ])('is none where it is %s; the list says what is needed', (_why, one, reader, at) => {
    expect(actionFor(one, reader, '', at)).toBeNull()
    expect(lineFor(one, reader, titles, at)).toEqual({ text: 'Needs Child Neglect Awareness - Level 1 first' })
  })
})

describe('the one action of a date', () => {
  it.each<[string, Partial<OccurrenceFacts>, Partial<Reader>, string | null, string | undefined]>([
    ['book it', {}, {}, 'Book this date', '/occurrences/april/book'],
    ['see the booking on it', {}, { live: [booking('april')] }, 'See your booking', '/bookings/b1'],
    ['nothing, booked on another date', {}, { live: [booking('may')] }, null, undefined],
    ['nothing, a prerequisite is missing', {}, { completed: [] }, null, undefined],
    ['join the list of a full one', full, {}, 'Join the waiting list', '/courses/neglect-l2/waiting-list'],
    ['see the place on the list', full, waits, 'You are number 3 on the waiting list', '/courses/neglect-l2/waiting-list'],
    [
      'answer an offer that holds a place',
      { booked: 19, held: 1 },
      { offers: [offer('hold', soon)], ...waits },
      'Answer your offer',
      '/offers/f1',
    ],
    [
      'not an offer that ran out',
      { booked: 19, held: 1 },
      { offers: [offer('hold', now)] },
      'Join the waiting list',
      '/courses/neglect-l2/waiting-list',
    ],
    ['answer first while a place is free', { booked: 19 }, { offers: [offer('first-to-accept', soon)] }, 'Answer your offer', '/offers/f1'],
    [
      'join again when others were faster',
      full,
      { offers: [offer('first-to-accept', soon)] },
      'Join the waiting list',
      '/courses/neglect-l2/waiting-list',
    ],
    ['nothing before it opens', { opensAt: soon }, {}, null, undefined],
    ['nothing after it closed', { closesAt: now }, {}, null, undefined],
  ])('%s', (_case, facts, reader, text, href) => {
    const action = actionFor(date(facts), dana(reader), 'CGL', now)
    expect([action?.text ?? null, action?.href]).toEqual([text, href])
  })

  it('leads to another body’s site and says so, or only says so where there is no address', () => {
    const external = { external: true, places: 0, booked: 0 }
    expect(actionFor(date(external, 'https://vrp.example.org/aces'), dana(), 'the VRP', now)).toEqual({
      ...{ text: 'Book with the VRP (another site)', href: 'https://vrp.example.org/aces', away: true },
    })
    expect(actionFor(date(external), dana(), 'the VRP', now)).toEqual({ text: 'Booked with the VRP, not here' })
  })

  it('draws as a button what begins a booking or answers an offer', () => {
    expect(actionFor(date(), dana(), 'CGL', now)?.main).toBe(true)
    expect(actionFor(date(full), dana(), 'CGL', now)?.main).toBeUndefined()
  })
})

describe('the line under a date', () => {
  const line = (facts: Partial<OccurrenceFacts>, reader: Partial<Reader>) => lineFor(date(facts), dana(reader), titles, now)

  it('says what is missing, with the price of it', () => {
    expect(line({}, { completed: [] })).toEqual({ text: 'Needs Child Neglect Awareness - Level 1 first' })
    expect(lineFor(date(), dana({ completed: [] }), new Map(), now)).toEqual({ text: 'Needs neglect-l1 first' })
  })

  it('judges prerequisites on the day of the date', () => {
    expect(line({}, { completed: [{ ...learned, validUntil: '2026-03-10' }] })).toBeNull()
    expect(line({}, { completed: [{ ...learned, validUntil: '2026-03-09' }] })).toEqual({
      text: 'Needs Child Neglect Awareness - Level 1 first',
    })
  })

  it('says that one is booked, on this date or another', () => {
    expect(line({}, { live: [booking('april')] })).toEqual({ text: 'You are booked on this date', href: '/bookings/b1' })
    expect(line({}, { live: [booking('may')] })).toEqual({ text: 'You are booked on Tuesday 10 March 2026, 9:30am', href: '/bookings/b1' })
    const requested = (id: string) => ({ live: [{ ...booking(id), requested: true }] })
    expect(line({}, requested('april'))?.text).toBe('Your place on this date waits for approval')
    expect(line({}, requested('may'))?.text).toBe('Your place waits for approval: Tuesday 10 March 2026, 9:30am')
  })

  it('says that a place is offered, until the offer runs out', () => {
    expect(line({ booked: 19, held: 1 }, { offers: [offer('hold', soon)] })).toEqual({
      text: 'A place is offered to you',
      href: '/offers/f1',
    })
    expect(line({ booked: 19, held: 1 }, { offers: [offer('hold', now)] })).toBeNull()
  })

  it('adds nothing where there is nothing to add', () => {
    expect(line({}, {})).toBeNull()
    expect(line(full, {})).toBeNull()
  })
})

it('lets the filter through what may be booked, and nothing else', () => {
  expect(mayBook(date(), dana(), now)).toBe(true)
  expect(mayBook(date(full), dana(), now)).toBe(false)
  expect(mayBook(date(), dana({ completed: [] }), now)).toBe(false)
  expect(mayBook(date(), dana({ live: [booking('april')] }), now)).toBe(false)
})

it('shows a stranger what they could do with every prerequisite met', () => {
  expect(actionFor(date(), strangerTo(date()), 'CGL', now)?.text).toBe('Book this date')
  expect(actionFor(date(full), strangerTo(date(full)), 'CGL', now)?.text).toBe('Join the waiting list')
})
