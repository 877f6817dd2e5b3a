import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { holds, type Who } from '../../../web/access.js'
import type { SentForm } from '../../evaluation/rules/group-summary.js'
import type { Stage } from '../../evaluation/rules/stage-settings.js'

export interface AnsweredOccurrence {
  id: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
}

const OCCURRENCE = `
  SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt" FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.id = $1 AND o.cancelled_at IS NULL AND ($2 OR EXISTS (SELECT 1 FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
    WHERE t.occurrence_id = o.id AND r.person_id = $3))`

const SENT = `
  SELECT i.stage, v.content, a.answers FROM evaluation_invitation i JOIN booking b ON b.id = i.booking_id AND b.state <> 'cancelled'
  JOIN evaluation_answer a ON a.invitation_id = i.id AND a.submitted_at IS NOT NULL JOIN evaluation_form_version v ON v.id = a.form_version_id
  WHERE i.occurrence_id = $1 AND i.stage IN ('pre', 'post') ORDER BY v.published_at, i.id`

/** What was answered about one date, for those who deliver it and the business unit: to everybody else it is not there. */
@Injectable()
export class OccurrenceAnswersQueries {
  constructor(private readonly database: DataSource) {}

  async occurrence(id: string, who: Who): Promise<AnsweredOccurrence | null> {
    const [found] = await this.database.query<AnsweredOccurrence[]>(OCCURRENCE, [id, holds(who, 'administrator'), who.id])
    return found ?? null
  }

  /** The forms that were sent before and after. */
  sent(id: string): Promise<(SentForm & { stage: Stage })[]> {
    return this.database.query(SENT, [id])
  }
}
