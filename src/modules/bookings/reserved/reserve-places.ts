import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import type { FieldError } from '../../../web/forms.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { StillTrue } from '../../notifications/still-true.writer.js'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { freePlaces } from '../rules/places.js'
import { reserveErrors, returnsAt, type ReserveAsked } from '../rules/reserved.js'
import { lockedOccurrence } from '../waiting/offer.queries.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'
import { LESS_HELD } from '../waiting/unoffered.sql.js'
import { reservedMails, type Lead } from './reserved-mails.js'

const AGENCY = `
  SELECT a.id, a.name, EXISTS (SELECT 1 FROM reserved_places r WHERE r.agency_id = a.id AND r.occurrence_id = $2 AND r.returned_at IS NULL) AS taken,
    coalesce((SELECT json_agg(json_build_object('name', p.name, 'email', p.email) ORDER BY p.id) FROM person p
      WHERE p.agency_id = a.id AND 'training lead' = ANY(p.roles) AND p.confirmed_at IS NOT NULL), '[]') AS leads
  FROM agency a WHERE a.key = $1`
const INSERT = `INSERT INTO reserved_places (id, occurrence_id, agency_id, places, unused, returns_at) VALUES ($1, $2, $3, $4, $4, $5)`
const GIVEN_BACK = `
  WITH old AS (SELECT id, unused FROM reserved_places WHERE id = $1 AND occurrence_id = $3 AND returned_at IS NULL FOR UPDATE)
  UPDATE reserved_places r SET unused = 0, returned_at = $2 FROM old WHERE r.id = old.id RETURNING old.unused`
const STILL = `
  SELECT r.id FROM reserved_places r JOIN occurrence o ON o.id = r.occurrence_id
  WHERE r.id = ANY($1::uuid[]) AND r.returned_at IS NULL AND r.unused > 0 AND r.returns_at > $2 AND o.starts_at > $2 AND o.cancelled_at IS NULL`

interface AgencyRow {
  id: string
  name: string
  taken: boolean
  leads: Lead[]
}

/** Keeps places of a date for the people of one agency until a day, and gives them back to everybody. */
@Injectable()
export class ReservePlaces implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['places-reserved', 'reserved-places-return'], async (ids, now) => {
      const open = await this.database.query<{ id: string }[]>(STILL, [ids, now])
      return open.map(({ id }) => id)
    })
  }

  /** Only what is free can be reserved; what is wrong otherwise. The occurrence is known to be there. */
  reserve(
    occurrenceId: string,
    asked: ReserveAsked,
    sender: RequestKey,
    now: Date,
  ): Promise<{ reserved: string } | { errors: FieldError[] }> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const occurrence = await lockedOccurrence(tx, occurrenceId)
        const [agency] = await tx.query<AgencyRow[]>(AGENCY, [asked.agency, occurrenceId])
        const errors = errorsOf(asked, occurrence, agency, now)
        if (!agency || errors.length > 0) return { errors }
        await this.write(tx, occurrence, agency, asked, now)
        return { reserved: agency.name }
      }),
    )
  }

  private async write(tx: EntityManager, occurrence: LaneOccurrence, agency: AgencyRow, asked: ReserveAsked, now: Date): Promise<void> {
    const reserved = { id: newId(), places: Number(asked.places), returnsAt: returnsAt(asked.returnsOn) }
    await tx.query(INSERT, [reserved.id, occurrence.id, agency.id, reserved.places, reserved.returnsAt])
    await tx.query('UPDATE occurrence SET held = held + $2 WHERE id = $1', [occurrence.id, reserved.places])
    const { id: occurrenceId, courseTitle, startsAt, endsAt } = occurrence
    await this.outbox.add(tx, reservedMails({ ...reserved, occurrenceId, courseTitle, startsAt, endsAt }, agency.leads, now), now)
  }

  /** Gives what is unused back before its day; who waits is offered it in the same transaction. How many places; pressing twice gives none twice. */
  giveBack(occurrenceId: string, id: string, now: Date): Promise<number> {
    return this.transaction.run(async tx => {
      await lockedOccurrence(tx, occurrenceId)
      const [[back]] = await tx.query<[{ unused: number }[], number]>(GIVEN_BACK, [id, now, occurrenceId])
      if (!back) return 0
      if (back.unused > 0) await tx.query(LESS_HELD, [occurrenceId, back.unused])
      await this.offers.passOn(tx, occurrenceId, now)
      return back.unused
    })
  }
}

function errorsOf(asked: ReserveAsked, occurrence: LaneOccurrence, agency: AgencyRow | undefined, now: Date): FieldError[] {
  if (occurrence.cancelledAt || occurrence.external || now >= new Date(occurrence.startsAt))
    return [{ field: 'places', message: 'No place of this date can be reserved: it is cancelled, booked elsewhere or has begun' }]
  if (agency?.taken)
    return [{ field: 'agency', message: `Places are reserved for ${agency.name} already. Give those back first, then reserve anew` }]
  const date = { startsAt: new Date(occurrence.startsAt), free: freePlaces(occurrence) }
  return reserveErrors({ ...asked, agency: agency ? asked.agency : '' }, date, now)
}
