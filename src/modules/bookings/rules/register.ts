import { refuse, type Refusal } from '../../../shared/refusal.js'

export const MARKS = ['present', 'late', 'left early', 'absent'] as const
export type Mark = (typeof MARKS)[number]
export type Outcome = 'attended' | 'partly attended' | 'no-show'

/** The occurrence whose register it is; sessions are numbered, in any order. */
export interface RegisterOccurrenceFacts {
  sessions: readonly { number: number; startsAt: Date }[]
  cancelledAt: Date | null
  registerClosedAt: Date | null
}

export interface RegisterLine {
  bookingId: string
  walkIn: boolean
  marks: Partial<Record<number, Mark>>
}

/** `rows`: every booking not cancelled, and the walk-ins; `booked`: how many bookings the occurrence counts, where that is known apart. */
export interface RegisterFacts {
  occurrence: RegisterOccurrenceFacts
  rows: readonly RegisterLine[]
  booked?: number
}

export interface RegisterSums {
  booked: number
  noShows: number
  walkIns: number
  present: number
}

export interface RegisterPlan {
  outcomes: { bookingId: string; outcome: Outcome }[]
  sums: RegisterSums
}

export type CloseCode =
  | 'occurrence-cancelled'
  | 'register-already-closed'
  | 'register-too-early'
  | 'register-incomplete'
  | 'walk-in-absent'
  | 'register-does-not-add-up'

/**
 * What the marks of every session come to: attended when present or late at each, a no-show when absent from each, partly attended
 * else. Who is turned away for being late was not there: absent.
 */
export function outcomeOf(marks: readonly Mark[]): Outcome {
  if (marks.every(mark => mark === 'absent')) return 'no-show'
  return marks.every(mark => mark === 'present' || mark === 'late') ? 'attended' : 'partly attended'
}

/** A register may be closed from the start of its last session: before that nobody can know who will come. */
export function closableFrom({ sessions }: Pick<RegisterOccurrenceFacts, 'sessions'>): Date {
  return new Date(Math.max(...sessions.map(session => session.startsAt.getTime())))
}

const numbers = ({ occurrence }: RegisterFacts): number[] => occurrence.sessions.map(session => session.number)

// An occurrence whose sessions are missing would otherwise be attended by everybody.
const isMarked = (row: RegisterLine, sessions: readonly number[]): boolean =>
  sessions.length > 0 && sessions.every(number => row.marks[number] !== undefined)

const marksOf = (row: RegisterLine, sessions: readonly number[]): Mark[] => sessions.map(number => row.marks[number]!)

/** The sums of a register as marked so far; who is not marked yet counts as neither present nor no-show. */
export function registerSums(facts: RegisterFacts): RegisterSums {
  const sessions = numbers(facts)
  const walkIns = facts.rows.filter(row => row.walkIn)
  const booked = facts.rows.filter(row => !row.walkIn)
  const marked = facts.rows.filter(row => isMarked(row, sessions)).map(row => ({ row, outcome: outcomeOf(marksOf(row, sessions)) }))
  return {
    booked: facts.booked ?? booked.length,
    noShows: marked.filter(({ row, outcome }) => !row.walkIn && outcome === 'no-show').length,
    walkIns: walkIns.length,
    present: marked.filter(({ outcome }) => outcome !== 'no-show').length,
  }
}

const addsUp = ({ booked, noShows, walkIns, present }: RegisterSums): boolean => booked - noShows + walkIns === present

function notNow({ sessions, cancelledAt, registerClosedAt }: RegisterOccurrenceFacts, now: Date): Refusal<CloseCode> | null {
  if (cancelledAt !== null) return refuse('occurrence-cancelled')
  if (registerClosedAt !== null) return refuse('register-already-closed')
  const from = closableFrom({ sessions })
  return now < from ? refuse('register-too-early', { from: from.toISOString() }) : null
}

/**
 * Closes a register: the outcome of every booking and walk-in, or why it stays open: `unmarked` and `walkIns` in the facts are booking
 * ids. Nothing is guessed: everybody is marked at every session, walk-ins were there at one at least, and the sums agree.
 */
export function closeRegister(facts: RegisterFacts, now: Date): RegisterPlan | Refusal<CloseCode> {
  const refusal = notNow(facts.occurrence, now)
  if (refusal) return refusal
  const sessions = numbers(facts)
  const unmarked = facts.rows.filter(row => !isMarked(row, sessions))
  if (unmarked.length > 0) return refuse('register-incomplete', { unmarked: unmarked.map(row => row.bookingId) })
  const outcomes = facts.rows.map(row => ({ ...row, outcome: outcomeOf(marksOf(row, sessions)) }))
  const absent = outcomes.filter(row => row.walkIn && row.outcome === 'no-show')
  if (absent.length > 0) return refuse('walk-in-absent', { walkIns: absent.map(row => row.bookingId) })
  const sums = registerSums(facts)
  if (!addsUp(sums)) return refuse('register-does-not-add-up', { ...sums })
  return { outcomes: outcomes.map(({ bookingId, outcome }) => ({ bookingId, outcome })), sums }
}

/** Reopening, which is the administrator's, needs a reason that is kept; every outcome goes back to booked until the next closing. */
export function decideReopen(
  { registerClosedAt }: Pick<RegisterOccurrenceFacts, 'registerClosedAt'>,
  reason: string,
): { reopened: true; reason: string } | Refusal<'register-not-closed' | 'reason-missing'> {
  if (registerClosedAt === null) return refuse('register-not-closed')
  return reason.trim() === '' ? refuse('reason-missing') : { reopened: true, reason: reason.trim() }
}
