import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { withInstants, type LaneOccurrence } from '../booking-lane.facts.js'
import { readOccurrence } from '../booking-lane.statements.js'
import { whyNotCancelOccurrence, type CancelOccurrenceCode } from '../rules/cancel-occurrence.js'
import { afterCancelledDate } from '../rules/waiting-list.js'
import { cancelMails } from './cancel-mails.js'
import { headTheQueue, otherDates, type OtherDate } from './other-dates.js'
import { touchedPeople, type TouchedBooking, type TouchedPeople } from './touched.queries.js'
import { touchedKey } from './touched-words.js'

type Code = CancelOccurrenceCode | 'not-found' | 'changed-meanwhile'

/** What the page shows before the button; `people` and `dates` as they are now. */
export interface CancelPreview {
  occurrence: LaneOccurrence
  people: TouchedPeople
  dates: OtherDate[]
  refusal: Refusal<CancelOccurrenceCode> | null
}

/** The organiser cancels a date: its bookings and offers end without charge, and everybody is told once, in one transaction. */
@Injectable()
export class CancelOccurrence {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
  ) {}

  /** null: there is no such occurrence. */
  preview(id: string, now: Date): Promise<CancelPreview | null> {
    return look(this.database.manager, id, now)
  }

  /** `seen`: the key of what the page had shown; should somebody have booked or left since, it is shown anew. */
  run(
    id: string,
    asked: { reason: string; seen: string },
    by: { personId: string; key: string | undefined },
    now: Date,
  ): Promise<{ told: number } | Refusal<Code>> {
    return this.transaction.run(tx => once(tx, by, () => this.cancel(tx, id, { ...asked, personId: by.personId }, now)))
  }

  private async cancel(tx: EntityManager, id: string, asked: { reason: string; seen: string; personId: string }, now: Date) {
    await tx.query('SELECT 1 FROM occurrence WHERE id = $1 FOR NO KEY UPDATE', [id])
    const seen = await look(tx, id, now)
    if (!seen || seen.refusal) return seen?.refusal ?? refuse('not-found')
    const { occurrence, people, dates } = seen
    if (touchedKey(people) !== asked.seen) return refuse('changed-meanwhile')
    await end(tx, id, asked, now)
    const displaced = displacedBy(seen)
    await headTheQueue(tx, occurrence.courseId, displaced, now)
    const cancelling = { reason: asked.reason, dates, queued: new Set(displaced.map(({ personId }) => personId)) }
    await this.outbox.add(tx, cancelMails(occurrence, people, cancelling, now), now)
    return { told: people.bookings.length + people.offers.length + people.trainers.length }
  }
}

async function look(tx: EntityManager, id: string, now: Date): Promise<CancelPreview | null> {
  const read = readOccurrence(id)
  const [row] = await tx.query<(LaneOccurrence & { registerClosedAt: Date | null })[]>(read.text, read.values)
  if (!row) return null
  const occurrence = withInstants(row)
  const [closed] = await tx.query<[{ at: Date | null }]>('SELECT register_closed_at AS at FROM occurrence WHERE id = $1', [id])
  const people = await touchedPeople(tx, id, now)
  const dates = await otherDates(tx, occurrence.courseId, id, now)
  const refusal = whyNotCancelOccurrence({ ...occurrence, registerClosedAt: closed.at }, now)
  return { occurrence, people, dates, refusal: isRefusal(refusal) ? refusal : null }
}

/** Who heads the queue: those without another place on the course, when the other dates have not places enough for all of them. */
export function displacedBy({ occurrence, people: { bookings }, dates }: CancelPreview): TouchedBooking[] {
  // Nobody waits for a course that is no longer offered.
  if (occurrence.retired) return []
  const without = bookings.filter(booking => !booking.elsewhere)
  const free = dates.reduce((sum, date) => sum + date.left, 0)
  return afterCancelledDate(without.length, free) === 'head-of-queue' ? without : []
}

async function end(tx: EntityManager, id: string, { reason, personId }: { reason: string; personId: string }, now: Date): Promise<void> {
  await tx.query(
    `UPDATE booking SET state = 'cancelled', cancelled_at = $2, cancelled_by = 'organiser', cancelled_by_person_id = $3, cancel_reason = $4,
       late = false WHERE occurrence_id = $1 AND state IN ('requested', 'booked')`,
    [id, now, personId, reason],
  )
  await tx.query(
    `UPDATE approval a SET state = 'withdrawn', answered_at = $2 FROM booking b WHERE b.id = a.booking_id AND b.occurrence_id = $1 AND a.state = 'open'`,
    [id, now],
  )
  await tx.query(`UPDATE offer SET state = 'gone', answered_at = $2 WHERE occurrence_id = $1 AND state = 'open'`, [id, now])
  await tx.query('UPDATE reserved_places SET unused = 0, returned_at = $2 WHERE occurrence_id = $1 AND returned_at IS NULL', [id, now])
  await tx.query(
    `UPDATE occurrence SET cancelled_at = $2, cancel_reason = $3, booked = 0, held = 0, overbooked = 0, version = version + 1,
       calendar_sequence = calendar_sequence + 1 WHERE id = $1`,
    [id, now, reason],
  )
}
