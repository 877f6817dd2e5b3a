import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { decideMove, type MoveFacts } from './moves.js'
import { BARRIERS, freePlaces, type Override } from './places.js'

const now = new Date('2026-03-02T09:00:00Z')
const at = (iso: string) => new Date(iso)
const L1 = { courseId: 'l1', key: 'neglect-l1' }
const learned = { courseId: 'l1', completedOn: '2025-05-01', validUntil: null as string | null }
const to: MoveFacts['to'] = {
  ...{ id: 'april', startsAt: at('2026-04-14T08:30:00Z'), opensAt: null, closesAt: null, cancelledAt: null, external: false },
  ...{ places: 10, booked: 9, held: 0, needs: [L1] },
}
const dana = { personId: 'dana', completed: [learned], liveOn: ['march'], hold: null }
const facts = (more: Partial<MoveFacts> = {}): MoveFacts => ({
  ...{ to, from: 'march', person: dana, override: null, by: 'delegate', condition: null, exchange: false },
  ...more,
})
const decide = (more: Partial<MoveFacts> = {}) => decideMove(facts(more), now)
const over = (...barriers: Override['over'][number][]): Override => ({ over: barriers, reason: 'The court asks for her' })
const moved = { usesHold: null, overridden: [], reason: null, condition: null }
const full = { ...to, booked: 10 }
const swapped = { exchange: true, to: { ...full, booked: 11, closesAt: now } }
const hold = { offerId: 'offer', runsOutAt: at('2026-03-03T09:00:00Z') }

describe('moving somebody to another date', () => {
  it.each<[string, Partial<MoveFacts>, object]>([
    ['into the last place', {}, moved],
    ['into a full date', { to: full }, { refused: 'full' }],
    [
      'into a full date, with a reason',
      { to: full, override: over('places') },
      { overridden: ['places'], reason: 'The court asks for her' },
    ],
    ['into a full date, without one', { to: full, override: { over: ['places'], reason: ' ' } }, { refused: 'reason-missing' }],
    ['into the place that is held for them', { to: full, person: { ...dana, hold } }, { ...moved, usesHold: 'offer' }],
    ['to the date where they are', { to: { ...to, id: 'march' } }, { refused: 'same-date' }],
    ['to a cancelled date', { to: { ...to, cancelledAt: now } }, { refused: 'occurrence-cancelled' }],
    ['to a date that has begun', { to: { ...to, startsAt: now }, override: over(...BARRIERS) }, { refused: 'booking-closed' }],
    ['to a date whose booking has closed', { to: { ...to, closesAt: now } }, { refused: 'booking-closed' }],
    ['to such a date, with a reason', { to: { ...to, closesAt: now }, override: over('window') }, { overridden: ['window'] }],
    [
      'to a date not open yet, with a reason',
      { to: { ...to, opensAt: hold.runsOutAt }, override: over('window') },
      { overridden: ['window'] },
    ],
    ['though they have a third place', { person: { ...dana, liveOn: ['march', 'may'] } }, { refused: 'already-booked' }],
    [
      'whose record runs out before',
      { person: { ...dana, completed: [{ ...learned, validUntil: '2026-04-13' }] } },
      { refused: 'prerequisites-missing' },
    ],
    ['whose record counts up to that day', { person: { ...dana, completed: [{ ...learned, validUntil: '2026-04-14' }] } }, moved],
  ])('%s', (_, more, expected) => expect(decide(more)).toMatchObject(expected))
})

describe('changing places with somebody', () => {
  it.each<[string, Partial<MoveFacts>, object]>([
    ['on a full and closed date', swapped, moved],
    ['leaves a held place alone', { ...swapped, person: { ...dana, hold } }, moved],
    ['on a date that has begun', { ...swapped, to: { ...swapped.to, startsAt: now } }, { refused: 'booking-closed' }],
    ['without the prerequisite', { ...swapped, person: { ...dana, completed: [] } }, { refused: 'prerequisites-missing' }],
    [
      'over the prerequisite',
      { ...swapped, person: { ...dana, completed: [] }, override: over('prerequisites') },
      { overridden: ['prerequisites'] },
    ],
  ])('%s', (_, more, expected) => expect(decide(more)).toMatchObject(expected))
})

describe('a place kept on condition', () => {
  const lacking = { ...dana, completed: [] }
  const condition = { courseIds: ['l1'], daysBefore: 2 }
  const soon = (startsAt: string) => ({ ...to, startsAt: at(startsAt) })
  it.each<[string, Partial<MoveFacts>, object]>([
    ['goes along with the date', {}, { condition: { courseIds: ['l1'], until: '2026-04-12' }, overridden: [] }],
    ['is met', { person: dana }, moved],
    ['does not cover another course', { condition: { ...condition, courseIds: ['l0'] } }, { refused: 'prerequisites-missing' }],
    ['has time left for a warning', { to: soon('2026-03-06T09:30:00Z') }, { condition: { until: '2026-03-04' } }],
    ['has none left, by their own wish', { to: soon('2026-03-05T09:30:00Z') }, { refused: 'prerequisites-missing' }],
    ['has none left, by the organiser’s', { to: soon('2026-03-05T09:30:00Z'), by: 'organiser' }, { ...moved, overridden: [] }],
    [
      'has none left, over the prerequisite',
      { to: soon('2026-03-05T09:30:00Z'), override: over('prerequisites') },
      { overridden: ['prerequisites'], condition: null },
    ],
  ])('%s', (_, more, expected) => expect(decide({ person: lacking, condition, ...more })).toMatchObject(expected))
})

it('nobody is moved where no place is, unless the places are booked over or somebody leaves for them', () => {
  const random = seeded(452)
  for (let i = 0; i < 1000; i++) {
    const booked = Math.floor(random() * 12)
    const some = BARRIERS.filter(() => random() < 0.3)
    const date = { ...to, booked, held: Math.floor(random() * 3) }
    const answer = decide({ to: date, exchange: random() < 0.3, override: some.length ? over(...some) : null })
    if ('refused' in answer) expect([answer.refused, freePlaces(date)]).toEqual(['full', 0])
    else if (freePlaces(date) > 0) expect(answer).toEqual(moved)
  }
})
