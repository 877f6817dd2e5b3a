import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

/** Something that needs a hand; `total` is how many such things there are, of which the first few are listed. */
interface Listed {
  total: number
}

export interface OccurrenceToSee extends Listed {
  id: string
  courseTitle: string
  startsAt: string
  endsAt: string
}

export interface OfferToSee extends OccurrenceToSee {
  person: string
  runsOutAt: string
}

/** `decideOn` null: no day was set. */
export interface FewToSee extends OccurrenceToSee {
  booked: number
  fewest: number
  decideOn: string | null
}

export interface FullCourse extends Listed {
  key: string
  title: string
  waiting: number
}

/** What a house must have before anybody can book: each true once there is any. */
export interface Begun {
  agencies: boolean
  topics: boolean
  policies: boolean
  courses: boolean
  venues: boolean
  dates: boolean
}

/** All that needs a hand at the business unit. */
export interface ToDo {
  begun: Begun
  registers: OccurrenceToSee[]
  offers: OfferToSee[]
  approvals: OfferToSee[]
  few: FewToSee[]
  /** Enough are booked, and somebody has to say that it runs. */
  sure: FewToSee[]
  drafts: OccurrenceToSee[]
  full: FullCourse[]
  failed: number
  evidence: number
  erasures: number
  charges: { count: number; pence: number }
}

const WHEN = `o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt"`
const TOTAL = 'count(*) OVER ()::int AS total'

const REGISTERS = `SELECT ${WHEN}, ${TOTAL} FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.ends_at <= $1 AND o.register_closed_at IS NULL AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND c.kind = 'scheduled'
  ORDER BY o.ends_at, o.id LIMIT $2`

// Half a day before it runs out somebody can still ring them up.
const OFFERS = `SELECT ${WHEN}, p.name AS person, f.runs_out_at AS "runsOutAt", ${TOTAL} FROM offer f JOIN occurrence o ON o.id = f.occurrence_id
  JOIN course c ON c.id = o.course_id JOIN person p ON p.id = f.person_id
  WHERE f.state = 'open' AND f.kind = 'hold' AND f.runs_out_at > $1 AND f.runs_out_at <= $1::timestamptz + interval '12 hours'
  ORDER BY f.runs_out_at, f.id LIMIT $2`

const APPROVALS = `SELECT ${WHEN}, p.name AS person, q.runs_out_at AS "runsOutAt", ${TOTAL} FROM approval q JOIN booking b ON b.id = q.booking_id
  JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = o.course_id JOIN person p ON p.id = b.person_id
  WHERE q.state = 'open' ORDER BY q.runs_out_at, q.booking_id LIMIT $2`

const TO_DECIDE = `SELECT ${WHEN}, o.booked, coalesce(o.fewest, c.fewest) AS fewest, o.decide_on AS "decideOn", ${TOTAL}
  FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.starts_at > $1 AND o.cancelled_at IS NULL AND NOT o.draft AND o.confirmed_at IS NULL AND o.external_url = '' AND c.kind = 'scheduled'`
// A week before the decision somebody can still be won for it.
const DUE = `o.decide_on <= ($1::timestamptz AT TIME ZONE 'Europe/London')::date + 7`
const SOONEST = `ORDER BY coalesce(o.decide_on, (o.starts_at AT TIME ZONE 'Europe/London')::date), o.starts_at, o.id LIMIT $2`

const FEW = `${TO_DECIDE} AND o.booked < coalesce(o.fewest, c.fewest)
  AND (o.starts_at <= $1::timestamptz + interval '21 days' OR ${DUE}) ${SOONEST}`

const SURE = `${TO_DECIDE} AND o.fewest > 0 AND o.booked >= o.fewest AND ${DUE} ${SOONEST}`

const DRAFTS = `SELECT ${WHEN}, ${TOTAL} FROM occurrence o JOIN course c ON c.id = o.course_id WHERE o.draft AND o.cancelled_at IS NULL
  ORDER BY o.starts_at, o.id LIMIT $2`

const FULL = `SELECT c.key, c.title, w.waiting, ${TOTAL} FROM course c
  JOIN (SELECT course_id, count(*)::int AS waiting FROM waiting_entry WHERE ended_at IS NULL GROUP BY course_id) w ON w.course_id = c.id
  WHERE NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.course_id = c.id AND o.starts_at > $1 AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = ''
    AND o.booked + o.held < o.places AND (o.booking_closes_at IS NULL OR o.booking_closes_at > $1))
  ORDER BY w.waiting DESC, c.title LIMIT $2`

const list = (name: string, sql: string) => `'${name}', (SELECT coalesce(json_agg(x), '[]') FROM (${sql}) x)`

// One statement: each part is a short walk along an index of what is open, and the page is opened all day long.
const TO_DO = `SELECT json_build_object(
  ${list('registers', REGISTERS)}, ${list('offers', OFFERS)}, ${list('approvals', APPROVALS)}, ${list('few', FEW)}, ${list('sure', SURE)}, ${list('drafts', DRAFTS)}, ${list('full', FULL)},
  'begun', (SELECT json_build_object('agencies', EXISTS (SELECT 1 FROM agency), 'topics', EXISTS (SELECT 1 FROM topic), 'policies', EXISTS (SELECT 1 FROM cancellation_policy),
    'courses', EXISTS (SELECT 1 FROM course), 'venues', EXISTS (SELECT 1 FROM venue), 'dates', EXISTS (SELECT 1 FROM occurrence))),
  'failed', (SELECT count(*)::int FROM message WHERE state = 'failed'),
  'evidence', (SELECT count(*)::int FROM evidence WHERE state = 'handed in'),
  'erasures', (SELECT count(*)::int FROM erasure WHERE state = 'asked'),
  'charges', (SELECT json_build_object('count', count(*)::int, 'pence', coalesce(sum(pence), 0)::int) FROM charge WHERE state = 'proposed')
) AS "toDo"`

/** What the desk's first page reads. */
@Injectable()
export class TodayQueries {
  constructor(private readonly database: DataSource) {}

  /** Everything that needs a hand now, of each kind the `most` that press hardest. */
  async toDo(now: Date, most: number): Promise<ToDo> {
    const [{ toDo }] = await this.database.query<[{ toDo: ToDo }]>(TO_DO, [now, most])
    return toDo
  }
}
