import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { type NewMessage, Outbox } from '../notifications/notifications.writer.js'
import { MineQueries } from './mine.queries.js'
import { placesLeft } from './rules/newsletter.js'
import { DAYS_BETWEEN, type Morning, suggestionFor, suggestionMorning } from './rules/suggestion.js'
import { type Shown, ShownProgramme } from './shown-programme.js'

/** Somebody who has just done courses (ids). */
interface Learner {
  id: string
  name: string
  email: string
  done: string[]
}

const AT_A_TIME = 500
// What was learned here (not evidence of long ago), by those who want suggestions and had none in the week. $3 is the day's number; what was
// learned before the day of an earlier suggestion has been answered.
const LEARNERS = `
  SELECT p.id, p.name, p.email, array_agg(DISTINCT r.course_id) AS done FROM learning_record r JOIN person p ON p.id = r.person_id
  WHERE r.recorded_at >= $1 AND r.recorded_at < $2 AND r.how IN ('attended', 'e-learning') AND p.confirmed_at IS NOT NULL
    AND ($4::uuid IS NULL OR p.id > $4)
    AND NOT EXISTS (SELECT 1 FROM message_preference w WHERE w.person_id = p.id AND w.topic = 'suggestions' AND NOT w.wanted)
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'suggestion:' || p.id AND m.kind = 'suggestion'
      AND m.sequence > $3::int - ${DAYS_BETWEEN})
  GROUP BY p.id ORDER BY p.id LIMIT ${AT_A_TIME}`

/** Suggests to those who did a course the one that it opens, the morning after. */
@Injectable()
export class SuggestionsWriter {
  constructor(
    private readonly database: DataSource,
    private readonly programme: ShownProgramme,
    private readonly mine: MineQueries,
    private readonly outbox: Outbox,
  ) {}

  /** How many were written. A second run on the same day writes none again: each day has its number. */
  async run(now: Date, stopping?: AbortSignal): Promise<number> {
    const morning = suggestionMorning(now)
    const shown = await this.programme.current(now)
    let written = 0
    let after: string | null = null
    while (!stopping?.aborted) {
      const people: Learner[] = await this.database.query(LEARNERS, [morning.from, morning.to, morning.number, after])
      const messages = await this.messages(people, shown, morning, now)
      await this.outbox.add(this.database.manager, messages, now)
      written += messages.length
      after = people.at(-1)?.id ?? null
      if (people.length < AT_A_TIME) break
    }
    return written
  }

  private async messages(people: Learner[], shown: Shown, { number, dueAt }: Morning, now: Date): Promise<NewMessage[]> {
    // Asked in one moment, they share one query.
    const readers = await Promise.all(people.map(person => this.mine.of(person)))
    return people.flatMap(({ id, name, email, done }, i) => {
      const found = suggestionFor(readers[i]!, done, shown.dates, now)
      if (!found) return []
      const dates = found.dates.map(one => ({ when: `${one.dayInWords}, ${one.times}`, where: one.where, places: placesLeft(one.free) }))
      const said = {
        done: shown.programme.byId.get(found.done)?.title ?? '',
        course: found.course.title,
        path: `/courses/${found.course.key}`,
      }
      const data = { name, personId: id, ...said, dates, more: found.more }
      return [{ subject: `suggestion:${id}`, kind: 'suggestion' as const, sequence: number, toName: name, toEmail: email, data, dueAt }]
    })
  }
}
