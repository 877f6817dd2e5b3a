import type { ClientBase } from 'pg'
import { ENGLAND_AND_WALES } from '../../shared/bank-holidays.js'
import { newId } from '../../shared/ids.js'
import { pounds } from '../../shared/money.js'
import { readPolicy } from '../bookings/rules/cancellation-policy.js'
import { cancellationCharge, noShowCharge, standingPromise, type Sitting } from '../bookings/rules/cancellation.js'

interface Past {
  bookingId: string
  agencyId: string | null
  agencyGroup: string | null
  policy: unknown
  startsAt: Date
  endsAt: Date
  sessions: { startsAt: string; endsAt: string }[]
  bookedAt: Date
  promised: Date[] | null
  promisedFor: Date | null
  cancelledAt: Date | null
  cancelledBy: 'delegate' | 'agency' | null
}

const PAST = `
  SELECT b.id AS "bookingId", b.agency_id AS "agencyId", a.agency_group AS "agencyGroup", y.definition AS policy, b.promised, b.promised_for AS "promisedFor", o.starts_at AS "startsAt",
    o.ends_at AS "endsAt", b.booked_at AS "bookedAt", b.cancelled_at AS "cancelledAt", b.cancelled_by AS "cancelledBy",
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN policy_version y ON y.policy_id = b.policy_id AND y.number = b.policy_version
    LEFT JOIN agency a ON a.id = b.agency_id
  WHERE o.starts_at >= $1 AND o.cancelled_at IS NULL AND (b.state = 'no-show' OR b.state = 'cancelled' AND b.late)`

const PROPOSE = `
  INSERT INTO charge (id, booking_id, agency_id, kind, pence, why, proposed_at)
  SELECT r.id, r."bookingId", r."agencyId", r.kind, r.pence, r.why, r.at
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "bookingId" uuid, "agencyId" uuid, kind text, pence int, why text, at timestamptz)
  ON CONFLICT (booking_id, kind) DO NOTHING`

/**
 * Proposes what the policies ask for of dates since that day which came with a folder of history: an import brings no charges, for what is
 * long past was settled elsewhere. Two statements, within the caller's transaction; answers how many there are, those proposed before included.
 */
export async function proposePastCharges(tx: ClientBase, since: Date): Promise<number> {
  const { rows } = await tx.query<Past>(PAST, [since])
  const charges = rows.flatMap(proposal)
  await tx.query(PROPOSE, [JSON.stringify(charges)])
  return charges.length
}

function proposal(past: Past) {
  const { bookingId, agencyId, agencyGroup, startsAt, endsAt, bookedAt, cancelledAt, cancelledBy } = past
  const reading = readPolicy(past.policy)
  if ('wrong' in reading) throw new Error(`A stored cancellation policy cannot be read: ${reading.wrong.join(' ')}`)
  const sessions = past.sessions.map((s): Sitting => ({ startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) }))
  const facts = { policy: reading.policy, startsAt, endsAt, sessions, agencyGroup }
  const { chargePence } = cancelledAt
    ? cancellationCharge(
        { ...facts, bookedAt, cancelledAt, by: cancelledBy ?? 'delegate', substitute: false, promised: standingPromise(past, startsAt) },
        ENGLAND_AND_WALES,
      )
    : noShowCharge(facts)
  if (chargePence === 0) return []
  const kind = cancelledAt ? 'late cancellation' : 'no-show'
  const why = `${cancelledAt ? 'Cancelled after the deadline' : 'Did not come and did not cancel'}: ${pounds(chargePence)}.`
  return [{ id: newId(), bookingId, agencyId, kind, pence: chargePence, why, at: cancelledAt ?? endsAt }]
}
