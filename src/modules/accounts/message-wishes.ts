import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { TOPICS, type Topic, type TopicMessage, Wanted } from '../notifications/wanted.writer.js'

/** Which of the mails that can be turned off a person is sent. */
export type Wishes = Record<Topic, boolean>

/** For those who never said: the newsletter is asked for, suggestions are not. */
const UNTOLD: Wishes = { newsletter: false, suggestions: true }

const SAVE = `
  INSERT INTO message_preference (person_id, topic, wanted, changed_at)
  SELECT p.id, w.key, w.value::boolean, $3 FROM person p, jsonb_each_text($2::jsonb) AS w WHERE p.id = $1
  ON CONFLICT (person_id, topic) DO UPDATE SET wanted = EXCLUDED.wanted,
    changed_at = CASE WHEN message_preference.wanted = EXCLUDED.wanted THEN message_preference.changed_at ELSE EXCLUDED.changed_at END
  RETURNING 1`

/** What people want to be sent, of the mails that can be turned off. The sender asks here before each batch. */
@Injectable()
export class MessageWishes implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly wanted: Wanted,
  ) {}

  onModuleInit(): void {
    this.wanted.register(messages => this.turnedOff(messages))
  }

  async of(personId: string): Promise<Wishes> {
    return (await this.ofMany([personId])).get(personId)!
  }

  /** Says it for some topics; the others stay as they are. False: there is no such person. */
  async save(personId: string, wishes: Partial<Wishes>, now: Date): Promise<boolean> {
    const rows = await this.transaction.run(tx => tx.query<unknown[]>(SAVE, [personId, JSON.stringify(wishes), now]))
    return rows.length > 0
  }

  /** Of a batch, what its readers turned off. One whose facts do not say whose it is goes by what is usual. */
  private async turnedOff<M extends TopicMessage>(messages: M[]): Promise<M[]> {
    const wishes = await this.ofMany(messages.map(personOf).filter(id => id !== null))
    return messages.filter(message => !(wishes.get(personOf(message) ?? '') ?? UNTOLD)[message.topic])
  }

  private async ofMany(personIds: string[]): Promise<Map<string, Wishes>> {
    const found = new Map(personIds.map(id => [id, { ...UNTOLD }]))
    const rows = await this.database.query<{ personId: string; topic: Topic; wanted: boolean }[]>(
      'SELECT person_id AS "personId", topic, wanted FROM message_preference WHERE person_id = ANY($1::uuid[]) AND topic = ANY($2)',
      [[...found.keys()], TOPICS],
    )
    for (const { personId, topic, wanted } of rows) found.get(personId)![topic] = wanted
    return found
  }
}

const personOf = ({ data }: TopicMessage): string | null => (typeof data.personId === 'string' ? data.personId : null)
