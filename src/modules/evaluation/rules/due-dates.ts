import { addDays, type Day, londonAt, londonDate } from '../../../shared/dates.js'
import { morningBefore } from '../../bookings/rules/reminders.js'
import { MORNING } from '../../notifications/rules/morning.js'
import type { Stage, StageSettings } from './stage-settings.js'

/** What a booking's due dates are worked out from. `openedAt`: the trainer opened the questions after the course in the room. */
export interface CourseTimes {
  bookedAt: Date
  walkIn: boolean
  startsAt: Date
  /** Of the first session. */
  firstEndsAt: Date
  endsAt: Date
  openedAt: Date | null
}
type Offsets = Pick<StageSettings, 'impactWeeks' | 'managerMonths'>

const MINUTE = 60_000
/** Answered in the first minutes of a course it still tells how people came; later it tells what they have just heard. */
const DOOR_MINUTES = 60
/** Eight weeks and six months later can be answered for so long. */
const OPEN_DAYS = 60
/** Mails before the course go out on the mornings of its other mails: with a reminder, with the joining details, with "still coming?". */
const DAYS_BEFORE = [14, 5, 2] as const
/** Two mails of one stage lie at least so many days apart. */
const APART_DAYS = 2
const CHASED_AFTER_DAYS: Record<Exclude<Stage, 'pre'>, readonly number[]> = { post: [3, 7], impact: [7, 14], manager: [7, 14] }
export const MOST_CHASERS = 2
/** Whoever could not be asked in time (the register was open, nothing ran) is asked for the first time so many days later at the latest. */
const LATEST_DAYS = 28
/** A chaser that is later than this is left out. */
const CHASER_DAYS = 7

const morning = (day: Day): Date => londonAt(day, MORNING)
const earliest = (...moments: Date[]): Date => new Date(Math.min(...moments.map(Number)))
const daysLater = (at: Date, days: number): Day => addDays(londonDate(at), days)

/** The same day so many months later; where that month is shorter, its last day: six months after 31 August is the last of February. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0))
  last.setUTCDate(Math.min(date, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

/**
 * When a stage can be answered first. Before: from the booking. After: when the last session ends, or the trainer opens it in the room. Then
 * so many weeks, and months, after the London day of the end, at 8:30am there, whatever the clocks did in between.
 */
export function opensAt(stage: Stage, times: CourseTimes, { impactWeeks, managerMonths }: Offsets): Date {
  if (stage === 'pre') return times.bookedAt
  if (stage === 'post') return earliest(times.endsAt, times.openedAt ?? times.endsAt)
  const day = londonDate(times.endsAt)
  return morning(stage === 'impact' ? addDays(day, 7 * impactWeeks) : addMonths(day, managerMonths))
}

/** From this moment a stage is not answered any more; null: it always can, for the certificate may wait for it. */
export function closesAt(stage: Stage, times: CourseTimes, offsets: Offsets): Date | null {
  if (stage === 'pre') return earliest(new Date(times.startsAt.getTime() + DOOR_MINUTES * MINUTE), times.firstEndsAt)
  return stage === 'post' ? null : morning(daysLater(opensAt(stage, times, offsets), OPEN_DAYS))
}

/** What has been mailed of a stage so far. */
export interface Mailed {
  askedAt: Date | null
  chasers: number
}

/** A mail of a stage that is still to come; the first is the asking, whatever its number. After `until` it is not sent any more. */
export interface Asking {
  /** 0: the asking; 1 and 2: its chasers. */
  number: number
  dueAt: Date
  until: Date
}

/** The mails of a stage that are still to come, earliest first: one asking and two chasers in all, days apart. */
export function askingsLeft(stage: Stage, times: CourseTimes, offsets: Offsets, mailed: Mailed): Asking[] {
  if (mailed.chasers >= MOST_CHASERS) return []
  return stage === 'pre' ? beforeTheCourse(times, mailed) : afterTheCourse(stage, times, offsets, mailed)
}

/** Chasers are counted from the asking, so that whoever could only be asked late is not chased the next day. */
function afterTheCourse(stage: Exclude<Stage, 'pre'>, times: CourseTimes, offsets: Offsets, { askedAt, chasers }: Mailed): Asking[] {
  if (askedAt === null) {
    const dueAt = stage === 'post' ? times.endsAt : opensAt(stage, times, offsets)
    return [{ number: 0, dueAt, until: morning(daysLater(dueAt, LATEST_DAYS)) }]
  }
  return CHASED_AFTER_DAYS[stage]
    .map((days, i) => ({ number: i + 1, dueAt: morning(daysLater(askedAt, days)), until: morning(daysLater(askedAt, days + CHASER_DAYS)) }))
    .filter(({ number }) => number > chasers)
}

/** On mornings before the course; who books later is asked at once. Walk-ins are there already, and are asked at the door only. */
function beforeTheCourse({ bookedAt, walkIn, startsAt }: CourseTimes, { askedAt, chasers }: Mailed): Asking[] {
  if (walkIn) return []
  const mornings = DAYS_BEFORE.map(days => morningBefore(startsAt, days)).filter(at => at > bookedAt)
  const moments = mornings.length === DAYS_BEFORE.length ? mornings : [bookedAt, ...mornings]
  const first = askedAt === null ? moments[0]! : askedAt
  const after = moments.filter(at => londonDate(at) >= daysLater(first, APART_DAYS))
  // A course that is moved away has its mornings anew, but not its chasers.
  const left = askedAt === null ? [first, ...after] : after.slice(chasers - MOST_CHASERS)
  const sent = askedAt === null ? 0 : MOST_CHASERS + 1 - left.length
  return left.map((dueAt, i) => ({ number: sent + i, dueAt, until: left[i + 1] ?? startsAt }))
}
