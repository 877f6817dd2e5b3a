import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Outbox } from '../../notifications/notifications.writer.js'
import type { MailOccurrence } from '../booking-mails.js'
import { requestOf } from './approval.queries.js'
import { ChaseApprovals } from './chase-approvals.js'
import { copyFor, type Copied } from './manager-copies.js'
import { SettleRequests } from './settle-requests.js'

const NO_SHOWS = `
  SELECT b.id AS "bookingId", p.name AS delegate, p.manager_name AS "managerName", p.manager_email AS "managerEmail", a.copies,
    c.title AS "courseTitle", c.key AS "courseKey", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.online_url AS "onlineUrl",
    coalesce(v.name, '') AS venue
  FROM booking b JOIN person p ON p.id = b.person_id JOIN agency a ON a.id = b.agency_id JOIN occurrence o ON o.id = b.occurrence_id
    JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE b.occurrence_id = $1 AND b.state = 'no-show' AND 'no-show' = ANY(a.copies)`

/** What other modules may have done about approvals, within their own transactions. */
@Injectable()
export class ApprovalWriter {
  constructor(
    private readonly chaser: ChaseApprovals,
    private readonly settle: SettleRequests,
    private readonly outbox: Outbox,
  ) {}

  /** Asks managers again who have not answered, and ends what nobody answered in time. Twice, late or on two workers is harmless. */
  chase(now: Date): Promise<{ chased: number; runOut: number }> {
    return this.chaser.run(now)
  }

  /**
   * Ends the requests that are still open on an occurrence whose course takes place: of these people, or all. Usually there are none, for
   * they run out before the start. Whoever came all the same is a walk-in. The occurrence's row is locked by the caller.
   */
  async endRequests(tx: EntityManager, occurrenceId: string, now: Date, personIds: readonly string[] | null = null): Promise<void> {
    const open = await tx.query<{ id: string }[]>(
      `SELECT id FROM booking WHERE occurrence_id = $1 AND state = 'requested' AND ($2::uuid[] IS NULL OR person_id = ANY($2)) ORDER BY id`,
      [occurrenceId, personIds],
    )
    for (const { id } of open) {
      const request = await requestOf(tx, id, now)
      if (request) await this.settle.runOut(tx, request, now)
    }
  }

  /** Tells the line managers of those who did not come, where their agencies want it; once, however often the register is closed. */
  async tellOfNoShows(tx: EntityManager, occurrenceId: string, now: Date): Promise<void> {
    const noShows = await tx.query<(Copied & MailOccurrence)[]>(NO_SHOWS, [occurrenceId])
    const copies = noShows.flatMap(noShow => copyFor('no-show', noShow, noShow))
    await this.outbox.add(tx, copies, now)
  }
}
