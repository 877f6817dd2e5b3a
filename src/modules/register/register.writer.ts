import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { whenInWords } from '../../shared/dates.js'
import { stillUseful, writable } from '../bookings/rules/reminders.js'
import { type NewMessage, Outbox } from '../notifications/notifications.writer.js'
import { StillTrue, type AskedMessage } from '../notifications/still-true.writer.js'
import { chasersOf, type Chaser } from './rules/chasers.js'

interface OpenRegister {
  occurrenceId: string
  personId: string
  name: string
  email: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  where: string
  people: number
  /** The number of their last asking; 0: none yet. */
  asked: number
}

const OPEN = `
  FROM occurrence o JOIN course c ON c.id = o.course_id JOIN occurrence_trainer t ON t.occurrence_id = o.id
    JOIN trainer r ON r.id = t.trainer_id JOIN person p ON p.id = r.person_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.register_closed_at IS NULL AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND c.kind = 'scheduled'`

// The second asking is past its sense within 14 days of the end, over Easter and Christmas too.
const TO_CHASE = `
  SELECT o.id AS "occurrenceId", p.id AS "personId", p.name, p.email, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    coalesce(nullif(concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), v.name), ''), CASE WHEN o.online_url <> '' THEN 'Online' ELSE 'To be confirmed' END) AS "where",
    (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state NOT IN ('cancelled', 'requested')) AS people,
    (SELECT coalesce(max(m.sequence), 0) FROM message m WHERE m.subject = 'register:' || o.id || '/' || p.id AND m.kind = 'register-chaser') AS asked
  ${OPEN} AND o.ends_at > $1::timestamptz - interval '21 days' AND o.ends_at <= $1
  ORDER BY o.ends_at, o.id, p.id LIMIT 1000`

const STILL_OPEN = `
  SELECT o.id || '/' || p.id AS id, o.ends_at AS "endsAt" ${OPEN}
    AND (o.id, p.id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`

/** What other modules may have registers do. */
@Injectable()
export class RegisterWriter implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly outbox: Outbox,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.registerEach(['register-chaser'], (messages, now) => this.stillOpen(messages, now))
  }

  /** Writes to the trainers whose register is not closed, each asking once, some hours before it falls due; how many were written. */
  async chaseRegisters(now: Date): Promise<number> {
    const open = await this.database.query<OpenRegister[]>(TO_CHASE, [now])
    const due = open.flatMap(register => {
      const chaser = chasersOf(register.endsAt).findLast(one => writable(one, now) && one.number > register.asked)
      return chaser ? [chaserMail(register, chaser)] : []
    })
    await this.outbox.add(this.database.manager, due, now)
    return due.length
  }

  private async stillOpen(messages: AskedMessage[], now: Date): Promise<AskedMessage[]> {
    const about = messages.map(({ subject }) => subject.slice('register:'.length).split('/'))
    const open = await this.database.query<{ id: string; endsAt: Date }[]>(STILL_OPEN, [about.map(([id]) => id), about.map(([, id]) => id)])
    const endOf = new Map(open.map(({ id, endsAt }) => [`register:${id}`, endsAt]))
    return messages.filter(({ subject, sequence }) => {
      const endsAt = endOf.get(subject)
      const chaser = endsAt && chasersOf(endsAt).find(one => one.number === sequence)
      return chaser !== undefined && stillUseful(chaser, now)
    })
  }
}

const chaserMail = ({ occurrenceId, personId, ...register }: OpenRegister, { number, dueAt }: Chaser): NewMessage => ({
  ...{ subject: `register:${occurrenceId}/${personId}`, kind: 'register-chaser', sequence: number, dueAt },
  toName: register.name,
  toEmail: register.email,
  data: {
    ...{ name: register.name, course: register.courseTitle, when: whenInWords(register.startsAt, register.endsAt) },
    ...{ where: register.where, people: register.people, again: number > 1, path: `/occurrences/${occurrenceId}/register` },
  },
})
