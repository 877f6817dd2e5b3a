import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Who } from '../../web/access.js'
import { CancelABooking } from './cancel-a-booking.js'
import { LeaveTheWaitingList } from './waiting/leave-the-waiting-list.js'

const LIVE = `b.person_id = $1 AND b.state IN ('requested', 'booked') AND NOT b.walk_in AND o.cancelled_at IS NULL AND o.starts_at > $2`
const BOOKINGS = `SELECT b.id FROM booking b JOIN occurrence o ON o.id = b.occurrence_id WHERE ${LIVE} ORDER BY o.starts_at, b.id`
const WAITING = 'SELECT w.id FROM waiting_entry w WHERE w.person_id = $1 AND w.ended_at IS NULL ORDER BY w.id'

/** Ends what a person has before them, as an administrator would: their places go to those who wait, and nothing is charged. */
@Injectable()
export class LeavingWriter {
  constructor(
    private readonly database: DataSource,
    private readonly cancel: CancelABooking,
    private readonly leave: LeaveTheWaitingList,
  ) {}

  /** Each in a transaction of its own, so cut off in between it can be done again. */
  async endAll(personId: string, by: Who, reason: string, now: Date): Promise<void> {
    for (const { id } of await this.database.query<{ id: string }[]>(BOOKINGS, [personId, now]))
      await this.cancel.run(id, by, { reason }, undefined, now)
    for (const { id } of await this.database.query<{ id: string }[]>(WAITING, [personId])) await this.leave.run(id, personId, now)
  }
}
