import type { DataSource } from 'typeorm'
import { LearningRecord } from '../../../src/modules/records/learning-record.entity.js'
import { newId } from '../../../src/shared/ids.js'

type Overrides = Partial<Omit<LearningRecord, 'person' | 'course' | 'recordedBy'>> & { person: { id: string }; course: { id: string } }

/** A course done by e-learning on 10 January 2026, counting for good, unless told otherwise. */
export async function aRecord(database: DataSource, { person, course, ...columns }: Overrides): Promise<void> {
  await database.getRepository(LearningRecord).insert({
    id: newId(),
    personId: person.id,
    courseId: course.id,
    completedOn: '2026-01-10',
    how: 'e-learning',
    recordedAt: new Date('2026-01-10T12:00:00Z'),
    ...columns,
  })
}
