import { describe, expect, it } from '@jest/globals'
import type { Barrier } from './places.js'
import { decideSubstitution, type Colleague, type SubstitutionFacts } from './substitution.js'

const SCHOOL = 'school'
const L1 = { courseId: 'l1', key: 'neglect-l1' }
const STARTS = new Date('2026-03-10T09:30:00Z')
const cole: Colleague = { personId: 'cole', agencyId: SCHOOL, liveOn: [], completed: [] }
const done = (validUntil: string | null) => [{ courseId: 'l1', completedOn: '2026-01-10', validUntil }]

const facts = (colleague: Partial<Colleague> | null, change: Partial<SubstitutionFacts> = {}): SubstitutionFacts => ({
  occurrenceId: 'this',
  personId: 'dana',
  agencyId: SCHOOL,
  occurrence: { needs: [], startsAt: STARTS },
  colleague: colleague && { ...cole, ...colleague },
  ...change,
})
const building = { occurrence: { needs: [L1], startsAt: STARTS } }

describe('sending a colleague instead', () => {
  it.each<[string, SubstitutionFacts, string]>([
    ['a colleague of the same agency', facts({}), 'comes'],
    ['an address that nobody has', facts(null), 'no-such-colleague'],
    ['somebody of another agency', facts({ agencyId: 'hospital' }), 'no-such-colleague'],
    ['somebody of no agency', facts({ agencyId: null }), 'no-such-colleague'],
    ['nobody knows whom the booked person works for', facts({}, { agencyId: null }), 'agency-not-listed'],
    ['neither of the two has a listed agency', facts({ agencyId: null }, { agencyId: null }), 'agency-not-listed'],
    ['the booked person themself', facts({ personId: 'dana' }), 'same-person'],
    ['booked on this date already', facts({ liveOn: ['this'] }), 'colleague-booked'],
    ['booked on another date of the course', facts({ liveOn: ['another'] }), 'colleague-booked'],
    ['without what the course builds on', facts({}, building), 'colleague-prerequisites-missing'],
    ['with it', facts({ completed: done(null) }, building), 'comes'],
    ['with it, valid to the day of the course', facts({ completed: done('2026-03-10') }, building), 'comes'],
    ['with it, valid to the day before', facts({ completed: done('2026-03-09') }, building), 'colleague-prerequisites-missing'],
  ])('%s', (_case, given, expected) => {
    const decision = decideSubstitution(given)
    expect('refused' in decision ? decision.refused : 'comes').toBe(expected)
  })

  const over = (...barriers: Barrier[]) => ({ over: barriers, reason: 'She did it in Dudley' })
  it.each<[string, SubstitutionFacts, object]>([
    ['over what they lack', facts({}, { ...building, override: over('prerequisites') }), { comes: true, overridden: ['prerequisites'] }],
    ['over another date of theirs', facts({ liveOn: ['other'] }, { override: over('one-per-course') }), { overridden: ['one-per-course'] }],
    ['never twice on one date', facts({ liveOn: ['this'] }, { override: over('one-per-course') }), { refused: 'colleague-booked' }],
    [
      'over something else',
      facts({}, { ...building, override: over('places', 'one-per-course') }),
      { refused: 'colleague-prerequisites-missing' },
    ],
    ['without a reason', facts({}, { ...building, override: { ...over('prerequisites'), reason: ' ' } }), { refused: 'reason-missing' }],
    ['where nothing stands in the way', facts({}, { override: { ...over('prerequisites'), reason: '' } }), { comes: true, overridden: [] }],
    ['never of another agency', facts({ agencyId: 'hospital' }, { override: over('prerequisites') }), { refused: 'no-such-colleague' }],
  ])('sent by an administrator %s', (_case, given, expected) => expect(decideSubstitution(given)).toMatchObject(expected))

  it('names what is missing', () => {
    expect(decideSubstitution(facts({}, building))).toEqual({
      refused: 'colleague-prerequisites-missing',
      facts: { missing: ['neglect-l1'] },
    })
  })

  it('answers alike for an unknown address and a stranger, whatever the stranger has done or booked', () => {
    const unknown = decideSubstitution(facts(null, building))
    for (const change of [{}, { liveOn: ['this'] }, { completed: done(null) }])
      expect(decideSubstitution(facts({ agencyId: 'hospital', ...change }, building))).toEqual(unknown)
  })
})
