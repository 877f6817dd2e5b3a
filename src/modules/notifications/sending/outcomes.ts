import { Injectable } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { afterAway, nextTry, type Verdict } from '../rules/retry.js'
import type { Outgoing } from '../rules/gathering.js'
import type { Claimed } from './claims.js'
import { InHand } from './in-hand.js'
import { type Note, Notes } from './notes.js'

/** How many messages came to what. */
export interface Tally {
  sent: number
  failed: number
  dropped: number
  gathered: number
}

/** Turns what came of mails into notes on their messages. */
@Injectable()
export class Outcomes {
  constructor(
    private readonly notes: Notes,
    private readonly inHand: InHand,
    private readonly clock: Clock,
  ) {}

  accepted({ carrier, others }: Outgoing<Claimed>, reply: string, tally: Tally): void {
    this.note(carrier, { state: 'sent', outcome: reply, carrierId: null })
    for (const part of others) this.note(part, { state: 'gathered', outcome: 'in one mail with others', carrierId: carrier.id })
    tally.sent += 1
    tally.gathered += others.length
  }

  refused({ carrier, others }: Outgoing<Claimed>, verdict: Verdict, reason: string, tally: Tally): void {
    const now = this.clock.now()
    const messages = [carrier, ...others]
    const attempts = Math.max(...messages.map(message => message.attempts))
    const again = verdict === 'temporary' ? nextTry(attempts, now) : null
    for (const message of messages) {
      if (verdict === 'away') this.note(message, { tryAt: afterAway(now), outcome: reason, tried: false })
      else if (again) this.note(message, { tryAt: again, outcome: reason })
      else this.note(message, { state: 'failed', outcome: reason })
    }
    if (verdict !== 'away' && !again) tally.failed += messages.length
  }

  /** Not sent on purpose. */
  dropped(message: Claimed, reason: string, tally: Tally): void {
    this.note(message, { state: 'dropped', outcome: reason })
    tally.dropped += 1
  }

  /** Its turn did not come; whoever is next may take it at once. */
  leftOver({ carrier, others }: Outgoing<Claimed>): void {
    for (const message of [carrier, ...others]) this.note(message, { tryAt: this.clock.now(), tried: false })
  }

  /** Resolves when everything is written down. */
  noted(): Promise<void> {
    return this.notes.written()
  }

  end(): void {
    this.notes.end()
  }

  private note(message: Claimed, what: Partial<Note>): void {
    const note: Note = {
      ...{ message, state: 'due', outcome: null, at: this.clock.now(), tryAt: null, carrierId: message.carrierId, tried: true },
      ...what,
    }
    this.notes.add(note, () => this.inHand.letGo(message))
  }
}
