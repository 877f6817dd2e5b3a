import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { whenInWords } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import type { BookingState } from '../rules/booking-states.js'
import { GROUPS, inGroup, type Group } from '../rules/message-groups.js'

/** A date and those of its people whose booking is not cancelled. */
export interface DateWithPeople {
  courseTitle: string
  startsAt: Date
  endsAt: Date
  people: { bookingId: string; state: BookingState; name: string; email: string }[]
}

const DATE = `
  SELECT c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    coalesce((SELECT json_agg(json_build_object('bookingId', b.id, 'state', b.state, 'name', p.name, 'email', p.email) ORDER BY p.name, b.id)
      FROM booking b JOIN person p ON p.id = b.person_id WHERE b.occurrence_id = o.id AND b.state <> 'cancelled'), '[]') AS people
  FROM occurrence o JOIN course c ON c.id = o.course_id WHERE o.id = $1`

/** Messages written by hand to the people of one date: to everybody, to those who came, or to those who did not. */
@Injectable()
export class MessagePeople {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
  ) {}

  /** null: there is no such occurrence. */
  async date(id: string, tx: DataSource | EntityManager = this.database): Promise<DateWithPeople | null> {
    const [row] = await tx.query<DateWithPeople[]>(DATE, [id])
    return row ?? null
  }

  /** How many a message to each group would go to. */
  counts({ people }: DateWithPeople): Record<Group, number> {
    const count = (group: Group) => people.filter(person => inGroup(group, person.state)).length
    return Object.fromEntries(GROUPS.map(group => [group, count(group)])) as Record<Group, number>
  }

  /** Writes one message to each of them, in one transaction; how many. Refused where the group has nobody by now. */
  send(
    id: string,
    asked: { to: Group; subject: string; words: string },
    by: { personId: string; key: string | undefined },
    now: Date,
  ): Promise<{ sent: number } | Refusal<'not-found' | 'nobody-there'>> {
    return this.transaction.run(tx =>
      once(tx, by, async () => {
        const date = await this.date(id, tx)
        if (!date) return refuse('not-found')
        const people = date.people.filter(person => inGroup(asked.to, person.state))
        if (people.length === 0) return refuse('nobody-there')
        const sending = newId()
        const facts = {
          course: date.courseTitle,
          when: whenInWords(date.startsAt, date.endsAt),
          subject: asked.subject,
          words: asked.words,
        }
        const messages = people.map(({ bookingId, name, email }) => ({
          ...{ subject: `organiser-message:${sending}:${bookingId}`, kind: 'organiser-message' as const, toName: name, toEmail: email },
          data: { name, ...facts, path: `/bookings/${bookingId}` },
        }))
        await this.outbox.add(tx, messages, now)
        return { sent: messages.length }
      }),
    )
  }
}
