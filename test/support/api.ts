import type { TestApp } from './app.js'
import { tokenOf } from './people.js'

/** What the API answered. */
export interface Answered<Body = Record<string, unknown>> {
  status: number
  body: Body
}

/** The API as one person's program uses it. */
export class Api {
  private constructor(
    private readonly url: string,
    private readonly token: string | null,
  ) {}

  static async of(app: TestApp, email: string): Promise<Api> {
    return new Api(app.url, await tokenOf(app, email))
  }

  /** With a token of their own already (`aToken`). */
  static holding(app: TestApp, token: string): Api {
    return new Api(app.url, token)
  }

  static stranger(app: TestApp): Api {
    return new Api(app.url, null)
  }

  get = <Body = Record<string, unknown>>(path: string) => this.ask<Body>('GET', path)
  post = <Body = Record<string, unknown>>(path: string, body?: unknown, key?: string) => this.ask<Body>('POST', path, body, key)
  put = <Body = Record<string, unknown>>(path: string, body?: unknown) => this.ask<Body>('PUT', path, body)
  delete = <Body = Record<string, unknown>>(path: string, key?: string) => this.ask<Body>('DELETE', path, undefined, key)

  private async ask<Body>(method: string, path: string, body?: unknown, key?: string): Promise<Answered<Body>> {
    const headers: Record<string, string> = {}
    if (this.token) headers.authorization = `Bearer ${this.token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (key) headers['idempotency-key'] = key
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Body }
  }
}
