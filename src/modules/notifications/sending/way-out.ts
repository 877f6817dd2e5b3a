import type { SendMailOptions } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { type Failure, judge, type Verdict } from '../rules/retry.js'
import { NotSent, SmtpLine, type Envelope, type SmtpOptions } from './smtp-line.js'

/** A mail that can be asked for its words when its turn comes, and told what came of it. */
export interface Parcel {
  /** False when it must not be sent by this process any more. */
  isMine(): boolean
  compose(): SendMailOptions
  accepted(reply: string): void
  refused(verdict: Verdict, reason: string): void
  /** It was not its turn. */
  leftOver(): void
}

/** Where mails go; it lives as long as one run of the sender. */
export interface WayOut {
  /** Sends them all, each told what came of it. False: the way is closed for now, and some were refused as `away`. */
  deliver(parcels: Parcel[], signal: AbortSignal): Promise<boolean>
  close(): void
}

/** Without a mail server: what would have been sent is kept, and can be read. */
export class KeptMails implements WayOut {
  deliver(parcels: Parcel[]): Promise<boolean> {
    for (const parcel of parcels) parcel.accepted('kept')
    return Promise.resolve(true)
  }

  close(): void {
    // Nothing is open.
  }
}

/** Over a few connections to the mail server, each taking the next mail when it is done with one. */
export class SmtpMails implements WayOut {
  private readonly lines: SmtpLine[]

  constructor(options: SmtpOptions, connections: number) {
    this.lines = Array.from({ length: connections }, () => new SmtpLine(options))
  }

  async deliver(parcels: Parcel[], signal: AbortSignal): Promise<boolean> {
    const queue = [...parcels]
    const lines = this.lines.slice(0, queue.length)
    const troubles = await Promise.all(lines.map(line => this.work(line, queue, signal)))
    if (signal.aborted) {
      for (const parcel of queue) parcel.leftOver()
      return true
    }
    // A line that could not be opened leaves its mail to the others; what is left when all have stopped could not be sent by any.
    const trouble = troubles.find(failure => failure !== null)
    if (queue.length === 0 || !trouble) return true
    for (const parcel of queue) parcel.refused('away', judge(trouble).reason)
    return false
  }

  close(): void {
    for (const line of this.lines) line.close()
  }

  /** Sends mail after mail; ends with null when there are none left, or with what went wrong when the line could not be opened. */
  private async work(line: SmtpLine, queue: Parcel[], signal: AbortSignal): Promise<Failure | null> {
    for (;;) {
      if (signal.aborted) return null
      const parcel = queue.shift()
      if (!parcel) return null
      const failure = await this.send(line, parcel)
      if (failure) {
        queue.unshift(parcel)
        return failure
      }
    }
  }

  private async send(line: SmtpLine, parcel: Parcel): Promise<Failure | null> {
    try {
      await line.open()
      if (!parcel.isMine()) parcel.leftOver()
      else parcel.accepted(await this.handOver(line, parcel))
      return null
    } catch (error) {
      const failure = failureOf(error)
      const { verdict, reason } = judge(failure)
      if (verdict === 'away') return failure
      parcel.refused(verdict, reason)
      return null
    }
  }

  private async handOver(line: SmtpLine, parcel: Parcel): Promise<string> {
    const mail = parcel.compose()
    const source = await new MailComposer(mail).compile().build()
    return line.send(mail.envelope as Envelope, source)
  }
}

const failureOf = (error: unknown): Failure =>
  error instanceof NotSent
    ? error.failure
    : { stage: 'composing', code: null, reply: '', error: String(error), timedOut: false, unsendable: false }
