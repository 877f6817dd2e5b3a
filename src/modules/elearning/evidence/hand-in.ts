import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { type GoodFile, UploadsWriter } from '../../uploads/uploads.writer.js'
import { EvidenceMails } from './evidence-mails.js'
import type { HandedIn } from './rules/evidence.js'

export type HandInCode = 'course-missing' | 'waiting-already'

/** One piece of evidence, as it is to be written. */
export interface NewEvidence extends HandedIn {
  personId: string
  courseId: string
  /** The enrolment that it is the certificate of; null: learning from elsewhere. */
  enrolmentId: string | null
}

const INSERT = `
  INSERT INTO evidence (id, person_id, course_id, enrolment_id, upload_id, completed_on, provider, words, handed_in_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
const WAITING = `SELECT id FROM evidence WHERE person_id = $1 AND course_id = $2 AND state = 'handed in'`

/** Hands in evidence: it waits, and who may decide is told. */
@Injectable()
export class HandIn {
  constructor(
    private readonly transaction: Transaction,
    private readonly uploads: UploadsWriter,
    private readonly mails: EvidenceMails,
  ) {}

  /** Evidence of learning from elsewhere, for the course of this key. One piece waits for a course at a time. */
  run(
    { course, ...typed }: HandedIn & { course: string },
    file: GoodFile,
    sender: RequestKey,
    now: Date,
  ): Promise<{ id: string } | Refusal<HandInCode>> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [found] = await tx.query<{ id: string }[]>('SELECT id FROM course WHERE key = $1 AND NOT retired', [course])
        if (!found) return refuse('course-missing')
        return this.write(tx, { ...typed, personId: sender.personId, courseId: found.id, enrolmentId: null }, file, now)
      }),
    )
  }

  /** Within the caller's transaction. The person's row is held: two forms sent at once cannot both find nothing waiting. */
  async write(tx: EntityManager, evidence: NewEvidence, file: GoodFile, now: Date): Promise<{ id: string } | Refusal<'waiting-already'>> {
    const { personId, courseId, enrolmentId, completedOn, provider, words } = evidence
    await tx.query('SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId])
    const [waiting] = await tx.query<{ id: string }[]>(WAITING, [personId, courseId])
    if (waiting) return refuse('waiting-already', { id: waiting.id })
    const id = newId()
    const uploadId = await this.uploads.keep(tx, file, personId, now)
    await tx.query(INSERT, [id, personId, courseId, enrolmentId, uploadId, completedOn, provider, words, now])
    await this.mails.tellOfHandedIn(tx, personId, now)
    return { id }
  }
}
