import { type Figure, FIGURES, type FigureKey } from './rules/figures.js'
import type { Dimension, GroupFigures, Parts, Report } from './rules/report.js'

/** A figure as it is printed: "82 %" with "1,333 of 1,617" beneath. */
export interface Cell {
  text: string
  of: string
}
export interface AnnualRow {
  key: FigureKey
  title: string
  definition: string
  /** What the figure is made of, in words; empty for most. */
  parts: string
  now: Cell
  before: Cell
}

const number = (value: number): string => value.toLocaleString('en-GB')

/** "-" where there is nothing to divide by, or the figure does not exist for this row. */
export function cell({ value, numerator, denominator }: Figure): Cell {
  if (numerator === undefined || denominator === undefined) return { text: value === null ? '-' : number(value), of: '' }
  return { text: value === null ? '-' : `${number(value)} %`, of: `${number(numerator)} of ${number(denominator)}` }
}

const hiddenCell: Cell = { text: 'Not shown', of: '' }
const shownIn = (report: Report, key: FigureKey): Cell =>
  report.hidden && report.figures[key].value === null ? hiddenCell : cell(report.figures[key])

/** Every figure of a period beside the same of the year before. */
export function annualTable(now: Report, before: Report): AnnualRow[] {
  return FIGURES.map(({ key, title, definition }) => ({
    key,
    title,
    definition,
    parts: now.parts ? partsOf(key, now.parts) : '',
    now: shownIn(now, key),
    before: shownIn(before, key),
  }))
}

function partsOf(key: FigureKey, parts: Parts): string {
  if (key === 'cancellations') {
    return `${number(parts.cancelledInTime)} in time, ${number(parts.cancelledLate)} late, ${number(parts.cancelledByOrganiser)} by the organiser`
  }
  if (key !== 'elearningTaken') return ''
  const { elearningCompleted, elearningInProgress, elearningNotStarted } = parts
  return `${number(elearningCompleted)} completed, ${number(elearningInProgress)} in progress, ${number(elearningNotStarted)} not started`
}

// As many columns as can be read side by side; the CSV has all.
const OF_PEOPLE: FigureKey[] = [
  'bookings',
  'cancellations',
  'attended',
  'noShows',
  'walkIns',
  'attendancePercent',
  'elearningTaken',
  'onWaitingLists',
]
const OF_PROGRAMME: FigureKey[] = [
  'eventOccurrences',
  'placesOffered',
  ...OF_PEOPLE.slice(0, 6),
  'utilisationPercent',
  ...OF_PEOPLE.slice(6),
]

/** The same figures under shorter heads, where many stand side by side. */
const SHORT: Partial<Record<FigureKey, string>> = {
  eventOccurrences: 'Occurrences',
  placesOffered: 'Places',
  cancellations: 'Cancelled',
  elearningTaken: 'E-learning',
  onWaitingLists: 'Waiting',
}

export interface GroupTable {
  columns: { key: FigureKey; title: string }[]
  rows: { key: string; name: string; hidden: GroupFigures['hidden']; cells: (Cell & { key: FigureKey })[] }[]
}

/** The groups of one breakdown, with the figures that exist for them. */
export function groupTable({ groups }: Report, by: Dimension): GroupTable {
  const keys = by === 'course' || by === 'quarter' ? OF_PROGRAMME : OF_PEOPLE
  const columns = keys.map(key => ({ key, title: SHORT[key] ?? FIGURES.find(figure => figure.key === key)!.title }))
  const rows = groups.filter(group => group.by === by)
  return {
    columns,
    rows: rows.map(({ key, name, hidden, figures }) => ({
      key,
      name,
      hidden,
      cells: keys.map(one => ({ key: one, ...cell(figures[one]) })),
    })),
  }
}
