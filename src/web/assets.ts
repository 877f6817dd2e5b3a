import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'

interface Asset {
  type: string
  body: Buffer
  zipped: Buffer
  url: string
}

const here = fileURLToPath(new URL('./assets/', import.meta.url))
const govuk = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist/govuk')
const SYSTEM_FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'

/** govuk-frontend's styles without what is for gov.uk only: its typeface is replaced by the reader's own system font. */
function stylesheet(): string {
  const base = readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8')
  const neutral = base.replace(/@font-face\{[^}]*\}/g, '').replace(/"?GDS Transport"?,arial,sans-serif/g, SYSTEM_FONT)
  return `${neutral}\n${readFileSync(join(here, 'goldthread.css'), 'utf8')}`
}

function asset(name: string, type: string, text: string): [string, Asset] {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return [name, { type, body, zipped: gzipSync(body, { level: 9 }), url: `/assets/${hash}/${name}` }]
}

const file = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')
const assets = new Map<string, Asset>([
  asset('goldthread.css', 'text/css; charset=utf-8', stylesheet()),
  asset('govuk.js', 'text/javascript; charset=utf-8', file(govuk, 'govuk-frontend.min.js')),
  asset('goldthread.js', 'text/javascript; charset=utf-8', file(here, 'goldthread.client.js')),
  asset('register.js', 'text/javascript; charset=utf-8', file(here, 'register.client.js')),
  asset('answers.js', 'text/javascript; charset=utf-8', file(here, 'answers.client.js')),
  asset('preview.js', 'text/javascript; charset=utf-8', file(here, 'preview.client.js')),
  asset('player.js', 'text/javascript; charset=utf-8', file(here, 'player.client.js')),
  asset('certificate.css', 'text/css; charset=utf-8', file(here, 'certificate.css')),
  asset('live.js', 'text/javascript; charset=utf-8', file(here, 'live.client.js')),
  asset('print.js', 'text/javascript; charset=utf-8', file(here, 'print.client.js')),
  asset('icon.svg', 'image/svg+xml', file(here, 'icon.svg')),
])

/** The address of an asset, with its content's hash in it, so that browsers may keep it for good. Throws on a name that is not there. */
export function assetUrl(name: string): string {
  const found = assets.get(name)
  if (!found) throw new Error(`No asset ${name}`)
  return found.url
}

/** Serves the assets from memory, packed once at start. */
export const serveAssets: RequestHandler = (request, response, next) => {
  const found = request.path.startsWith('/assets/') ? assets.get(request.path.split('/').at(-1) ?? '') : undefined
  if (!found || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
  // Only what the address says may be kept for good: a page of another version would keep what is not its own.
  const keep = request.path === found.url ? 'public, max-age=31536000, immutable' : 'no-cache'
  const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  response.set({ 'Content-Type': found.type, 'Cache-Control': keep, Vary: 'Accept-Encoding' })
  if (zip) response.set('Content-Encoding', 'gzip')
  response.end(zip ? found.zipped : found.body)
}
