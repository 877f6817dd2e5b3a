import { describe, expect, it } from '@jest/globals'
import { financialYearPeriod } from '../shared/periods.js'
import type { Fate } from './fill.js'
import { Random } from './random.js'
import { type Occurrence, Story } from './story.js'
import { putOnYear, shareOut, totalsOf, type YearRow } from './year.js'

const ROWS: YearRow[] = [
  ['neglect-l2', 6, 8],
  ['rhrt-refresher', 3, 3],
  ['suicide-prevention-ttt', 4, 4],
]
const PERIOD = financialYearPeriod('2025-26')
const year = () => putOnYear(new Story([]), ROWS, PERIOD, new Random('a year'))
const placesOf = (occurrences: Occurrence[]) => occurrences.reduce((sum, o) => sum + o.places, 0)

describe('a year’s programme', () => {
  it('has the events and occurrences asked for, all of them within the year', () => {
    const put = year()
    expect([put.length, new Set(put.map(o => o.event)).size]).toEqual([15, 13])
    expect(put.flatMap(o => o.days).filter(day => day < PERIOD.from || day > PERIOD.to)).toEqual([])
  })

  it('is spread over all four quarters', () => {
    const quarters = new Set(year().map(o => Math.floor((Number(o.days[0]!.slice(5, 7)) + 8) / 3) % 4))
    expect(quarters.size).toBe(4)
  })
})

describe('sharing out a year’s totals', () => {
  const count = (all: Fate[], ...names: Fate[]) => all.filter(fate => names.includes(fate)).length

  it.each([
    ['a usual year', { attended: 90, partly: 5, noShows: 18, inTime: 12, late: 5, organiser: 2 }],
    ['nobody at all', totalsOf(() => 0)],
    ['only no-shows', { ...totalsOf(() => 0), noShows: 40 }],
  ])('%s comes out to the last booking', (_name, totals) => {
    const occurrences = year()
    const fates = shareOut(occurrences, totals, new Random('share'))
    const all = [...fates.values()].flat()
    expect(count(all, 'attended', 'partly attended')).toBe(totals.attended)
    expect(count(all, 'partly attended')).toBe(totals.partly)
    expect(count(all, 'no-show')).toBe(totals.noShows)
    expect([count(all, 'in time'), count(all, 'late'), count(all, 'organiser')]).toEqual([totals.inTime, totals.late, totals.organiser])
    expect(occurrences.filter(o => fates.get(o)!.length > o.places)).toEqual([])
  })

  it('fills every place and not one more', () => {
    const occurrences = year()
    const full = { ...totalsOf(() => 0), attended: placesOf(occurrences) }
    expect([...shareOut(occurrences, full, new Random('full')).values()].map(f => f.length)).toEqual(occurrences.map(o => o.places))
    expect(() => shareOut(occurrences, { ...full, noShows: 1 }, new Random('over'))).toThrow('more than there is room for')
  })
})
