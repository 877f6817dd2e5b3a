import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { type Action, type ActionFacts, ACTIONS, availableActions, type Viewer } from './actions.js'
import { BOOKING_STATES } from './booking-states.js'
import type { Offer } from './offers.js'

const now = new Date('2024-04-01T10:00:00Z')
const soon = new Date(now.getTime() + 1)
const start = new Date('2024-04-09T08:30:00Z')
const second = new Date('2024-04-10T08:30:00Z')
const learned = { courseId: 'id-l1', completedOn: '2023-05-01', validUntil: null }
const free: ActionFacts['occurrence'] = {
  id: 'april',
  startsAt: start,
  opensAt: null,
  closesAt: null,
  cancelledAt: null,
  external: false,
  places: 20,
  booked: 10,
  held: 0,
  needs: [{ courseId: 'id-l1', key: 'neglect-l1' }],
  registerClosedAt: null,
  sessions: [
    { number: 1, startsAt: start },
    { number: 2, startsAt: second },
  ],
}
const full = { ...free, booked: 20 }
const held: Offer = { offerId: 'offer', personId: 'p', kind: 'hold', state: 'open', runsOutAt: soon }
const nothing = { personId: 'p', completed: [learned], liveOn: [] as string[] }
const booked = { booking: { state: 'booked' as const }, standing: { ...nothing, liveOn: ['april'] } }
const facts = (more: Partial<ActionFacts> = {}): ActionFacts => ({
  role: 'self',
  occurrence: free,
  booking: null,
  offer: null,
  waiting: false,
  standing: nothing,
  ...more,
})
const allowed = (more: Partial<ActionFacts>, at = now) => {
  const answers = availableActions(facts(more), at)
  return ACTIONS.filter(action => answers[action])
}

describe('a delegate', () => {
  it.each<[string, Partial<ActionFacts>, Action[]]>([
    ['with places left', {}, ['book']],
    ['full', { occurrence: full }, ['joinWaitingList']],
    ['full, and waiting', { occurrence: full, waiting: true }, ['leaveWaitingList']],
    ['places left, and waiting', { waiting: true }, ['book', 'leaveWaitingList']],
    ['full, lacking a prerequisite', { occurrence: full, standing: { ...nothing, completed: [] } }, []],
    ['booked', booked, ['cancel']],
    ['cancelled before', { booking: { state: 'cancelled' } }, ['book']],
    ['a place held', { occurrence: full, offer: held, waiting: true }, ['book', 'leaveWaitingList', 'acceptOffer', 'declineOffer']],
    ['an offer that has run out', { occurrence: full, offer: { ...held, runsOutAt: now } }, ['joinWaitingList']],
    ['an offer declined', { occurrence: full, offer: { ...held, state: 'declined' } }, ['joinWaitingList']],
    ['first to accept, a place left', { offer: { ...held, kind: 'first-to-accept' } }, ['book', 'acceptOffer', 'declineOffer']],
    ['first to accept, too late', { occurrence: full, offer: { ...held, kind: 'first-to-accept' } }, ['joinWaitingList', 'declineOffer']],
    ['another person’s offer', { occurrence: full, offer: { ...held, personId: 'q' } }, ['joinWaitingList']],
    ['an occurrence cancelled', { ...booked, occurrence: { ...free, cancelledAt: now } }, []],
  ])('%s', (_case, more, expected) => {
    expect(allowed(more)).toEqual(expected)
  })
})

describe('the limits of time', () => {
  const before = (moment: Date) => new Date(moment.getTime() - 1)
  const morning = new Date('2024-04-08T23:00:00Z')

  it.each<[string, Viewer, Date, Action[]]>([
    ['a delegate cancels up to the start', 'self', before(start), ['cancel']],
    ['and no longer from then on', 'self', start, []],
    ['nor does a training lead', 'training lead', start, []],
    ['a trainer marks from the morning of the first day', 'trainer', morning, ['markRegister']],
    ['and not before', 'trainer', before(morning), []],
    ['closes from the start of the last session', 'trainer', second, ['markRegister', 'closeRegister']],
    ['and not before', 'trainer', before(second), ['markRegister']],
    ['an administrator still enters a cancellation after the start', 'administrator', start, ['cancel', 'markRegister']],
  ])('%s', (_case, role, at, expected) => expect(allowed({ ...booked, role }, at)).toEqual(expected))

  it('an administrator cancels nothing once the register is closed, but may reopen it', () => {
    const occurrence = { ...free, registerClosedAt: second }
    expect(allowed({ ...booked, occurrence, role: 'administrator' }, second)).toEqual(['reopenRegister'])
    expect(allowed({ ...booked, occurrence, role: 'trainer' }, second)).toEqual([])
  })

  it('a cancelled occurrence has no register', () => {
    expect(allowed({ role: 'trainer', occurrence: { ...free, cancelledAt: now } }, second)).toEqual([])
  })
})

describe('others', () => {
  it.each<[string, Partial<ActionFacts>, Action[]]>([
    ['a training lead books for a colleague', { role: 'training lead' }, ['book']],
    [
      'and does not answer their offers',
      { role: 'training lead', occurrence: full, offer: held, waiting: true },
      ['book', 'leaveWaitingList'],
    ],
    ['an administrator books over the places, or lets them wait', { role: 'administrator', occurrence: full }, ['book', 'joinWaitingList']],
    ['and over a prerequisite', { role: 'administrator', standing: { ...nothing, completed: [] } }, ['book']],
    ['but nobody twice on one occurrence', { role: 'administrator', ...booked }, ['cancel']],
    ['a trainer books nobody', { role: 'trainer' }, []],
    ['an outsider does nothing', { role: 'other', ...booked, waiting: true }, []],
  ])('%s', (_case, more, expected) => expect(allowed(more)).toEqual(expected))
})

it('an outsider may never do anything, and only what is live is ever cancelled', () => {
  const random = seeded(144)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  for (let i = 0; i < 1000; i++) {
    const state = pick(BOOKING_STATES)
    const more: Partial<ActionFacts> = {
      role: pick(['self', 'trainer', 'administrator', 'training lead', 'other'] as const),
      occurrence: { ...pick([free, full]), cancelledAt: pick([null, null, now]), registerClosedAt: pick([null, second]) },
      booking: pick([null, { state }]),
      offer: pick([null, held]),
      waiting: pick([true, false]),
    }
    const actions = allowed(more, pick([now, start, second]))
    if (more.role === 'other') expect(actions).toEqual([])
    if (actions.includes('cancel')) expect(['requested', 'booked']).toContain(more.booking?.state)
    if (actions.includes('closeRegister')) expect(actions).toContain('markRegister')
    if (actions.includes('joinWaitingList')) expect(actions).not.toContain('leaveWaitingList')
  }
})
