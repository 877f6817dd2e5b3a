import { type Day, longDate } from '../../../shared/dates.js'

export type Standing = 'valid' | 'expired' | 'withdrawn'
export const WITHDRAWN_WHY = ['register', 'record', 'administrator', 'replaced', 'erased'] as const
export type WithdrawnWhy = (typeof WITHDRAWN_WHY)[number]

/** How a certificate stands on a London day; its last day still counts. What its record has lost is withdrawn, whoever has yet to write it down. */
export function standingOn(
  { withdrawn, recordGone, validUntil }: { withdrawn: boolean; recordGone: boolean; validUntil: Day | null },
  today: Day,
): Standing {
  if (withdrawn || recordGone) return 'withdrawn'
  return validUntil !== null && validUntil < today ? 'expired' : 'valid'
}

const WHY: Record<WithdrawnWhy, string> = {
  register: 'the register of the course was put right, and no longer shows full attendance',
  record: 'the learning record it rests on was taken back',
  administrator: 'the business unit withdrew it',
  replaced: 'a new one takes its place',
  erased: 'its holder asked us to remove who they are',
}

/** Why it was withdrawn, for its holder and for administrators; the end of a sentence. */
export const whyWithdrawn = (why: WithdrawnWhy, reason = ''): string => (reason ? `${WHY[why]}: ${reason}` : WHY[why])

/** "Until Monday 2 March 2029" or "For good". */
export const countsUntil = (validUntil: Day | null): string => (validUntil === null ? 'For good' : `Until ${longDate(validUntil)}`)

/** "6 hours 30 minutes", "45 minutes"; an empty text where nobody knows. */
export function hoursInWords(minutes: number | null): string {
  if (!minutes) return ''
  const words = (count: number, one: string) => (count ? [`${count} ${one}${count === 1 ? '' : 's'}`] : [])
  return [...words(Math.floor(minutes / 60), 'hour'), ...words(minutes % 60, 'minute')].join(' ')
}

/** What others see of a name whose holder has not agreed to more: "D. D." of Dana Delegate. */
export const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/)
    .flatMap(part => part.match(/\p{L}\p{M}*/u)?.[0] ?? [])
    .map(letter => `${letter.toUpperCase()}.`)
    .join(' ')
