import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { ENGLAND_AND_WALES } from '../../shared/bank-holidays.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { newsletterDue, newsletterNumber, newsletterOf } from './rules/newsletter.js'
import { ShownProgramme } from './shown-programme.js'

interface Subscriber {
  id: string
  name: string
  email: string
}

const AT_A_TIME = 500
// Who asked for it before it went out; whoever asks later has the next. Those who have it are passed over, so that a run can be repeated.
const SUBSCRIBERS = `
  SELECT p.id, p.name, p.email FROM message_preference w JOIN person p ON p.id = w.person_id
  WHERE w.topic = 'newsletter' AND w.wanted AND w.changed_at < $1 AND p.confirmed_at IS NOT NULL AND ($3::uuid IS NULL OR p.id > $3)
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'newsletter:' || p.id AND m.kind = 'newsletter' AND m.sequence = $2)
  ORDER BY p.id LIMIT ${AT_A_TIME}`

/** Writes the month's newsletter for everybody who asked for it. */
@Injectable()
export class NewsletterWriter {
  constructor(
    private readonly database: DataSource,
    private readonly programme: ShownProgramme,
    private readonly outbox: Outbox,
  ) {}

  /** How many were written: none on other days, and none where no course has a free place. Stops early when told to. */
  async run(now: Date, stopping?: AbortSignal): Promise<number> {
    const issue = newsletterDue(now, ENGLAND_AND_WALES)
    if (!issue) return 0
    const sequence = newsletterNumber(issue.month)
    const months = newsletterOf((await this.programme.current(now)).dates, issue.month)
    if (months.length === 0) return 0
    let written = 0
    let after: string | null = null
    while (!stopping?.aborted) {
      const people: Subscriber[] = await this.database.query(SUBSCRIBERS, [issue.dueAt, sequence, after])
      const messages = people.map(({ id, name, email }) => ({
        ...{ subject: `newsletter:${id}`, kind: 'newsletter' as const, sequence, toName: name, toEmail: email },
        data: { name, personId: id, months },
      }))
      await this.outbox.add(this.database.manager, messages, now)
      written += people.length
      after = people.at(-1)?.id ?? null
      if (people.length < AT_A_TIME) break
    }
    return written
  }
}
