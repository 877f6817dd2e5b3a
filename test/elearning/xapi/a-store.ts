import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { statementProblems } from './statement-problems.js'

export const KEY = 'goldthread'
export const SECRET = 'a word of the tests'

interface Sent {
  id: string
}
type Weather = (
  statements: Sent[],
  nth: number,
) => { status: number; body?: string; headers?: Record<string, string>; hang?: boolean; stall?: boolean } | null

/** A learning record store as the specification has it, on loopback: it takes only valid statements, whole batches or nothing, each id once. */
export class AStore {
  readonly kept = new Map<string, unknown>()
  /** The ids of every batch that arrived, taken or not. */
  readonly batches: string[][] = []
  /** How it feels; null: as a store should. `hang` cuts the line, `stall` never answers. */
  weather: Weather = () => null
  /** Whether a known id is answered with 409, as some stores do, or 200. */
  strict = false
  private server: Server | null = null
  private port = 0

  get settings() {
    return { url: `http://127.0.0.1:${this.port}/xapi`, key: KEY, secret: SECRET }
  }

  /** Listens, on the port it had before where it had one. */
  async open(): Promise<void> {
    this.server = createServer((request, response) => void this.answer(request, response))
    await new Promise<void>(resolve => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const server = this.server
    this.server = null
    server?.closeAllConnections()
    await new Promise(resolve => (server ? server.close(resolve) : resolve(null)))
  }

  clear(): void {
    this.kept.clear()
    this.batches.length = 0
    this.weather = () => null
    this.strict = false
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, body = '', headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'x-experience-api-version': '1.0.3', 'content-type': 'application/json', ...headers }).end(body)
    }
    let text = ''
    for await (const piece of request) text += String(piece)
    const wanted = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`
    if (request.method !== 'POST' || request.url !== '/xapi/statements') return say(404)
    if (request.headers['x-experience-api-version'] !== '1.0.3') return say(400, 'no version')
    if (request.headers.authorization !== wanted) return say(401, 'no such key')
    const statements = JSON.parse(text) as Sent[]
    this.batches.push(statements.map(({ id }) => id))
    const weather = this.weather(statements, this.batches.length)
    if (weather?.stall) return
    if (weather?.hang) return void request.socket.destroy()
    if (weather) return say(weather.status, weather.body, weather.headers)
    const problems = statements.flatMap(statementProblems)
    if (problems.length > 0) return say(400, problems.join('; '))
    if (this.strict && statements.some(({ id }) => this.kept.has(id))) return say(409, 'known already')
    for (const one of statements) if (!this.kept.has(one.id)) this.kept.set(one.id, one)
    say(200, JSON.stringify(statements.map(({ id }) => id)))
  }
}
