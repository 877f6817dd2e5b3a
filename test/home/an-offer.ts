import type { DataSource } from 'typeorm'
import { newId } from '../../src/shared/ids.js'
import { moment, type Moment } from '../support/builders/occurrence.js'

interface OfferOverrides {
  person: { id: string }
  occurrence: { id: string; courseId: string }
  runsOutAt: Moment
  number?: number
}

/** Somebody at the head of the list, for whom a place is held on this occurrence (count it in the occurrence's `held`). The offer's id. */
export async function anOffer(database: DataSource, { person, occurrence, runsOutAt, number = 1 }: OfferOverrides): Promise<string> {
  const [entry, offer] = [newId(), newId()]
  await database.query(
    `INSERT INTO waiting_entry (id, course_id, person_id, number, joined_at) VALUES ($1, $2, $3, $4, '2026-02-20T10:00:00Z')`,
    [entry, occurrence.courseId, person.id, number],
  )
  await database.query(
    `INSERT INTO offer (id, entry_id, occurrence_id, person_id, kind, made_at, runs_out_at) VALUES ($1, $2, $3, $4, 'hold', '2026-03-01T10:00:00Z', $5)`,
    [offer, entry, occurrence.id, person.id, moment(runsOutAt)],
  )
  return offer
}
