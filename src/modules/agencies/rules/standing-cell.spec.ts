import { describe, expect, it } from '@jest/globals'
import { type CellFacts, CELL_STATES, standingCell } from './standing-cell.js'

const TODAY = '2026-03-02'
const place = { startsAt: new Date('2026-04-01T08:30:00Z'), requested: false }
const record = (completedOn: string, validUntil: string | null) => ({ courseId: 'l2', completedOn, validUntil })
const nothing: CellFacts = { completed: [], booked: null, waiting: false, ready: true }
const look = (facts: Partial<CellFacts>) => standingCell({ ...nothing, ...facts }, TODAY)

describe('how a person stands with a course', () => {
  it.each<[string, Partial<CellFacts>, string, string | null, boolean]>([
    ['never done', {}, 'not yet', null, true],
    ['never done, and something lacks before it', { ready: false }, 'not yet', null, false],
    ['done for good', { completed: [record('2025-01-01', null)] }, 'done', null, false],
    ['done today', { completed: [record(TODAY, null)] }, 'done', null, false],
    ['to be done tomorrow', { completed: [record('2026-03-03', null)] }, 'not yet', null, true],
    ['with 91 days left', { completed: [record('2025-01-01', '2026-06-01')] }, 'done', '2026-06-01', false],
    ['with 90 days left', { completed: [record('2025-01-01', '2026-05-31')] }, 'expiring', '2026-05-31', true],
    ['on its last day', { completed: [record('2025-01-01', TODAY)] }, 'expiring', TODAY, true],
    ['the day after', { completed: [record('2025-01-01', '2026-03-01')] }, 'expired', '2026-03-01', true],
    [
      'twice, the later counts',
      { completed: [record('2023-01-01', '2026-03-01'), record('2026-02-01', '2029-02-01')] },
      'done',
      '2029-02-01',
      false,
    ],
    ['twice, one for good', { completed: [record('2023-01-01', '2026-04-01'), record('2024-01-01', null)] }, 'done', null, false],
    [
      'twice, both over',
      { completed: [record('2021-01-01', '2022-01-01'), record('2023-01-01', '2024-01-01')] },
      'expired',
      '2024-01-01',
      true,
    ],
    ['booked', { booked: place }, 'booked', null, false],
    ['booked and waiting', { booked: place, waiting: true }, 'booked', null, false],
    ['waiting', { waiting: true }, 'waiting', null, false],
    ['over, and booked again', { completed: [record('2023-01-01', '2026-03-01')], booked: place }, 'booked', '2026-03-01', false],
    ['running out, and booked again', { completed: [record('2023-01-01', '2026-03-20')], booked: place }, 'expiring', '2026-03-20', false],
    ['running out, and waiting', { completed: [record('2023-01-01', '2026-03-20')], waiting: true }, 'expiring', '2026-03-20', false],
  ])('%s', (_case, facts, state, until, bookable) => {
    expect(look(facts)).toMatchObject({ state, until, bookable })
  })

  it('is one of its words, done only with a record that counts, and bookable only where nothing is on the way', () => {
    const records = [[], [record('2023-01-01', '2026-03-01')], [record('2023-01-01', '2026-04-01')], [record('2023-01-01', null)]]
    for (const completed of records)
      for (const booked of [null, place])
        for (const waiting of [true, false])
          for (const ready of [true, false]) {
            const cell = look({ completed, booked, waiting, ready })
            const counts = completed.some(one => one.validUntil === null || one.validUntil >= TODAY)
            expect(CELL_STATES).toContain(cell.state)
            expect(['done', 'expiring'].includes(cell.state)).toBe(counts)
            if (cell.bookable) expect([booked, waiting, ready]).toEqual([null, false, true])
          }
  })
})
