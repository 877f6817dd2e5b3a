import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { newId } from '../../../shared/ids.js'
import { type Learning, statementOf } from './rules/statement.js'

/** What to tell of an enrolment; `source` says what it is, so that it is told once. */
export type Telling = Omit<Learning, 'id' | 'course'> & { source: string; courseId: string }

const COURSE = 'SELECT key, title FROM course WHERE id = $1'
const WRITE = `
  INSERT INTO xapi_statement (id, source, enrolment_id, person_id, verb, activity, statement, stored_at, try_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (source) DO NOTHING`

/** Writes statements in the transaction of what they tell of: there is never one without the other. */
@Injectable()
export class WriteStatements {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** All are of one course; what has been told already is left as it is. */
  async write(tx: EntityManager, tellings: readonly Telling[]): Promise<void> {
    if (tellings.length === 0) return
    const [course] = await tx.query<{ key: string; title: string }[]>(COURSE, [tellings[0]!.courseId])
    for (const telling of tellings) {
      const statement = statementOf({ ...telling, id: newId(), course: course! }, this.settings.publicUrl)
      const { source, enrolmentId, personId, verb, now } = telling
      await tx.query(WRITE, [statement.id, source, enrolmentId, personId, verb, statement.object.id, JSON.stringify(statement), now])
    }
  }
}
