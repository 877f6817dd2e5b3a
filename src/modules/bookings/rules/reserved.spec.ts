import { describe, expect, it } from '@jest/globals'
import { decideBatch, decideBooking, type OccurrenceFacts, type PersonFacts } from './places.js'
import { ownReserved, reserveErrors, returnDays, returnsAt } from './reserved.js'

const now = new Date('2026-03-02T09:00:00Z')
const at = new Date('2026-03-10T00:00:00Z')

describe('reserved places', () => {
  it.each([
    ['none reserved', null, now, null],
    ['the last unused', { id: 'r', unused: 1, returnsAt: at }, now, 'r'],
    ['none unused', { id: 'r', unused: 0, returnsAt: at }, now, null],
    ['a second before they return', { id: 'r', unused: 3, returnsAt: at }, new Date(at.getTime() - 1), 'r'],
    ['the moment they return', { id: 'r', unused: 3, returnsAt: at }, at, null],
  ])('%s', (_, reserved, when, mine) => expect(ownReserved(reserved, when)).toBe(mine))

  it('return with the first moment of a London day, over both clock changes', () => {
    expect(returnsAt('2026-03-29').toISOString()).toBe('2026-03-29T00:00:00.000Z')
    expect(returnsAt('2026-03-30').toISOString()).toBe('2026-03-29T23:00:00.000Z')
    expect(returnsAt('2026-10-25').toISOString()).toBe('2026-10-24T23:00:00.000Z')
    expect(returnsAt('2026-10-26').toISOString()).toBe('2026-10-26T00:00:00.000Z')
  })

  it('may return from tomorrow to the day of the course', () => {
    expect(returnDays(new Date('2026-03-20T09:30:00Z'), now)).toEqual({ first: '2026-03-03', last: '2026-03-20' })
    // Half past midnight in London's summer is the evening before in UTC.
    expect(returnDays(new Date('2026-06-20T09:30:00Z'), new Date('2026-06-01T23:30:00Z')).first).toBe('2026-06-03')
  })
})

describe('reserving', () => {
  const date = { startsAt: new Date('2026-03-20T09:30:00Z'), free: 4 }
  const good = { agency: 'manor-hospital', places: '4', returnsOn: '2026-03-13' }
  const wrong = (change: object, of: object = {}) => reserveErrors({ ...good, ...change }, { ...date, ...of }, now)

  it.each([
    ['all that are free', {}, []],
    ['one more', { places: '5' }, ['places']],
    ['none', { places: '0' }, ['places']],
    ['a word', { places: 'some' }, ['places']],
    ['half a place', { places: '1.5' }, ['places']],
    ['nobody’s agency', { agency: '' }, ['agency']],
    ['until tomorrow', { returnsOn: '2026-03-03' }, []],
    ['until today', { returnsOn: '2026-03-02' }, ['returnsOn']],
    ['until the day of the course', { returnsOn: '2026-03-20' }, []],
    ['until the day after it', { returnsOn: '2026-03-21' }, ['returnsOn']],
    ['until no day', { returnsOn: '2026-02-30' }, ['returnsOn']],
  ])('%s', (_, change, fields) => expect(wrong(change).map(error => error.field)).toEqual(fields))

  it('says what is possible', () => {
    expect(wrong({ places: '5' })[0]!.message).toBe('Only 4 can be reserved: the other places are booked or held')
    expect(wrong({}, { free: 0 })[0]!.message).toContain('No place can be reserved')
    expect(wrong({ returnsOn: '' })[0]!.message).toBe('Enter a day from Tuesday 3 March 2026 to Friday 20 March 2026')
    expect(wrong({}, { startsAt: new Date('2026-03-02T13:00:00Z') })[0]!.message).toContain('too near')
  })
})

const occurrence: OccurrenceFacts = {
  ...{ id: 'april', startsAt: new Date('2026-04-09T08:30:00Z'), opensAt: null, closesAt: null, cancelledAt: null },
  ...{ external: false, places: 20, booked: 10, held: 2, needs: [] },
}
const full = { ...occurrence, booked: 18 }
const delegate = (more: Partial<PersonFacts>): PersonFacts => ({ personId: 'delegate', completed: [], liveOn: [], hold: null, ...more })
const plain = { booked: true, usesHold: null, overridden: [], reason: null }

describe('booking a place reserved for the agency', () => {
  const soon = new Date(now.getTime() + 1)
  const reserved = (unused: number, at = soon) => ({ id: 'ours', unused, returnsAt: at })
  const decide = (date: OccurrenceFacts, person: Partial<PersonFacts>) => decideBooking({ occurrence: date, person: delegate(person) }, now)

  it('uses one of those, whether others are free or not; a place held for the person comes first', () => {
    expect(decide(full, { reserved: reserved(1) })).toEqual({ ...plain, usesReserved: 'ours' })
    expect(decide(occurrence, { reserved: reserved(1) })).toEqual({ ...plain, usesReserved: 'ours' })
    const hold = { offerId: 'offer', runsOutAt: soon }
    expect(decide(full, { reserved: reserved(1), hold })).toEqual({ ...plain, usesHold: 'offer' })
  })

  it('finds none once all are used, or their day has come', () => {
    expect(decide(full, { reserved: reserved(0) })).toMatchObject({ refused: 'full' })
    expect(decide(full, { reserved: reserved(1, now) })).toMatchObject({ refused: 'full' })
  })

  it('goes round in a batch as often as there are places, and the held places with it', () => {
    const requests = ['a', 'b', 'c'].map(personId => ({ person: delegate({ personId, reserved: reserved(2) }) }))
    const plan = decideBatch(full, requests, now)
    expect(plan.decisions.map(decision => 'booked' in decision)).toEqual([true, true, false])
    expect(plan).toMatchObject({ bookedDelta: 2, heldDelta: -2 })
  })
})
