import type { FieldError } from '../../../web/forms.js'
import type { TypedSession } from '../rules/event-times.js'
import { Line, Many, OptionalText, WholeNumber } from './fields.js'

/** What an event's dates share, and what a single occurrence is changed by. Keys stand for venue and trainers. */
export class DeliveryForm {
  @OptionalText(100)
  venue: string

  /** As its choice is written: `town-hall/Room 2`. */
  @OptionalText(200)
  room: string

  @OptionalText(500)
  onlineUrl: string

  @OptionalText(500)
  externalUrl: string

  @Many()
  trainers: string[]

  @WholeNumber(0, 5000, 'Enter the number of places, from 0 to 5,000')
  places: string

  @OptionalText(4000)
  joiningDetails: string

  @WholeNumber(0, 5000, 'Enter how many people, from 0 to 5,000, or leave it empty', true)
  fewest: string

  @OptionalText(10)
  opensDay: string

  @OptionalText(5)
  opensTime: string
}

/** A new event: a course, how long before each date booking closes and it is decided whether it runs. Places left empty: the course's usual. */
export class EventForm extends DeliveryForm {
  @Line('Choose the course')
  course: string

  @WholeNumber(0, 5000, 'Enter the number of places, from 0 to 5,000', true)
  declare places: string

  @WholeNumber(0, 60, 'Enter how many working days before, from 0 to 60, or leave it empty', true)
  decideDays: string

  @WholeNumber(0, 60, 'Enter how many working days before, from 0 to 60, or leave it empty', true)
  closesDays: string
}

export class OccurrenceForm extends DeliveryForm {
  @OptionalText(10)
  decideOn: string

  @OptionalText(10)
  closesDay: string

  @OptionalText(5)
  closesTime: string
}

/** What is said of clashes that were shown. */
export class ClashForm {
  @OptionalText(3)
  anyway: string

  @OptionalText(500)
  clashReason: string

  @OptionalText(100)
  clashesSeen: string
}

const MOST_DATES = 24
const MOST_SESSIONS = 10
export const NO_SESSION: TypedSession = { day: '', start: '', end: '' }

/** The dates of an event's form, each with its sessions; fields are named `dates[0][sessions][0][day]`. At least one of each. */
export function readDates(body: unknown): TypedSession[][] {
  const dates = listOf((body as { dates?: unknown } | null)?.dates).slice(0, MOST_DATES)
  return dates.length > 0 ? dates.map(readSessions) : [[NO_SESSION]]
}

/** The sessions in a part of a form that has them under `sessions`; at least one. */
export function readSessions(part: unknown): TypedSession[] {
  const sessions = listOf((part as { sessions?: unknown } | null)?.sessions)
    .slice(0, MOST_SESSIONS)
    .map(readSession)
  return sessions.length > 0 ? sessions : [NO_SESSION]
}

function readSession(typed: unknown): TypedSession {
  const fields = (typed ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim().slice(0, 20) : '')
  return { day: text('day'), start: text('start'), end: text('end') }
}

/** Rows of a form come as a list, or as an object of numbered keys when there are many. */
const listOf = (rows: unknown): unknown[] =>
  Array.isArray(rows) ? rows : typeof rows === 'object' && rows !== null ? Object.values(rows) : []

const isTyped = ({ day, start, end }: TypedSession): boolean => Boolean(day || start || end)

/** Rows left empty fall away, but one session of one date. */
export function tidySessions(sessions: readonly TypedSession[]): TypedSession[] {
  const typed = sessions.filter(isTyped)
  return typed.length > 0 ? typed : [NO_SESSION]
}

export function tidyDates(dates: readonly TypedSession[][]): TypedSession[][] {
  const typed = dates.filter(sessions => sessions.some(isTyped)).map(tidySessions)
  return typed.length > 0 ? typed : [[NO_SESSION]]
}

/** Why a press added no row, at the last of those that are there. */
export function noMoreRows(button: unknown, dates: readonly TypedSession[][], rows: readonly TypedSession[][]): FieldError[] {
  const [, what, d] = /^add-(date|session)(?:-(\d+))?$/.exec(typeof button === 'string' ? button : '') ?? []
  if (!what || rows.flat().length > dates.flat().length) return []
  return what === 'date'
    ? [
        {
          field: `dates-${MOST_DATES - 1}-sessions-0-day`,
          message: `An event has ${MOST_DATES} dates at most: put the others on as another event`,
        },
      ]
    : [{ field: `dates-${d}-sessions-${MOST_SESSIONS - 1}-day`, message: `A date has ${MOST_SESSIONS} sessions at most` }]
}

/**
 * The rows after a press on one of the form's small buttons: `add-date`, `add-session-0`, `remove-date-1`, `remove-session-0-1`. An added
 * session begins on the day of the one before it, an added date with the times of the one before. null: it was none of those.
 */
export function rowsAfter(button: unknown, dates: readonly TypedSession[][]): TypedSession[][] | null {
  const [, verb, what, d, s] = /^(add|remove)-(date|session)(?:-(\d+))?(?:-(\d+))?$/.exec(typeof button === 'string' ? button : '') ?? []
  if (!verb) return null
  if (what === 'date') {
    // Never more rows than are read again: what is typed in the others would be lost.
    if (verb === 'add') return dates.length < MOST_DATES ? [...dates, dates.at(-1)!.map(session => ({ ...session, day: '' }))] : [...dates]
    return dates.length > 1 ? dates.filter((_, i) => i !== Number(d)) : [...dates]
  }
  return dates.map((sessions, i) => (i === Number(d) ? sessionsAfter(verb, sessions, Number(s)) : sessions))
}

function sessionsAfter(verb: string, sessions: TypedSession[], at: number): TypedSession[] {
  if (verb === 'add') return sessions.length < MOST_SESSIONS ? [...sessions, { ...NO_SESSION, day: sessions.at(-1)!.day }] : [...sessions]
  return sessions.length > 1 ? sessions.filter((_, i) => i !== at) : sessions
}
