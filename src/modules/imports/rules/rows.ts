import { londonDate, type Day } from '../../../shared/dates.js'
import type { CellValue, Facts } from './cells.js'

export type RowCode =
  | 'lies-ahead'
  | 'agency-twice'
  | 'window-backwards'
  | 'ends-before-start'
  | 'session-too-long'
  | 'reason-without-cancelled'
  | 'cancelled-and-closed'
  | 'cancelled-at-missing'
  | 'cancelled-by-missing'
  | 'not-cancelled'
  | 'cancelled-before-booked'
  | 'walk-in-state'
  | 'before-sign-up'
  | 'completed-before-started'
  | 'valid-before-completed'
  | 'outcome-missing'
  | 'ended-at-missing'
  | 'ended-before-joined'

/** A row whose cells are all sound, by column of the file; a cell that was left empty is null. Moments are ISO instants. */
export type Row = Readonly<Record<string, CellValue>>
export interface RowProblem {
  column: string
  code: RowCode
  facts?: Facts
}
export type RowRule = (row: Row) => RowProblem[]

const LONGEST_SESSION_MS = 24 * 60 * 60 * 1000

const problemIf = (wrong: boolean, column: string, code: RowCode, facts?: Facts): RowProblem[] => (wrong ? [{ column, code, facts }] : [])

/** Whether both are given and the first is later. Instants and days both sort as text. */
const later = (a: CellValue | undefined, b: CellValue | undefined): boolean => typeof a === 'string' && typeof b === 'string' && a > b
const given = (value: CellValue | undefined): boolean => value !== null && value !== undefined && value !== ''

/** What has happened cannot lie ahead. By the day, so that a folder written this morning for all of today loads at once. */
export function aheadOf(today: Day, column: string, value: CellValue | undefined): RowProblem[] {
  if (typeof value !== 'string') return []
  const on = value.length === today.length ? value : londonDate(new Date(value))
  return problemIf(on > today, column, 'lies-ahead', { today })
}

export const personRules: RowRule = row => problemIf(given(row.agency) && given(row.agencyOther), 'agencyOther', 'agency-twice')

export const occurrenceRules: RowRule = row => [
  ...problemIf(later(row.bookingOpensAt, row.bookingClosesAt), 'bookingClosesAt', 'window-backwards'),
  ...problemIf(given(row.cancelReason) && !given(row.cancelledAt), 'cancelReason', 'reason-without-cancelled'),
  ...problemIf(given(row.cancelledAt) && given(row.registerClosedAt), 'registerClosedAt', 'cancelled-and-closed'),
]

export const sessionRules: RowRule = row => {
  const [start, end] = [row.startsAt, row.endsAt].map(at => Date.parse(at as string))
  return [
    ...problemIf(end! <= start!, 'endsAt', 'ends-before-start'),
    ...problemIf(end! - start! > LONGEST_SESSION_MS, 'endsAt', 'session-too-long'),
  ]
}

export const bookingRules: RowRule = row => {
  const walkedIn = row.state === 'attended' || row.state === 'partly attended'
  return [
    ...(row.state === 'cancelled' ? cancelledRules(row) : heldRules(row)),
    ...problemIf(!!row.walkIn && !walkedIn, 'walkIn', 'walk-in-state'),
  ]
}

const cancelledRules: RowRule = row => [
  ...problemIf(!given(row.cancelledAt), 'cancelledAt', 'cancelled-at-missing'),
  ...problemIf(!given(row.cancelledBy), 'cancelledBy', 'cancelled-by-missing'),
  ...problemIf(later(row.bookedAt, row.cancelledAt), 'cancelledAt', 'cancelled-before-booked'),
]

const heldRules: RowRule = row => [
  ...problemIf(given(row.cancelledAt), 'cancelledAt', 'not-cancelled'),
  ...problemIf(given(row.cancelledBy), 'cancelledBy', 'not-cancelled'),
  ...problemIf(row.late === true, 'late', 'not-cancelled'),
  ...problemIf(given(row.reason), 'reason', 'not-cancelled'),
]

export const enrolmentRules: RowRule = row => [
  ...problemIf(later(row.signedUpAt, row.startedAt), 'startedAt', 'before-sign-up'),
  ...problemIf(later(row.signedUpAt, row.completedAt), 'completedAt', 'before-sign-up'),
  ...problemIf(later(row.startedAt, row.completedAt), 'completedAt', 'completed-before-started'),
]

export const recordRules: RowRule = row => problemIf(later(row.completedOn, row.validUntil), 'validUntil', 'valid-before-completed')

export const waitingRules: RowRule = row => [
  ...problemIf(given(row.endedAt) && !given(row.outcome), 'outcome', 'outcome-missing'),
  ...problemIf(given(row.outcome) && !given(row.endedAt), 'endedAt', 'ended-at-missing'),
  ...problemIf(later(row.joinedAt, row.endedAt), 'endedAt', 'ended-before-joined'),
]
