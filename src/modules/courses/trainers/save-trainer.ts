import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { type FormValues, mergeEdits } from '../rules/merge-edits.js'
import type { Overtaken, Sender, Wrong } from '../save-course.js'
import { TrainerAbsence } from './trainer-absence.entity.js'
import { absenceErrors, absenceOfLine, type StoredTrainer, storedTrainer, type TrainerValues } from './trainer-values.js'

/** Changes what a trainer may deliver and when they can. The form it came from must be of the version that is stored. */
@Injectable()
export class SaveTrainer {
  constructor(private readonly transaction: Transaction) {}

  /** null: there is no such trainer. */
  async run(id: string, values: TrainerValues, form: { version: number; opened: FormValues }, sender: Sender) {
    const errors = absenceErrors(values.absences.map(absenceOfLine))
    if (values.teaches === 'some' && values.courses.length === 0)
      errors.unshift({ field: 'courses', message: 'Tick the courses that they may deliver, or choose any course' })
    if (errors.length > 0) return { errors }
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<{ saved: string } | Wrong | Overtaken<TrainerValues> | null> => {
        const stored = await storedTrainer(tx, id, true)
        if (!stored) return null
        if (stored.version !== form.version)
          return { ...mergeEdits(form.opened, values, stored.values), version: stored.version, current: stored.values }
        await save(tx, stored, values)
        return { saved: stored.name }
      }),
    )
  }
}

async function save(
  tx: EntityManager,
  { id, version }: StoredTrainer,
  { teaches, courses, weekdays, absences }: TrainerValues,
): Promise<void> {
  await tx.query('UPDATE trainer SET any_course = $2, weekdays = $3, version = $4 WHERE id = $1', [
    id,
    teaches === 'any',
    weekdays,
    version + 1,
  ])
  await tx.query('DELETE FROM trainer_course WHERE trainer_id = $1', [id])
  await tx.query('INSERT INTO trainer_course (trainer_id, course_id) SELECT $1, c.id FROM course c WHERE c.key = ANY($2)', [id, courses])
  await tx.getRepository(TrainerAbsence).delete({ trainerId: id })
  await tx.getRepository(TrainerAbsence).insert(absences.map(line => ({ id: newId(), trainerId: id, ...absenceOfLine(line) })))
}
