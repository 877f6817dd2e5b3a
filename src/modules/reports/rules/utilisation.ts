import { percent } from '../../../shared/percent.js'
import { monthsOfYear, SUMMED, type Sums } from './rollup.js'
import { SMALLEST_GROUP, suppress } from './small-groups.js'

/** A row of the rollup, as the dashboard reads it. */
export interface RollupRow extends Sums {
  month: string
  dimension: string
  key: string
  name: string
  people: number
}

export interface Share {
  percent: number | null
  numerator: number
  denominator: number
}

/** What a year has of one line of a table; null where nothing may be shown. */
export type Shares = { places: number; utilisation: Share; attendance: Share } | null

export interface Line {
  key: string
  name: string
  now: Shares
  before: Shares
}

export interface UtilisationTables {
  whole: Line
  months: Line[]
  courses: Line[]
}

const NOTHING: Sums = Object.fromEntries(SUMMED.map(key => [key, 0])) as Sums

/**
 * Utilisation and attendance of a financial year beside the year before: of the whole, by month and by course. `everything`: for the
 * business unit; other readers are not shown groups of fewer than five people, nor what would give them away. How many people a course
 * had in a year is not known from its months, but at least as many as in its best month: that is what decides.
 */
export function utilisationTables(rows: readonly RollupRow[], year: string, yearBefore: string, everything: boolean): UtilisationTables {
  const sides = [year, yearBefore].map(one => sideOf(rows, monthsOfYear(one), everything))
  const [now, before] = [sides[0]!, sides[1]!]
  const courses = new Map([...before.courses, ...now.courses].map(([key, { name }]) => [key, name]))
  return {
    whole: { key: '', name: 'Whole year', now: now.whole, before: before.whole },
    months: now.months.map(({ key, shares }, i) => ({ key, name: key, now: shares, before: before.months[i]!.shares })),
    courses: [...courses]
      .map(([key, name]) => ({ key, name, now: sharesIn(now, key), before: sharesIn(before, key) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
  }
}

interface Side {
  whole: Shares
  months: { key: string; shares: Shares }[]
  courses: Map<string, { name: string; shares: Shares }>
}

const sharesIn = (side: Side, key: string): Shares => {
  const found = side.courses.get(key)
  return found ? found.shares : shares(NOTHING)
}

function sideOf(all: readonly RollupRow[], months: readonly string[], everything: boolean): Side {
  const rows = all.filter(row => months.includes(row.month))
  const wholes = rows.filter(row => row.dimension === '')
  const byMonth = shown(
    months.map(month =>
      group(
        month,
        month,
        wholes.filter(row => row.month === month),
      ),
    ),
    everything,
  )
  const ofCourses = rows.filter(row => row.dimension === 'course')
  const keys = [...new Set(ofCourses.map(row => row.key))]
  const byCourse = shown(
    keys.map(key => {
      const own = ofCourses.filter(row => row.key === key)
      return group(key, own.at(-1)!.name, own)
    }),
    everything,
  )
  const whole = group('', '', wholes)
  const hidden = !everything && ((whole.people > 0 && whole.people < SMALLEST_GROUP) || byMonth.totalHidden || byCourse.totalHidden)
  return {
    whole: hidden ? null : shares(whole.sums),
    months: byMonth.groups,
    courses: new Map(byCourse.groups.map(({ key, name, shares: own }) => [key, { name, shares: own }])),
  }
}

interface Gathered {
  key: string
  name: string
  people: number
  sums: Sums
}

function group(key: string, name: string, rows: readonly RollupRow[]): Gathered {
  const sums = { ...NOTHING }
  for (const row of rows) for (const one of SUMMED) sums[one] += row[one]
  return { key, name, people: Math.max(0, ...rows.map(row => row.people)), sums }
}

function shown(groups: Gathered[], everything: boolean) {
  const safe = suppress(groups)
  return {
    totalHidden: safe.totalHidden,
    groups: groups.map(({ key, name, sums }, i) => ({ key, name, shares: everything || !safe.groups[i]!.hidden ? shares(sums) : null })),
  }
}

const share = (numerator: number, denominator: number): Share => ({ percent: percent(numerator, denominator), numerator, denominator })

const shares = ({ placesOffered, attended, walkIns, bookings }: Sums): NonNullable<Shares> => ({
  places: placesOffered,
  utilisation: share(attended + walkIns, placesOffered),
  attendance: share(attended, bookings),
})
