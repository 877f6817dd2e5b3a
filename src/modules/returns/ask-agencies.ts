import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { longDate } from '../../shared/dates.js'
import { hashSecret, newSecret } from '../../shared/secrets.js'
import { NotificationsReader } from '../notifications/notifications.reader.js'
import { Outbox, type NewMessage } from '../notifications/notifications.writer.js'
import { nextChase } from './rules/chasing.js'

export const RETURNS = '/returns'

interface ToAsk {
  id: string
  agency: string
  contactName: string
  contactEmail: string
  linkNonce: string
  year: string
  dueOn: string
  mails: number
}

const TO_ASK = `
  SELECT r.id, a.name AS agency, r.contact_name AS "contactName", r.contact_email AS "contactEmail", r.link_nonce AS "linkNonce",
    r.mails, t.year, t.due_on::text AS "dueOn"
  FROM agency_return r JOIN training_return t ON t.id = r.return_id JOIN agency a ON a.id = r.agency_id
  WHERE t.closed_at IS NULL AND r.sent_at IS NULL`
const FIRST_TIME = `${TO_ASK} AND t.year = $1 AND r.asked_at IS NULL AND r.contact_email <> '' ORDER BY r.id FOR UPDATE OF r`
const AGAIN = `${TO_ASK} AND r.next_at <= $1 ORDER BY r.next_at LIMIT $2 FOR UPDATE OF r SKIP LOCKED`
const ONE = `${TO_ASK} AND r.id = $1 AND r.contact_email <> '' FOR UPDATE OF r`
// Of a closed year, or of one sent while the job looked, nothing is due any more.
const NO_LONGER = `UPDATE agency_return r SET next_at = NULL FROM training_return t WHERE t.id = r.return_id AND t.closed_at IS NOT NULL AND r.next_at <= $1`

const ASKED = `
  UPDATE agency_return r SET asked_at = coalesce(r.asked_at, $2), mails = r.mails + 1, next_at = m."nextAt", link_nonce = m.nonce, link_hash = m.hash,
    version = r.version + 1
  FROM jsonb_to_recordset($1::jsonb) AS m(id uuid, nonce text, hash text, "nextAt" timestamptz) WHERE r.id = m.id`

/** Asks agencies for their return, each by a link of its own, and asks again those that have not sent it. */
@Injectable()
export class AskAgencies {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly notifications: NotificationsReader,
    private readonly outbox: Outbox,
  ) {}

  /** Asks every agency of a year that has a contact and was not asked; how many that were. */
  all(year: string, sender: RequestKey, now: Date): Promise<{ asked: number }> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => ({ asked: await this.ask(tx, await tx.query<ToAsk[]>(FIRST_TIME, [year]), now) })),
    )
  }

  /** Asks at most `limit` agencies again that are due; how many that were. */
  async again(now: Date, limit: number): Promise<number> {
    await this.database.query(NO_LONGER, [now])
    return this.transaction.run(async tx => this.ask(tx, await tx.query<ToAsk[]>(AGAIN, [now, limit]), now))
  }

  /** Asks one agency by a new link: its contact has changed, or it was given back to be put right, for the reason `why`. */
  async anew(tx: EntityManager, id: string, why: string, now: Date): Promise<void> {
    const rows = await tx.query<ToAsk[]>(ONE, [id])
    await this.ask(
      tx,
      rows.map(row => ({ ...row, linkNonce: '' })),
      now,
      why,
    )
  }

  private async ask(tx: EntityManager, rows: ToAsk[], now: Date, why = ''): Promise<number> {
    if (rows.length === 0) return 0
    const linked = rows.map(row => ({ ...row, nonce: row.linkNonce || newSecret() }))
    const marks = linked.map(({ id, nonce, dueOn }) => ({
      ...{ id, nonce, hash: hashSecret(this.notifications.linkSecret(nonce)) },
      nextAt: nextChase(dueOn, now),
    }))
    await tx.query(ASKED, [JSON.stringify(marks), now])
    await this.outbox.add(
      tx,
      linked.map(row => askingMail(row, why)),
      now,
    )
    return rows.length
  }
}

const askingMail = (row: ToAsk & { nonce: string }, why: string): NewMessage => ({
  subject: `return:${row.id}`,
  kind: 'return-asked',
  sequence: row.mails,
  toName: row.contactName,
  toEmail: row.contactEmail,
  data: {
    ...{ name: row.contactName, agency: row.agency, year: row.year, due: longDate(row.dueOn), again: row.mails > 0 && why === '', why },
    ...{ path: RETURNS, nonce: row.nonce },
  },
})
