import { Injectable } from '@nestjs/common'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { Outbox } from '../../notifications/notifications.writer.js'

const ASK = `
  INSERT INTO erasure (id, person_id, state, asked_at, words) VALUES ($1, $2, 'asked', $3, $4)
  ON CONFLICT (person_id) WHERE state = 'asked' DO NOTHING`
const TAKE_BACK = `UPDATE erasure SET state = 'taken back', decided_at = $2, decided_by_id = $1 WHERE person_id = $1 AND state = 'asked'`
const REFUSE = `
  UPDATE erasure e SET state = 'refused', decided_at = $2, decided_by_id = $3, reason = $4 FROM person p
  WHERE e.id = $1 AND e.state = 'asked' AND p.id = e.person_id RETURNING p.name, p.email`

/** A person asks to be erased, and an administrator answers. */
@Injectable()
export class AskForErasure {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
  ) {}

  /** Asking twice is asking once. */
  async ask(personId: string, words: string, now: Date): Promise<void> {
    await this.transaction.run(tx => tx.query(ASK, [newId(), personId, now, words]))
  }

  /** Whether there was anything to take back. */
  async takeBack(personId: string, now: Date): Promise<boolean> {
    const [, count] = await this.transaction.run(tx => tx.query<[unknown, number]>(TAKE_BACK, [personId, now]))
    return count > 0
  }

  /** Tells the person why not; false: it is answered or taken back already. */
  refuse(id: string, reason: string, byId: string, now: Date): Promise<boolean> {
    return this.transaction.run(async tx => {
      const [[person]] = await tx.query<[{ name: string; email: string }[], number]>(REFUSE, [id, now, byId, reason])
      if (!person) return false
      const { name, email } = person
      const mail = { subject: `erasure:${id}`, kind: 'erasure-refused' as const, toName: name, toEmail: email, data: { name, reason } }
      await this.outbox.add(tx, [mail], now)
      return true
    })
  }
}
