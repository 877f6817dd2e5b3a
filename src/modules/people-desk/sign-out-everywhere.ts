import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { PeopleWriter } from '../people/people.writer.js'

/** Ends every browser's session and every program's key of a person, and their calendar's address where that is asked for. */
@Injectable()
export class SignOutEverywhere {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly people: PeopleWriter,
  ) {}

  /** Their name; null: there is no such person. Doing it twice is harmless, and mails twice. */
  run(personId: string, feed: boolean, now: Date): Promise<string | null> {
    return this.transaction.run(async tx => {
      const [there] = await tx.query<unknown[]>('SELECT 1 FROM person WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE', [personId])
      const person = there ? await this.people.signOut(tx, personId) : null
      if (!person) return null
      if (feed) await tx.query('DELETE FROM calendar_feed WHERE person_id = $1', [personId])
      const { name, email } = person
      const data = { name, feed, changedAt: now }
      await this.outbox.add(tx, [{ subject: `signed-out:${newId()}`, kind: 'signed-out', toName: name, toEmail: email, data }], now)
      return name
    })
  }
}
