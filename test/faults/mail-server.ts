import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Weather } from './plan.js'

/** A mail that the server has taken: it said 250, whether or not the sender lived to hear it. */
export interface Accepted {
  messageId: string
  to: string
  /** Of the calendar entry that came with it; null: none came. */
  sequence: string | null
  /** Which worker brought it: each has a server of its own to speak to. */
  worker: number
  /** When it began to be handed over: the sender lived then. */
  begun: number
  at: number
}

const SLOW_MS = 400

/** The real SMTP of one worker, whose weather can be changed. */
export class MailServer {
  weather: Weather = 'well'
  readonly accepted: Accepted[] = []
  private readonly server: SMTPServer

  constructor(private readonly worker: number) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo: (_address, _session, done) => void this.greet(done),
      onData: (stream, session, done) => {
        const parts: Buffer[] = []
        const begun = Date.now()
        stream.on('data', (part: Buffer) => parts.push(part))
        // Cut off in the middle: no mail.
        stream.on('error', () => undefined)
        stream.on('end', () => void this.take(Buffer.concat(parts), { to: session.envelope.rcptTo[0]?.address ?? '', begun }, done))
      },
    })
    // A sender that dies in the middle of a mail is what this is about.
    this.server.on('error', () => undefined)
  }

  async listen(): Promise<number> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    return (this.server.server.address() as AddressInfo).port
  }

  close(): Promise<void> {
    return new Promise(resolve => this.server.close(() => resolve()))
  }

  private async greet(done: (error?: Error) => void): Promise<void> {
    if (this.weather === 'permanent') return done(refusal(550, 'No such mailbox'))
    if (this.weather === 'temporary') return done(refusal(451, 'Try again later'))
    if (this.weather === 'silent') await this.weatherChange()
    done()
  }

  private async take(source: Buffer, handed: { to: string; begun: number }, done: (error?: Error) => void): Promise<void> {
    if (this.weather === 'slow') await pause(SLOW_MS)
    const mail = await PostalMime.parse(source)
    const calendar = mail.attachments.find(part => part.mimeType === 'text/calendar')
    const text = calendar ? new TextDecoder().decode(calendar.content as ArrayBuffer) : ''
    const sequence = /^SEQUENCE:(\d+)/m.exec(text)?.[1] ?? null
    this.accepted.push({ messageId: mail.messageId ?? '', ...handed, sequence, worker: this.worker, at: Date.now() })
    done()
  }

  /** Says nothing at all; the sender loses patience, or the weather changes. */
  private async weatherChange(): Promise<void> {
    while (this.weather === 'silent') await pause(100)
  }
}

const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })
