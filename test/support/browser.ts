import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import type { TestApp } from './app.js'
import { CheckedPage } from './checked-page.js'
import { prepare } from './page-checks.js'

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Screen {
  /** Of the window, in CSS pixels; 1280 unless told otherwise, 390 is a phone. */
  width?: number
  javaScript?: boolean
}

let launched: Promise<Browser> | undefined
let open: CheckedPage[] = []

/** A window of somebody's own, with cookies of its own. Every page that it meets is checked; `closeBrowser` holds it to that. */
export async function openPage(app: TestApp, { width = 1280, javaScript = true }: Screen = {}): Promise<CheckedPage> {
  const browser = await (launched ??= launch())
  const options = { viewport: { width, height: 900 }, baseURL: app.url, locale: 'en-GB', timezoneId: 'Europe/London' }
  const context = await browser.newContext({ ...options, javaScriptEnabled: javaScript })
  // Without script the page can tell nothing of itself: what it was sent is looked at beside it.
  const beside = javaScript ? null : await (await browser.newContext(options)).newPage()
  const window = await context.newPage()
  await prepare(beside ?? window)
  const page = new CheckedPage(app, window, beside)
  open.push(page)
  return page
}

/** Once per file, in `afterAll`. Throws when a page was met and left unchecked. */
export async function closeBrowser(): Promise<void> {
  const unchecked = open.flatMap(page => page.unchecked())
  open = []
  await (await launched)?.close()
  launched = undefined
  if (unchecked.length > 0) throw new Error(`Met, but not checked: ${unchecked.join(', ')}`)
}

async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? (await findChromium()), args: ARGS })
}

/** As `npm test` finds it, for those who run Jest by hand. */
export async function findChromium(): Promise<string> {
  const scripts = (await import(join(import.meta.dirname, '../../scripts/chromium.mjs'))) as { ensureChromium(): string }
  return scripts.ensureChromium()
}
