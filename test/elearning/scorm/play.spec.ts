import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserContext, FrameLocator, Page } from 'playwright-core'
import { chromium, type Browser } from 'playwright-core'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../../support/app.js'
import { findChromium } from '../../support/browser.js'
import { aScormCourse, signedUp, standingOf } from '../../support/builders/scorm.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { aPerson, PASSWORD } from '../../support/people.js'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startApp()
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await findChromium()),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  for (const old of [true, false]) {
    const name = old ? '12' : '2004'
    await aScormCourse(app, aCoursePackage({ old, items: [{ mastery: 80 }] }), `mastery-${name}`)
    await aScormCourse(app, aCoursePackage({ old }), `plain-${name}`)
    await aScormCourse(app, aCoursePackage({ old, items: [{ href: 'content/index.html?minimal' }, {}] }), `minimal-${name}`)
    await aScormCourse(app, aCoursePackage({ old, items: [{ href: 'content/index.html?mute' }] }), `mute-${name}`)
    await aScormCourse(app, aCoursePackage({ old, items: [{}, { href: 'content/index.html?silent' }] }), `two-${name}`)
  }
})
/** Closes what is open. The browser sometimes never says that it did; it is not what is tested here. */
const shut = (open: { close(): Promise<void> }) => Promise.race([open.close(), pause(5000)])
// What is left open goes on keeping time, and takes it from the next.
afterEach(() => Promise.all(browser.contexts().map(shut)))
afterAll(async () => {
  await browser.close()
  await app.stop()
})

/** A browser of the person's own, signed in. */
async function windowOf(person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: app.url })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto('/sign-in')
  await page.getByLabel('Your work e-mail address').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  // Signed in, and no longer on its way.
  await page.getByText('Sign out').waitFor()
  await shut(page)
  return context
}

interface Player {
  page: Page
  course: FrameLocator
}

/** Opens an item by its button, and waits until the course in it runs. */
async function open(context: BrowserContext, enrolmentId: string, item = 1): Promise<Player> {
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(`/learning/${enrolmentId}/package`)
  await page
    .getByRole('listitem')
    .filter({ hasText: `Part ${item}` })
    .getByRole('button')
    .click()
  return running(page)
}
async function running(page: Page): Promise<Player> {
  const course = page.frameLocator('[data-gt-player]').frameLocator('iframe')
  await course.getByRole('heading', { name: /^Page \d/ }).waitFor()
  return { page, course }
}
const press = ({ course }: Player, name: string) => course.getByRole('button', { name }).click()
async function turnTo(player: Player, number: number): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const now = Number((await player.course.getByRole('heading').innerText()).replace('Page ', ''))
    if (now >= number) return
    await press(player, 'Next page')
  }
  throw new Error(`Page ${number} was not reached`)
}
const saved = ({ page }: Player, words: string | RegExp = /^Saved/) => page.getByText(words).waitFor()
async function finish(player: Player, score: number): Promise<void> {
  await player.course.getByLabel('Score').fill(String(score))
  await press(player, 'Finish with this score')
}
async function leave({ page }: Player): Promise<void> {
  await page.getByRole('link', { name: 'Save and leave', exact: true }).click()
  await page.waitForURL(/\/package$/)
}
const kept = async (enrolmentId: string) =>
  (
    await app.database.query<{ number: number; cmi: Record<string, string> }[]>(
      'SELECT number, cmi FROM scorm_launch WHERE enrolment_id = $1 AND sequence > 0 ORDER BY number DESC',
      [enrolmentId],
    )
  )[0]?.cmi ?? {}

