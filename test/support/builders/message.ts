import type { DataSource } from 'typeorm'
import type { Message } from '../../../src/modules/notifications/message.entity.js'
import { Message as MessageTable } from '../../../src/modules/notifications/message.entity.js'
import { newId } from '../../../src/shared/ids.js'

const FACTS = {
  ...{ name: 'Dana Reed', course: 'Understanding Neglect', when: 'Tuesday 3 March 2026, 9:30am to 12:30pm', where: 'Goldmine Centre' },
  ...{ path: '/bookings/1', position: 3, reference: 'GT-7K3M-9QXR', deadline: '' },
}

/** A message row as the outbox writes it; left to itself, one that is due at `at` about a place on a waiting list. */
export function messageRow(at: Date, change: Partial<Message> = {}): Message {
  const id = newId()
  const dueAt = change.dueAt ?? at
  return {
    ...{ id, subject: `booking:${id}`, kind: 'waiting-joined', sequence: 0, toName: 'Dana Reed', toEmail: 'dana.reed@example.org' },
    ...{ data: FACTS, calendar: null, messageId: `<${id}@goldthread.example.org>`, dueAt, createdAt: at, canWait: false, state: 'due' },
    ...{ tryAt: dueAt, claim: null, sentAt: null, attempts: 0, outcome: null, carrierId: null, clearedAt: null },
    ...change,
  }
}

export async function aMessage(database: DataSource, at: Date, change: Partial<Message> = {}): Promise<Message> {
  const [row] = await theMessages(database, [messageRow(at, change)])
  return row!
}

/** Writes the rows, however many. */
export async function theMessages(database: DataSource, rows: Message[]): Promise<Message[]> {
  for (let from = 0; from < rows.length; from += 1000)
    await database.getRepository(MessageTable).insert(rows.slice(from, from + 1000) as never)
  return rows
}
