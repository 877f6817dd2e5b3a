import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { NotificationsReader } from '../../notifications/notifications.reader.js'
import { OPEN_REQUEST } from '../my-agency.queries.js'

/** A request that waits for this very person. */
export interface ToApprove {
  personName: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  runsOutAt: Date
  path: string
}
// By the address asked, which need not be the one on record today; a deputy is asked when the manager has not answered. The link is worked
// out anew: the table keeps only what it is made from.
const TO_APPROVE = `
  SELECT p.name AS "personName", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", a.runs_out_at AS "runsOutAt",
    CASE WHEN a.manager_email = m.email THEN a.manager_nonce ELSE a.deputy_nonce END AS nonce
  FROM person m JOIN approval a ON a.manager_email = m.email OR (a.deputy_email = m.email AND a.chased_at IS NOT NULL)
    JOIN booking b ON b.id = a.booking_id JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
  WHERE m.id = $1 AND m.confirmed_at IS NOT NULL AND p.id <> m.id AND ${OPEN_REQUEST} AND a.runs_out_at > $2 AND o.starts_at > $2
  ORDER BY a.runs_out_at, p.name LIMIT 100`

/** What a line manager is asked. */
@Injectable()
export class MyTeamQueries {
  constructor(
    private readonly database: DataSource,
    private readonly notifications: NotificationsReader,
  ) {}

  async toApprove(managerId: string, now: Date): Promise<ToApprove[]> {
    const rows = await this.database.query<(Omit<ToApprove, 'path'> & { nonce: string })[]>(TO_APPROVE, [managerId, now])
    return rows.map(({ nonce, ...row }) => ({ ...row, path: `/approvals/${this.notifications.linkSecret(nonce)}` }))
  }
}
