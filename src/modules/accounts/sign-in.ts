import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { Role } from '../../web/access.js'
import { FormerAddresses } from '../people/former-addresses.reader.js'
import { AccountLinks } from './account-links.js'
import { isPassword } from './passwords.js'
import { SignInLimits } from './sign-in-limits.js'

/** What somebody who wants to sign in brings along; `address` is the network's. */
export interface Credentials {
  email: string
  password: string
  address: string
}

/** An account whose password was right. `passwordMark` changes with the password: sessions are bound to it. */
export interface Account {
  id: string
  name: string
  email: string
  passwordMark: string
  roles: Role[]
}

export type SignInRefusal = Refusal<'sign-in-failed' | 'too-many-tries' | 'address-not-confirmed' | 'account-joined'>

/** Checks an address and a password. Whether there is such an account shows neither in the answer nor in the time it takes. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: DataSource,
    private readonly limits: SignInLimits,
    private readonly transaction: Transaction,
    private readonly links: AccountLinks,
    private readonly former: FormerAddresses,
  ) {}

  async check({ email, password, address }: Credentials, now: Date): Promise<Account | SignInRefusal> {
    const lower = email.toLowerCase()
    const tried = await this.limits.attempt(lower, address, () => this.verify(lower, password))
    if (!tried) return refuse('too-many-tries')
    if (!tried.result) return refuse('sign-in-failed')
    if (tried.result === 'joined') return refuse('account-joined')
    const { confirmed, ...account } = tried.result
    if (confirmed) return account
    // Only said to those who know the password: it tells that there is an account.
    await this.transaction.run(tx => this.links.send(tx, 'confirm-address', account, now))
    return refuse('address-not-confirmed')
  }

  /** Written down for the desk: an account that nobody has opened for years may be a duplicate, or may go. */
  async note(personId: string, now: Date): Promise<void> {
    await this.database.query('UPDATE person SET last_signed_in_at = $2 WHERE id = $1', [personId, now])
  }

  private async verify(email: string, password: string): Promise<(Account & { confirmed: boolean }) | 'joined' | null> {
    const [found] = await this.database.query<(Account & { confirmed: boolean; passwordHash: string | null })[]>(
      `SELECT id, name, email, roles, password_hash AS "passwordHash", md5(password_hash || repeat('.', signed_out)) AS "passwordMark",
         confirmed_at IS NOT NULL AS confirmed
       FROM person WHERE email = $1`,
      [email],
    )
    // Asked for every address, so that the time tells nothing. Only who knows its password is told what became of an account.
    const former = await this.former.find(email)
    const right = await isPassword(password, found ? found.passwordHash : (former?.passwordHash ?? null))
    if (!right) return null
    if (!found) return 'joined'
    const { passwordHash: _kept, ...account } = found
    return account
  }
}
