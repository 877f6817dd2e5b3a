import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { Failure } from '../rules/retry.js'

/** How to reach the mail server, and how long one mail may take in all, in milliseconds. */
export interface SmtpOptions extends SMTPConnectionOptions {
  auth?: { user: string; pass: string }
  mailMs: number
}

export interface Envelope {
  from: string
  to: string[]
}

const SECOND = 1000

/** Every wait lies well below the lease: a mail whose fate is not known when the lease ends would be sent by another as well. */
export function smtpOptions(url: string, leaseMs: number): SmtpOptions {
  const quarter = leaseMs / 4
  return {
    connectionTimeout: Math.min(10 * SECOND, quarter),
    greetingTimeout: Math.min(10 * SECOND, quarter),
    dnsTimeout: Math.min(10 * SECOND, quarter),
    socketTimeout: Math.min(30 * SECOND, quarter),
    mailMs: longestMail(leaseMs),
    ...(parseConnectionUrl(url) as SMTPConnectionOptions),
  }
}

/** How long one mail may take on the line, in milliseconds: half of the lease at most. */
export const longestMail = (leaseMs: number): number => Math.min(60 * SECOND, leaseMs / 2)

/** A mail that was not accepted, or a server that could not be used. */
export class NotSent extends Error {
  constructor(readonly failure: Failure) {
    super(failure.reply || failure.error)
  }
}

/** One connection to the mail server, used for mail after mail, and opened again when it was lost. */
export class SmtpLine {
  private connection: SMTPConnection | null = null
  private used = false

  constructor(private readonly options: SmtpOptions) {}

  /** Connects and signs in, unless that is done; throws NotSent. */
  async open(): Promise<void> {
    if (this.connection) return
    const connection = await this.connected().catch((error: unknown) => Promise.reject(notSent('connecting', error)))
    this.used = false
    this.connection = connection
    connection.once('end', () => {
      if (this.connection === connection) this.connection = null
    })
  }

  /** The server's answer to a mail that it took; throws NotSent. The mail is whole, and in no more than one piece on its way. */
  async send(envelope: Envelope, mail: Buffer): Promise<string> {
    await this.open()
    const body = Readable.from(mail)
    try {
      return await this.handOver(envelope, body)
    } catch (error) {
      const failed = notSent('sending', error)
      // A server may end a connection between two mails. This one had not begun, so it goes over a new one.
      if (!this.used || body.readableDidRead || !isEnded(failed.failure)) throw failed
      this.close()
      await this.open()
      return await this.handOver(envelope, Readable.from(mail)).catch((again: unknown) => Promise.reject(notSent('sending', again)))
    } finally {
      this.used = true
    }
  }

  /** Says goodbye. */
  close(): void {
    this.connection?.quit()
    this.connection = null
  }

  private connected(): Promise<SMTPConnection> {
    const { auth, mailMs } = this.options
    const connection = new SMTPConnection(this.options)
    return within(mailMs, connection, (resolve, reject) => {
      // It stays: what befalls an idle connection is told here alone, and unheard it would end the process.
      connection.on('error', reject)
      connection.once('end', () => reject(new Error('the connection was closed')))
      connection.connect(error => {
        if (error) reject(error)
        else if (!auth || !connection.allowsAuth) resolve(connection)
        else connection.login({ credentials: auth }, refused => (refused ? reject(refused) : resolve(connection)))
      })
    })
  }

  private handOver(envelope: Envelope, body: Readable): Promise<string> {
    const { connection } = this
    if (!connection) return Promise.reject(new Error('the connection was closed'))
    return within(this.options.mailMs, connection, (resolve, reject) => {
      connection.send(envelope, body, (error, info) => {
        if (!error) resolve(info?.response ?? '')
        // A mail that was refused leaves the connection as good as it was, once it is reset.
        else if (error.responseCode && error.responseCode !== 421 && this.connection === connection) connection.reset(() => reject(error))
        else reject(error)
      })
    })
  }
}

type Work<T> = (resolve: (value: T) => void, reject: (error: SmtpError) => void) => void

/** What is to happen on a connection, within a time: when that has passed, or on an error without a reply, the connection is closed. */
function within<T>(ms: number, connection: SMTPConnection, work: Work<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const fail = (error: SmtpError) => {
      clearTimeout(timer)
      // First the reason: closing has an error of its own to tell.
      reject(error)
      if (!error.responseCode) connection.close()
    }
    const timer = setTimeout(() => fail(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), ms)
    work(value => {
      clearTimeout(timer)
      resolve(value)
    }, fail)
  })
}

type SmtpError = Error & { code?: string | undefined; responseCode?: number | undefined; response?: string | undefined }

function notSent(stage: Failure['stage'], error: unknown): NotSent {
  if (error instanceof NotSent) return error
  const { code, responseCode, response, message } = error as SmtpError
  return new NotSent({
    stage,
    code: responseCode ?? null,
    reply: response ?? '',
    error: message,
    timedOut: code === 'ETIMEDOUT',
    unsendable: code === 'EENVELOPE' || code === 'EMESSAGE',
  })
}

/** The server ended the connection, with or without a word. */
const isEnded = ({ code, timedOut, unsendable }: Failure): boolean => code === 421 || (code === null && !timedOut && !unsendable)
