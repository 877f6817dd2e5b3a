import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { holds, type Who } from '../../web/access.js'

/** An occurrence in a list of registers. `onRegister`: whoever has a booking that was not cancelled, and the walk-ins. */
export interface ListedRegister {
  id: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  places: number
  onRegister: number
  registerClosedAt: Date | null
}

const LISTED = `
  SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", nullif(concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), v.name), '') AS venue, o.places,
    (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state NOT IN ('cancelled', 'requested')) AS "onRegister",
    o.register_closed_at AS "registerClosedAt", count(*) OVER ()::int AS total
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND c.kind = 'scheduled'
    AND ($1 OR EXISTS (SELECT 1 FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
      WHERE t.occurrence_id = o.id AND r.person_id = $2))`

const OPEN = `${LISTED} AND (o.ends_at >= $3 OR o.register_closed_at IS NULL) ORDER BY o.starts_at, o.id LIMIT $4`
const PAST = `${LISTED} AND o.ends_at < $3 AND o.register_closed_at IS NOT NULL ORDER BY o.starts_at DESC, o.id LIMIT $4 OFFSET $5`

export const MOST_OPEN = 200
export const PAST_PER_PAGE = 10

/** The occurrences whose register a person keeps: a trainer's own; for an administrator who trains nothing, everybody's. */
@Injectable()
export class MyOccurrencesQueries {
  constructor(private readonly database: DataSource) {}

  /** Whatever is not over and done with at the start of today, in order of time, at most 200. */
  open(who: Who, startOfToday: Date): Promise<ListedRegister[]> {
    return this.database.query(OPEN, [everybodys(who), who.id, startOfToday, MOST_OPEN])
  }

  /** Those over and closed, newest first, ten to a page (from 1). */
  async past(who: Who, startOfToday: Date, page: number): Promise<{ rows: ListedRegister[]; pages: number }> {
    const values = [everybodys(who), who.id, startOfToday, PAST_PER_PAGE, (page - 1) * PAST_PER_PAGE]
    const rows: (ListedRegister & { total: number })[] = await this.database.query(PAST, values)
    return { rows, pages: Math.ceil((rows[0]?.total ?? 0) / PAST_PER_PAGE) }
  }
}

/** An administrator steps in for any trainer; one who also trains first wants their own. */
export const everybodys = (who: Who): boolean => holds(who, 'administrator') && !holds(who, 'trainer')
