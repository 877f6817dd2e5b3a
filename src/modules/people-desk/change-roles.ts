import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { PeopleWriter } from '../people/people.writer.js'
import { decideRoles, type DeskRole, type RolesCode } from './rules/roles.js'

interface Row {
  name: string
  email: string
  before: DeskRole[]
  version: number
  delivers: number
  hasAgency: boolean
}

const ROW = `
  SELECT p.name, p.email, p.roles AS before, p.version, p.agency_id IS NOT NULL AS "hasAgency",
    (SELECT count(*)::int FROM trainer t JOIN occurrence_trainer x ON x.trainer_id = t.id JOIN occurrence o ON o.id = x.occurrence_id
      WHERE t.person_id = p.id AND o.ends_at > $2 AND o.cancelled_at IS NULL) AS delivers
  FROM person p WHERE p.id = $1 AND p.erased_at IS NULL FOR NO KEY UPDATE OF p`

// In one order: two who take it from each other at once wait here, and the second finds only one left.
const ADMINISTRATORS = `SELECT id FROM person WHERE 'administrator' = ANY(roles) ORDER BY id FOR NO KEY UPDATE`

const IN_POOL = `
  INSERT INTO trainer (id, key, person_id) VALUES ($1::uuid, $1::uuid::text, $2)
  ON CONFLICT (person_id) DO UPDATE SET active = true`

export interface RolesChanged {
  name: string
  given: DeskRole[]
  taken: DeskRole[]
}

/** Gives and takes roles. It holds from the person's very next request, for each asks the table who they are. */
@Injectable()
export class ChangeRoles {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly people: PeopleWriter,
  ) {}

  /** null: there is no such person. `overtaken`: somebody changed the person since the form was opened. */
  run(
    personId: string,
    wanted: DeskRole[],
    version: number,
    sender: RequestKey,
    now: Date,
  ): Promise<RolesChanged | Refusal<RolesCode | 'overtaken'> | null> {
    return this.transaction.run(tx => once(tx, sender, () => this.change(tx, personId, wanted, version, sender.personId, now)))
  }

  private async change(tx: EntityManager, personId: string, wanted: DeskRole[], version: number, actorId: string, now: Date) {
    const administrators = await tx.query<{ id: string }[]>(ADMINISTRATORS)
    const [row] = await tx.query<Row[]>(ROW, [personId, now])
    if (!row) return null
    if (row.version !== version) return refuse('overtaken')
    const actor = { id: actorId, administrator: administrators.some(({ id }) => id === actorId) }
    const decided = decideRoles({ ...row, actor, personId, administrators: administrators.length }, wanted)
    if (isRefusal(decided)) return decided
    const { given, taken, after } = decided
    const changed = { name: row.name, given, taken }
    if (given.length + taken.length === 0) return changed
    await tx.query('UPDATE person SET roles = $2, version = version + 1 WHERE id = $1', [personId, after])
    if (given.includes('trainer')) await tx.query(IN_POOL, [newId(), personId])
    if (taken.includes('trainer')) await tx.query('UPDATE trainer SET active = false WHERE person_id = $1', [personId])
    if (taken.length) await this.people.signOut(tx, personId)
    const data = { name: row.name, given: given.join(', '), taken: taken.join(', '), changedAt: now }
    await this.outbox.add(tx, [{ subject: `roles:${newId()}`, kind: 'roles-changed', toName: row.name, toEmail: row.email, data }], now)
    return changed
  }
}
