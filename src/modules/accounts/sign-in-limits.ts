import { HttpException, Injectable } from '@nestjs/common'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { DataSource } from 'typeorm'
import { hashSecret } from '../../shared/secrets.js'
import { turnstile } from '../../shared/turnstile.js'

const QUARTER_OF_AN_HOUR = 15 * 60
export const TRIES_PER_ACCOUNT = 10
export const TRIES_PER_ADDRESS = 100
export const MAILS_PER_ADDRESS = 300

/**
 * Failed sign-ins in a quarter of an hour: 10 for one account, 100 from one network address. Successes are not counted, because on the
 * morning of a newsletter a whole council signs in from one address.
 */
@Injectable()
export class SignInLimits {
  private readonly accounts: RateLimiterPostgres
  private readonly addresses: RateLimiterPostgres
  private readonly mails: RateLimiterPostgres
  // A try is counted before the password is looked at and given back when it was right, so a burst cannot slip through the limit.
  // With only four under way at once, nobody is ever refused for the tries of others that are about to succeed.
  private readonly inLine = turnstile(4, 500)

  constructor(database: DataSource) {
    const common = {
      storeClient: database,
      storeType: 'typeorm',
      tableName: 'failed_sign_in',
      tableCreated: true,
      duration: QUARTER_OF_AN_HOUR,
    }
    this.accounts = new RateLimiterPostgres({ ...common, keyPrefix: 'account', points: TRIES_PER_ACCOUNT })
    // All three share one table, and one of them clears it of what ran out.
    const unswept = { ...common, clearExpiredByTimeout: false }
    this.addresses = new RateLimiterPostgres({ ...unswept, keyPrefix: 'address', points: TRIES_PER_ADDRESS })
    this.mails = new RateLimiterPostgres({ ...unswept, keyPrefix: 'mails', points: MAILS_PER_ADDRESS })
  }

  /** Counts a form that anybody may send and that causes a mail; throws 429 after 300 from one network address. */
  async countMail(address: string): Promise<void> {
    if (!(await counted(this.mails, address))) throw new HttpException('too many mails', 429)
  }

  /** Forgets an account's failures: its owner has shown by mail who they are. */
  async forgive(email: string): Promise<void> {
    await this.accounts.delete(hashSecret(email))
  }

  /** Runs `check` unless there were too many failures, and answers `null` then; `check` says null for a failure itself. */
  attempt<T>(email: string, address: string, check: () => Promise<T | null>): Promise<{ result: T | null } | null> {
    // Hashed, because people type passwords where addresses belong.
    const account = hashSecret(email)
    return this.inLine(async () => {
      if (!(await counted(this.accounts, account))) return null
      if (!(await counted(this.addresses, address))) {
        await this.accounts.reward(account)
        return null
      }
      const result = await check()
      if (result !== null) await Promise.all([this.accounts.delete(account), this.addresses.reward(address)])
      return { result }
    })
  }
}

async function counted(limiter: RateLimiterPostgres, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (over) {
    if (over instanceof RateLimiterRes) return false
    throw over
  }
}
