import type { DataSource } from 'typeorm'
import { Trainer } from '../../../src/modules/courses/trainer.entity.js'
import { newId } from '../../../src/shared/ids.js'

let made = 0

/** A person in the trainer pool: `person` is theirs already, and gets the role `trainer`. */
export async function aTrainerRow(
  database: DataSource,
  { person, ...overrides }: Partial<Omit<Trainer, 'person'>> & { person: { id: string } },
): Promise<Omit<Trainer, 'person'>> {
  const n = ++made
  const trainer = {
    id: newId(),
    key: `trainer-${n}`,
    personId: person.id,
    active: true,
    anyCourse: true,
    weekdays: [],
    version: 1,
    ...overrides,
  }
  await database.getRepository(Trainer).insert(trainer)
  await database.query(`UPDATE person SET roles = array_append(roles, 'trainer') WHERE id = $1 AND NOT 'trainer' = ANY(roles)`, [person.id])
  return trainer
}
