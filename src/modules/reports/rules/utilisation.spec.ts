import { describe, expect, it } from '@jest/globals'
import { utilisationTables, type RollupRow } from './utilisation.js'

const row = (month: string, key: string, change: Partial<RollupRow> = {}): RollupRow => ({
  ...{ month, dimension: key ? 'course' : '', key, name: key.toUpperCase(), people: 10 },
  ...{ eventOccurrences: 1, placesOffered: 20, bookings: 16, cancellations: 2, attended: 12, completed: 12, noShows: 4, walkIns: 1 },
  ...change,
})
const tables = (rows: RollupRow[], everything = false) => utilisationTables(rows, '2023-24', '2022-23', everything)

describe('utilisation and attendance', () => {
  it('are of attended and walk-ins out of places, and of attended out of bookings, summed', () => {
    const { whole, courses } = tables([row('2023-04', ''), row('2023-05', ''), row('2023-04', 'a'), row('2023-05', 'a')])
    const shares = {
      places: 40,
      utilisation: { percent: 65, numerator: 26, denominator: 40 },
      attendance: { percent: 75, numerator: 24, denominator: 32 },
    }
    expect(whole.now).toEqual(shares)
    expect(courses).toEqual([{ key: 'a', name: 'A', now: shares, before: expect.objectContaining({ places: 0 }) as unknown }])
  })

  it('have a line for every month of the year, beside the same month of the year before', () => {
    const { months } = tables([row('2023-04', ''), row('2022-04', '', { attended: 8 }), row('2021-04', '', { attended: 1 })])
    expect(months.map(({ key }) => key)).toHaveLength(12)
    expect(months[0]).toMatchObject({ key: '2023-04', now: { attendance: { percent: 75 } }, before: { attendance: { percent: 50 } } })
    expect(months[1]).toMatchObject({ now: { utilisation: { percent: null, denominator: 0 } } })
  })

  it('name courses of either year, in order of their newest names', () => {
    const { courses } = tables([row('2022-05', 'b'), row('2022-05', 'a', { name: 'Zebra' }), row('2023-05', 'a', { name: 'Ant' })])
    expect(courses.map(({ name }) => name)).toEqual(['Ant', 'B'])
  })
})

describe('a small group', () => {
  const months = [row('2023-04', ''), row('2023-05', '', { people: 4 }), row('2023-06', '', { people: 9 })]

  it('is not shown to readers, nor can it be worked out', () => {
    const { whole, months: lines } = tables(months)
    expect(lines.slice(0, 3).map(({ now }) => now === null)).toEqual([false, true, true])
    expect(whole.now).not.toBeNull()
    const alone = tables([row('2023-04', '', { people: 4 })])
    expect([alone.whole.now, alone.months[0]!.now]).toEqual([null, null])
  })

  it('is one of fewer than five people: five are shown', () => {
    expect(tables([row('2023-04', '', { people: 5 })]).whole.now).not.toBeNull()
    expect(tables([row('2023-04', '', { people: 4 })]).whole.now).toBeNull()
  })

  it('hides the whole where another cannot protect it', () => {
    const lone = tables([row('2023-04', ''), row('2023-04', 'a', { people: 2 })])
    expect([lone.whole.now, lone.courses[0]!.now]).toEqual([null, null])
  })

  it('of a course is judged by its best month', () => {
    const rows = [row('2023-04', ''), row('2023-04', 'a', { people: 3 }), row('2023-05', 'a', { people: 5 })]
    expect(tables(rows).courses[0]!.now).not.toBeNull()
    expect(tables(rows.slice(0, 2)).courses[0]!.now).toBeNull()
  })

  it('is shown to the business unit', () => {
    const { whole, months: lines } = tables(months, true)
    expect([whole.now, ...lines.map(({ now }) => now)]).not.toContain(null)
  })
})
