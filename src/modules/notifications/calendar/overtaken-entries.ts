import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Kind } from '../kinds/kinds.js'
import { StillTrue, type AskedMessage } from '../still-true.writer.js'

const CARRYING: Kind[] = [
  'booking-confirmed',
  'booking-changed',
  'booking-moved',
  'booking-cancelled',
  'date-cancelled',
  'session-invitation',
  'session-cancelled',
]

// The messages about one booking share a subject, which is indexed.
const NEWER = `
  SELECT a.uid, max((m.calendar->>'sequence')::int) AS newest
  FROM unnest($1::text[], $2::text[]) AS a (subject, uid)
    JOIN message m ON m.subject = a.subject AND m.calendar->>'uid' = a.uid
  GROUP BY a.uid`

/**
 * A calendar must never be told the old after the new: a message whose entry another one in the outbox has overtaken (the same UID, a
 * higher SEQUENCE) is no longer true. What it would have said, the newer one says: two quick changes are one mail.
 */
@Injectable()
export class OvertakenEntries implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.registerEach(CARRYING, messages => this.notOvertaken(messages))
  }

  private async notOvertaken(messages: AskedMessage[]): Promise<AskedMessage[]> {
    const carrying = messages.filter(message => message.calendar)
    const newest = await this.database.query<{ uid: string; newest: number }[]>(NEWER, [
      carrying.map(message => message.subject),
      carrying.map(message => message.calendar?.uid),
    ])
    const known = new Map(newest.map(row => [row.uid, row.newest]))
    return messages.filter(({ calendar }) => !calendar || calendar.sequence >= (known.get(calendar.uid) ?? 0))
  }
}
