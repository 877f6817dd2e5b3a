import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { routes } from '../architecture/routes.table.js'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import type { CheckedPage } from '../support/checked-page.js'
import { lastMailTo } from '../support/mailbox.js'
import { Visitor } from '../support/visitor.js'
import { aYear, type Year } from './a-year.js'
import { TOUR, type Stop } from './tour.js'

let app: TestApp
let names: Record<string, string>
const windows = new Map<string, CheckedPage>()

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null })
  const year = await aYear(app)
  names = { ...year, ...(await links(year)) }
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** What the mails lead to: a new password, the confirmation of an address, and the mail itself. */
async function links({ unconfirmed }: Year) {
  const stranger = new Visitor(app.url)
  await stranger.get('/forgotten-password')
  await stranger.post('/forgotten-password', { email: 'cole@example.org' })
  await stranger.signIn(unconfirmed)
  const [mail] = await app.database.query<{ id: string }[]>(`SELECT id FROM message WHERE kind = 'place-offered'`)
  const secretOf = async (email: string) => (await lastMailTo(app, email)).link.split('/').at(-1)!
  return { reset: await secretOf('cole@example.org'), confirm: await secretOf(unconfirmed), mail: mail!.id }
}

async function windowOf(who: string): Promise<CheckedPage> {
  const open = windows.get(who) ?? (await openPage(app))
  if (!windows.has(who) && who !== 'nobody') await open.signIn(`${who}@example.org`)
  windows.set(who, open)
  return open
}

/** The page as it comes to a wide window, then as it stands on the narrowest phone. Every fault is told, not only the first. */
async function visit(window: CheckedPage, { path, status = 200, press }: Stop): Promise<string[]> {
  const faults: string[] = []
  const note = (error: Error) => void faults.push(error.message)
  await window.page.setViewportSize({ width: 1280, height: 900 })
  const address = path.replace(/:(\w+)/g, (_, name: string) => names[name]!)
  await window.go(address, press ? 200 : status).catch(note)
  if (press) await window.press(press, status).catch(note)
  await window.page.setViewportSize({ width: 320, height: 700 })
  await window.seen(status).catch(note)
  return faults
}

const isPage = (route: string) => route.startsWith('GET ') && !/ (\/api\/v1\/|\/health|\/ready|.*\.(json|rss|ics|csv)$)/.test(route)
const wasSeen = (route: string) => {
  const pattern = new RegExp(`^${route.replace('GET ', '').replace(/:\w+/g, '[^/]+')}$`)
  // A fixed path may look like one with a name in it: `new` is no course.
  return TOUR.some(({ path }) => pattern.test(path.replace(/\?.*/, '')) && !(route.includes(':') && path.endsWith('/new')))
}

describe('every page', () => {
  it.each(TOUR)('works for everybody, on every screen: $path, for $who', async stop => {
    expect(await visit(await windowOf(stop.who), stop)).toEqual([])
  })

  it('has been seen', () => {
    expect(Object.keys(routes).filter(route => isPage(route) && !wasSeen(route))).toEqual([])
  })
})
