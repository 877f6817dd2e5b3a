import type { DataSource, EntityManager } from 'typeorm'
import { hashSecret } from '../../../shared/secrets.js'
import { bookingDetails, type BookingDetails } from '../booking.queries.js'
import { type ApprovalState, type Approver, standingOf } from '../rules/approval.js'
import type { Approval } from './approval.entity.js'

type Reading = Pick<DataSource | EntityManager, 'query'>

/** An approval with the name of the administrator or training lead who answered for the manager. */
export type StoredApproval = Omit<Approval, 'booking' | 'answeredByPerson'> & { administrator: string | null }

const STORED = `
  SELECT a.booking_id AS "bookingId", a.manager_name AS "managerName", a.manager_email AS "managerEmail", a.manager_nonce AS "managerNonce",
    a.manager_hash AS "managerHash", a.deputy_name AS "deputyName", a.deputy_email AS "deputyEmail", a.deputy_nonce AS "deputyNonce",
    a.deputy_hash AS "deputyHash", a.state, a.round, a.asked_at AS "askedAt", a.chase_at AS "chaseAt", a.chased_at AS "chasedAt",
    a.runs_out_at AS "runsOutAt", a.answered_at AS "answeredAt", a.answered_by AS "answeredBy",
    a.answered_by_person_id AS "answeredByPersonId", a.reason, k.name AS administrator
  FROM approval a LEFT JOIN person k ON k.id = a.answered_by_person_id`

/** The approval of a booking; undefined where none was asked for. */
export async function approvalOf(source: Reading, bookingId: string): Promise<StoredApproval | undefined> {
  const [row] = await source.query<StoredApproval[]>(`${STORED} WHERE a.booking_id = $1`, [bookingId])
  return row
}

/** Whose link this is, and for which booking; undefined for a secret that nobody has, or has no more. */
export async function linkOf(source: Reading, secret: string): Promise<{ bookingId: string; whose: 'manager' | 'deputy' } | undefined> {
  const [row] = await source.query<{ bookingId: string; whose: 'manager' | 'deputy' }[]>(
    `SELECT booking_id AS "bookingId", CASE WHEN manager_hash = $1 THEN 'manager' ELSE 'deputy' END AS whose
     FROM approval WHERE manager_hash = $1 OR deputy_hash = $1`,
    [hashSecret(secret)],
  )
  return row
}

/** A booking with its approval, and how that stands now. */
export interface Request {
  booking: BookingDetails
  approval: StoredApproval
  standing: ApprovalState
}

/** Two queries. Inside a transaction the caller holds the occurrence's row, under which approvals are answered. */
export async function requestOf(source: Reading, bookingId: string, now: Date): Promise<Request | null> {
  const booking = await bookingDetails(source, bookingId)
  const approval = booking?.approval ? await approvalOf(source, bookingId) : undefined
  return booking && approval ? { booking, approval, standing: standing(booking, approval, now) } : null
}

export const standing = (booking: BookingDetails, { state, runsOutAt }: StoredApproval, now: Date): ApprovalState =>
  standingOf(
    { state, runsOutAt, startsAt: booking.startsAt, waiting: booking.state === 'requested' && booking.occurrenceCancelledAt === null },
    now,
  )

/** By name, who answered. */
export function answeredByName({ answeredBy, managerName, deputyName, administrator }: StoredApproval): string {
  const names: Record<Approver, string> = {
    manager: managerName,
    deputy: deputyName,
    administrator: administrator ? `${administrator} of the business unit` : 'The business unit',
    'training lead': administrator ? `${administrator}, training lead` : 'The training lead',
  }
  return answeredBy ? names[answeredBy] : ''
}
