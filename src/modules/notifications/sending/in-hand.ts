import { Injectable, Logger } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Claims, type Claimed } from './claims.js'
import { longestMail } from './smtp-line.js'

/**
 * The messages that this process is sending, and until when they are its own. While there are any it gives a sign of life well before the
 * lease ends, so that a slow mail server leads to no second copy; what it has lost it no longer begins to send.
 */
@Injectable()
export class InHand {
  private readonly logger = new Logger('Sender')
  private readonly held = new Map<string, { message: Claimed; until: number }>()
  private timer: NodeJS.Timeout | null = null
  private renewing = false

  constructor(
    private readonly claims: Claims,
    private readonly clock: Clock,
  ) {}

  /** Takes messages that were claimed at `now`. */
  take(messages: readonly Claimed[], now: Date): void {
    for (const message of messages) this.held.set(message.id, { message, until: this.claims.until(now).getTime() })
    this.timer ??= setInterval(() => void this.renew(), this.claims.leaseMs / 4).unref()
  }

  /** Whether it is this process's for as long as a mail may take. */
  holds(message: Claimed): boolean {
    const held = this.held.get(message.id)
    return held?.message.claim === message.claim && this.clock.now().getTime() + longestMail(this.claims.leaseMs) <= held.until
  }

  /** It is done with, as far as this claim goes. */
  letGo(message: Claimed): void {
    if (this.held.get(message.id)?.message.claim === message.claim) this.held.delete(message.id)
    if (this.held.size > 0 || !this.timer) return
    clearInterval(this.timer)
    this.timer = null
  }

  private async renew(): Promise<void> {
    if (this.renewing) return
    this.renewing = true
    const now = this.clock.now()
    const asked = [...this.held.values()]
    try {
      const mine = await this.claims.renew(
        asked.map(({ message }) => message),
        now,
      )
      for (const held of asked) held.until = mine.has(held.message.id) ? this.claims.until(now).getTime() : 0
    } catch (error) {
      this.logger.warn(`The claims on ${asked.length} messages could not be renewed: ${String(error)}`)
    } finally {
      this.renewing = false
    }
  }
}
