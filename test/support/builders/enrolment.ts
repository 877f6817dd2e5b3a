import type { DataSource } from 'typeorm'
import { Enrolment } from '../../../src/modules/elearning/enrolment.entity.js'
import { newId } from '../../../src/shared/ids.js'
import { moment, type Moment } from './occurrence.js'

export interface EnrolmentOverrides {
  person: { id: string; agencyId: string | null }
  course: { id: string }
  agencyId?: string | null
  signedUpAt?: Moment
  startedAt?: Moment | null
  completedAt?: Moment | null
}

/** Signed up on 20 February 2026, not started. */
export async function anEnrolment(database: DataSource, { person, course, ...change }: EnrolmentOverrides): Promise<void> {
  const { agencyId = person.agencyId, signedUpAt = '2026-02-20 10:00', startedAt, completedAt } = change
  await database.getRepository(Enrolment).insert({
    id: newId(),
    courseId: course.id,
    personId: person.id,
    agencyId,
    signedUpAt: moment(signedUpAt),
    startedAt: startedAt ? moment(startedAt) : null,
    completedAt: completedAt ? moment(completedAt) : null,
  })
}
