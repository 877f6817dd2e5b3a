import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { isRefusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { AccountLinks } from './account-links.js'
import { Person } from '../people/person.entity.js'
import { SignIn, type SignInRefusal } from './sign-in.js'

/** Moves an account to another address, which has to be confirmed first. */
@Injectable()
export class ChangeAddress {
  constructor(
    private readonly signIn: SignIn,
    private readonly transaction: Transaction,
    private readonly links: AccountLinks,
    private readonly outbox: Outbox,
  ) {}

  /** `email` is a personal work address in lower case. Whether it has an account already shows only in its mailbox. */
  async ask(who: Who, email: string, password: string, address: string, now: Date): Promise<true | SignInRefusal> {
    const known = await this.signIn.check({ email: who.email, password, address }, now)
    if (isRefusal(known)) return known
    await this.transaction.run(async tx => {
      if (!(await this.links.maySend(tx, email, now))) return
      const owner = await tx.getRepository(Person).findOneBy({ email })
      if (owner) await this.links.send(tx, 'already-registered', owner, now)
      else await this.links.send(tx, 'confirm-address', { ...who, email }, now)
      const data = { name: who.name, newEmail: email }
      const message = { subject: `moving:${newId()}`, kind: 'address-changing' as const, toName: who.name, toEmail: who.email, data }
      await this.outbox.add(tx, [message], now)
    })
    return true
  }
}
