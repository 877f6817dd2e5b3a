import { describe, expect, it } from '@jest/globals'
import { londonAt } from '../../../shared/dates.js'
import { halfDaysOf, halfDaysTable } from './half-days.js'

const sitting = (start: string, end: string, day = '2026-03-10', last = day) => ({
  startsAt: londonAt(day, start),
  endsAt: londonAt(last, end),
})
const date = (...sessions: ReturnType<typeof sitting>[]) => ({ startsAt: sessions[0]!.startsAt, endsAt: sessions.at(-1)!.endsAt, sessions })

describe('half-days given', () => {
  it.each([
    ['a short morning', [date(sitting('09:30', '11:00'))], 1],
    ['four hours', [date(sitting('09:00', '13:00'))], 1],
    ['a minute more', [date(sitting('09:00', '13:01'))], 2],
    ['a day', [date(sitting('09:30', '16:00'))], 2],
    ['a morning and an afternoon of one day', [date(sitting('09:30', '12:00'), sitting('13:00', '15:00'))], 2],
    ['two short sittings of one day', [date(sitting('09:30', '11:30'), sitting('13:00', '15:00'))], 1],
    ['a day and a morning', [date(sitting('09:30', '16:00'), sitting('09:30', '12:30', '2026-03-11'))], 3],
    ['two trainers on one date', [date(sitting('09:30', '16:00')), date(sitting('09:30', '16:00'))], 4],
    ['a date whose sessions nobody knows', [{ ...sitting('09:30', '16:00'), sessions: [] }], 2],
    ['nothing', [], 0],
  ])('%s', (_case, delivered, expected) => expect(halfDaysOf(delivered)).toBe(expected))

  it('a night over which the clocks change counts both its days in full', () => {
    expect(halfDaysOf([date(sitting('22:00', '03:00', '2026-03-28', '2026-03-29'))])).toBe(4)
  })
})

describe('beside places used', () => {
  const agency = (name: string | null, days: number, used: number) => ({
    ...{ key: name, name, used },
    delivered: Array.from({ length: days }, () => date(sitting('09:30', '12:00'))),
  })

  it('those who gave most come first, then those who used most, then by name', () => {
    const { rows } = halfDaysTable([agency('C', 0, 1), agency('B', 1, 1), agency('A', 1, 1), agency(null, 1, 5), agency('D', 2, 0)])
    expect(rows.map(row => row.name)).toEqual(['D', 'No agency of the list', 'A', 'B', 'C'])
  })

  it('all together are the sum of each', () => {
    for (const many of [0, 1, 7]) {
      const { rows, total } = halfDaysTable(Array.from({ length: many }, (_, i) => agency(`A${i}`, i, 2 * i)))
      expect([total.halfDays, total.used]).toEqual([rows.reduce((n, row) => n + row.halfDays, 0), rows.reduce((n, row) => n + row.used, 0)])
    }
  })
})
