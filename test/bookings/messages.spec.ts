import { describe, expect, it } from '@jest/globals'
import { type AnyBookingCode, bookingSentence, NO_PLACE } from '../../src/modules/bookings/bookings.messages.js'
import { freeUntil, policyOf, quoteSentence } from '../../src/modules/bookings/cancellation-quote.js'
import { deskError } from '../../src/modules/bookings/desk.messages.js'
import type { CancellationCharge, ChargeReason } from '../../src/modules/bookings/rules/cancellation.js'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'

const AT = '2026-03-03T08:00:00.000Z'
const FACTS = { opensAt: AT, closedAt: AT, ranOutAt: AT, titles: ['Child Neglect Awareness - Level 1', 'Understanding Neglect Level 2'] }

const CODES: AnyBookingCode[] = [
  'occurrence-cancelled',
  'booked-elsewhere',
  'already-booked',
  'booking-not-open',
  'booking-closed',
  'prerequisites-missing',
  'full',
  'manager-missing',
  'reason-missing',
  'course-retired',
  'already-waiting',
  'no-such-dates',
  'not-your-offer',
  'offer-run-out',
  'offer-gone',
  'already-cancelled',
  'walked-in',
  'too-late-to-cancel',
  'charge-changed',
  'agency-not-listed',
  'same-person',
  'no-such-colleague',
  'colleague-booked',
  'colleague-prerequisites-missing',
  'colleague-manager-missing',
  'not-found',
]

describe('every "no" of bookings', () => {
  it.each(CODES)('%s is a plain sentence', refused => {
    const sentence = bookingSentence({ refused, facts: FACTS })
    expect(sentence).toMatch(/^[A-Z].{15,160}\.$/)
    expect(sentence).not.toMatch(/undefined|Invalid|please|sorry|!/i)
  })

  it('says moments in full words, London’s', () => {
    expect(bookingSentence({ refused: 'booking-not-open', facts: { opensAt: '2026-07-01T08:00:00Z' } })).toBe(
      'Booking opens on Wednesday 1 July 2026, 9am. Come back then.',
    )
  })

  it('names the courses that a colleague still needs', () => {
    expect(bookingSentence({ refused: 'colleague-prerequisites-missing', facts: FACTS })).toBe(
      'This colleague first needs: Child Neglect Awareness - Level 1, Understanding Neglect Level 2.',
    )
  })

  it('has a heading of a few words on the page without a place', () => {
    for (const heading of Object.values(NO_PLACE)) expect(heading).toMatch(/^[A-Z][^.!]{8,32}$/)
  })
})

describe('what the desk is told', () => {
  const needs = [{ key: 'neglect-l1', title: 'Level 1' }]
  it.each<[AnyBookingCode, object, string, RegExp]>([
    ['prerequisites-missing', { missing: ['neglect-l1'] }, 'over', /first needs: Level 1\./],
    ['full', {}, 'over', /booked or held/],
    ['already-booked', { occurrence: 'this' }, 'email', /on this date already/],
    ['already-booked', { occurrence: 'other' }, 'over', /another date/],
    ['reason-missing', {}, 'reason', /reason/],
    ['booking-closed', { closedAt: AT }, 'over', /closed on Tuesday 3 March 2026, 8am. Tick the booking window/],
    ['occurrence-cancelled', {}, 'email', /cancelled/],
  ])('of %s (%o) stands at %s', (refused, facts, field, words) => {
    const error = deskError({ refused, facts: facts as Record<string, string> }, 'this', needs)
    expect(error.field).toBe(field)
    expect(error.message).toMatch(words)
  })
})

describe('the quote in words', () => {
  const deadline = new Date('2026-03-06T23:59:59.999Z')
  const charge = (code: ChargeReason, late: boolean, chargePence: number): CancellationCharge => ({
    late,
    chargePence,
    deadline,
    why: { code, halfDays: 0, fullDays: 1, missed: null },
  })
  it.each<[string, CancellationCharge, string]>([
    ['in time', charge('in-time', false, 0), 'You can cancel free of charge until Friday 6 March 2026, 11:59pm.'],
    [
      'late',
      charge('late', true, 123456),
      'The time to cancel free of charge ended on Friday 6 March 2026, 11:59pm. Your agency will be charged £1,234.56.',
    ],
    [
      'late, where nothing is charged',
      charge('late', true, 0),
      'The time to cancel in good time ended on Friday 6 March 2026, 11:59pm. There is no charge, but the place may go to waste.',
    ],
    [
      'late, of a waived group',
      charge('waived', true, 0),
      'The time to cancel in good time ended on Friday 6 March 2026, 11:59pm. Your agency group is not charged.',
    ],
    [
      'while it waits for approval',
      charge('not-approved', false, 0),
      'The booking waits for approval, so cancelling it is free of charge.',
    ],
    ['by the organiser', charge('organiser', false, 0), 'The organiser cancels, so there is no charge.'],
    ['a colleague instead', charge('substitute', true, 0), 'A colleague comes instead, so there is no charge.'],
  ])('%s', (_case, given, words) => {
    expect(quoteSentence(given)).toBe(words)
  })
})

describe('a stored policy', () => {
  const starts = new Date('2026-03-10T09:30:00Z')

  it('that is none charges nobody by guesswork', () => {
    expect(() => policyOf({ name: 'Terms' })).toThrow(
      'A stored cancellation policy cannot be read: notice must say amount, unit and until.',
    )
  })

  it.each([
    ['none', null, null],
    ['one without bands', EXAMPLE_POLICIES.onlyNoShows, null],
    ['one with bands', EXAMPLE_POLICIES.twoWorkingDays, 'Friday 6 March 2026, 11:59pm'],
  ])('%s says until when cancelling is free', (_case, stored, words) => {
    expect(freeUntil({ policy: stored, startsAt: starts })).toBe(words)
  })
})
