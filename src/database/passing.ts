import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { QueryFailedError } from 'typeorm'
import { Busy } from '../shared/busy.js'

const TRIES = 5
const LONGEST_PAUSE_MS = 40
/** serialization_failure, deadlock_detected, lock_not_available: nothing is wrong but the moment. */
export const PASSING = ['40001', '40P01', '55P03']

/**
 * Runs `fn` again, as a whole and in a new transaction, while what fails it is passing: contended rows, or one of `also` (the lane adds
 * unique violations: another process was quicker, and the second reading sees it). Throws Busy when five tries did not help.
 */
export async function retryPassing<T>(fn: () => Promise<T>, also: readonly string[] = []): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fn()
    } catch (error) {
      const code = sqlState(error)
      if (code === undefined || ![...PASSING, ...also].includes(code)) throw error
      if (attempt === TRIES) throw new Busy('Others kept the rows for too long; nothing was changed.', { cause: error })
      // A random pause parts two transactions that would otherwise meet again in step.
      await pause(randomInt(1, LONGEST_PAUSE_MS * attempt))
    }
  }
}

function sqlState(error: unknown): string | undefined {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error
  const code = (source as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}
