import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { placeOffered, type MailOccurrence } from '../booking-mails.js'
import { lockedOccurrence, offersMade, queueOf, type QueuedPerson } from './offer.queries.js'
import { nextOffers, OFFER_POLICY, type PlannedOffer } from '../rules/offers.js'
import { freePlaces } from '../rules/places.js'

interface MadeOffer {
  id: string
  kind: string
  runsOutAt: Date
  planned: PlannedOffer
}

/** Passes freed places on: to the head of the queue, and on again when an offer runs out. */
@Injectable()
export class OfferFreedPlaces {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
  ) {}

  /** Offers what is free on this occurrence, within the transaction that freed it. Locks the occurrence, then the course's list. */
  async run(tx: EntityManager, occurrenceId: string, now: Date): Promise<void> {
    const occurrence = await lockedOccurrence(tx, occurrenceId)
    const queue = await queueOf(tx, occurrence.courseId)
    if (queue.length === 0) return
    const alreadyOffered = await offersMade(tx, occurrenceId)
    const plan = nextOffers({ queue, free: freePlaces(occurrence), occurrence, policy: OFFER_POLICY, alreadyOffered }, now)
    if (plan.kind === 'nothing') return
    const offers = plan.offers.map(planned => ({ id: newId(), kind: plan.kind, runsOutAt: planned.runsOutAt, planned }))
    await this.write(tx, occurrenceId, offers, now)
    await this.tell(tx, occurrence, queue, offers, now)
  }

  /**
   * Ends every offer whose time is over, or whose person no longer waits, and passes its place on; answers whether there was any. Called
   * where somebody looks at a queue or finds a date full (docs/decisions/0007). Running twice is harmless: each occurrence's lock
   * decides who does it.
   */
  async settleDue(now: Date): Promise<boolean> {
    const due = await this.database.query<{ id: string }[]>(`SELECT DISTINCT f.occurrence_id AS id ${DUE} ORDER BY 1`, [now])
    // One transaction for each occurrence: seldom more than one is due at a time, and a contended one must not hold up the others.
    for (const { id } of due) await this.transaction.run(tx => this.settle(tx, id, now))
    return due.length > 0
  }

  /** The same for one occurrence, within the caller's transaction. */
  async settle(tx: EntityManager, occurrenceId: string, now: Date): Promise<void> {
    await lockedOccurrence(tx, occurrenceId)
    const [ended] = await tx.query<[{ kind: string }[], number]>(
      `UPDATE offer SET state = CASE WHEN runs_out_at <= $1 THEN 'run-out' ELSE 'gone' END, answered_at = $1
       WHERE id IN (SELECT f.id ${DUE} AND f.occurrence_id = $2) RETURNING kind`,
      [now, occurrenceId],
    )
    const holds = ended.filter(offer => offer.kind === 'hold').length
    if (holds) await tx.query('UPDATE occurrence SET held = held - $2 WHERE id = $1', [occurrenceId, holds])
    await this.run(tx, occurrenceId, now)
  }

  private async write(tx: EntityManager, occurrenceId: string, offers: MadeOffer[], now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO offer (id, entry_id, occurrence_id, person_id, kind, made_at, runs_out_at, why)
       SELECT o.id, o."entryId", $1, o."personId", o.kind, $2, o."runsOutAt", o.why
       FROM jsonb_to_recordset($3::jsonb) AS o(id uuid, "entryId" uuid, "personId" uuid, kind text, "runsOutAt" timestamptz, why jsonb)`,
      [occurrenceId, now, JSON.stringify(offers.map(({ planned, ...offer }) => ({ ...planned, ...offer })))],
    )
    const holds = offers.filter(offer => offer.kind === 'hold').length
    if (holds) await tx.query('UPDATE occurrence SET held = held + $2 WHERE id = $1', [occurrenceId, holds])
  }

  private tell(tx: EntityManager, occurrence: MailOccurrence, queue: QueuedPerson[], offers: MadeOffer[], now: Date): Promise<void> {
    const people = new Map(queue.map(entry => [entry.personId, { id: entry.personId, name: entry.name, email: entry.email }]))
    const mails = offers.flatMap(offer => {
      const person = people.get(offer.planned.personId)
      return person ? [placeOffered(person, offer, occurrence)] : []
    })
    return this.outbox.add(tx, mails, now)
  }
}

// Open offers are few and have an index of their own; each brings its entry by primary key.
const DUE = `
  FROM offer f JOIN waiting_entry w ON w.id = f.entry_id
  WHERE f.state = 'open' AND (f.runs_out_at <= $1 OR w.ended_at IS NOT NULL)`
