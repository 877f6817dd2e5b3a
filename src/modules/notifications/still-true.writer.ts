import { Injectable } from '@nestjs/common'
import type { CalendarEntry } from './calendar/calendar-entry.js'
import type { Kind } from './kinds/kinds.js'

/** What a check is told of a message. */
export interface AskedMessage {
  subject: string
  kind: string
  sequence: number
  calendar?: CalendarEntry | null
}

/** Of the things that messages are about (the ids after the colon of their subjects), those of which the messages are still true. */
export type TruthCheck = (ids: string[], now: Date) => Promise<Iterable<string>>
/** Of these messages, those that are still true. */
export type MessageCheck = (messages: AskedMessage[], now: Date) => Promise<Iterable<AskedMessage>>

/**
 * What must still hold when a message falls due: a reminder needs a booking that lives, an offer one that is open. The modules below
 * say how to see it (they know the tables, the outbox does not); kinds without a check are facts of the past and always true.
 */
@Injectable()
export class StillTrue {
  private readonly checks = new Map<string, MessageCheck[]>()

  register(kinds: Kind[], check: TruthCheck): void {
    this.registerEach(kinds, async (messages, now) => {
      const held = new Set(await check([...new Set(messages.map(aboutId))], now))
      return messages.filter(message => held.has(aboutId(message)))
    })
  }

  /** For checks that look at the message itself. A kind may have several: all of them must hold. */
  registerEach(kinds: Kind[], check: MessageCheck): void {
    for (const kind of kinds) this.checks.set(kind, [...(this.checks.get(kind) ?? []), check])
  }

  /** The messages that still hold; one question for each check, however many messages. */
  async of<M extends AskedMessage>(messages: M[], now: Date): Promise<Set<M>> {
    const holding = new Set<M>(messages)
    const groups = new Map<MessageCheck, M[]>()
    for (const message of messages)
      for (const check of this.checks.get(message.kind) ?? []) groups.set(check, [...(groups.get(check) ?? []), message])
    for (const [check, asked] of groups) {
      const held = new Set(await check(asked, now))
      for (const message of asked) if (!held.has(message)) holding.delete(message)
    }
    return holding
  }
}

/** `booking:<id>` is about `<id>`. */
const aboutId = ({ subject }: AskedMessage): string => subject.slice(subject.indexOf(':') + 1)
