import { describe, expect, it } from '@jest/globals'
import type { OccurrenceFacts } from '../../bookings/rules/places.js'
import { heldInWords, isOnline, lengthInWords, listInWords, modeInWords, needsInWords, placesInWords, timesInWords } from './date-words.js'

const now = new Date('2026-03-02T09:00:00Z')
const sitting = (start: string, end: string) => ({ startsAt: new Date(`2026-03-${start}:00Z`), endsAt: new Date(`2026-03-${end}:00Z`) })
const occurrence = (more: Partial<OccurrenceFacts> = {}): OccurrenceFacts => ({
  ...{ id: 'o', startsAt: new Date('2026-03-10T09:30:00Z'), opensAt: null, closesAt: null, cancelledAt: null, external: false },
  ...{ places: 20, booked: 15, held: 0, needs: [] },
  ...more,
})

describe('places in words', () => {
  it.each<[string, Partial<OccurrenceFacts>, number, string]>([
    ['several', {}, 0, '5 places left'],
    ['the last one', { booked: 19 }, 0, '1 place left'],
    ['held ones count as taken', { booked: 15, held: 4 }, 0, '1 place left'],
    ['none, and nobody waits', { booked: 20 }, 0, 'Full'],
    ['none, and some wait', { booked: 19, held: 1 }, 3, 'Full, 3 waiting'],
    ['booked over the limit', { booked: 22 }, 0, 'Full'],
    ['before it opens', { opensAt: new Date('2026-03-04T09:00:00Z') }, 0, 'Booking opens on Wednesday 4 March 2026, 9am'],
    ['after it closed', { closesAt: now }, 0, 'Booking has closed'],
    ['booked elsewhere', { external: true, places: 0, booked: 0 }, 0, 'Booked elsewhere'],
  ])('%s', (_case, more, waiting, expected) => expect(placesInWords(occurrence(more), waiting, now)).toBe(expected))
})

describe('times in words', () => {
  it.each([
    ['one session', [sitting('10T09:30', '10T16:00')], '9:30am to 4pm'],
    ['two on a day', [sitting('10T09:30', '10T12:00'), sitting('10T13:00', '10T16:00')], '9:30am to midday, then 1pm to 4pm'],
    [
      'two days',
      [sitting('10T09:30', '10T16:00'), sitting('11T09:30', '11T16:00')],
      '9:30am to 4pm, then Wednesday 11 March 2026, 9:30am to 4pm',
    ],
  ])('%s', (_case, sessions, expected) => expect(timesInWords(sessions)).toBe(expected))
})

it.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
])('lists %j', (words, expected) => expect(listInWords(words)).toBe(expected))

it('says what a date needs first', () => {
  expect(needsInWords(['Understanding Neglect Level 2'])).toBe('Needs Understanding Neglect Level 2 first')
  expect(needsInWords([])).toBe('')
})

describe('how and where', () => {
  const venue = { name: 'Town Hall', postcode: 'WS1 1TP' }
  it.each<[string, (typeof venue & { room?: string }) | null, string, boolean, string]>([
    ['a venue', venue, 'face-to-face', false, 'Face to face, Town Hall, WS1\u00a01TP'],
    ['a room of a venue', { ...venue, room: 'Attic' }, 'face-to-face', false, 'Face to face, Attic, Town Hall, WS1\u00a01TP'],
    ['a venue without a postcode', { ...venue, postcode: '' }, 'conference', false, 'Conference, Town Hall'],
    ['online', null, 'virtual', false, 'Virtual, online'],
    ['online, elsewhere', null, 'webinar', true, 'Webinar, online'],
    ['no venue yet', null, 'face-to-face', false, 'Face to face, venue to be confirmed'],
    ['no venue, elsewhere', null, 'face-to-face', true, 'Face to face, venue on the provider’s page'],
  ])('%s', (_case, place, mode, external, expected) => expect(heldInWords(place, mode, external)).toBe(expected))

  it('knows modes, and leaves others as they are', () => {
    expect(modeInWords('e-learning')).toBe('E-learning')
    expect(modeInWords('walk')).toBe('walk')
    expect([isOnline('virtual'), isOnline('webinar'), isOnline('conference')]).toEqual([true, true, false])
  })
})

it.each([
  [0.5, 'Half a day or less'],
  [1, '1 day'],
  [1.5, '1.5 days'],
  [2, '2 days'],
])('%d days', (days, expected) => expect(lengthInWords(days)).toBe(expected))
