import { describe, expect, it } from '@jest/globals'
import { type Delivered, deliveryChange } from './delivery-change.js'

const session = (day: number, from = '09:30', to = '12:30') => ({
  startsAt: new Date(`2026-03-${day}T${from}:00Z`),
  endsAt: new Date(`2026-03-${day}T${to}:00Z`),
})
const delivered = (more: Partial<Delivered> = {}): Delivered => ({
  sessions: [session(10)],
  venue: 'Town Hall, WS1 1AA',
  onlineUrl: '',
  ...more,
})
const two = [session(10), session(11)]
const link = 'https://meet.example.org/1'

describe('what those who come must know', () => {
  it('is nothing where time, place and link stay', () => {
    expect(deliveryChange(delivered(), delivered())).toBeNull()
    expect(deliveryChange(delivered({ sessions: two }), delivered({ sessions: [...two] }))).toBeNull()
  })

  it.each<[string, Partial<Delivered>, Partial<Delivered>, string[], { moved: boolean; changed: number[]; removed: number[] }]>([
    [
      'a start later by a minute',
      {},
      { sessions: [session(10, '09:31')] },
      ['When: Tuesday 10 March 2026, 9:30am to 12:30pm -> Tuesday 10 March 2026, 9:31am to 12:30pm'],
      { moved: true, changed: [1], removed: [] },
    ],
    [
      'another room of the venue: every entry says it, and nobody is freed from a charge',
      { sessions: two, room: 'Blue room' },
      { sessions: two, room: 'Attic' },
      ['Room: Blue room -> Attic'],
      { moved: false, changed: [1, 2], removed: [] },
    ],
    [
      'a room named for the first time',
      {},
      { room: 'Attic' },
      ['Room: to be shown on arrival -> Attic'],
      { moved: false, changed: [1], removed: [] },
    ],
    [
      'a room that is taken away',
      { room: 'Attic' },
      {},
      ['Room: Attic -> to be shown on arrival'],
      { moved: false, changed: [1], removed: [] },
    ],
    [
      'an end earlier by a minute',
      {},
      { sessions: [session(10, '09:30', '12:29')] },
      ['When: Tuesday 10 March 2026, 9:30am to 12:30pm -> Tuesday 10 March 2026, 9:30am to 12:29pm'],
      { moved: true, changed: [1], removed: [] },
    ],
    [
      'the second of two days: the first keeps its entry',
      { sessions: two },
      { sessions: [session(10), session(12)] },
      ['Session 2: Wednesday 11 March 2026, 9:30am to 12:30pm -> Thursday 12 March 2026, 9:30am to 12:30pm'],
      { moved: true, changed: [2], removed: [] },
    ],
    [
      'a second day more',
      {},
      { sessions: two },
      ['Session 2: none -> Wednesday 11 March 2026, 9:30am to 12:30pm'],
      { moved: true, changed: [1, 2], removed: [] },
    ],
    [
      'a second day less',
      { sessions: two },
      {},
      ['Session 2: Wednesday 11 March 2026, 9:30am to 12:30pm -> none'],
      { moved: true, changed: [1], removed: [2] },
    ],
    [
      'another venue',
      { sessions: two },
      { sessions: two, venue: 'Library' },
      ['Where: Town Hall, WS1 1AA -> Library'],
      { moved: true, changed: [1, 2], removed: [] },
    ],
    [
      'online instead',
      {},
      { venue: '', onlineUrl: link },
      ['Where: Town Hall, WS1 1AA -> Online', `Joining link: none -> ${link}`],
      { moved: true, changed: [1], removed: [] },
    ],
    ['a venue found', { venue: '' }, {}, ['Where: To be confirmed -> Town Hall, WS1 1AA'], { moved: true, changed: [1], removed: [] }],
    [
      'another link alone is no move',
      { venue: '', onlineUrl: link },
      { venue: '', onlineUrl: `${link}2` },
      [`Joining link: ${link} -> ${link}2`],
      { moved: false, changed: [1], removed: [] },
    ],
  ])('%s', (_case, before, after, lines, expected) => {
    const change = deliveryChange(delivered(before), delivered(after))
    expect(change?.lines.map(line => `${line.what}: ${line.before} -> ${line.after}`)).toEqual(lines)
    expect(change).toMatchObject(expected)
  })

  it('every session after a change is either as it was or named, and every one that is gone is named', () => {
    const days = [10, 11, 12, 13]
    for (const a of days)
      for (const b of days) {
        const [before, after] = [
          days.slice(0, a - 9).map(day => session(day)),
          days.slice(0, b - 9).map(day => session(day, a === b ? '09:30' : '10:00')),
        ]
        const change = deliveryChange(delivered({ sessions: before }), delivered({ sessions: after }))
        const named = [...(change?.changed ?? []), ...(change?.removed ?? [])]
        expect(named).toEqual(a === b ? [] : Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i + 1))
      }
  })

  it('only what is about the link is marked as such', () => {
    const change = deliveryChange(delivered(), delivered({ venue: '', onlineUrl: link }))
    expect(change?.lines.map(line => line.link)).toEqual([false, true])
  })
})
