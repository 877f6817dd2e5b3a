import { refuse, type Refusal } from '../../../shared/refusal.js'

type State = 'requested' | 'booked' | 'attended' | 'partly attended' | 'no-show'

/** A booking of either account that is not cancelled; times in milliseconds. `of`: whose. `present`: the register saw them. */
export interface MergeBooking {
  id: string
  of: string
  occurrenceId: string
  courseId: string
  state: State
  present: boolean
  second: boolean
  bookedAt: number
}
/** Somebody still waiting, with the number that says their place. `occurrenceIds` empty: any date. */
export interface MergeWaiting {
  id: string
  of: string
  courseId: string
  number: number
  displaced: boolean
  occurrenceIds: string[]
}
/** An enrolment that is open. `awaited`: evidence handed in for it waits for an answer. */
export interface MergeEnrolment {
  id: string
  of: string
  courseId: string
  progress: number
  awaited: boolean
  signedUpAt: number
}
/** Evidence that waits for an answer. */
export interface MergeEvidence {
  id: string
  of: string
  courseId: string
  enrolmentId: string | null
  handedInAt: number
}
/** Learning that was recorded from a proof. `validUntil` null: for good. */
export interface MergeRecord {
  id: string
  of: string
  courseId: string
  completedOn: string
  validUntil: string | null
  note: string
}
export interface MergeFacts {
  stays: string
  goes: string
  /** Who puts them together. */
  actor: string
  bookings: MergeBooking[]
  waiting: MergeWaiting[]
  enrolments: MergeEnrolment[]
  evidence: MergeEvidence[]
  records: MergeRecord[]
  /** One of them answered the other's evidence. */
  judgedOther: boolean
  /** One of them asked to be erased, and nobody has answered. */
  erasureAsked: boolean
  /** One of them was erased. */
  erased: boolean
}

/** What is double and so does not simply move. All else moves as it is. */
export interface MergePlan {
  /** Bookings that end, free of charge, because the other account's on the same date stays. */
  ended: { id: string; keeps: string; live: boolean }[]
  /** Bookings on another date of a course that they are booked on already: both stay, this one as their second. */
  second: string[]
  /** Queue places that end because the other account's, which is the earlier, stays with the dates of both. */
  waiting: { id: string; keeps: string; occurrenceIds: string[] }[]
  /** Queue places that end because the other account has a place on the course. */
  served: string[]
  /** Unfinished enrolments that are closed because the other account's is further. */
  closed: string[]
  /** Evidence that is taken back because the other account's waits too. */
  takenBack: string[]
  /** Learning recorded twice from the same proof: one row stays, until the later day. */
  doubled: { id: string; keeps: string; validUntil: string | null; note: string }[]
}
export type MergeCode = 'same-account' | 'own-account' | 'both-present' | 'judged-other' | 'erasure-asked' | 'erased'

const RANK: State[] = ['attended', 'partly attended', 'booked', 'requested', 'no-show']
const isLive = ({ state }: MergeBooking): boolean => state === 'booked' || state === 'requested'

/** The two accounts' rows that meet: same `key`, one of each. Each has at most one of a key, as the indexes hold. */
function pairs<Row extends { of: string }>(rows: Row[], goes: string, key: (row: Row) => string): [Row, Row][] {
  const theirs = new Map(rows.filter(row => row.of === goes).map(row => [key(row), row]))
  return rows.filter(row => row.of !== goes).flatMap(row => (theirs.has(key(row)) ? [[row, theirs.get(key(row))!] as [Row, Row]] : []))
}

/** The better first: by the first of these orders that tells them apart; the account that stays wins what is left. */
const ordered = <Row>([a, b]: [Row, Row], ...orders: ((row: Row) => number)[]): [Row, Row] =>
  (orders.map(order => order(a) - order(b)).find(difference => difference !== 0) ?? 0) <= 0 ? [a, b] : [b, a]

const later = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a > b ? a : b)

