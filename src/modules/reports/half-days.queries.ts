import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { periodBounds } from '../../shared/dates.js'
import type { Period } from '../../shared/periods.js'
import type { AgencyDeliveries } from './rules/half-days.js'

// Held, given and used mean what they mean in the figures: the register is closed, and who came had a booking or walked in.
const HALF_DAYS = `
  WITH held AS (
    SELECT o.id, o.starts_at, o.ends_at,
      (SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number) FROM session s WHERE s.occurrence_id = o.id) AS sessions
    FROM occurrence o WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.cancelled_at IS NULL AND o.register_closed_at IS NOT NULL AND o.external_url = ''),
  given AS (
    SELECT coalesce(x.agency_id::text, '') AS agency, json_agg(json_build_object('startsAt', h.starts_at, 'endsAt', h.ends_at, 'sessions', h.sessions)) AS delivered
    FROM held h JOIN occurrence_trainer x ON x.occurrence_id = h.id GROUP BY 1),
  used AS (
    SELECT coalesce(b.agency_id::text, '') AS agency, count(*)::int AS used
    FROM held h JOIN booking b ON b.occurrence_id = h.id AND (b.walk_in OR b.state IN ('attended', 'partly attended')) GROUP BY 1)
  SELECT a.key, a.name, coalesce(g.delivered, '[]') AS delivered, coalesce(u.used, 0) AS used
  FROM given g FULL JOIN used u USING (agency) LEFT JOIN agency a ON a.id::text = agency`

interface Row extends Omit<AgencyDeliveries, 'delivered'> {
  delivered: { startsAt: string; endsAt: string; sessions: { startsAt: string; endsAt: string }[] | null }[]
}

const instants = (sitting: { startsAt: string; endsAt: string }) => ({
  startsAt: new Date(sitting.startsAt),
  endsAt: new Date(sitting.endsAt),
})

/** What agencies gave in trainers and used in places. */
@Injectable()
export class HalfDaysQueries {
  constructor(private readonly database: DataSource) {}

  async of(period: Period): Promise<AgencyDeliveries[]> {
    const { start, end } = periodBounds(period.from, period.to)
    const rows = await this.database.query<Row[]>(HALF_DAYS, [start, end])
    return rows.map(row => ({
      ...row,
      delivered: row.delivered.map(one => ({ ...instants(one), sessions: (one.sessions ?? []).map(instants) })),
    }))
  }
}
