import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { DoubledBookings } from '../../bookings/doubled-bookings.writer.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { FormerAddresses } from '../../people/former-addresses.reader.js'
import { PeopleWriter } from '../../people/people.writer.js'
import { type Choices, chosen } from '../rules/merge-details.js'
import { planMerge, type MergeCode, type MergeFacts, type MergePlan } from '../rules/merge-plan.js'
import { accounts, type MergeAccount, mergeFacts } from './merge-facts.js'
import { MOVES } from './merge-registry.js'
import { mailsAlong, managersAlong, oneOfEach, oneQueuePlace, whatIsDouble, type Ids } from './merge-steps.js'

export const MERGE_REASON = 'Two accounts of the same person were put together.'

/** What was looked at before the button was pressed. Anything that changes it is shown anew, and nothing is done unseen. */
export const fingerprint = (stays: MergeAccount, goes: MergeAccount, plan: MergePlan): string =>
  createHash('sha256')
    .update(JSON.stringify([stays.id, stays.version, goes.id, goes.version, stays.has, goes.has, plan]))
    .digest('base64url')

export interface MergeAsked {
  choices: Choices
  /** The fingerprint of what was shown. */
  seen: string
  actor: string
}
export type MergeRefusal = Refusal<MergeCode | 'gone' | 'changed'>

/** Puts one account into another: all of it, in one transaction, or nothing. */
@Injectable()
export class MergePeople {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly people: PeopleWriter,
    private readonly former: FormerAddresses,
    private readonly doubled: DoubledBookings,
  ) {}

  /** The name of the account that stays, or why nothing was done. `gone`: somebody put one of them away meanwhile. */
  run(ids: Ids, asked: MergeAsked, now: Date): Promise<{ name: string } | MergeRefusal> {
    return this.transaction.run(async tx => {
      await lockDates(tx, ids)
      // Whoever books, signs up or hands in for either of them waits here, or has finished before: the facts are read after.
      await tx.query('SELECT 1 FROM person WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [[ids.stays, ids.goes]])
      const both = await accounts(tx, [ids.stays, ids.goes])
      if (!both) return refuse('gone')
      const facts = await mergeFacts(tx, ids.stays, ids.goes, asked.actor)
      const plan = planMerge(facts)
      if (isRefusal(plan)) return plan
      if (fingerprint(...both, plan) !== asked.seen) return refuse('changed')
      await this.carryOut(tx, both, { ids, facts, plan, ...asked }, now)
      return { name: both[asked.choices.name === 'stays' ? 0 : 1].name }
    })
  }

  private async carryOut(
    tx: EntityManager,
    [stays, goes]: [MergeAccount, MergeAccount],
    { ids, facts, plan, choices, actor }: MergeAsked & { ids: Ids; facts: MergeFacts; plan: MergePlan },
    now: Date,
  ): Promise<void> {
    const by = { personId: actor, reason: MERGE_REASON }
    for (const booking of plan.ended) await this.doubled.end(tx, booking, by, now)
    const held = await oneQueuePlace(tx, ids, plan, now)
    await whatIsDouble(tx, plan, MERGE_REASON, now)
    await oneOfEach(tx, ids, choices.name === 'stays' ? ids.stays : ids.goes, now)
    for (const id of [ids.stays, ids.goes]) await this.people.signOut(tx, id)
    await tx.query('DELETE FROM person_token WHERE person_id = ANY($1::uuid[])', [[ids.stays, ids.goes]])
    for (const move of MOVES) await tx.query(move, [ids.stays, ids.goes])
    await this.oneAccount(tx, [stays, goes], choices, actor, now)
    // Only now is there one person: whose the freed places are is not asked of two.
    const freed = facts.bookings.filter(({ id }) => plan.ended.some(one => one.id === id && one.live))
    const dates = [...new Set([...freed.map(({ occurrenceId }) => occurrenceId), ...held])].sort()
    for (const date of dates) await this.doubled.passOn(tx, date, now)
  }

  /** The row that stays as it was chosen, the other's gone but for the little that leads to it. */
  private async oneAccount(tx: EntityManager, [stays, goes]: [MergeAccount, MergeAccount], choices: Choices, actor: string, now: Date) {
    const details = chosen(stays, goes, choices)
    const gaveUp = choices.email === 'stays' ? goes.email : stays.email
    const [passwords] = await tx.query<[{ kept: string | null; lost: string | null; confirmedAt: Date | null }]>(
      `SELECT k.password_hash AS kept, l.password_hash AS lost, k.confirmed_at AS "confirmedAt" FROM person k, person l WHERE k.email = $1 AND l.email = $2`,
      [details.email, gaveUp],
    )
    await tx.query(
      `INSERT INTO merged_person (id, into_id, key, address_hash, password_hash, merged_at, merged_by_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [goes.id, stays.id, stays.key === null ? null : goes.key, this.former.hashOf(gaveUp), passwords.lost, now, actor],
    )
    // Fails, and all with it, if any row of any table still names the account.
    await tx.query('DELETE FROM person WHERE id = $1', [goes.id])
    const roles = [...new Set([...stays.roles, ...goes.roles])]
    const { agencyId, agencyOther, jobRole, managerName, managerEmail, deputyName, deputyEmail, name, email } = details
    await tx.query(
      `UPDATE person SET email = $2, name = $3, agency_id = $4, agency_other = $5, job_role = $6, manager_name = $7, manager_email = $8,
         deputy_name = $9, deputy_email = $10, roles = $11, password_hash = $12, confirmed_at = $13, key = coalesce(key, $14),
         registered_at = least(registered_at, $15::timestamptz), last_signed_in_at = greatest(last_signed_in_at, $16::timestamptz), version = version + 1
       WHERE id = $1`,
      [
        ...[stays.id, email, name, agencyId, agencyOther, jobRole, managerName, managerEmail, deputyName, deputyEmail, roles],
        ...[passwords.kept, passwords.confirmedAt, goes.key, goes.registeredAt, goes.lastSignedInAt],
      ],
    )
    await mailsAlong(tx, { stays: stays.id, goes: goes.id }, gaveUp, { name, email })
    await managersAlong(tx, gaveUp, email)
    const mail = (toEmail: string, kept: boolean) => ({
      ...{ subject: `joined:${newId()}`, kind: 'accounts-joined' as const, toName: name, toEmail, data: { name, kept } },
    })
    await this.outbox.add(tx, [mail(email, true), mail(gaveUp, false)], now)
  }
}

// Dates before people, as everybody locks: those on which both have a place, and those on which one is held for them.
const DATES = `
  SELECT 1 FROM occurrence WHERE id IN (
    SELECT occurrence_id FROM booking WHERE person_id = ANY($1::uuid[]) AND state <> 'cancelled' GROUP BY occurrence_id HAVING count(*) > 1
    UNION SELECT f.occurrence_id FROM offer f WHERE f.person_id = ANY($1::uuid[]) AND f.state = 'open')
  ORDER BY id FOR NO KEY UPDATE`

const lockDates = (tx: EntityManager, { stays, goes }: Ids) => tx.query(DATES, [[stays, goes]])
