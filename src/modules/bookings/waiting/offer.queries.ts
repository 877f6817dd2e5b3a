import type { EntityManager } from 'typeorm'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { lockCounters, readOccurrence } from '../booking-lane.statements.js'
import type { OfferFacts, QueueEntry } from '../rules/offers.js'
import { inQueueOrder } from '../rules/waiting-list.js'

export interface QueuedPerson extends QueueEntry {
  number: number
  displaced: boolean
  name: string
  email: string
}

/** The occurrence with its row locked until the transaction ends. Throws when there is none. */
export async function lockedOccurrence(tx: EntityManager, occurrenceId: string): Promise<LaneOccurrence> {
  const lock = lockCounters(occurrenceId)
  await tx.query(lock.text, lock.values)
  const read = readOccurrence(occurrenceId)
  const [occurrence] = await tx.query<LaneOccurrence[]>(read.text, read.values)
  if (!occurrence) throw new Error(`No occurrence ${occurrenceId}`)
  return occurrence
}

/**
 * The course's queue, head first, with what the rule needs of each. The list's row is locked first, so that two dates freed at once
 * do not offer to the same person.
 */
export async function queueOf(tx: EntityManager, courseId: string): Promise<QueuedPerson[]> {
  await tx.query('SELECT 1 FROM waiting_list WHERE course_id = $1 FOR UPDATE', [courseId])
  const queue = await tx.query<QueuedPerson[]>(
    `SELECT w.id AS "entryId", w.person_id AS "personId", w.occurrence_ids AS dates, w.number, w.displaced, p.name, p.email,
       coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
         FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = w.course_id
         WHERE l.person_id = w.person_id), '[]') AS completed,
       ARRAY(SELECT b.occurrence_id FROM booking b
         WHERE b.person_id = w.person_id AND b.course_id = w.course_id AND b.state IN ('requested', 'booked')) AS "liveOn",
       EXISTS (SELECT 1 FROM offer f WHERE f.entry_id = w.id AND f.state = 'open' AND f.kind = 'hold') AS "holdsAnother"
     FROM waiting_entry w JOIN person p ON p.id = w.person_id
     WHERE w.course_id = $1 AND w.ended_at IS NULL`,
    [courseId],
  )
  return inQueueOrder(queue)
}

/** Every offer made so far for this occurrence. */
export const offersMade = (tx: EntityManager, occurrenceId: string): Promise<OfferFacts['alreadyOffered'][number][]> =>
  tx.query('SELECT entry_id AS "entryId", state FROM offer WHERE occurrence_id = $1', [occurrenceId])
