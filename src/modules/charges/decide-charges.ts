import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { decide, type ChargeFacts, type ChargeState, type Decision, type DecisionCode } from './rules/decisions.js'

/** What an administrator decides, and on what ground. */
export interface Decided {
  decision: Decision
  /** The state that the page had shown. */
  seen: string
  reason: string
  /** Where what the reason rests on can be found; may be empty. */
  evidence: string
}

type Locked = ChargeFacts & { id: string }

/** Decisions of administrators on charges: each is kept with who, when and why. */
@Injectable()
export class DecideCharges {
  constructor(private readonly transaction: Transaction) {}

  /** Refused as `decided-meanwhile` where the charge is no longer what the page had shown: nobody's decision is written over unseen. */
  one(
    id: string,
    decided: Decided,
    by: { personId: string; key: string | undefined },
    now: Date,
  ): Promise<{ state: ChargeState } | Refusal<DecisionCode | 'not-found'>> {
    return this.transaction.run(tx =>
      once(tx, by, async () => {
        const [charge] = await locked(tx, [id])
        if (!charge) return refuse('not-found')
        if (charge.state !== decided.seen) return refuse('decided-meanwhile')
        const answer = decide(charge, decided.decision, decided.reason)
        if (!isRefusal(answer)) await write(tx, { ids: [id], ...decided, ...answer, personId: by.personId }, now)
        return answer
      }),
    )
  }

  /** Confirms those of them that still wait for it; how many that were, and how many somebody else had decided meanwhile. */
  confirmAll(ids: string[], by: { personId: string; key: string | undefined }, now: Date): Promise<{ confirmed: number; others: number }> {
    return this.transaction.run(tx =>
      once(tx, by, async () => {
        const charges = await locked(tx, ids)
        const mine = charges.filter(charge => !isRefusal(decide(charge, 'confirm', ''))).map(charge => charge.id)
        if (mine.length) await write(tx, { ids: mine, state: 'confirmed', reason: '', evidence: '', personId: by.personId }, now)
        return { confirmed: mine.length, others: ids.length - mine.length }
      }),
    )
  }
}

/** In order of id, so that no two who lock several wait for each other in a ring. */
const locked = (tx: EntityManager, ids: string[]): Promise<Locked[]> =>
  tx.query('SELECT id, state, export_id IS NOT NULL AS exported FROM charge WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids])

interface Written extends Pick<Decided, 'reason' | 'evidence'> {
  ids: string[]
  state: ChargeState
  personId: string
}

async function write(tx: EntityManager, { ids, state, reason, evidence, personId }: Written, now: Date): Promise<void> {
  await tx.query(`UPDATE charge SET state = $2, reason = $3, evidence = $4, decided_at = $5, decided_by_id = $6 WHERE id = ANY($1)`, [
    ids,
    state,
    reason.trim(),
    evidence.trim(),
    now,
    personId,
  ])
}
