import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { plainKey } from '../../shared/plain-key.js'
import type { FieldError } from '../../web/forms.js'
import { Agency } from '../people/agency.entity.js'
import { placePeople } from './place-people.js'
import { type Changed, type FormValues, mergeEdits } from '../courses/rules/merge-edits.js'
import { storedAgency, type AgencyValues } from './agencies.queries.js'

/** Somebody else saved first: the form as it is to be shown again, and what is stored now. */
export interface AgencyOvertaken {
  changed: Changed[]
  values: AgencyValues
  version: number
  current: AgencyValues
}

/** Adds an agency or changes one. The form it came from must be of the version that is stored; bookings made before keep what was asked of them. */
@Injectable()
export class SaveAgency {
  constructor(private readonly transaction: Transaction) {}

  /** A new agency gets a key of its name. `typed`: who typed this name because their agency was not listed is placed with it. */
  add(
    values: AgencyValues,
    typed: string,
    sender: { personId: string; key: string | undefined },
    now: Date,
  ): Promise<{ saved: string; placed: number } | { errors: FieldError[] }> {
    return this.transaction.add(tx =>
      once(tx, sender, async () => {
        const wrong = await nameTaken(tx, values.name, '')
        if (wrong) return wrong
        const id = newId()
        const plain = plainKey(values.name)
        const kept = ['', 'new', 'unlisted'].includes(plain) || (await tx.getRepository(Agency).existsBy({ key: plain })) ? id : plain
        await tx.query('INSERT INTO agency (id, key, name, agency_group) VALUES ($1, $2, $3, $4)', [id, kept, values.name, values.group])
        await write(tx, kept, values)
        return { saved: kept, placed: typed ? (await placePeople(tx, typed, kept, now)).length : 0 }
      }),
    )
  }

  /** null: there is no such agency. `opened`: the values that the form was opened with. */
  run(
    key: string,
    values: AgencyValues,
    form: { version: number; opened: FormValues },
    sender: { personId: string; key: string | undefined },
  ): Promise<{ saved: string } | { errors: FieldError[] } | AgencyOvertaken | null> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<{ saved: string } | { errors: FieldError[] } | AgencyOvertaken | null> => {
        const stored = await storedAgency(tx, key, true)
        if (!stored) return null
        if (stored.version !== form.version)
          return { ...mergeEdits({ ...form.opened }, { ...values }, { ...stored.values }), version: stored.version, current: stored.values }
        const wrong = await nameTaken(tx, values.name, key)
        if (wrong) return wrong
        await write(tx, key, values)
        await tx.query('UPDATE agency SET version = version + 1 WHERE key = $1', [key])
        return { saved: key }
      }),
    )
  }
}

/** Two of one name could not be told apart where people choose theirs. `own`: the key of the agency itself. */
async function nameTaken(tx: EntityManager, name: string, own: string): Promise<{ errors: FieldError[] } | null> {
  const others = await tx.query<unknown[]>('SELECT 1 FROM agency WHERE lower(name) = lower($1) AND key <> $2', [name, own])
  return others.length > 0 ? { errors: [{ field: 'name', message: 'Another agency has this name' }] } : null
}

/** A group is written as other agencies of it have it: “health” and “Health” would be two in every figure. */
async function write(tx: EntityManager, key: string, values: AgencyValues): Promise<void> {
  const { name, group, listed, needsApproval, leadsApprove, copies } = values
  await tx.query(
    `UPDATE agency SET name = $2, agency_group = coalesce((SELECT o.agency_group FROM agency o WHERE lower(o.agency_group) = lower($3) AND o.key <> $1 LIMIT 1), $3), listed = $4, needs_approval = $5, copies = $6, leads_approve = $7 WHERE key = $1`,
    [key, name, group, listed === 'yes', needsApproval === 'yes', copies, leadsApprove === 'yes'],
  )
}
