import type { AddressInfo, Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/** A mail that the server took, or, where it `dropped` the connection after it, that it took without saying so. */
export interface AcceptedMail {
  from: string
  to: string[]
  source: string
  messageId: string
  /** When its handing over began, and when it was taken; in milliseconds. */
  begun: number
  at: number
}

/** What the server does, until it is told otherwise. */
export interface Manners {
  /** The answer to the next connections' greeting, such as `421 Too busy`. */
  greeting?: string
  /** The answer to a recipient; null: welcome. */
  recipient?: (address: string) => string | null
  /** The answer to a whole mail; null: taken. */
  data?: (source: string) => string | null
  /** How long it thinks before it answers a whole mail. */
  thinksMs?: number
  /** It never answers a whole mail. */
  hangs?: boolean
  /** It takes the mail and cuts the connection instead of saying so. */
  cutsAfterData?: boolean
  /** It cuts the connection after so many mails on it. */
  mailsPerConnection?: number
}

export interface MailServer {
  url: string
  port: number
  manners: Manners
  accepted: AcceptedMail[]
  /** How many connections were made, how many are open now, and how many were at most. */
  connections: { made: number; open: number; most: number }
  /** The accepted mails, parsed. */
  read(): Promise<Email[]>
  /** Refuses connections, and cuts those that are open. */
  goAway(): Promise<void>
  /** Listens again, at the same address. */
  comeBack(): Promise<void>
  stop(): Promise<void>
}

const error = (reply: string) => Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })

/** A real mail server on loopback, with manners that a test can change at any time. */
export async function startMailServer(): Promise<MailServer> {
  const state: Omit<MailServer, 'read' | 'goAway' | 'comeBack' | 'stop'> = {
    ...{ url: '', port: 0, manners: {}, accepted: [], connections: { made: 0, open: 0, most: 0 } },
  }
  const mails = new Map<string, number>()
  let server: SMTPServer
  const sockets = new Set<Socket>()

  const cut = (session: SMTPServerSession) => {
    for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy()
  }
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error | null, reply?: string) => void) => {
    const begun = Date.now()
    const chunks: Buffer[] = []
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
    const source = Buffer.concat(chunks).toString()
    const { data, hangs, thinksMs, cutsAfterData, mailsPerConnection } = state.manners
    // Its connection is about to be cut: a mail that came in between is not taken.
    if (mailsPerConnection && (mails.get(session.id) ?? 0) >= mailsPerConnection) return cut(session)
    if (hangs) return
    if (thinksMs) await new Promise(resolve => setTimeout(resolve, thinksMs))
    const no = data?.(source) ?? null
    if (no) return done(error(no))
    state.accepted.push({
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      to: session.envelope.rcptTo.map(({ address }) => address),
      source,
      messageId: /^message-id:\s*(\S+)/im.exec(source)?.[1] ?? '',
      begun,
      at: Date.now(),
    })
    if (cutsAfterData) return cut(session)
    done(null, `queued as ${state.accepted.length}`)
    const count = (mails.get(session.id) ?? 0) + 1
    mails.set(session.id, count)
    if (count === mailsPerConnection) setTimeout(() => cut(session), 5)
  }

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server = new SMTPServer({
        disabledCommands: ['AUTH', 'STARTTLS'],
        disableReverseLookup: true,
        onConnect: (_session, done) => done(state.manners.greeting ? error(state.manners.greeting) : null),
        onRcptTo: ({ address }, _session, done) => {
          const no = state.manners.recipient?.(address) ?? null
          done(no ? error(no) : null)
        },
        // What is cut off in the middle of a mail is no mail.
        onData: (stream, session, done) => void take(stream, session, done).catch(() => undefined),
      })
      // Connections that are cut, by either side, are what the tests are about.
      server.on('error', reject)
      server.server.on('connection', (socket: Socket) => {
        sockets.add(socket)
        state.connections.made += 1
        state.connections.most = Math.max(state.connections.most, sockets.size)
        state.connections.open = sockets.size
        socket.on('close', () => {
          sockets.delete(socket)
          state.connections.open = sockets.size
        })
      })
      server.listen(port, '127.0.0.1', resolve)
    })
  const goAway = () =>
    new Promise<void>(resolve => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })

  await listen(0)
  state.port = (server!.server.address() as AddressInfo).port
  state.url = `smtp://127.0.0.1:${state.port}`
  return Object.assign(state, {
    read: () => Promise.all(state.accepted.map(({ source }) => PostalMime.parse(source))),
    goAway,
    comeBack: () => listen(state.port),
    stop: goAway,
  })
}
