import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { retryPassing } from './passing.js'

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'

/** The one way to write: everything in one transaction, all or nothing. */
@Injectable()
export class Transaction {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs `fn` in a transaction and commits what it did; a refusal it returns commits too, so decide before writing.
   * When rows were contended, the whole of `fn` runs again in a NEW transaction: it must do nothing outside of `tx`.
   * Throws Busy when that did not help either.
   */
  run<T>(fn: (tx: EntityManager) => Promise<T>): Promise<T> {
    return retryPassing(() => this.source.transaction(fn))
  }

  /**
   * As `run`, for what looks first whether something is there and then adds it, or what names it: where another added it meanwhile, or took
   * away what is named, `fn` looks again and sees it.
   */
  add<T>(fn: (tx: EntityManager) => Promise<T>): Promise<T> {
    return retryPassing(() => this.source.transaction(fn), [UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION])
  }
}
