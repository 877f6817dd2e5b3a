import { Injectable } from '@nestjs/common'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { londonDate } from '../../shared/dates.js'
import type { FieldError } from '../../web/forms.js'
import { RecordsWriter } from '../records/records.writer.js'
import type { LearningForm } from './forms/learning.form.js'
import { elsewhereProblem } from './rules/elsewhere.js'

/** Puts learning done elsewhere on a person's record, so that what it leads on to opens. */
@Injectable()
export class RecordLearning {
  constructor(
    private readonly transaction: Transaction,
    private readonly records: RecordsWriter,
  ) {}

  /** The course's title, or what is wrong; null: there is no such person any more. The same course on the same day is recorded once. */
  run(personId: string, form: LearningForm, sender: { personId: string; key: string | undefined }, now: Date) {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<{ recorded: string } | { errors: FieldError[] } | null> => {
        const problem = elsewhereProblem(form, londonDate(now))
        if (problem) return { errors: [problem] }
        // The person's row is locked: two forms sent at once cannot both find nothing recorded yet.
        const [person] = await tx.query<unknown[]>('SELECT 1 FROM person WHERE id = $1 AND erased_at IS NULL FOR UPDATE', [personId])
        if (!person) return null
        const [course] = await tx.query<{ id: string; title: string; recorded: boolean }[]>(
          `SELECT c.id, c.title, EXISTS (SELECT 1 FROM learning_record r
             WHERE r.person_id = $2 AND r.course_id = c.id AND r.completed_on = $3) AS recorded FROM course c WHERE c.key = $1`,
          [form.course, personId, form.completedOn],
        )
        if (!course) return { errors: [{ field: 'course', message: 'Choose the course' }] }
        if (course.recorded) return { errors: [{ field: 'completedOn', message: 'This course is on the record with this day already' }] }
        const { completedOn, note } = form
        const until = form.validUntil ? { validUntil: form.validUntil } : {}
        const learned = { source: null, personId, courseId: course.id, completedOn, how: 'evidence' as const, note, ...until }
        await this.records.write(tx, [{ ...learned, recordedById: sender.personId }], now)
        return { recorded: course.title }
      }),
    )
  }
}
