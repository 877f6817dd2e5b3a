import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { newId } from '../../shared/ids.js'
import { Message } from './message.entity.js'

/** A mail that a change causes. `subject` is what it is about (`booking:<id>`), `kind` names its template, `data` fills it in. */
export interface NewMessage {
  subject: string
  kind: string
  sequence?: number
  toName: string
  toEmail: string
  data: Record<string, unknown>
  dueAt?: Date
}

/** The outbox. A message is written in the transaction that caused it, and the same (subject, kind, sequence) is written once. */
@Injectable()
export class Outbox {
  private readonly domain: string

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.domain = settings.mailFrom.split('@')[1] ?? 'localhost'
  }

  /** Writes the messages in one statement; those already there are left as they are. */
  async add(tx: EntityManager, messages: NewMessage[], now: Date): Promise<void> {
    if (messages.length)
      await tx
        .createQueryBuilder()
        .insert()
        .into(Message)
        .values(this.rows(messages, now) as never)
        .orIgnore()
        .execute()
  }

  /** The rows as they go into the table, for callers that write them by their own statement. */
  rows(messages: NewMessage[], now: Date): Omit<Message, 'sentAt' | 'attempts' | 'outcome'>[] {
    return messages.map(message => {
      const id = newId()
      return {
        ...message,
        id,
        sequence: message.sequence ?? 0,
        messageId: `<${id}@${this.domain}>`,
        dueAt: message.dueAt ?? now,
        createdAt: now,
      }
    })
  }
}
