import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager, Not, QueryFailedError } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { AccountLinks } from './account-links.js'
import { Person } from '../people/person.entity.js'
import { PersonToken } from '../people/person-token.entity.js'
import { hashSecret } from '../../shared/secrets.js'

export type ConfirmRefusal = Refusal<'link-used-up' | 'address-taken'>

/** Confirms that an address is its person's: the one they registered with, or the one they move to. */
@Injectable()
export class ConfirmAddress {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly links: AccountLinks,
  ) {}

  /** The address behind a link, to be shown beside the button; null when the link no longer works. Changes nothing. */
  async look(secret: string, now: Date): Promise<string | null> {
    const link = await this.links.find(this.database.manager, 'confirm', secret, now)
    return link?.email ?? null
  }

  /** Answers the confirmed address. A second press of the button is answered as the first was. */
  async confirm(secret: string, now: Date): Promise<string | ConfirmRefusal> {
    try {
      return await this.transaction.run(tx => this.write(tx, secret, now))
    } catch (error) {
      // Two people who move to one address in the same moment: the unique index stands under the look taken before.
      if (isTaken(error)) return refuse('address-taken')
      throw error
    }
  }

  private async write(tx: EntityManager, secret: string, now: Date): Promise<string | ConfirmRefusal> {
    const link = await this.links.take(tx, 'confirm', secret, now)
    if (!link?.email) return (await this.doneBefore(tx, secret)) ?? refuse('link-used-up')
    const people = tx.getRepository(Person)
    if (await people.existsBy({ email: link.email, id: Not(link.personId) })) return refuse('address-taken')
    const person = await people.findOneByOrFail({ id: link.personId })
    await people.update({ id: person.id }, { email: link.email, confirmedAt: person.confirmedAt ?? now, version: person.version + 1 })
    // Links to the address of before, and to others that were thought of, open nothing any more.
    await tx.getRepository(PersonToken).update({ personId: person.id, kind: 'confirm' }, { usedAt: now })
    await tx.getRepository(PersonToken).delete({ personId: person.id, kind: 'reset' })
    return link.email
  }

  private async doneBefore(tx: EntityManager, secret: string): Promise<string | null> {
    const used = await tx.getRepository(PersonToken).findOneBy({ hash: hashSecret(secret), kind: 'confirm' })
    if (!used?.usedAt || !used.email) return null
    const there = await tx.getRepository(Person).existsBy({ id: used.personId, email: used.email })
    return there ? used.email : null
  }
}

const isTaken = (error: unknown): boolean => error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505'
