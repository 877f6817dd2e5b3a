import { Injectable, Logger } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { placeOffered, type MailOccurrence } from '../booking-mails.js'
import { RETURN_DUE, returnReserved } from '../reserved/return-reserved.js'
import { lockedOccurrence, offersMade, queueOf, type QueuedPerson } from './offer.queries.js'
import { LESS_HELD, MOST_DATES, TAKEN, UNOFFERED } from './unoffered.sql.js'
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
  private readonly logger = new Logger('OfferFreedPlaces')

  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Ends every offer whose time is over, or whose person no longer waits, and passes its place on, as reserved places whose day has come;
   * answers whether there was any. Called
   * where somebody looks at a queue or finds a date full (docs/decisions/0007). Running twice is harmless: each occurrence's lock
   * decides who does it.
   */
  async settleDue(now: Date): Promise<boolean> {
    const due = await this.database.query<{ id: string }[]>(`SELECT f.occurrence_id AS id ${DUE} UNION ${RETURN_DUE} ORDER BY 1`, [now])
    // One transaction for each occurrence: seldom more than one is due at a time.
    for (const { id } of due) await this.settle(id, now)
    return due.length > 0
  }

  /**
   * Offers the places that are free and unoffered, whatever made them so: dates put on since people began to wait, more places, the last
   * hours that came. Answers how many offers it made.
   */
  async offerUnoffered(now: Date): Promise<number> {
    await this.transaction.run(tx => tx.query(TAKEN, [now]))
    const free = await this.database.query<{ id: string }[]>(UNOFFERED, [now, OFFER_POLICY.lastHours, MOST_DATES])
    let made = 0
    for (const { id } of free) made += await this.settle(id, now)
    return made
  }

  /** Housekeeping must not fail whoever happens to look: what cannot be passed on now is still due at the next look. */
  private async settle(occurrenceId: string, now: Date): Promise<number> {
    try {
      return await this.transaction.run(tx => this.passOn(tx, occurrenceId, now))
    } catch (error) {
      this.logger.error(`The places held on ${occurrenceId} could not be passed on`, error instanceof Error ? error.stack : String(error))
      return 0
    }
  }

  /** Ends what is due on this occurrence and offers what is free on it, within the transaction that freed it; how many offers it made. */
  async passOn(tx: EntityManager, occurrenceId: string, now: Date): Promise<number> {
    const occurrence = await lockedOccurrence(tx, occurrenceId)
    const returned = occurrence.nextReturn && new Date(occurrence.nextReturn) <= now ? await returnReserved(tx, occurrenceId, now) : 0
    const held = occurrence.held - returned - (await this.endDue(tx, occurrenceId, now))
    const queue = await queueOf(tx, occurrence.courseId)
    if (queue.length === 0) return 0
    const alreadyOffered = await offersMade(tx, occurrenceId)
    const free = freePlaces({ ...occurrence, held })
    const plan = nextOffers({ queue, free, occurrence, policy: OFFER_POLICY, alreadyOffered }, now)
    if (plan.kind === 'nothing') return 0
    const offers = plan.offers.map(planned => ({ id: newId(), kind: plan.kind, runsOutAt: planned.runsOutAt, planned }))
    await this.write(tx, occurrenceId, offers, now)
    await this.tell(tx, occurrence, queue, offers, now)
    return offers.length
  }

  /** How many places are no longer held. A place given above the limit is taken back with them. */
  private async endDue(tx: EntityManager, occurrenceId: string, now: Date): Promise<number> {
    const [ended] = await tx.query<[{ kind: string }[], number]>(
      `UPDATE offer SET state = CASE WHEN runs_out_at <= $1 THEN 'run-out' ELSE 'gone' END, answered_at = $1
       WHERE id IN (SELECT f.id ${DUE} AND f.occurrence_id = $2) RETURNING kind`,
      [now, occurrenceId],
    )
    const holds = ended.filter(offer => offer.kind === 'hold').length
    if (holds) await tx.query(LESS_HELD, [occurrenceId, holds])
    return holds
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
