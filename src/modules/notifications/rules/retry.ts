/** Where a mail was when it failed, and what was said: `reply` is the mail server's answer, empty when it gave none. */
export interface Failure {
  /** `connecting` up to and with the greeting and the sign-in; `sending` from there on; `composing` before. */
  stage: 'composing' | 'connecting' | 'sending'
  /** The reply's number, such as 451; null: no answer. */
  code: number | null
  reply: string
  /** What went wrong on our side of the line, such as `connect ECONNREFUSED`. */
  error: string
  timedOut: boolean
  /** The address, or something else of the mail itself, could not be put into the protocol. */
  unsendable: boolean
}

/**
 * `permanent`: trying again would come to the same. `temporary`: worth another try. `away`: the mail server as a whole cannot be used
 * now, which is no message's fault and costs none of its tries.
 */
export type Verdict = 'permanent' | 'temporary' | 'away'

/** What a failure means, and its reason as an administrator reads it. A response lost after the mail was handed over is temporary. */
export function judge(failure: Failure): { verdict: Verdict; reason: string } {
  const { stage, code, reply, error, timedOut } = failure
  if (stage === 'composing') return { verdict: 'permanent', reason: `The mail could not be written: ${error}` }
  if (stage === 'connecting') {
    const said = timedOut ? 'it did not answer in time' : reply || error
    return { verdict: 'away', reason: `The mail server could not be used: ${said}` }
  }
  if (code !== null && code >= 500) return { verdict: 'permanent', reason: `The mail server refused it: ${reply}` }
  if (code !== null) return { verdict: 'temporary', reason: `The mail server put it off: ${reply}` }
  if (failure.unsendable) return { verdict: 'permanent', reason: `It cannot be sent: ${error}` }
  if (timedOut) return { verdict: 'temporary', reason: 'The mail server did not answer in time' }
  return { verdict: 'temporary', reason: `The connection to the mail server was lost: ${error}` }
}

const MINUTE = 60_000
const HOUR = 60

/** The pauses after the first, second ... failed try, in minutes: three days in all. */
export const PAUSES: readonly number[] = [1, 5, 15, HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR]

/** How long to leave a mail server alone that cannot be used. */
export const AWAY_MINUTES = 1

/** When to try again what has failed for the `attempts`th time (from 1); null: that was the last try. */
export function nextTry(attempts: number, now: Date): Date | null {
  const pause = PAUSES[attempts - 1]
  return pause === undefined ? null : new Date(now.getTime() + pause * MINUTE)
}

/** When to ask again a mail server that could not be used. */
export const afterAway = (now: Date): Date => new Date(now.getTime() + AWAY_MINUTES * MINUTE)
