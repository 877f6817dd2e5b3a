import { Injectable } from '@nestjs/common'
import { kindRow } from './kinds/kinds.js'
import type { Topic } from './kinds/kind.js'

export { TOPICS, type Topic } from './kinds/kind.js'

/** Of those asked about, the ones whose reader turned their topic off. */
export type TurnedOff = <M extends TopicMessage>(messages: M[]) => Promise<Iterable<M>>

/** A message of a kind that can be turned off. */
export interface TopicMessage {
  topic: Topic
  toEmail: string
  data: Record<string, unknown>
}

/** What a person turned off is not sent, however long ago it was written. Kinds without a topic are always wanted. */
@Injectable()
export class Wanted {
  private turnedOff: TurnedOff | null = null

  /** Says how to see what was turned off. */
  register(turnedOff: TurnedOff): void {
    this.turnedOff = turnedOff
  }

  /** The messages that are wanted; one question, however many messages. */
  async of<M extends { kind: string; toEmail: string; data: Record<string, unknown> }>(messages: M[]): Promise<Set<M>> {
    const asked = messages.flatMap(message => {
      const topic = kindRow(message.kind)?.topic
      return topic ? [{ topic, toEmail: message.toEmail, data: message.data, message }] : []
    })
    const wanted = new Set(messages)
    if (!this.turnedOff || asked.length === 0) return wanted
    for (const { message } of await this.turnedOff(asked)) wanted.delete(message)
    return wanted
  }
}
