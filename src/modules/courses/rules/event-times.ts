import { isDay, longDate, longMoment, parseLondon } from '../../../shared/dates.js'

/** One sitting as it was typed: a day (`2026-03-10`) and two times (`09:30`), London's. */
export interface TypedSession {
  day: string
  start: string
  end: string
}

export interface Sitting {
  startsAt: Date
  endsAt: Date
}

/** What is wrong, with the part of the sitting it is about. `index` counts from 0. */
export interface TimeProblem {
  index: number
  part: keyof TypedSession
  message: string
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/**
 * The sittings of one occurrence, in order, or what is wrong with them. Refused: what is no day or time, the hour that the clocks skip,
 * an end that is not after its start, a sitting that begins before the one above it has ended, and one that begins before `now`.
 */
export function readSittings(typed: readonly TypedSession[], now: Date): { sittings: Sitting[] } | { problems: TimeProblem[] } {
  const problems: TimeProblem[] = []
  const sittings: Sitting[] = []
  typed.forEach((session, index) => {
    const wrong = (part: keyof TypedSession, message: string) => problems.push({ index, part, message })
    const sitting = readOne(session, wrong)
    if (!sitting) return
    const before = sittings.at(-1)
    if (sitting.endsAt <= sitting.startsAt) wrong('end', 'The end must be after the start')
    else if (before && sitting.startsAt < before.endsAt)
      wrong('start', `This must start after the session before it has ended: ${longMoment(before.endsAt)}`)
    else if (sitting.startsAt <= now) wrong('day', `${longMoment(sitting.startsAt)} has gone by: enter a time to come`)
    sittings.push(sitting)
  })
  return problems.length > 0 ? { problems } : { sittings }
}

function readOne({ day, start, end }: TypedSession, wrong: (part: keyof TypedSession, message: string) => void): Sitting | null {
  if (!isDay(day)) wrong('day', day ? 'Enter a day that exists, such as 2026-03-10' : 'Enter the day')
  if (!TIME.test(start)) wrong('start', 'Enter when it starts, such as 09:30')
  if (!TIME.test(end)) wrong('end', 'Enter when it ends, such as 16:00')
  if (!isDay(day) || !TIME.test(start) || !TIME.test(end)) return null
  const [startsAt, endsAt] = [parseLondon(`${day} ${start}`), parseLondon(`${day} ${end}`)]
  if (!startsAt) wrong('start', skipped(day, start))
  if (!endsAt) wrong('end', skipped(day, end))
  return startsAt && endsAt ? { startsAt, endsAt } : null
}

const skipped = (day: string, time: string): string => `The clocks go forward on ${longDate(day)}: ${time} does not exist that night`

/** A moment that may be left out, typed as a day and a time. A day alone begins at `usual`; a time alone is no moment. */
export function readMoment(day: string, time: string, usual: string): { at: Date | null } | { problem: string } {
  if (!day) return time ? { problem: 'Enter the day as well as the time' } : { at: null }
  if (!isDay(day)) return { problem: 'Enter a day that exists, such as 2026-03-10' }
  if (time && !TIME.test(time)) return { problem: 'Enter a time such as 09:30' }
  const at = parseLondon(`${day} ${time || usual}`)
  return at ? { at } : { problem: skipped(day, time || usual) }
}

/** The booking window: opening, closing and the first start come in this order. null: nothing is wrong. */
export function windowProblem(
  opensAt: Date | null,
  closesAt: Date | null,
  startsAt: Date,
): { part: 'opens' | 'closes'; message: string } | null {
  if (closesAt && closesAt > startsAt) return { part: 'closes', message: 'Booking must close before the first session starts' }
  if (opensAt && opensAt >= (closesAt ?? startsAt)) return { part: 'opens', message: 'Booking must open before it closes' }
  return null
}
