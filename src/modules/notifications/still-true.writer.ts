import { Injectable } from '@nestjs/common'
import type { Kind } from './kinds/kinds.js'

/** Of the things that messages are about (the ids after the colon of their subjects), those of which the messages are still true. */
export type TruthCheck = (ids: string[], now: Date) => Promise<Iterable<string>>

/**
 * What must still hold when a message falls due: a reminder needs a booking that lives, an offer one that is open. The modules below
 * say how to see it (they know the tables, the outbox does not); kinds without a check are facts of the past and always true.
 */
@Injectable()
export class StillTrue {
  private readonly checks = new Map<string, TruthCheck>()

  register(kinds: Kind[], check: TruthCheck): void {
    for (const kind of kinds) this.checks.set(kind, check)
  }

  /** The messages that still hold; one question for each check, however many messages. */
  async of<M extends { subject: string; kind: string }>(messages: M[], now: Date): Promise<Set<M>> {
    const holding = new Set(messages.filter(message => !this.checks.has(message.kind)))
    const groups = new Map<TruthCheck, M[]>()
    for (const message of messages) {
      const check = this.checks.get(message.kind)
      if (check) groups.set(check, [...(groups.get(check) ?? []), message])
    }
    for (const [check, asked] of groups) {
      const held = new Set(await check([...new Set(asked.map(aboutId))], now))
      for (const message of asked) if (held.has(aboutId(message))) holding.add(message)
    }
    return holding
  }
}

/** `booking:<id>` is about `<id>`. */
const aboutId = ({ subject }: { subject: string }): string => subject.slice(subject.indexOf(':') + 1)
