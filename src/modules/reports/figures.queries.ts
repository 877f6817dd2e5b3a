import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { periodBounds } from '../../shared/dates.js'
import type { Period } from '../../shared/periods.js'
import { LEFT_OUT, peopleStatement, programmeStatement } from './figures.statements.js'
import { quarterParts } from './rules/period-parts.js'
import { agencyGroupKey, NO_AGENCY, type Counted, type CountedGroup, type Dimension } from './rules/report.js'

/** What was counted in one period. */
export interface CountedPeriod {
  total: Counted
  groups: CountedGroup[]
}

/** An occurrence of the period that is in no figure: cancelled, or started with its register still open. */
export interface LeftOut {
  id: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  /** Their names, with commas. */
  trainers: string
  cancelled: boolean
}

interface Row extends Partial<Counted> {
  n: number
  by: Dimension | ''
  quarter: string | null
  courseKey: string
  courseTitle: string
  agencyKey?: string | null
  agencyName?: string | null
  agencyGroup?: string | null
  onWaitingListsAtQuarters?: number
  peopleAtQuarters?: number
}

const NOTHING: Counted = {
  events: 0,
  eventOccurrences: 0,
  placesOffered: 0,
  bookings: 0,
  cancellations: 0,
  cancelledInTime: 0,
  cancelledLate: 0,
  cancelledByOrganiser: 0,
  attended: 0,
  completed: 0,
  noShows: 0,
  walkIns: 0,
  trainers: 0,
  venues: 0,
  elearningTaken: 0,
  elearningCompleted: 0,
  elearningInProgress: 0,
  elearningNotStarted: 0,
  onWaitingLists: 0,
  people: 0,
}
const COUNTED = Object.keys(NOTHING) as (keyof Counted)[]

/** Counts the rows behind the figures, anew each time: nothing is stored. */
@Injectable()
export class FiguresQueries {
  constructor(private readonly database: DataSource) {}

  /** Each period as a whole and in its groups; two queries, however many periods and groups there are. */
  async count(periods: readonly Period[], by: readonly Dimension[]): Promise<CountedPeriod[]> {
    const parts = periods.flatMap((period, n) => quarterParts(period).map(part => ({ n, ...part, ...periodBounds(part.from, part.to) })))
    const values = [
      parts.map(part => part.n),
      parts.map(part => part.quarter),
      parts.map(part => part.start),
      parts.map(part => part.end),
      parts.map(part => part.last),
    ]
    const found = await Promise.all([
      this.database.query<Row[]>(programmeStatement(by), values),
      this.database.query<Row[]>(peopleStatement(by), values),
    ])
    return periods.map((_, n) => gathered(found.flat().filter(row => row.n === n)))
  }

  /** What is left out of the figures of a period, in order of time. What has not started by now is simply to come. */
  leftOut(period: Period, now: Date): Promise<LeftOut[]> {
    const { start, end } = periodBounds(period.from, period.to)
    return this.database.query(LEFT_OUT, [start, end, now])
  }

  /** When the first occurrence started, and the last whose register is closed; null before there is any. */
  async span(): Promise<{ first: Date | null; lastClosed: Date | null }> {
    const [row]: { first: Date | null; lastClosed: Date | null }[] = await this.database.query(
      `SELECT min(starts_at) AS first, max(starts_at) FILTER (WHERE register_closed_at IS NOT NULL) AS "lastClosed"
       FROM occurrence WHERE cancelled_at IS NULL AND NOT draft`,
    )
    return row!
  }
}

/** The rows of one period from both queries, joined by group; a group that only one of them knows has nothing of the other. */
function gathered(rows: readonly Row[]): CountedPeriod {
  const groups = new Map<string, CountedGroup>()
  const total = { ...NOTHING }
  for (const row of rows) {
    if (row.by === '') add(total, row)
    else {
      const group = named(row, row.by)
      const there = groups.get(`${group.by} ${group.key}`) ?? group
      add(there.counted, row)
      groups.set(`${group.by} ${group.key}`, there)
    }
  }
  return { total, groups: [...groups.values()].sort(inOrder) }
}

function add(counted: Counted, row: Row): void {
  const atQuarters = row.by === 'quarter' ? { onWaitingLists: row.onWaitingListsAtQuarters, people: row.peopleAtQuarters } : {}
  for (const key of COUNTED) counted[key] += { ...row, ...atQuarters }[key] ?? 0
}

function named(row: Row, by: Dimension): CountedGroup {
  const within = agencyGroupKey(row.agencyGroup)
  const names: Record<Dimension, [key: string, name: string]> = {
    'agency-group': [within, row.agencyGroup ?? NO_AGENCY],
    agency: [row.agencyKey ?? agencyGroupKey(null), row.agencyName ?? NO_AGENCY],
    course: [row.courseKey, row.courseTitle],
    quarter: [row.quarter ?? '', row.quarter ?? ''],
  }
  const [key, name] = names[by]
  return { by, key, name, within: by === 'agency' ? within : '', counted: { ...NOTHING } }
}

/** By name; those of no listed agency come last. */
function inOrder(a: CountedGroup, b: CountedGroup): number {
  const last = Number(a.name === NO_AGENCY) - Number(b.name === NO_AGENCY)
  return last || a.name.localeCompare(b.name, 'en-GB') || a.key.localeCompare(b.key, 'en-GB')
}
