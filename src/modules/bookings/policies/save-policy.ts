import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { plainKey } from '../../../shared/plain-key.js'
import { type Changed, type FormValues, mergeEdits } from '../../courses/rules/merge-edits.js'
import { policyOf } from '../cancellation-quote.js'
import type { PolicyFilled } from './policy-form.js'
import { bookedUnder, storedPolicy } from './policy.queries.js'
import { type PolicyValues, policyValues } from './policy-values.js'

interface Sender {
  personId: string
  key: string | undefined
}
/** `booked`: how many people on coming dates keep what they booked under. */
export interface SavedPolicy {
  saved: string
  version: number
  booked: number
}
export interface OvertakenPolicy {
  changed: Changed[]
  values: PolicyValues
  version: number
  current: PolicyValues
}

/** Adds a policy, or changes one, which makes a new version: it holds for who books from then on. */
@Injectable()
export class SavePolicy {
  constructor(private readonly transaction: Transaction) {}

  add({ definition }: PolicyFilled, sender: Sender, now: Date): Promise<SavedPolicy> {
    return this.transaction.add(tx =>
      once(tx, sender, async () => {
        const id = newId()
        const name = String(definition.name)
        const plain = plainKey(name)
        const taken = !plain || plain === 'new' || (await storedPolicy(tx, plain)) !== null
        const key = taken ? id : plain
        const made = [id, key, name, JSON.stringify(definition)]
        await tx.query('INSERT INTO cancellation_policy (id, key, name, definition) VALUES ($1, $2, $3, $4::jsonb)', made)
        await signed(tx, id, 1, sender, now)
        return { saved: key, version: 1, booked: 0 }
      }),
    )
  }

  /** null: there is no such policy. `opened`: the values that the form was opened with. Saving without a change makes no version. */
  change(
    key: string,
    { values, definition }: PolicyFilled,
    form: { version: number; opened: FormValues },
    sender: Sender,
    now: Date,
  ): Promise<SavedPolicy | OvertakenPolicy | null> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const stored = await storedPolicy(tx, key, true)
        if (!stored) return null
        if (stored.version !== form.version) {
          const current = policyValues(policyOf(stored.definition))
          return { ...mergeEdits(form.opened, values, current), version: stored.version, current }
        }
        const [rows] = await tx.query<[{ version: number }[], number]>(
          `UPDATE cancellation_policy SET name = $2, definition = $3::jsonb
           WHERE id = $1 AND (name, definition) IS DISTINCT FROM ($2, $3::jsonb) RETURNING version`,
          [stored.id, definition.name, JSON.stringify(definition)],
        )
        const version = rows[0]?.version ?? stored.version
        if (rows[0]) await signed(tx, stored.id, version, sender, now)
        return { saved: key, version, booked: await bookedUnder(tx, stored.id, now) }
      }),
    )
  }
}

/** The database makes the version; who made it and when is said here. */
const signed = (tx: EntityManager, id: string, number: number, { personId }: Sender, now: Date): Promise<unknown> =>
  tx.query('UPDATE policy_version SET made_at = $3, made_by_id = $4 WHERE policy_id = $1 AND number = $2', [id, number, now, personId])
