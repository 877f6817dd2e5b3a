import type { DataSource } from 'typeorm'
import { WaitingEntry } from '../../../src/modules/bookings/waiting-entry.entity.js'
import { newId } from '../../../src/shared/ids.js'
import { moment, type Moment } from './occurrence.js'

export interface WaitingOverrides {
  person: { id: string; agencyId: string | null }
  course: { id: string }
  agencyId?: string | null
  joinedAt?: Moment
  /** Left the list then; null: still waiting. */
  endedAt?: Moment | null
}

let made = 0

/** Waiting for any date since 20 February 2026. */
export async function aWaitingEntry(database: DataSource, { person, course, ...change }: WaitingOverrides): Promise<void> {
  const { agencyId = person.agencyId, joinedAt = '2026-02-20 10:00', endedAt } = change
  await database.getRepository(WaitingEntry).insert({
    id: newId(),
    courseId: course.id,
    personId: person.id,
    agencyId,
    number: ++made,
    joinedAt: moment(joinedAt),
    endedAt: endedAt ? moment(endedAt) : null,
    outcome: endedAt ? 'left' : null,
  })
}
