import { Injectable } from '@nestjs/common'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { UploadsWriter } from '../../uploads/uploads.writer.js'
import type { EvidenceState } from './rules/evidence.js'

const LOCK = 'SELECT state, upload_id AS "uploadId" FROM evidence WHERE id = $1 AND person_id = $2 FOR UPDATE'
const TAKE_BACK = `UPDATE evidence SET state = 'taken back', upload_id = NULL WHERE id = $1`

/** Somebody takes back what they handed in, while nobody has decided on it; its file is removed at once. */
@Injectable()
export class TakeBack {
  constructor(
    private readonly transaction: Transaction,
    private readonly uploads: UploadsWriter,
  ) {}

  run(id: string, personId: string): Promise<null | Refusal<'not-found' | 'decided-already'>> {
    return this.transaction.run(async tx => {
      const [evidence] = await tx.query<{ state: EvidenceState; uploadId: string | null }[]>(LOCK, [id, personId])
      if (!evidence) return refuse('not-found')
      if (evidence.state === 'taken back') return null
      if (evidence.state !== 'handed in') return refuse('decided-already')
      await tx.query(TAKE_BACK, [id])
      await this.uploads.remove(tx, evidence.uploadId ? [evidence.uploadId] : [])
      return null
    })
  }
}
