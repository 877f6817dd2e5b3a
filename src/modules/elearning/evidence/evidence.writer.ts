import { Injectable } from '@nestjs/common'
import { Transaction } from '../../../database/transaction.js'
import { UploadsWriter } from '../../uploads/uploads.writer.js'
import { filesGoneBy } from './rules/evidence.js'

const DUE = `
  SELECT upload_id AS id FROM evidence WHERE upload_id IS NOT NULL AND decided_at IS NOT NULL
    AND decided_at <= CASE state WHEN 'refused' THEN $1::timestamptz ELSE $2::timestamptz END
  ORDER BY decided_at LIMIT $3 FOR UPDATE SKIP LOCKED`

/** Removes the files of evidence that have been kept long enough; what was decided stays. */
@Injectable()
export class EvidenceWriter {
  constructor(
    private readonly transaction: Transaction,
    private readonly uploads: UploadsWriter,
  ) {}

  /** At most `limit` files: how many they were. */
  removeFiles(now: Date, limit: number): Promise<number> {
    const { refused, accepted } = filesGoneBy(now)
    return this.transaction.run(async tx => {
      const due = await tx.query<{ id: string }[]>(DUE, [refused, accepted, limit])
      await this.uploads.remove(
        tx,
        due.map(({ id }) => id),
      )
      return due.length
    })
  }
}
