import { DateTime } from 'luxon'

/** A London calendar day, `2024-04-09`. */
export type Day = string

const ZONE = 'Europe/London'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

// Every page prints dates, and asking the time zone database or building texts anew costs microseconds each time: so what was worked out
// once is kept, until there is so much of it that it is forgotten and begun again.
const MOST_REMEMBERED = 20_000

function remembered<T>(make: (n: number) => T): (n: number) => T {
  const known = new Map<number, T>()
  return n => {
    const found = known.get(n)
    if (found !== undefined) return found
    if (known.size >= MOST_REMEMBERED) known.clear()
    const made = make(n)
    known.set(n, made)
    return made
  }
}

// The clocks only ever change on a whole hour, so one answer holds for its hour.
const offsetOfHour = remembered(hour => DateTime.fromMillis(hour * HOUR, { zone: ZONE }).offset * MINUTE)
const offsetAt = (ms: number): number => offsetOfHour(Math.floor(ms / HOUR))

/** London's wall clock at an instant, in milliseconds as if it were UTC; its days are numbered from 1970, its minutes from midnight. */
const wall = (instant: Date): number => instant.getTime() + offsetAt(instant.getTime())
const dayNumber = (ms: number): number => Math.floor(ms / DAY)
const minuteOfDay = (ms: number): number => Math.floor((ms - dayNumber(ms) * DAY) / MINUTE)
const two = (n: number): string => String(n).padStart(2, '0')
const isoDay = remembered((day): Day => new Date(day * DAY).toISOString().slice(0, 10))

/** The wall clock as if it were UTC, or null where no calendar has it (30 February, 24:00). */
function wallMs(day: string, time: string): number | null {
  const ms = Date.parse(`${day}T${time}:00.000Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 16) !== `${day}T${time}` ? null : ms
}

/** The first instant at which London's clocks show this, or null in the hour that is skipped. */
function instantOf(shown: number): Date | null {
  const candidates = [offsetAt(shown - DAY), offsetAt(shown + DAY)].map(offset => [shown - offset, offset] as const)
  const real = candidates.filter(([ms, offset]) => offsetAt(ms) === offset).map(([ms]) => ms)
  return real.length === 0 ? null : new Date(Math.min(...real))
}

/**
 * Reads London wall-clock time, `2024-04-09 09:30` (a `T` between is taken too). Null for anything else, for days that do not
 * exist and for the hour that the clocks skip in March; the hour repeated in October is read as the first.
 */
export function parseLondon(text: string): Date | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text.trim())
  const shown = parts && wallMs(parts[1]!, parts[2]!)
  return shown === null ? null : instantOf(shown)
}

/** The instant of a wall-clock time on a day, both known to be sound; a time in the skipped hour is moved to an hour later. */
export function londonAt(day: Day, time: string): Date {
  const shown = wallMs(day, time)
  if (shown === null) throw new RangeError(`not a day and time: ${day} ${time}`)
  return instantOf(shown) ?? new Date(shown - offsetAt(shown - DAY))
}

/** True for a day that exists, written `2024-04-09`. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && wallMs(text, '00:00') !== null

export const londonDate = (instant: Date): Day => isoDay(dayNumber(wall(instant)))

/** London's clock at an instant, `09:30`. */
export const londonTime = (instant: Date): string => shownTime(minuteOfDay(wall(instant)))
const shownTime = remembered(minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)

/** The day `n` days later (earlier when negative). */
export const addDays = (day: Day, n: number): Day => isoDay(dayNumber(utcOf(day).getTime()) + n)

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: Day): number => utcOf(day).getUTCDay()

/** The day as an instant of UTC, for arithmetic on calendars only; throws on what is not a day. */
function utcOf(day: Day): Date {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  return new Date(`${day}T00:00:00.000Z`)
}

/** From the first instant of a London day up to, not including, the first of the next: 23, 24 or 25 hours. */
export const londonDayBounds = (day: Day): { start: Date; end: Date } => periodBounds(day, day)

/** From the first instant of `from` up to, not including, the end of `to`; both are London days, both counted. */
export function periodBounds(from: Day, to: Day): { start: Date; end: Date } {
  return { start: londonAt(from, '00:00'), end: londonAt(addDays(to, 1), '00:00') }
}

/** "Tuesday 3 March 2026", of an instant (London's day) or of a day. */
export function longDate(at: Date | Day): string {
  return dayInWords(dayNumber(typeof at === 'string' ? utcOf(at).getTime() : wall(at)))
}

const dayInWords = remembered(number => {
  const day = new Date(number * DAY)
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`
})

/** "9:30am", "4pm", "midday", "midnight": the style of GOV.UK, in which 12pm and 12am, misread by many, are not written. */
export const clockTime = (instant: Date): string => timeInWords(minuteOfDay(wall(instant)))

const timeInWords = remembered(minutes => {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday'
  return `${hour % 12 || 12}${minute === 0 ? '' : `:${two(minute)}`}${hour < 12 ? 'am' : 'pm'}`
})

/** "Tuesday 3 March 2026, 9:30am". */
export const longMoment = (instant: Date): string => `${longDate(instant)}, ${clockTime(instant)}`

/** "9:30am to 12:30pm". */
export const timeRange = (start: Date, end: Date): string => `${clockTime(start)} to ${clockTime(end)}`

/** "Tuesday 3 March 2026, 9:30am to 12:30pm"; over several days "Tuesday 3 March 2026, 9:30am to Wednesday 4 March 2026, 4pm". */
export function whenInWords(start: Date, end: Date): string {
  return londonDate(start) === londonDate(end)
    ? `${longDate(start)}, ${timeRange(start, end)}`
    : `${longMoment(start)} to ${longMoment(end)}`
}

/** "March 2026" of `2026-03` (or of a day in it). */
export function monthName(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`
}
