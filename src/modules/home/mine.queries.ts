import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { gather } from '../../shared/gather.js'
import type { Completion } from '../courses/rules/prerequisites.js'
import type { Reader } from './rules/my-date.js'

/** What the programme's pages must know of the person who looks at them. */
export interface Mine extends Reader {
  /** Handed in and not decided yet. */
  evidence: { courseId: string }[]
  live: (Reader['live'][number] & { endsAt: Date; courseTitle: string; reference: string; requested: boolean })[]
  /** Open offers, those past their time too: they stay open until they are next looked at by the waiting list. */
  offers: (Reader['offers'][number] & { courseId: string; courseTitle: string; startsAt: Date; endsAt: Date })[]
}

const ms = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)::bigint`
const list = (fields: string, from: string) => `coalesce((SELECT json_agg(json_build_object(${fields})) FROM ${from}), '[]')`

// One round trip for everything: a signed-in page has spent two on its session and its person already. Instants travel as milliseconds.
const MINE = `SELECT p.id,
  ${list(`'courseId', r.course_id, 'completedOn', r.completed_on, 'validUntil', r.valid_until`, 'learning_record r WHERE r.person_id = p.id')} AS completed,
  ${list(
    `'id', b.id, 'reference', b.reference, 'requested', b.state = 'requested', 'occurrenceId', b.occurrence_id, 'courseId', b.course_id, 'courseTitle', c.title,
      'startsAt', ${ms('o.starts_at')}, 'endsAt', ${ms('o.ends_at')}`,
    `booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
      WHERE b.person_id = p.id AND b.state IN ('requested', 'booked')`,
  )} AS live,
  ${list(
    `'courseId', w.course_id, 'position',
      (SELECT count(*) FROM waiting_entry a WHERE a.course_id = w.course_id AND a.ended_at IS NULL AND (NOT a.displaced, a.number) <= (NOT w.displaced, w.number))`,
    'waiting_entry w WHERE w.person_id = p.id AND w.ended_at IS NULL',
  )} AS waiting,
  ${list(`'courseId', i.course_id`, `evidence i WHERE i.person_id = p.id AND i.state = 'handed in'`)} AS evidence,
  ${list(
    `'offerId', f.id, 'kind', f.kind, 'occurrenceId', f.occurrence_id, 'courseId', c.id, 'courseTitle', c.title,
      'runsOutAt', ${ms('f.runs_out_at')}, 'startsAt', ${ms('o.starts_at')}, 'endsAt', ${ms('o.ends_at')}`,
    `offer f JOIN occurrence o ON o.id = f.occurrence_id JOIN course c ON c.id = o.course_id WHERE f.person_id = p.id AND f.state = 'open'`,
  )} AS offers,
  ${list(
    `'occurrenceId', r.occurrence_id, 'id', r.id, 'unused', r.unused, 'returnsAt', ${ms('r.returns_at')}`,
    'person own JOIN reserved_places r ON r.agency_id = own.agency_id AND r.returned_at IS NULL AND r.unused > 0 WHERE own.id = p.id',
  )} AS reserved,
  ARRAY(SELECT m.course_id FROM module m WHERE m.state = 'published') AS here
  FROM unnest($1::uuid[]) AS p(id)`

type InMs<T, Times extends keyof T> = Omit<T, Times> & Record<Times, number>
interface Row {
  id: string
  here: string[]
  completed: Completion[]
  live: InMs<Mine['live'][number], 'startsAt' | 'endsAt'>[]
  waiting: Mine['waiting']
  evidence: Mine['evidence']
  reserved: InMs<NonNullable<Mine['reserved']>[number], 'returnsAt'>[]
  offers: InMs<Omit<Mine['offers'][number], 'personId' | 'state'>, 'startsAt' | 'endsAt' | 'runsOutAt'>[]
}

@Injectable()
export class MineQueries {
  constructor(private readonly database: DataSource) {}

  /** null for a stranger, without a query. Requests of one moment share one query. */
  async of(person: { id: string } | undefined): Promise<Mine | null> {
    return (person && (await this.byId(person.id))) ?? null
  }

  private readonly byId = gather<string, Mine>(async ids => {
    const rows: Row[] = await this.database.query(MINE, [ids])
    return new Map(rows.map(row => [row.id, mineOf(row)]))
  })
}

function mineOf({ id, here, completed, live, waiting, evidence, reserved, offers }: Row): Mine {
  return {
    ...{ id, here, completed, waiting, evidence },
    reserved: reserved.map(one => ({ ...one, returnsAt: new Date(one.returnsAt) })),
    live: live.map(one => ({ ...one, ...timesOf(one) })),
    offers: offers.map(one => ({ ...one, ...timesOf(one), state: 'open', personId: id, runsOutAt: new Date(one.runsOutAt) })),
  }
}

const timesOf = (one: { startsAt: number; endsAt: number }) => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) })
