import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { londonDate, londonDayBounds } from '../../../shared/dates.js'
import { type Clash, clashesOf, type Engaged, isSerious } from '../rules/clashes.js'
import type { Sitting } from '../rules/event-times.js'
import { trainerDoubts } from '../rules/trainer-availability.js'
import { trainersOf } from '../trainers/trainer-times.queries.js'

/** What is to be held when, where and by whom; `trainers` are keys. `except`: the occurrence that is being changed. */
export interface Planned {
  courseId: string
  venueId: string | null
  roomId: string | null
  trainerIds: readonly string[]
  trainers: readonly string[]
  dates: readonly (readonly Sitting[])[]
  except: string | null
}

/** `key` is another when something else is found. */
export interface FoundClashes {
  clashes: Clash[]
  /** A tick and a reason are asked for. */
  serious: boolean
  key: string
}

const ENGAGED = `
  SELECT o.id AS "occurrenceId", o.course_id AS "courseId", c.title || CASE WHEN o.draft THEN ' (a draft)' ELSE '' END AS title,
    o.venue_id AS "venueId", o.room_id AS "roomId",
    ARRAY(SELECT x.trainer_id FROM occurrence_trainer x WHERE x.occurrence_id = o.id) AS "trainerIds",
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number) FROM session s
      WHERE s.occurrence_id = o.id), json_build_array(json_build_object('startsAt', o.starts_at, 'endsAt', o.ends_at))) AS sittings
  FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.ends_at > $1 AND o.register_closed_at IS NULL AND o.cancelled_at IS NULL AND o.starts_at < $2 AND o.id IS DISTINCT FROM $3
    AND (o.course_id = $4 OR o.venue_id = $5
      OR EXISTS (SELECT 1 FROM occurrence_trainer x WHERE x.occurrence_id = o.id AND x.trainer_id = ANY($6::uuid[])))
  ORDER BY o.starts_at, o.id`

/**
 * What the dates would clash with. The rows of the venue and of the trainers are locked first, in one order by everybody, until the
 * transaction ends: of two who plan with the same trainer at the same moment, the later one sees what the earlier has saved.
 */
export async function findClashes(tx: EntityManager, planned: Planned): Promise<FoundClashes> {
  const { courseId, venueId, roomId, trainerIds, dates, except } = planned
  const sittings = dates.flat()
  if (sittings.length === 0) return { clashes: [], serious: false, key: '' }
  const [venue] = await tx.query<{ id: string; name: string }[]>('SELECT id, name FROM venue WHERE id = $1 FOR NO KEY UPDATE', [venueId])
  await tx.query('SELECT 1 FROM trainer WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [trainerIds])
  const days = sittings.map(({ startsAt }) => londonDate(startsAt)).sort()
  const [from, last] = [londonDayBounds(days[0]!).start, Math.max(...sittings.map(({ endsAt }) => endsAt.getTime()))]
  const to = londonDayBounds(londonDate(new Date(last))).end
  const rows = await tx.query<Engaged[]>(ENGAGED, [from, to, except, courseId, venueId, trainerIds])
  const trainers = await trainersOf(tx, planned.trainers, days[0]!)
  const found = clashesOf({ courseId, venue: venue ?? null, roomId, trainers, dates }, rows.map(withInstants), ENGLAND_AND_WALES)
  const doubts = dates.flatMap((date, i) =>
    trainers.flatMap(trainer => trainerDoubts(trainer, courseId, date).map(({ words }) => doubt(words, i))),
  )
  const clashes = withoutDoubles([...found, ...doubts])
  return { clashes, serious: clashes.some(isSerious), key: keyOf(clashes) }
}

const doubt = (words: string, date: number): Clash => ({ kind: 'trainer doubt', date, words, occurrenceId: null })

/** What is the same of every date is said once. */
const withoutDoubles = (clashes: Clash[]): Clash[] =>
  clashes.filter((clash, i) => clash.kind !== 'trainer doubt' || clashes.findIndex(other => other.words === clash.words) === i)

const withInstants = (row: Engaged): Engaged => ({
  ...row,
  sittings: row.sittings.map(({ startsAt, endsAt }) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })),
})

const keyOf = (clashes: Clash[]): string =>
  createHash('sha256')
    .update(JSON.stringify(clashes.map(({ kind, date, words, occurrenceId }) => [kind, date, words, occurrenceId])))
    .digest('base64url')

/** What a change of an occurrence would clash with; null where neither its times nor its place nor its trainers change. */
export async function clashesOfChange(
  tx: EntityManager,
  { id, courseId, values: before }: { id: string; courseId: string; values: PlacedValues },
  after: PlacedValues,
  to: { venueId: string | null; roomId: string | null; trainerIds: string[]; sittings: Sitting[] | null },
): Promise<FoundClashes | null> {
  if (!to.sittings || JSON.stringify(placed(before)) === JSON.stringify(placed(after))) return null
  return findClashes(tx, { ...to, courseId, trainers: after.trainers, dates: [to.sittings], except: id })
}

interface PlacedValues {
  venue: string
  room: string
  trainers: string[]
  sessions: string[]
}

const placed = ({ venue, room, trainers, sessions }: PlacedValues) => [venue, room, [...trainers].sort(), sessions]
