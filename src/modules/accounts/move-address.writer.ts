import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { Person } from '../people/person.entity.js'
import { AccountLinks } from './account-links.js'
import { workEmailProblem } from './accounts.messages.js'

export type MoveRefusal = Refusal<'address-unfit' | 'address-same' | 'address-taken' | 'too-many-links'>

/** Moves somebody else's account to another address, for the desk. As when they ask themselves: nothing moves before the new address is confirmed. */
@Injectable()
export class MoveAddress {
  constructor(
    private readonly transaction: Transaction,
    private readonly links: AccountLinks,
    private readonly outbox: Outbox,
  ) {}

  /** Sends the link to the new address and a word to the old one. The facts of `address-taken` name whose it is: only administrators ask. */
  ask(personId: string, text: string, now: Date): Promise<{ name: string; email: string } | MoveRefusal | null> {
    const email = text.trim().toLowerCase()
    return this.transaction.run(async tx => {
      const person = await tx.getRepository(Person).findOneBy({ id: personId })
      if (!person || person.erasedAt) return null
      const problem = workEmailProblem(email)
      if (problem) return refuse('address-unfit', { problem })
      if (person.email === email) return refuse('address-same')
      const owner = await tx.getRepository(Person).findOneBy({ email })
      if (owner) return refuse('address-taken', { personId: owner.id, name: owner.name })
      if (!(await this.links.maySend(tx, email, now))) return refuse('too-many-links')
      const { id, name } = person
      await this.links.send(tx, 'confirm-address', { id, name, email }, now)
      const data = { name, newEmail: email, desk: true }
      await this.outbox.add(
        tx,
        [{ subject: `moving:${newId()}`, kind: 'address-changing', toName: name, toEmail: person.email, data }],
        now,
      )
      return { name, email }
    })
  }
}
