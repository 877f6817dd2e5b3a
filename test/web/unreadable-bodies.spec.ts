import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connect } from 'node:net'
import { startApp, type TestApp } from '../support/app.js'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const FORM = 'application/x-www-form-urlencoded'
const send = (path: string, body: string | Buffer, headers: Record<string, string>) =>
  fetch(app.url + path, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers, redirect: 'manual' })

/** Why a body may not be read, with the status that says so. */
const BODIES: [why: string, status: number, code: string, title: string, body: string, type: Record<string, string>][] = [
  ['no JSON', 400, 'body-malformed', 'We could not read that', '{"email": ', { 'content-type': 'application/json' }],
  ['no object, but a text', 400, 'body-malformed', 'We could not read that', '"email"', { 'content-type': 'application/json' }],
  [
    'an alphabet we do not read',
    415,
    'body-unreadable',
    'We could not read that',
    '{}',
    { 'content-type': 'application/json; charset=cp850' },
  ],
  [
    'packed in a way we do not unpack',
    415,
    'body-unreadable',
    'We could not read that',
    '{}',
    { 'content-type': 'application/json', 'content-encoding': 'zip' },
  ],
  [
    'said to be packed, and is not',
    400,
    'body-malformed',
    'We could not read that',
    '{}',
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ],
  ['more than a megabyte', 413, 'too-large', 'That is too large', `"${'x'.repeat(1024 * 1024)}"`, { 'content-type': 'application/json' }],
  ['a form of more than 1,000 fields', 413, 'too-large', 'That is too large', `${'a=1&'.repeat(1000)}a=1`, { 'content-type': FORM }],
]

describe.each(BODIES)('a body that is %s', (_why, status, code, title, body, headers) => {
  it('is a problem for programs that says so', async () => {
    const response = await send('/api/v1/tokens', body, headers)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8'])
    const problem = (await response.json()) as { detail: string; title: string }
    expect(problem).toMatchObject({ type: 'about:blank', status, code })
    expect(problem.detail).not.toContain('on our side')
  })

  it('is a page for people that says so', async () => {
    const response = await send('/sign-in', body, headers)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
    expect(await response.text()).toContain(`<h1 class="govuk-heading-l">${title}</h1>`)
  })
})

it('a form of 1,000 fields is read, and nobody of that name is signed in', async () => {
  expect((await send('/api/v1/tokens', `${'a=1&'.repeat(999)}a=1`, { 'content-type': FORM })).status).toBe(422)
})

describe('a request that stops half way', () => {
  it('keeps nobody else from being answered', async () => {
    const { port } = new URL(app.url)
    const halves = Array.from({ length: 20 }, () => connect(Number(port), '127.0.0.1'))
    for (const half of halves)
      half.write('POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"email"')
    expect((await fetch(`${app.url}/health`)).status).toBe(200)
    expect((await fetch(`${app.url}/whats-on`)).status).toBe(200)
    for (const half of halves) half.destroy()
    expect((await fetch(`${app.url}/health`)).status).toBe(200)
  })
})
