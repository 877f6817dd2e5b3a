import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { DataSource, type EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { ProgrammeReader } from '../../courses/courses.reader.js'
import { type NewMessage, Outbox } from '../../notifications/notifications.writer.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'

/** A coming date of a course that is to be retired. */
export interface ComingDate {
  id: string
  startsAt: Date
  booked: number
  held: number
  draft: boolean
}

/** What retiring a course touches, as it is now. `key`: what it was told on. */
export interface RetirePreview {
  id: string
  key: string
  title: string
  retired: boolean
  version: number
  dates: ComingDate[]
  waiting: number
  neededBy: { key: string; title: string }[]
  seen: string
}

const COURSE = `
  SELECT c.id, c.key, c.title, c.retired, c.version,
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
    coalesce((SELECT json_agg(json_build_object('key', n.key, 'title', n.title) ORDER BY n.title) FROM course_prerequisite q
      JOIN course n ON n.id = q.course_id AND NOT n.retired WHERE q.requires_id = c.id), '[]') AS "neededBy"
  FROM course c WHERE c.key = $1`
const DATES = `
  SELECT id, starts_at AS "startsAt", booked, held, draft FROM occurrence
  WHERE course_id = $1 AND starts_at > $2 AND cancelled_at IS NULL ORDER BY starts_at, id`
const END_WAITING = `
  WITH ended AS (UPDATE waiting_entry SET ended_at = $2, outcome = 'lapsed' WHERE course_id = $1 AND ended_at IS NULL RETURNING id, person_id)
  SELECT e.id, p.name, p.email FROM ended e JOIN person p ON p.id = e.person_id ORDER BY e.id`

/**
 * Retires a course, or offers it again. Who is booked keeps the place, and the dates are held; who waits is told that no date will come;
 * a place held for an offer is free again. Nobody books or joins from that moment on.
 */
@Injectable()
export class RetireACourse {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
    private readonly programme: ProgrammeReader,
  ) {}

  /** null: there is no such course. */
  preview(key: string, now: Date): Promise<RetirePreview | null> {
    return look(this.database.manager, key, now)
  }

  /** `seen`: the key of what the page had shown; should somebody have booked or joined since, it is shown anew. */
  async retire(
    key: string,
    seen: string,
    by: { personId: string; key: string | undefined },
    now: Date,
  ): Promise<{ told: number } | Refusal<'not-found' | 'changed-meanwhile'>> {
    const answer = await this.transaction.run(tx => once(tx, by, () => this.end(tx, key, seen, now)))
    this.programme.invalidate()
    return answer
  }

  /** false: there is no such course. */
  async offerAgain(key: string): Promise<boolean> {
    const [, count] = await this.transaction.run(tx =>
      tx.query<[unknown, number]>('UPDATE course SET retired = false, version = version + 1 WHERE key = $1 AND retired', [key]),
    )
    this.programme.invalidate()
    return count > 0
  }

  private async end(tx: EntityManager, key: string, seen: string, now: Date) {
    const [course] = await tx.query<{ id: string }[]>('SELECT id FROM course WHERE key = $1 FOR NO KEY UPDATE', [key])
    if (!course) return refuse('not-found')
    // In the order in which everybody locks: dates, then the list. A lane that has read the course before now finds its rows changed.
    await tx.query(
      `SELECT 1 FROM occurrence WHERE course_id = $1 AND starts_at > $2 AND cancelled_at IS NULL ORDER BY id FOR NO KEY UPDATE`,
      [course.id, now],
    )
    await tx.query('INSERT INTO waiting_list (course_id, last_number) VALUES ($1, 0) ON CONFLICT (course_id) DO NOTHING', [course.id])
    await tx.query('SELECT 1 FROM waiting_list WHERE course_id = $1 FOR NO KEY UPDATE', [course.id])
    const found = await look(tx, key, now)
    if (!found || found.retired || found.seen !== seen) return refuse('changed-meanwhile')
    await tx.query('UPDATE course SET retired = true, version = version + 1 WHERE id = $1', [found.id])
    await tx.query('UPDATE occurrence SET version = version + 1 WHERE id = ANY($1)', [found.dates.map(date => date.id)])
    const waited = await tx.query<{ id: string; name: string; email: string }[]>(END_WAITING, [found.id, now])
    for (const date of found.dates) if (date.held > 0) await this.offers.passOn(tx, date.id, now)
    await this.outbox.add(tx, waited.map(entry => noMoreDates(entry, found)), now) // prettier-ignore
    return { told: waited.length }
  }
}

const noMoreDates = ({ id, name, email }: { id: string; name: string; email: string }, { key, title }: RetirePreview): NewMessage => ({
  ...{ subject: `waiting:${id}`, kind: 'course-retired', toName: name, toEmail: email },
  data: { name, course: title, path: `/courses/${key}` },
})

async function look(tx: EntityManager, key: string, now: Date): Promise<RetirePreview | null> {
  const [course] = await tx.query<Omit<RetirePreview, 'dates' | 'seen'>[]>(COURSE, [key])
  if (!course) return null
  const dates = await tx.query<ComingDate[]>(DATES, [course.id, now])
  const told = [course.version, course.waiting, dates.map(({ id, booked, held }) => [id, booked, held])]
  return { ...course, dates, seen: createHash('sha256').update(JSON.stringify(told)).digest('base64url') }
}
