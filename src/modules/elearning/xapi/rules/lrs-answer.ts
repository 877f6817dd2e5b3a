/** What came of sending a batch. `status` null: no answer came. */
export interface LrsAnswer {
  status: number | null
  /** It answered with the ids of all that was sent, as the specification wants it. */
  acknowledged: boolean
  timedOut: boolean
  /** What it said, or what went wrong on the way. */
  said: string
  retryAfterSeconds: number | null
}

/**
 * `sent`: it has them. `alone`: one of them is at fault, so each goes by itself next. `refused`: it will not have this one. `away`: the store
 * as a whole cannot be used now.
 */
export type LrsVerdict = 'sent' | 'alone' | 'refused' | 'away'

const CREDENTIALS = [401, 403]
const NO_STORE = [404, 405, 410]
const LATER = [408, 425, 429]

/** What an answer to `count` statements means, and the reason as an administrator reads it. */
export function judge(answer: LrsAnswer, count: number): { verdict: LrsVerdict; reason: string } {
  const { status, acknowledged, timedOut, said } = answer
  if (timedOut) return { verdict: 'away', reason: 'The outside store did not answer in time' }
  if (status === null) return { verdict: 'away', reason: `The outside store could not be reached: ${said}` }
  const reply = said ? `${status}, ${said}` : String(status)
  if (status === 204 || (status === 200 && acknowledged)) return { verdict: 'sent', reason: '' }
  // Our ids are nobody else's: whoever has one already was given the statement, and we did not hear of it.
  if (status === 409) return count > 1 ? { verdict: 'alone', reason: '' } : { verdict: 'sent', reason: 'It was there already' }
  if (CREDENTIALS.includes(status)) return { verdict: 'away', reason: `The outside store does not accept the key and secret: ${reply}` }
  if (status < 400 || NO_STORE.includes(status))
    return { verdict: 'away', reason: `What answers at XAPI_URL is not a store of statements: ${reply}` }
  if (status >= 500 || LATER.includes(status)) return { verdict: 'away', reason: `The outside store put it off: ${reply}` }
  return count > 1 ? { verdict: 'alone', reason: '' } : { verdict: 'refused', reason: `The outside store refused it: ${reply}` }
}

const MINUTE_MS = 60_000
/** The pauses after the first, second ... try that came to nothing, in minutes; the last one from then on: what waits is never given up. */
export const LRS_PAUSES: readonly number[] = [1, 2, 5, 15, 30, 60]
const LONGEST_ASKED_SECONDS = 24 * 60 * 60

/** When to try again what has been tried `attempts` times (from 1), no sooner than the store asked for, up to a day. */
export function nextTryAt(attempts: number, retryAfterSeconds: number | null, now: Date): Date {
  const pause = LRS_PAUSES[Math.min(attempts, LRS_PAUSES.length) - 1]! * MINUTE_MS
  return new Date(now.getTime() + Math.max(pause, Math.min(retryAfterSeconds ?? 0, LONGEST_ASKED_SECONDS) * 1000))
}

const TRIES_IN_COMPANY = 3

/** A store that breaks on one statement again and again must not keep it from taking the others. */
export const goesAlone = (answer: LrsAnswer, attempts: number): boolean =>
  attempts >= TRIES_IN_COMPANY && (answer.timedOut || (answer.status ?? 0) >= 500)
