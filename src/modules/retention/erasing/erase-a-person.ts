import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { Busy } from '../../../shared/busy.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { LeavingWriter } from '../../bookings/leaving.writer.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { whyNotErase, type ErasureCode, type ErasureFacts } from '../rules/erasure.js'
import { forget, type Identity } from './forget.js'

const TRIES = 5
const REASON = 'The account is removed at the person’s request'

const FACTS = `
  SELECT p.id, p.name, p.email, p.confirmed_at IS NOT NULL AS confirmed, p.erased_at IS NOT NULL AS erased,
    'administrator' = ANY(p.roles) AS administrator, p.id IS NOT DISTINCT FROM $2::uuid AS "byThemselves",
    (SELECT count(*)::int FROM occurrence_trainer x JOIN trainer t ON t.id = x.trainer_id JOIN occurrence o ON o.id = x.occurrence_id
      WHERE t.person_id = p.id AND o.ends_at > $3 AND o.cancelled_at IS NULL) AS "trainerDates",
    (SELECT count(*)::int FROM approval a WHERE a.state = 'open' AND p.email IN (lower(a.manager_email), lower(a.deputy_email))) AS approvals
  FROM person p WHERE p.id = $1`
const AHEAD = `
  SELECT 1 FROM booking b JOIN occurrence o ON o.id = b.occurrence_id
  WHERE b.person_id = $1 AND b.state IN ('requested', 'booked') AND NOT b.walk_in AND o.cancelled_at IS NULL AND o.starts_at > $2
  UNION ALL SELECT 1 FROM waiting_entry WHERE person_id = $1 AND ended_at IS NULL LIMIT 1`
const DONE_ASKED = `
  UPDATE erasure SET state = 'done', decided_at = $2, decided_by_id = $3 WHERE person_id = $1 AND state = 'asked' RETURNING id`
const DONE = `INSERT INTO erasure (id, person_id, state, asked_at, decided_at, decided_by_id) VALUES ($1, $2, 'done', $3, $3, $4)`

type Facts = ErasureFacts & Identity & { confirmed: boolean }

/**
 * Erases a person: what is before them is cancelled first, free of charge, and then everything that says who they are goes in one
 * transaction. Whoever books in between is cancelled too; whoever books after it has begun is nobody any more.
 */
@Injectable()
export class EraseAPerson {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly leaving: LeavingWriter,
    private readonly outbox: Outbox,
  ) {}

  /** By an administrator. null: done. */
  async run(personId: string, by: Who, now: Date): Promise<Refusal<ErasureCode> | null> {
    const refusal = whyNotErase((await factsOf(this.database, personId, by.id, now)) ?? null)
    if (refusal) return refusal
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      await this.leaving.endAll(personId, by, REASON, now)
      const answer = await this.transaction.run(tx => this.erase(tx, personId, by.id, now))
      if (answer !== 'again') return answer
    }
    throw new Busy('The person kept booking; not everything is removed yet.')
  }

  /** An account that nobody uses, found by the nightly purge; false: somebody just used it, or something stands in the way. */
  unused(personId: string, now: Date, alongside: (tx: EntityManager) => Promise<unknown>): Promise<boolean> {
    return this.transaction.run(async tx => {
      const done = (await this.erase(tx, personId, null, now)) === null
      if (done) await alongside(tx)
      return done
    })
  }

  private async erase(tx: EntityManager, id: string, by: string | null, now: Date): Promise<Refusal<ErasureCode> | 'again' | null> {
    // Waits for bookings under way, whose foreign key holds this row, and lets no other begin.
    await tx.query('SELECT 1 FROM person WHERE id = $1 FOR UPDATE', [id])
    const facts = await factsOf(tx, id, by, now)
    const refusal = whyNotErase(facts ?? null)
    if (refusal || !facts) return refusal ?? refuse('not-found')
    if ((await tx.query<unknown[]>(AHEAD, [id, now])).length > 0) return 'again'
    await forget(tx, facts, now)
    const [asked] = await tx.query<[{ id: string }[], number]>(DONE_ASKED, [id, now, by])
    const erasureId = asked[0]?.id ?? newId()
    if (!asked[0]) await tx.query(DONE, [erasureId, id, now, by])
    if (facts.confirmed) await this.outbox.add(tx, [mail(erasureId, facts, by)], now)
    return null
  }
}

const factsOf = async (tx: Pick<EntityManager, 'query'>, id: string, by: string | null, now: Date): Promise<Facts | undefined> =>
  (await tx.query<Facts[]>(FACTS, [id, by, now]))[0]

/** The last mail they get; its row is cleared once it is sent. */
const mail = (erasureId: string, { name, email }: Identity, by: string | null) => ({
  subject: `erased:${erasureId}`,
  kind: 'account-erased' as const,
  toName: name,
  toEmail: email,
  data: { name, unused: by === null },
})
