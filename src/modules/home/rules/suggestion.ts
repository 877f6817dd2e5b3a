import { addDays, type Day, londonAt, londonDate } from '../../../shared/dates.js'
import { OPTIONAL_AT } from './newsletter.js'
import { type DateFacts, mayBook, type Reader } from './my-date.js'

/** After a standstill, what was completed in so many days before is still answered. */
const DAYS_BACK = 3
export const DAYS_BETWEEN = 7
const DATES_SHOWN = 5

/** What the suggestions of a morning look at: learning records written from `from` up to, not including, `to`. */
export interface Morning {
  from: Date
  to: Date
  /** Which day it is, counted from 1970: the suggestions of one day are the same ones. */
  number: number
  /** Not before half past eight. */
  dueAt: Date
}

export function suggestionMorning(now: Date): Morning {
  const today = londonDate(now)
  const at = londonAt(today, OPTIONAL_AT)
  return {
    from: londonAt(addDays(today, -DAYS_BACK), '00:00'),
    to: londonAt(today, '00:00'),
    number: dayNumber(today),
    dueAt: at > now ? at : now,
  }
}

const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** A date with its course, as far as suggestions go. */
export interface SuggestedDate extends DateFacts {
  hasPlaces: boolean
  course: { id: string; key: string; title: string; requires: readonly string[]; topic: { priority: boolean } }
}

/** The course to suggest to somebody who has just done others, with the first of its dates and how many more there are. */
export interface Suggestion<D extends SuggestedDate> {
  done: string
  course: D['course']
  dates: D[]
  more: number
}

/**
 * The next course on the pathway of one just done (`done`: ids) that the reader may book now, has not done, not booked and does not wait
 * for: a priority before others, then the one that comes first. null: there is none. `dates` are in order of time.
 */
export function suggestionFor<D extends SuggestedDate>(
  reader: Reader,
  done: readonly string[],
  dates: readonly D[],
  now: Date,
): Suggestion<D> | null {
  const taken = new Set([...reader.completed, ...reader.live, ...reader.waiting].map(one => one.courseId))
  const open = dates.filter(
    date =>
      date.hasPlaces && !taken.has(date.course.id) && date.course.requires.some(id => done.includes(id)) && mayBook(date, reader, now),
  )
  const chosen = open.find(date => date.course.topic.priority) ?? open[0]
  if (!chosen) return null
  const its = open.filter(date => date.course.id === chosen.course.id)
  return {
    done: chosen.course.requires.find(id => done.includes(id))!,
    course: chosen.course,
    dates: its.slice(0, DATES_SHOWN),
    more: Math.max(0, its.length - DATES_SHOWN),
  }
}
