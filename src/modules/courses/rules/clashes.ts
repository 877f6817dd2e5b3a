import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { type Day, londonDate, longDate, weekdayOf, whenInWords } from '../../../shared/dates.js'
import type { Sitting } from './event-times.js'

/** Dates that are about to be saved; they share course, venue and trainers. `roomId` null: not said, or the venue has one. */
export interface Plan {
  courseId: string
  venue: { id: string; name: string } | null
  roomId: string | null
  trainers: readonly { id: string; name: string }[]
  dates: readonly (readonly Sitting[])[]
}

/** What stands on the programme already, drafts too. */
export interface Engaged {
  occurrenceId: string
  courseId: string
  /** What it is called in a sentence. */
  title: string
  venueId: string | null
  roomId: string | null
  trainerIds: readonly string[]
  sittings: readonly Sitting[]
}

/** Something to look at before a date is saved. `date`: which of the plan's, from 0; `occurrenceId`: what it collides with, if that is stored. */
export interface Clash {
  kind: 'trainer' | 'venue' | 'same day' | 'bank holiday' | 'weekend' | 'trainer doubt'
  date: number
  words: string
  occurrenceId: string | null
}

/** Half open: what ends at the moment another begins does not overlap it. */
export const overlap = (a: Sitting, b: Sitting): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt

/** A trainer or a venue cannot be at two places or hold two courses; the rest may well be meant. */
export const isSerious = ({ kind }: Clash): boolean => kind === 'trainer' || kind === 'venue'

const daysOf = (sittings: readonly Sitting[]): Day[] => [...new Set(sittings.map(({ startsAt }) => londonDate(startsAt)))]

/**
 * What speaks against the plan, date by date: trainers and venue that are taken at the time, by the programme or by an earlier date of the
 * plan itself; the same course on the same day; bank holidays and weekends. Empty: nothing.
 */
export function clashesOf(plan: Plan, engaged: readonly Engaged[], holidays: BankHolidays): Clash[] {
  return plan.dates.flatMap((sittings, date) => {
    const before = plan.dates.slice(0, date).map((one, i) => ownDate(plan, one, i))
    const others = [...engaged, ...before].flatMap(other => withOther(plan, { sittings, date }, other))
    return [...others, ...onDays(sittings, date, holidays)]
  })
}

function ownDate({ courseId, venue, roomId, trainers }: Plan, sittings: readonly Sitting[], i: number): Engaged {
  const trainerIds = trainers.map(({ id }) => id)
  return { occurrenceId: '', courseId, title: `date ${i + 1} of this event`, venueId: venue?.id ?? null, roomId, trainerIds, sittings }
}

function withOther(plan: Plan, { sittings, date }: { sittings: readonly Sitting[]; date: number }, other: Engaged): Clash[] {
  const clash = (kind: Clash['kind'], words: string): Clash => ({ kind, date, words, occurrenceId: other.occurrenceId || null })
  const taken = other.sittings.find(one => sittings.some(sitting => overlap(sitting, one)))
  const found: Clash[] = []
  if (taken) {
    const what = `${other.title}, ${whenInWords(taken.startsAt, taken.endsAt)}`
    if (plan.venue && sameRoom(plan, other)) found.push(clash('venue', `${plan.venue.name} is taken by ${what}`))
    const busy = plan.trainers.filter(({ id }) => other.trainerIds.includes(id))
    found.push(...busy.map(({ name }) => clash('trainer', `${name} delivers ${what}`)))
  }
  if (found.length > 0 || other.courseId !== plan.courseId) return found
  const [day] = daysOf(sittings).filter(one => daysOf(other.sittings).includes(one))
  return day ? [clash('same day', `The same course is on ${longDate(day)} already: ${other.title}`)] : []
}

/** One venue holds two courses at once only in two rooms that are both known. */
const sameRoom = (plan: Plan, other: Engaged): boolean =>
  plan.venue?.id === other.venueId && (plan.roomId === null || other.roomId === null || plan.roomId === other.roomId)

function onDays(sittings: readonly Sitting[], date: number, holidays: BankHolidays): Clash[] {
  return daysOf(sittings).flatMap((day): Clash[] => {
    const holiday = holidays.days[day]
    if (holiday) return [{ kind: 'bank holiday', date, words: `${longDate(day)} is a bank holiday: ${holiday}`, occurrenceId: null }]
    const weekend = [0, 6].includes(weekdayOf(day))
    return weekend ? [{ kind: 'weekend', date, words: `${longDate(day)} is at a weekend`, occurrenceId: null }] : []
  })
}

/** What somebody said of the clashes they were shown. `seen`: the key of what the page had shown, empty when nothing was. */
export interface SavedAnyway {
  seen: string
  anyway: boolean
  reason: string
}

/**
 * Whether dates may be saved in spite of what was found: `show` what they have not seen yet; what is serious takes a tick and a reason.
 * `key`: of what was found now, so that what has changed meanwhile is shown again.
 */
export function whetherToSave(
  clashes: readonly Clash[],
  key: string,
  { seen, anyway, reason }: SavedAnyway,
): 'save' | 'show' | { field: string; message: string } {
  if (clashes.length === 0) return 'save'
  if (seen !== key) return 'show'
  if (!clashes.some(isSerious)) return 'save'
  if (!anyway)
    return { field: 'anyway', message: 'Tick the box if it is to be held all the same, or change the time, the venue or the trainers' }
  return reason === '' ? { field: 'clashReason', message: 'Enter why it is held all the same' } : 'save'
}
