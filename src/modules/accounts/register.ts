import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { atLeast } from '../../shared/at-least.js'
import { newId } from '../../shared/ids.js'
import { AccountLinks } from './account-links.js'
import { hashPassword } from './passwords.js'
import { Person } from '../people/person.entity.js'

/** What somebody says about themselves; the agency is one of the list or a name of its own. */
export interface Details {
  name: string
  agencyId: string | null
  agencyOther: string | null
  jobRole: string
  managerName: string
  managerEmail: string
}

/** Opens accounts. What it does to an address that has one already shows only in that address' mailbox. */
@Injectable()
export class Register {
  constructor(
    private readonly transaction: Transaction,
    private readonly links: AccountLinks,
  ) {}

  /** `email` is a personal work address in lower case; the account is of use once that address is confirmed. */
  async person(details: Details, email: string, password: string, now: Date): Promise<void> {
    const passwordHash = await hashPassword(password)
    const wanted = { ...details, email, passwordHash, registeredAt: now }
    await atLeast(
      100,
      this.transaction.run(tx => this.write(tx, wanted, now)),
    )
  }

  private async write(tx: EntityManager, wanted: Details & Pick<Person, 'email' | 'passwordHash' | 'registeredAt'>, now: Date) {
    const people = tx.getRepository(Person)
    const id = newId()
    await people
      .createQueryBuilder()
      .insert()
      .values({ ...wanted, id })
      .orIgnore()
      .execute()
    // Whoever comes second waits here for the first, and finds an account.
    const person = await people.findOneOrFail({ where: { email: wanted.email }, lock: { mode: 'pessimistic_write' } })
    if (person.id === id) return this.links.send(tx, 'confirm-address', person, now)
    if (person.confirmedAt !== null || person.passwordHash === null) return this.links.send(tx, 'already-registered', person, now)
    // Nobody has shown yet that the address is theirs, so the later words count. Its owner hears of every change: no mail, no change.
    if (!(await this.links.maySend(tx, person.email, now))) return
    await people.update({ id: person.id }, wanted)
    await this.links.send(tx, 'confirm-address', { ...person, name: wanted.name }, now)
  }
}
