import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { londonDayBounds } from '../../shared/dates.js'
import type { Period } from '../../shared/periods.js'
import { readPolicy, type CancellationPolicy } from '../bookings/rules/cancellation-policy.js'
import { lostPlaces, type AgencyOnOccurrence, type LostPlaces } from './rules/lost-places.js'

type Row = Omit<AgencyOnOccurrence, 'policy' | 'sessions'> & { policy: unknown; sessions: { startsAt: string; endsAt: string }[] }

const ROWS = `
  SELECT o.starts_at AS "startsAt", o.ends_at AS "endsAt", y.definition AS policy, coalesce(a.name, 'No agency') AS agency,
    a.agency_group AS "agencyGroup",
    (SELECT coalesce(json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number), '[]')
      FROM session s WHERE s.occurrence_id = o.id) AS sessions,
    count(*) FILTER (WHERE b.state = 'cancelled')::int AS late,
    count(*) FILTER (WHERE b.state = 'cancelled' AND g.refilled)::int AS refilled, count(*) FILTER (WHERE b.state = 'no-show')::int AS "noShows"
  FROM occurrence o JOIN booking b ON b.occurrence_id = o.id LEFT JOIN policy_version y ON y.policy_id = b.policy_id AND y.number = b.policy_version
    LEFT JOIN agency a ON a.id = b.agency_id
    LEFT JOIN charge g ON g.booking_id = b.id AND g.kind = 'late cancellation'
  WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.cancelled_at IS NULL AND (b.state = 'no-show' OR b.state = 'cancelled' AND b.late)
  GROUP BY o.id, y.definition, a.id`

/** The places lost by agency. */
@Injectable()
export class LostPlacesQueries {
  constructor(private readonly database: DataSource) {}

  /** Of occurrences that began in the period (London days, both counted) and were not cancelled. One query. */
  async of({ from, to }: Period): Promise<LostPlaces[]> {
    const rows = await this.database.query<Row[]>(ROWS, [londonDayBounds(from).start, londonDayBounds(to).end])
    return lostPlaces(rows.map(row => ({ ...row, policy: policyOf(row.policy), sessions: row.sessions.map(instants) })))
  }
}

const instants = ({ startsAt, endsAt }: Row['sessions'][number]) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })

// What cannot be read any more is worth nothing here; the page of the booking says so loudly where money hangs on it.
function policyOf(stored: unknown): CancellationPolicy | null {
  const reading = stored ? readPolicy(stored) : null
  return reading && 'policy' in reading ? reading.policy : null
}
