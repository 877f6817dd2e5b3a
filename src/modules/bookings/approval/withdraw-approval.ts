import type { EntityManager } from 'typeorm'

/** The booking has ended before anybody answered: its links say so from now on. */
export const withdrawApproval = (tx: EntityManager, bookingId: string, now: Date): Promise<unknown> =>
  tx.query(`UPDATE approval SET state = 'withdrawn', answered_at = $2 WHERE booking_id = $1 AND state = 'open'`, [bookingId, now])
