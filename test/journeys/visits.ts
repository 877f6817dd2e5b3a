import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import type { CheckedPage } from '../support/checked-page.js'
import { lastMailTo } from '../support/mailbox.js'
import { linkOf } from '../bookings/coming/asked.js'
import { Visitor } from '../support/visitor.js'
import { aYear, type Year } from './a-year.js'
import type { Stop } from './tour.js'

let app: TestApp
let names: Record<string, string>
const windows = new Map<string, CheckedPage>()

async function open(): Promise<void> {
  app = await startApp(undefined, { databaseUrl: null })
  const year = await aYear(app)
  names = { ...year, ...(await links(year)) }
}

async function close(): Promise<void> {
  await closeBrowser()
  await app.stop()
}

/** What the mails lead to: a new password, the confirmation of an address, and the mail itself. */
async function links({ unconfirmed, booked, cancelled }: Year) {
  const stranger = new Visitor(app.url)
  await stranger.get('/forgotten-password')
  await stranger.post('/forgotten-password', { email: 'cole@example.org' })
  await stranger.signIn(unconfirmed)
  const [mail] = await app.database.query<{ id: string }[]>(`SELECT id FROM message WHERE kind = 'place-offered'`)
  const secretOf = async (email: string) => (await lastMailTo(app, email)).link.split('/').at(-1)!
  const [dana] = await app.database.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'dana@example.org'`)
  const stop = app.app.get(NotificationsReader).linkSecret(`stop suggestions ${dana!.id}`)
  const [asked, notComing] = [booked!, cancelled!].map(id => linkOf(app, id).split('/').at(-1)!)
  const stillComing = { asked: asked!, notComing: notComing! }
  return {
    ...stillComing,
    reset: await secretOf('cole@example.org'),
    confirm: await secretOf(unconfirmed),
    mail: mail!.id,
    dana: dana!.id,
    stop,
  }
}

/** Everybody has a window of their own, and signs in when they first need it. */
async function windowOf(who: string): Promise<CheckedPage> {
  const window = windows.get(who) ?? (await openPage(app))
  if (!windows.has(who) && who !== 'nobody') await window.signIn(`${who}@example.org`)
  windows.set(who, window)
  return window
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

/** A test for each stop of the tour, in a partnership with one of everything. */
export function visitAll(stops: Stop[]): void {
  beforeAll(open)
  afterAll(close)
  it.each(stops)('works for everybody, on every screen: $path, for $who', async stop => {
    expect(await visit(await windowOf(stop.who), stop)).toEqual([])
  })
}
