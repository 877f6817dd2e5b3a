import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { ProgrammeReader } from '../courses.reader.js'
import { OccurrenceChanges } from '../occurrence-changes.writer.js'
import { publishProblem } from '../rules/publishing.js'
import type { Sender } from '../save-course.js'

export type PublishCode = 'not-found' | 'gone-by' | 'course-retired' | 'no-draft'

interface Draft {
  id: string
  courseId: string
  startsAt: Date
  retired: boolean
}

const DRAFTS = `
  SELECT o.id, o.course_id AS "courseId", o.starts_at AS "startsAt", c.retired
  FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.draft AND o.cancelled_at IS NULL AND CASE WHEN $2 THEN o.event_id = $1 ELSE o.id = $1 END
  ORDER BY o.starts_at, o.id FOR NO KEY UPDATE OF o`

/** Publishes drafts: from then on they are on What's on, can be booked, and are offered to those who wait. */
@Injectable()
export class PublishDrafts {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
    private readonly changes: OccurrenceChanges,
  ) {}

  /** One date, or all the drafts of an event; a repeat, and a second press, publish nothing twice. */
  async run(
    what: { event: string } | { occurrence: string },
    sender: Sender,
    now: Date,
  ): Promise<{ published: number } | Refusal<PublishCode>> {
    const answer = await this.transaction.run(tx => once(tx, sender, () => this.publish(tx, what, now)))
    this.programme.invalidate()
    return answer
  }

  private async publish(tx: EntityManager, what: { event: string } | { occurrence: string }, now: Date) {
    const [id, ofEvent] = 'event' in what ? [what.event, true] : [what.occurrence, false]
    const drafts = await tx.query<Draft[]>(DRAFTS, [id, ofEvent])
    const [first] = drafts
    if (!first) return refuse<PublishCode>('no-draft')
    const problem = publishProblem(drafts, now)
    if (isRefusal(problem)) return problem
    const ids = drafts.map(draft => draft.id)
    await tx.query('UPDATE occurrence SET draft = false, version = version + 1 WHERE id = ANY($1::uuid[])', [ids])
    await this.changes.added(tx, first.courseId, ids, now)
    return { published: ids.length }
  }
}
