import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { Clock } from '../../shared/clock.js'
import { Batches } from './sending/batches.js'
import type { Tally } from './sending/outcomes.js'
import { smtpOptions } from './sending/smtp-line.js'
import { KeptMails, SmtpMails, type WayOut } from './sending/way-out.js'

/** What a run of the sender did. */
export interface Sent extends Tally {
  /** True: it stopped at the end of its measure, and more may be due. */
  left: boolean
}

/** How many messages one run claims at most, so that other jobs of the process get their turn. */
const MEASURE = 5000

/** Sends the messages that are due. Several processes may do so at once: each message is claimed by one of them. */
@Injectable()
export class MessageSender implements OnModuleDestroy {
  private readonly ending = new AbortController()
  private running: Promise<unknown> = Promise.resolve()

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly batches: Batches,
    private readonly clock: Clock,
  ) {}

  /**
   * Drains what is due, in bounded batches, the oldest first. Runs in one process follow one another. `signal` ends it early: mails under
   * way are finished, the rest is left to others. Throws when Postgres fails it before anything was handed over.
   */
  sendDue(signal?: AbortSignal): Promise<Sent> {
    const signals = signal ? AbortSignal.any([signal, this.ending.signal]) : this.ending.signal
    const run = this.running.then(() => this.run(signals))
    this.running = run.catch(() => undefined)
    return run
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort()
    this.batches.end()
    await this.running
  }

  private async run(signal: AbortSignal): Promise<Sent> {
    const out = this.wayOut()
    const tally: Tally = { sent: 0, failed: 0, dropped: 0, gathered: 0 }
    let claimed = 0
    let open = true
    let next = this.batches.next(this.clock.now(), tally)
    try {
      while (open && !signal.aborted) {
        const batch = await next
        if (!batch) return { ...tally, left: false }
        claimed += batch.claimed
        const enough = claimed >= MEASURE
        // The next is claimed while this one is sent, so that the lines to the mail server are never idle.
        next = enough ? Promise.resolve(null) : this.batches.next(this.clock.now(), tally)
        next.catch(() => undefined)
        open = await out.deliver(batch.parcels, signal)
        if (enough) return { ...tally, left: open && !signal.aborted }
      }
      return { ...tally, left: false }
    } finally {
      await this.batches.finish(next)
      out.close()
    }
  }

  private wayOut(): WayOut {
    const { smtpUrl, smtpConnections, sendLeaseSeconds } = this.settings
    return smtpUrl ? new SmtpMails(smtpOptions(smtpUrl, sendLeaseSeconds * 1000), smtpConnections) : new KeptMails()
  }
}
