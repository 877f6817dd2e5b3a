import type { DataSource } from 'typeorm'
import { Event } from '../../../src/modules/courses/event.entity.js'
import { OccurrenceTrainer } from '../../../src/modules/courses/occurrence-trainer.entity.js'
import { Occurrence } from '../../../src/modules/courses/occurrence.entity.js'
import { Session } from '../../../src/modules/courses/session.entity.js'
import { parseLondon } from '../../../src/shared/dates.js'
import { newId } from '../../../src/shared/ids.js'

let made = 0

/** An instant, or London's clock: `2026-03-10 09:30`. */
export type Moment = Date | string

type Columns = Partial<Omit<Occurrence, 'course' | 'event' | 'venue' | 'startsAt' | 'endsAt' | 'bookingOpensAt' | 'bookingClosesAt'>>

export interface OccurrenceOverrides extends Columns {
  course: { id: string }
  event?: { id: string }
  venue?: { id: string }
  /** Ids of the trainer pool (`aTrainerRow`). */
  trainers?: { id: string }[]
  startsAt?: Moment
  endsAt?: Moment
  /** Instead of `startsAt` and `endsAt`: the sittings, in order. */
  sessions?: [Moment, Moment][]
  bookingOpensAt?: Moment | null
  bookingClosesAt?: Moment | null
}

export interface BuiltOccurrence extends Occurrence {
  sessions: Session[]
}

/** London's clock as an instant; throws on what is neither. */
export function moment(at: Moment): Date {
  const instant = typeof at === 'string' ? parseLondon(at) : at
  if (!instant) throw new Error(`not London's clock: ${String(at)}`)
  return instant
}

/** An occurrence of 20 places with its own event, in one session on Tuesday 10 March 2026, 9:30am to 4pm, unless told otherwise. */
export async function anOccurrence(database: DataSource, overrides: OccurrenceOverrides): Promise<BuiltOccurrence> {
  const { course, event, venue, trainers = [], startsAt, endsAt, sessions, bookingOpensAt, bookingClosesAt, ...columns } = overrides
  const n = ++made
  const times = timesOf(sessions ?? [[startsAt ?? '2026-03-10 09:30', endsAt ?? sixHoursAfter(startsAt ?? '2026-03-10 10:00')]])
  const eventId = event?.id ?? newId()
  if (!event) await database.getRepository(Event).insert({ id: eventId, key: `event-${n}`, courseId: course.id })
  const id = newId()
  await database.getRepository(Occurrence).insert({
    id,
    key: `occurrence-${n}`,
    eventId,
    courseId: course.id,
    venueId: venue?.id ?? null,
    startsAt: times[0]!.startsAt,
    endsAt: times.at(-1)!.endsAt,
    bookingOpensAt: bookingOpensAt ? moment(bookingOpensAt) : null,
    bookingClosesAt: bookingClosesAt ? moment(bookingClosesAt) : null,
    places: 20,
    ...columns,
  })
  const rows = times.map((time, i) => ({ id: newId(), occurrenceId: columns.id ?? id, number: i + 1, ...time }))
  await database.getRepository(Session).insert(rows)
  await database.getRepository(OccurrenceTrainer).insert(trainers.map(t => ({ occurrenceId: columns.id ?? id, trainerId: t.id })))
  const built = await database.getRepository(Occurrence).findOneByOrFail({ id: columns.id ?? id })
  return Object.assign(built, { sessions: rows })
}

const timesOf = (sessions: [Moment, Moment][]) => sessions.map(([start, end]) => ({ startsAt: moment(start), endsAt: moment(end) }))
const sixHoursAfter = (at: Moment): Date => new Date(moment(at).getTime() + 6 * 60 * 60 * 1000)
