import { Injectable } from '@nestjs/common'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { type Changed, type FormValues, mergeEdits } from '../courses/rules/merge-edits.js'
import { storedAgency, type AgencyValues } from './agencies.queries.js'

/** Somebody else saved first: the form as it is to be shown again, and what is stored now. */
export interface AgencyOvertaken {
  changed: Changed[]
  values: AgencyValues
  version: number
  current: AgencyValues
}

/** Changes an agency. The form it came from must be of the version that is stored; bookings made before keep what was asked of them. */
@Injectable()
export class SaveAgency {
  constructor(private readonly transaction: Transaction) {}

  /** null: there is no such agency. `opened`: the values that the form was opened with. */
  run(
    key: string,
    values: AgencyValues,
    form: { version: number; opened: FormValues },
    sender: { personId: string; key: string | undefined },
  ): Promise<{ saved: string } | AgencyOvertaken | null> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<{ saved: string } | AgencyOvertaken | null> => {
        const stored = await storedAgency(tx, key, true)
        if (!stored) return null
        if (stored.version !== form.version)
          return { ...mergeEdits({ ...form.opened }, { ...values }, { ...stored.values }), version: stored.version, current: stored.values }
        const { name, group, listed, needsApproval, leadsApprove, copies } = values
        await tx.query(
          `UPDATE agency SET name = $2, agency_group = $3, listed = $4, needs_approval = $5, copies = $6, leads_approve = $7, version = version + 1 WHERE key = $1`,
          [key, name, group, listed === 'yes', needsApproval === 'yes', copies, leadsApprove === 'yes'],
        )
        return { saved: key }
      }),
    )
  }
}
