import { describe, expect, it } from '@jest/globals'
import type { OccurrenceFacts } from '../../bookings/rules/places.js'
import type { Reader } from './my-date.js'
import { type SuggestedDate, suggestionFor, suggestionMorning } from './suggestion.js'

const now = new Date('2026-03-02T08:30:00Z')

describe('the morning of suggestions', () => {
  it.each([
    ['in winter time', '2026-03-02T08:30:00Z', '2026-03-02T00:00:00.000Z', '2026-03-02T08:30:00.000Z'],
    ['at night, when the product starts', '2026-03-02T02:00:00Z', '2026-03-02T00:00:00.000Z', '2026-03-02T08:30:00.000Z'],
    ['late in the day', '2026-03-02T15:00:00Z', '2026-03-02T00:00:00.000Z', '2026-03-02T15:00:00.000Z'],
    ['the day the clocks go forward', '2026-03-29T07:30:00Z', '2026-03-29T00:00:00.000Z', '2026-03-29T07:30:00.000Z'],
    ['the day after', '2026-03-30T07:30:00Z', '2026-03-29T23:00:00.000Z', '2026-03-30T07:30:00.000Z'],
  ])('ends with London’s midnight and is told at half past eight: %s', (_, at, to, dueAt) => {
    const morning = suggestionMorning(new Date(at))
    expect([morning.to.toISOString(), morning.dueAt.toISOString()]).toEqual([to, dueAt])
  })

  it('looks three days back, and has a number that goes up by one each day', () => {
    expect(suggestionMorning(now).from.toISOString()).toBe('2026-02-27T00:00:00.000Z')
    expect(suggestionMorning(new Date('2026-03-03T00:00:00Z')).number - suggestionMorning(new Date('2026-03-02T23:59:59Z')).number).toBe(1)
  })
})

const course = (id: string, change: object = {}): SuggestedDate['course'] => ({
  ...{ id, key: id, title: id.toUpperCase(), requires: ['l1'], topic: { priority: false } },
  ...change,
})
const date = (of: SuggestedDate['course'], change: Partial<OccurrenceFacts> = {}, hasPlaces = true): SuggestedDate => {
  const startsAt = change.startsAt ?? new Date('2026-03-10T09:30:00Z')
  return {
    facts: {
      ...{ id: `${of.id} ${startsAt.toISOString()}`, startsAt, opensAt: null, closesAt: null, cancelledAt: null, external: false },
      ...{ places: 20, booked: 10, held: 0, needs: of.requires.map(id => ({ courseId: id, key: id })) },
      ...change,
    },
    ...{ sessions: [{ startsAt }], elsewhere: '', hasPlaces, course: of },
  }
}
const dana = (more: Partial<Reader> = {}): Reader => ({
  ...{ id: 'dana', completed: [{ courseId: 'l1', completedOn: '2026-02-27', validUntil: null }], live: [], waiting: [], offers: [] },
  ...more,
})
const suggested = (dates: SuggestedDate[], reader = dana(), done = ['l1']) => suggestionFor(reader, done, dates, now)?.course.id ?? null
const l2 = course('l2')

describe('the course that is suggested', () => {
  it.each<[string, SuggestedDate[], Reader, string[], string | null]>([
    ['is the next on the pathway', [date(l2)], dana(), ['l1'], 'l2'],
    ['is none that needs something else', [date(course('other', { requires: ['l9'] }))], dana(), ['l1'], null],
    ['is none that needs nothing', [date(course('other', { requires: [] }))], dana(), ['l1'], null],
    ['is none while a second prerequisite is missing', [date(course('l3', { requires: ['l1', 'l2'] }))], dana(), ['l1'], null],
    [
      'is none on a day when what was done no longer counts',
      [date(l2)],
      dana({ completed: [{ courseId: 'l1', completedOn: '2026-02-27', validUntil: '2026-03-09' }] }),
      ['l1'],
      null,
    ],
    [
      'is one on the last day on which it does',
      [date(l2)],
      dana({ completed: [{ courseId: 'l1', completedOn: '2026-02-27', validUntil: '2026-03-10' }] }),
      ['l1'],
      'l2',
    ],
    ['is none that is full', [date(l2, {}, false)], dana(), ['l1'], null],
    ['is none whose booking is not open yet', [date(l2, { opensAt: new Date(now.getTime() + 1) })], dana(), ['l1'], null],
    ['is one whose booking opens now', [date(l2, { opensAt: now })], dana(), ['l1'], 'l2'],
    [
      'is none that was done, however long ago',
      [date(l2)],
      dana({ completed: [...dana().completed, { courseId: 'l2', completedOn: '2001-01-01', validUntil: '2002-01-01' }] }),
      ['l1'],
      null,
    ],
    [
      'is none that is booked on another date',
      [date(l2)],
      dana({ live: [{ id: 'b', occurrenceId: 'o', courseId: 'l2', startsAt: now }] }),
      ['l1'],
      null,
    ],
    ['is none that is waited for', [date(l2)], dana({ waiting: [{ courseId: 'l2', position: 1 }] }), ['l1'], null],
    [
      'is a priority before an earlier one',
      [date(l2), date(course('l2p', { topic: { priority: true } }), { startsAt: new Date('2026-04-10T08:30:00Z') })],
      dana(),
      ['l1'],
      'l2p',
    ],
    ['is none without something just done', [date(l2)], dana(), [], null],
  ])('%s', (_, dates, reader, done, expected) => {
    expect(suggested(dates, reader, done)).toBe(expected)
  })

  it('comes with its first five dates, how many more there are, and what opened it', () => {
    const on = (day: number) => date(l2, { startsAt: new Date(`2026-03-${day}T09:30:00Z`) })
    const days = [10, 11, 12, 13, 16, 17]
    expect(suggestionFor(dana(), ['l1'], days.slice(0, 5).map(on), now)).toMatchObject({ more: 0 })
    const found = suggestionFor(dana(), ['x', 'l1'], [date(course('other', { requires: [] })), ...days.map(on)], now)
    expect(found).toMatchObject({ done: 'l1', more: 1 })
    expect(found!.dates.map(one => one.facts.startsAt.getUTCDate())).toEqual([10, 11, 12, 13, 16])
  })
})
