import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { isRefusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { hashPassword, passwordMark } from './passwords.js'
import { SetPassword } from './set-password.js'
import { SignIn, type Account, type SignInRefusal } from './sign-in.js'

/** Changes the password of somebody who is signed in and knows the old one. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly signIn: SignIn,
    private readonly transaction: Transaction,
    private readonly setPassword: SetPassword,
  ) {}

  /** Answers the account with its new mark: the browser that asked is signed in again, all others are out. */
  async change(who: Who, old: string, chosen: string, address: string, now: Date): Promise<Account | SignInRefusal> {
    const known = await this.signIn.check({ email: who.email, password: old, address }, now)
    if (isRefusal(known)) return known
    const passwordHash = await hashPassword(chosen)
    await this.transaction.run(tx => this.setPassword.write(tx, who, passwordHash, now))
    return { ...known, passwordMark: passwordMark(passwordHash) }
  }
}
