import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { newId } from '../../shared/ids.js'
import { pounds } from '../../shared/money.js'
import { policyOf } from './cancellation-quote.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'
import { noShowCharge, type Sitting, type Why } from './rules/cancellation.js'

interface NoShow {
  bookingId: string
  agencyId: string | null
  agencyGroup: string | null
  policy: unknown
}
interface Held extends Sitting {
  sessions: { startsAt: string; endsAt: string }[]
  noShows: NoShow[]
}

// One row, whatever the number of no-shows.
const HELD = `
  SELECT o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions,
    coalesce((SELECT json_agg(json_build_object('bookingId', b.id, 'agencyId', b.agency_id, 'agencyGroup', a.agency_group, 'policy', y.definition))
      FROM booking b LEFT JOIN agency a ON a.id = b.agency_id
        LEFT JOIN policy_version y ON y.policy_id = b.policy_id AND y.number = b.policy_version WHERE b.occurrence_id = o.id AND b.state = 'no-show'), '[]') AS "noShows"
  FROM occurrence o WHERE o.id = $1`

// What an administrator has confirmed or waived already stands as it is.
const PROPOSE = `
  INSERT INTO charge (id, booking_id, agency_id, kind, pence, why, proposed_at)
  SELECT r.id, r."bookingId", r."agencyId", 'no-show', r.pence, r.why, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "bookingId" uuid, "agencyId" uuid, pence int, why text)
  ON CONFLICT (booking_id, kind) DO NOTHING`

// A proposal for somebody who was there after all is taken back; a charge confirmed meanwhile is not made to vanish, but waived, or credited
// where finance was told of it.
const WITHDRAW = `
  DELETE FROM charge g USING booking b
  WHERE b.id = g.booking_id AND b.occurrence_id = $1 AND b.state <> 'no-show' AND g.kind = 'no-show' AND g.state = 'proposed'`
const WAIVE = `
  UPDATE charge g SET state = CASE WHEN g.export_id IS NULL THEN 'waived' ELSE 'credited' END, reason = 'The register was corrected.',
    decided_at = $2, decided_by_id = NULL FROM booking b
  WHERE b.id = g.booking_id AND b.occurrence_id = $1 AND b.state <> 'no-show' AND g.kind = 'no-show' AND g.state = 'confirmed'`

/** What other modules may have bookings do, within their own transactions. */
@Injectable()
export class BookingsWriter {
  constructor(private readonly offers: OfferFreedPlaces) {}

  /** Ends offers whose time is over and passes their places on; answers whether there was any. Each occurrence is a transaction of its own. */
  passOnOffers(now: Date): Promise<boolean> {
    return this.offers.settleDue(now)
  }

  /** Offers places that are free and unoffered; how many offers were made. Run twice or on two workers at once, none is made twice. */
  offerPlaces(now: Date): Promise<number> {
    return this.offers.offerUnoffered(now)
  }

  /**
   * Makes the charges for not coming those of the register as it stands: proposed for each no-show, once, at what the policy says; taken
   * back where a reopened register no longer says so. Called when a register closes. The occurrence's row is locked by the caller.
   */
  async proposeNoShowCharges(tx: EntityManager, occurrenceId: string, now: Date): Promise<void> {
    await tx.query(WITHDRAW, [occurrenceId])
    await tx.query(WAIVE, [occurrenceId, now])
    const [held] = await tx.query<Held[]>(HELD, [occurrenceId])
    const rows = held ? held.noShows.flatMap(noShow => proposal(held, noShow)) : []
    if (rows.length) await tx.query(PROPOSE, [JSON.stringify(rows), now])
  }
}

function proposal({ startsAt, endsAt, sessions }: Held, { bookingId, agencyId, agencyGroup, policy }: NoShow) {
  const sittings = sessions.map(s => ({ startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) }))
  const { chargePence, why } = noShowCharge({ policy: policyOf(policy), startsAt, endsAt, sessions: sittings, agencyGroup })
  return chargePence > 0 ? [{ id: newId(), bookingId, agencyId, pence: chargePence, why: words(why, chargePence) }] : []
}

function words({ halfDays, fullDays }: Why, pence: number): string {
  const days = [count(fullDays, 'full day', 'full days'), count(halfDays, 'half day', 'half days')].filter(Boolean).join(' and ')
  return `Did not come and did not cancel: ${days}, ${pounds(pence)}.`
}

const count = (n: number, one: string, many: string): string => (n === 0 ? '' : `${n} ${n === 1 ? one : many}`)
