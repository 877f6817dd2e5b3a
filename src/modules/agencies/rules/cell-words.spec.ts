import { describe, expect, it } from '@jest/globals'
import { cellDay, cellWords, STATE_TITLES } from './cell-words.js'
import { type Cell, CELL_STATES } from './standing-cell.js'

const place = { startsAt: new Date('2026-04-01T08:30:00Z'), requested: false }
const cell = (state: Cell['state'], change: Partial<Cell> = {}): Cell => ({
  state,
  until: null,
  booked: null,
  waiting: false,
  bookable: false,
  ...change,
})

describe('a cell in words', () => {
  it.each<[Cell, string, string]>([
    [cell('done'), 'Done', ''],
    [cell('done', { until: '2027-03-01' }), 'Done until Monday 1 March 2027', '2027-03-01'],
    [cell('expiring', { until: '2026-04-30' }), 'Runs out Thursday 30 April 2026', '2026-04-30'],
    [
      cell('expiring', { until: '2026-04-30', booked: place }),
      'Runs out Thursday 30 April 2026; booked, Wednesday 1 April 2026',
      '2026-04-30',
    ],
    [cell('expiring', { until: '2026-04-30', waiting: true }), 'Runs out Thursday 30 April 2026; on the waiting list', '2026-04-30'],
    [cell('booked', { booked: place }), 'Booked Wednesday 1 April 2026', '2026-04-01'],
    [
      cell('booked', { booked: place, until: '2026-01-31' }),
      'Booked Wednesday 1 April 2026; ran out Saturday 31 January 2026',
      '2026-04-01',
    ],
    [cell('booked', { booked: { ...place, requested: true } }), 'Waiting for approval Wednesday 1 April 2026', '2026-04-01'],
    [
      cell('expiring', { until: '2026-04-30', booked: { ...place, requested: true } }),
      'Runs out Thursday 30 April 2026; waiting for approval, Wednesday 1 April 2026',
      '2026-04-30',
    ],
    [cell('waiting', { waiting: true }), 'Waiting list', ''],
    [cell('waiting', { waiting: true, until: '2026-01-31' }), 'Waiting list ran out Saturday 31 January 2026', '2026-01-31'],
    [cell('expired', { until: '2026-01-31' }), 'Ran out Saturday 31 January 2026', '2026-01-31'],
    [cell('not yet'), 'Not yet', ''],
  ])('%j', (facts, words, day) => {
    const { title, more } = cellWords(facts)
    expect([`${title} ${more}`.trim(), cellDay(facts)]).toEqual([words, day])
  })

  it('has a title for each state, and no two alike', () => {
    expect(new Set(CELL_STATES.map(state => STATE_TITLES[state])).size).toBe(CELL_STATES.length)
  })
})