describe.each([
  ['SCORM 1.2', '12', 'cmi.core.lesson_location'],
  ['SCORM 2004', '2004', 'cmi.location'],
])('%s', (_standard, name, location) => {
  it('is left at page 5 and gone on with at page 5, in another browser', async () => {
    const dana = await aPerson(app.database, { name: 'Dana Delegate' })
    const id = await signedUp(app, dana, `plain-${name}`)
    const first = await open(await windowOf(dana), id)
    expect(await first.course.locator('#learner').innerText()).toBe('Delegate, Dana')
    await turnTo(first, 5)
    await leave(first)
    const second = await open(await windowOf(dana), id)
    expect(await second.course.getByRole('heading').innerText()).toBe('Page 5')
    expect(await second.course.locator('#kept').innerText()).toBe('seen:5')
    expect(await standingOf(app, id)).toMatchObject({ completed: false, records: 0, seconds: 7 })
  })

  it('passes at the mastery score, and not one under it', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `mastery-${name}`)
    const context = await windowOf(dana)
    const failed = await open(context, id)
    await finish(failed, 79)
    await saved(failed)
    expect(await standingOf(app, id)).toMatchObject({ completed: false, passed: false, score: 79, records: 0 })
    await leave(failed)
    expect(await failed.page.getByText('Not passed yet').count()).toBe(1)
    const again = await open(context, id)
    await finish(again, 80)
    await saved(again, /You have completed this/)
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: true, score: 80, progress: 100, records: 1, seconds: 14 })
    await leave(again)
    expect(await again.page.getByText('You have completed this.').count()).toBe(1)
  })

  it('opens its items in their order only, and is done with the last', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `two-${name}`)
    const context = await windowOf(dana)
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(`/learning/${id}/package`)
    expect(await page.getByRole('listitem').filter({ hasText: 'Part 2' }).getByText('Not yet').count()).toBe(1)
    const first = await open(context, id)
    await press(first, 'Complete')
    await leave(first)
    expect(await standingOf(app, id)).toMatchObject({ completed: false, progress: 50 })
    const second = await open(context, id, 2)
    await press(second, 'Complete')
    await saved(second)
    expect(await standingOf(app, id)).toMatchObject({ completed: false })
    // Closed without a word: what it said last counts.
    await shut(second.page)
    for (let i = 0; i < 50 && !(await standingOf(app, id)).completed; i++) await pause(100)
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: false, progress: 100, records: 1 })
  })

  it('that only says that it is there and at its end is done when it is left, and opens what follows', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `minimal-${name}`)
    const context = await windowOf(dana)
    const first = await open(context, id)
    await leave(first)
    expect(await standingOf(app, id)).toMatchObject({ completed: false, progress: 50 })
    const second = await open(context, id, 2)
    expect(await second.course.getByRole('heading').innerText()).toBe('Page 1')
  })

  it('whose program never ran is not done by being closed', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `mute-${name}`)
    const context = await windowOf(dana)
    for (let times = 0; times < 2; times++) await leave(await open(context, id))
    expect(await standingOf(app, id)).toMatchObject({ completed: false, progress: 0, records: 0 })
  })

  it('keeps what is done while the line is down, and sends it when it is back', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `mastery-${name}`)
    const context = await windowOf(dana)
    const player = await open(context, id)
    await turnTo(player, 3)
    await saved(player)
    await context.setOffline(true)
    await finish(player, 90)
    await player.page.getByText(/The line is down/).waitFor()
    expect((await kept(id))[location]).toBe('3')
    expect(await standingOf(app, id)).toMatchObject({ completed: false })
    await context.setOffline(false)
    await saved(player, /You have completed this/)
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: true, records: 1 })
  })

  it('sends at the next visit what could not be sent at the last', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `plain-${name}`)
    const context = await windowOf(dana)
    const player = await open(context, id)
    await turnTo(player, 2)
    await saved(player)
    await context.setOffline(true)
    await turnTo(player, 6)
    await player.page.getByText(/The line is down/).waitFor()
    await shut(player.page)
    await context.setOffline(false)
    const next = await open(context, id)
    expect(await next.course.getByRole('heading').innerText()).toBe('Page 6')
  })

  it('in two windows is gone on with from the one opened last, and counted once', async () => {
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, `mastery-${name}`)
    const context = await windowOf(dana)
    const one = await open(context, id)
    await turnTo(one, 2)
    await saved(one)
    const two = await open(context, id)
    await turnTo(two, 4)
    await saved(two)
    await turnTo(one, 3)
    await one.page.getByText(/opened this in another window/).waitFor()
    expect((await kept(id))[location]).toBe('4')
    await finish(one, 85)
    await finish(two, 95)
    await saved(two, /You have completed this/)
    for (let i = 0; i < 50 && (await standingOf(app, id)).seconds < 14; i++) await pause(100)
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: true, records: 1, score: 95, seconds: 14 })
  })
})
