import { londonDate, londonDayBounds } from '../../../shared/dates.js'
import { closesAt, type CourseTimes, opensAt } from './due-dates.js'
import { DEFAULT_SETTINGS, type Stage } from './stage-settings.js'

// Without 0/O, 1/I/L and U: read from a wall and typed on a phone without a mistake.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/** The code of a door, of 8 letters and figures, out of a secret that only this product can work out: it is kept nowhere. */
export function doorCode(secret: string): string {
  let rest = BigInt(`0x${Buffer.from(secret).toString('hex')}`)
  const letters = Array.from({ length: LENGTH }, () => {
    const letter = LETTERS[Number(rest % BigInt(LETTERS.length))]
    rest /= BigInt(LETTERS.length)
    return letter
  })
  return letters.join('')
}

/** As it is shown, in two halves. */
export const shownCode = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`

/** A code as somebody types it, in whatever case, with or without the hyphen; null for what is none. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return code.length === LENGTH && [...code].every(letter => LETTERS.includes(letter)) ? code : null
}

/** The first and the last moment at which there is a door: from midnight of the first day up to midnight of the last. */
export function doorTimes({ startsAt, endsAt }: Pick<CourseTimes, 'startsAt' | 'endsAt'>): { from: Date; to: Date } {
  return { from: londonDayBounds(londonDate(startsAt)).start, to: londonDayBounds(londonDate(endsAt)).end }
}

/** Which questions somebody finds behind the door now: those before the course, those after it, or none between. */
export function doorStage(times: CourseTimes, stages: readonly Stage[], now: Date): 'pre' | 'post' | null {
  const { from, to } = doorTimes(times)
  if (now < from || now >= to) return null
  if (stages.includes('post') && now >= opensAt('post', times, DEFAULT_SETTINGS)) return 'post'
  return stages.includes('pre') && now < closesAt('pre', times, DEFAULT_SETTINGS)! ? 'pre' : null
}

/** When the questions after the course can be opened in the room: once the last session has begun, and until it ends by itself. */
export const mayOpenInTheRoom = (lastStartsAt: Date, { endsAt, openedAt }: Pick<CourseTimes, 'endsAt' | 'openedAt'>, now: Date): boolean =>
  openedAt === null && lastStartsAt <= now && now < endsAt
