import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { Person } from '../people/person.entity.js'
import type { Details } from './register.js'

/** What a person sees of themselves; `agency` is the key of the list's agency. */
export interface OwnDetails extends Details {
  email: string
  agencyKey: string | null
  agencyName: string | null
}

/** A person's own details: to be seen, and to be changed by nobody else here. */
@Injectable()
export class ChangeDetails {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
  ) {}

  async of(personId: string): Promise<OwnDetails> {
    const [found] = await this.database.query<OwnDetails[]>(
      `SELECT p.name, p.email, p.agency_id AS "agencyId", p.agency_other AS "agencyOther", p.job_role AS "jobRole",
              p.manager_name AS "managerName", p.manager_email AS "managerEmail", a.key AS "agencyKey", a.name AS "agencyName"
       FROM person p LEFT JOIN agency a ON a.id = p.agency_id WHERE p.id = $1`,
      [personId],
    )
    return found!
  }

  /** Bookings and records of before keep the agency they were made for. */
  async write(personId: string, details: Details): Promise<void> {
    await this.transaction.run(tx => tx.getRepository(Person).update({ id: personId }, { ...details, version: () => 'version + 1' }))
  }
}
