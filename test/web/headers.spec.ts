import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { anAdministrator, aDelegate, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let css = ''
let token = ''
let dana: Visitor

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await anAdministrator(app.database)
  dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
  token = await tokenOf(app, 'dana@example.org')
  css = /"(\/assets\/[0-9a-f]{12}\/goldthread\.css)"/.exec((await dana.get('/privacy')).html)![1]!
})
afterAll(() => app.stop())

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** What every answer carries, whatever it is. */
const EVERYWHERE: Record<string, string | null> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
  'x-powered-by': null,
  server: null,
  etag: null,
}

const ANSWERS: [what: string, status: number, ask: () => Promise<Response>][] = [
  ['a page', 200, () => fetch(`${app.url}/privacy`)],
  ['a page with a form', 200, () => fetch(`${app.url}/sign-in`)],
  ['a page that is not there', 404, () => fetch(`${app.url}/no-such-page`)],
  ['a page for who is signed in', 303, () => fetch(`${app.url}/my-details`, { redirect: 'manual' })],
  ['a form without its token', 403, () => fetch(`${app.url}/sign-in`, { method: 'POST' })],
  ['a form from another site', 403, () => fetch(`${app.url}/sign-in`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })],
  ['an asset', 200, () => fetch(app.url + css)],
  ['an asset that is not there', 404, () => fetch(`${app.url}/assets/0/none.css`)],
  ['a feed', 200, () => fetch(`${app.url}/places-by-month.rss`)],
  ['a calendar', 200, () => fetch(`${app.url}/places-by-month.ics`)],
  ['the API', 200, () => fetch(`${app.url}/api/v1/courses`)],
  ['the API without a token', 401, () => fetch(`${app.url}/api/v1/me/bookings`)],
  ['the API where it is not', 404, () => fetch(`${app.url}/api/v1/nothing`)],
  ['a body that is none', 400, () => fetch(`${app.url}/api/v1/tokens`, { method: 'POST', headers: JSON_TYPE, body: '{' })],
  [
    'a body too large',
    413,
    () => fetch(`${app.url}/api/v1/tokens`, { method: 'POST', headers: JSON_TYPE, body: `"${'x'.repeat(1_100_000)}"` }),
  ],
  ['an address that cannot be read', 400, () => fetch(`${app.url}/%`)],
  ['the health', 200, () => fetch(`${app.url}/health`)],
]
const JSON_TYPE = { 'content-type': 'application/json' }

describe.each(ANSWERS)('%s', (_what, status, ask) => {
  it('carries every header that protects its reader, and none that tells what runs here', async () => {
    const response = await ask()
    await response.arrayBuffer()
    expect(response.status).toBe(status)
    const found = Object.fromEntries(Object.keys(EVERYWHERE).map(name => [name, response.headers.get(name)]))
    expect(found).toEqual(EVERYWHERE)
    expect(response.headers.get('content-security-policy')?.split(';')).toEqual(POLICY)
  })
})

describe('what nobody else may be shown out of a cache', () => {
  it.each(['/', '/whats-on', '/my-details', '/my-learning', '/no-such-page', '/desk', '/courses/none'])(
    '%s, asked for by somebody who is signed in',
    async path => {
      const { headers, status } = await dana.get(path)
      expect([200, 403, 404]).toContain(status)
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )

  it('but for what is the same for all: the feeds', async () => {
    for (const kind of ['rss', 'ics', 'json']) {
      const { headers, html } = await dana.get(`/places-by-month.${kind}`)
      expect([kind, headers.get('cache-control')]).toEqual([kind, 'public, max-age=60'])
      expect(html).toBe(await (await fetch(`${app.url}/places-by-month.${kind}`)).text())
    }
  })

  it('a file that an administrator takes away', async () => {
    const ada = new Visitor(app.url)
    await ada.signIn('ada@example.org')
    const { headers, status } = await ada.get('/reports/figures.csv?from=2026-01-01&to=2026-01-31')
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/)
  })

  it('own things by the API', async () => {
    const headers = { authorization: `Bearer ${token}` }
    for (const path of ['/me/bookings', '/me/records', '/me/waiting-list', '/nothing'])
      expect((await fetch(`${app.url}/api/v1${path}`, { headers })).headers.get('cache-control')).toBe('no-store')
  })
})

describe('a page', () => {
  it.each(['/privacy', '/whats-on', '/sign-in', '/api/docs'])('%s has no script or style in it that the policy would stop', async path => {
    const { html } = await new Visitor(app.url).get(path)
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:/i)
    const loaded = [...html.matchAll(/<(?:script|link|img)[^>]*(?:src|href)="([^"]+)"/g)].map(found => found[1]!)
    expect(loaded.filter(address => !address.startsWith('/'))).toEqual([])
  })

  it('is packed for who can read it so, and says that it depends on that', async () => {
    const [packed, plain] = await Promise.all(
      ['gzip', 'identity'].map(how => fetch(`${app.url}/privacy`, { headers: { 'accept-encoding': how } })),
    )
    expect([packed!.headers.get('content-encoding'), plain!.headers.get('content-encoding')]).toEqual(['gzip', null])
    expect([packed!.headers.get('vary'), plain!.headers.get('vary')]).toEqual(['Accept-Encoding', 'Accept-Encoding'])
    expect(await packed!.text()).toBe(await plain!.text())
  })

  it('is asked for by HEAD as by GET, without its body', async () => {
    const head = await fetch(`${app.url}/privacy`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'text/html; charset=utf-8', ''])
  })
})
