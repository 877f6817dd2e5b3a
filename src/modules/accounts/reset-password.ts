import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { atLeast } from '../../shared/at-least.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { AccountLinks } from './account-links.js'
import { Person } from '../people/person.entity.js'
import { hashPassword } from './passwords.js'
import { SignInLimits } from './sign-in-limits.js'
import { SetPassword } from './set-password.js'

/** A forgotten password: a link by mail, then a new password. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly links: AccountLinks,
    private readonly setPassword: SetPassword,
    private readonly limits: SignInLimits,
  ) {}

  /** Mails a link when there is such an account; the answer and its time are the same when there is none. */
  async ask(email: string, now: Date): Promise<void> {
    const work = this.transaction.run(async tx => {
      const person = await tx.getRepository(Person).findOneBy({ email })
      if (person) await this.links.send(tx, 'choose-password', person, now)
      else await this.links.tellOfOther(tx, email, now)
    })
    await atLeast(150, work)
  }

  /** The address of the account behind a link; null when the link no longer works. Changes nothing. */
  async look(secret: string, now: Date): Promise<string | null> {
    const link = await this.links.find(this.database.manager, 'reset', secret, now)
    return link?.email ?? null
  }

  /** Sets the password by a mailed link. The link came to the address, so the address is confirmed as well. */
  async choose(secret: string, password: string, now: Date): Promise<true | Refusal<'link-used-up'>> {
    const passwordHash = await hashPassword(password)
    const email = await this.transaction.run(async tx => {
      const link = await this.links.take(tx, 'reset', secret, now)
      const person = link && (await tx.getRepository(Person).findOneBy({ id: link.personId }))
      if (!person || person.email !== link.email) return null
      await tx.getRepository(Person).update({ id: person.id }, { confirmedAt: person.confirmedAt ?? now })
      await this.setPassword.write(tx, person, passwordHash, now)
      return person.email
    })
    if (email === null) return refuse('link-used-up')
    await this.limits.forgive(email)
    return true
  }
}
