import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

const LIVE = `
  SELECT learning_record_id AS "recordId", number FROM certificate
  WHERE person_id = $1 AND withdrawn_at IS NULL AND learning_record_id IS NOT NULL`

/** What other modules may know of certificates. */
@Injectable()
export class CertificatesReader {
  constructor(private readonly database: DataSource) {}

  /** The numbers of a person's certificates that stand, by learning record. */
  async numbersOf(personId: string): Promise<Map<string, string>> {
    const rows = await this.database.query<{ recordId: string; number: string }[]>(LIVE, [personId])
    return new Map(rows.map(row => [row.recordId, row.number]))
  }
}