/** What putting two accounts of one person together does with what both have, or why it cannot be done. */
export function planMerge(facts: MergeFacts): MergePlan | Refusal<MergeCode> {
  const { stays, goes, actor } = facts
  if (stays === goes) return refuse('same-account')
  if (goes === actor) return refuse('own-account')
  if (facts.erased) return refuse('erased')
  if (facts.erasureAsked) return refuse('erasure-asked')
  if (facts.judgedOther) return refuse('judged-other')
  const met = pairs(facts.bookings, goes, row => row.occurrenceId)
  const both = met.find(([a, b]) => a.present && b.present)
  if (both) return refuse('both-present', { occurrenceId: both[0].occurrenceId })
  const closed = closedEnrolments(facts)
  return { ...bookingsPlan(facts, met), ...waitingPlan(facts), closed, takenBack: takenBack(facts, closed), doubled: doubled(facts) }
}

function bookingsPlan({ bookings, goes }: MergeFacts, met: [MergeBooking, MergeBooking][]): Pick<MergePlan, 'ended' | 'second'> {
  const ended = met.map(pair => {
    const [keeps, ends] = ordered(
      pair,
      row => (row.present ? 0 : 1),
      row => RANK.indexOf(row.state),
      row => (row.second ? 1 : 0),
      row => row.bookedAt,
    )
    return { id: ends.id, keeps: keeps.id, live: isLive(ends) }
  })
  const left = bookings.filter(row => isLive(row) && !row.second && !ended.some(({ id }) => id === row.id))
  const second = pairs(left, goes, row => row.courseId).map(pair => ordered(pair, row => row.bookedAt)[1].id)
  return { ended, second }
}

function waitingPlan({ waiting, bookings, goes }: MergeFacts): Pick<MergePlan, 'waiting' | 'served'> {
  const hasPlace = (row: MergeWaiting) => bookings.some(one => one.courseId === row.courseId && one.of !== row.of && isLive(one))
  const served = waiting.filter(hasPlace).map(({ id }) => id)
  const left = waiting.filter(row => !hasPlace(row))
  const merged = pairs(left, goes, row => row.courseId).map(pair => {
    const [keeps, ends] = ordered(
      pair,
      row => (row.displaced ? 0 : 1),
      row => row.number,
    )
    const any = keeps.occurrenceIds.length === 0 || ends.occurrenceIds.length === 0
    const occurrenceIds = any ? [] : [...new Set([...keeps.occurrenceIds, ...ends.occurrenceIds])]
    return { id: ends.id, keeps: keeps.id, occurrenceIds }
  })
  return { waiting: merged, served }
}

const closedEnrolments = ({ enrolments, goes }: MergeFacts): string[] =>
  pairs(enrolments, goes, row => row.courseId).map(
    pair =>
      ordered(
        pair,
        row => (row.awaited ? 0 : 1),
        row => -row.progress,
        row => row.signedUpAt,
      )[1].id,
  )

/** What an enrolment waits for that stays open is kept; else the newer, which may be the one put right. */
const takenBack = ({ evidence, goes }: MergeFacts, closed: string[]): string[] =>
  pairs(evidence, goes, row => row.courseId).map(
    pair =>
      ordered(
        pair,
        row => (row.enrolmentId !== null && !closed.includes(row.enrolmentId) ? 0 : 1),
        row => -row.handedInAt,
      )[1].id,
  )

function doubled({ records, goes, stays }: MergeFacts): MergePlan['doubled'] {
  const own = new Map(records.filter(row => row.of === stays).map(row => [`${row.courseId} ${row.completedOn}`, row]))
  return records
    .filter(row => row.of === goes)
    .flatMap(row => {
      const keeps = own.get(`${row.courseId} ${row.completedOn}`)
      if (!keeps) return []
      const note = [...new Set([keeps.note, row.note].filter(Boolean))].join(' ')
      return [{ id: row.id, keeps: keeps.id, validUntil: later(keeps.validUntil, row.validUntil), note }]
    })
}
