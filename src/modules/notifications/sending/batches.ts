import { Injectable } from '@nestjs/common'
import type { Outgoing } from '../rules/gathering.js'
import { Claims, type Claimed } from './claims.js'
import { Composer } from './composer.js'
import { InHand } from './in-hand.js'
import { Outcomes, type Tally } from './outcomes.js'
import { Prepare } from './prepare.js'
import type { Parcel } from './way-out.js'

/** Claimed messages, ready to be sent. */
export interface Batch {
  /** How many messages were claimed. */
  claimed: number
  parcels: Parcel[]
}

const MESSAGES = 100
const READERS = 50

/** Brings what is due, batch by batch, and notes what comes of it. */
@Injectable()
export class Batches {
  constructor(
    private readonly claims: Claims,
    private readonly inHand: InHand,
    private readonly prepare: Prepare,
    private readonly outcomes: Outcomes,
    private readonly composer: Composer,
  ) {}

  /** The next batch, claimed for this process; null when nothing is due. What is not to be sent is noted already. */
  async next(now: Date, tally: Tally): Promise<Batch | null> {
    const messages = await this.claim(now)
    if (messages.length === 0) return null
    this.inHand.take(messages, now)
    try {
      await this.composer.freshAt(now)
      const { mails, dropped, unclear } = await this.prepare.of(messages, now)
      for (const { message, reason } of dropped) this.outcomes.dropped(message, reason, tally)
      for (const { message, reason } of unclear) this.outcomes.refused(alone(message), 'temporary', reason, tally)
      return { claimed: messages.length, parcels: mails.map(mail => this.parcel(mail, tally)) }
    } catch (error) {
      for (const message of messages) this.outcomes.leftOver(alone(message))
      throw error
    }
  }

  /** Leaves a batch that will not be sent to others, and waits until everything is noted. */
  async finish(next: Promise<Batch | null>): Promise<void> {
    const batch = await next.catch(() => null)
    for (const parcel of batch?.parcels ?? []) parcel.leftOver()
    await this.outcomes.noted()
  }

  /** The process ends: a database that is away is not waited for any more. */
  end(): void {
    this.outcomes.end()
  }

  private async claim(now: Date): Promise<Claimed[]> {
    const single = await this.claims.single(now, MESSAGES)
    if (single.length === MESSAGES) return single
    for (;;) {
      const together = await this.claims.ofReaders(now, READERS)
      // An empty list: another process was quicker with these people, but there may be more.
      if (together === null || together.length > 0) return [...single, ...(together ?? [])]
    }
  }

  private parcel(mail: Outgoing<Claimed>, tally: Tally): Parcel {
    return {
      isMine: () => [mail.carrier, ...mail.others].every(message => this.inHand.holds(message)),
      compose: () => this.composer.compose(mail),
      accepted: reply => this.outcomes.accepted(mail, reply, tally),
      refused: (verdict, reason) => this.outcomes.refused(mail, verdict, reason, tally),
      leftOver: () => this.outcomes.leftOver(mail),
    }
  }
}

const alone = (message: Claimed): Outgoing<Claimed> => ({ carrier: message, others: [] })
