import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Busy } from '../shared/busy.js'

const TRIES = 5
const LONGEST_PAUSE_MS = 40
/** serialization_failure, deadlock_detected, lock_not_available: nothing is wrong but the moment. */
const PASSING = ['40001', '40P01', '55P03']

/** The one way to write: everything in one transaction, all or nothing. */
@Injectable()
export class Transaction {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs `fn` in a transaction and commits what it did; a refusal it returns commits too, so decide before writing.
   * When rows were contended, the whole of `fn` runs again in a NEW transaction: it must do nothing outside of `tx`.
   * Throws Busy when that did not help either.
   */
  async run<T>(fn: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.source.transaction(fn)
      } catch (error) {
        if (!isPassing(error)) throw error
        if (attempt === TRIES) throw new Busy('Others kept the rows for too long; nothing was changed.', { cause: error })
        // A random pause parts two transactions that would otherwise meet again in step.
        await pause(randomInt(1, LONGEST_PAUSE_MS * attempt))
      }
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false
  const { code } = error.driverError as { code?: string }
  return code !== undefined && PASSING.includes(code)
}
