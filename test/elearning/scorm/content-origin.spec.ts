import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import type { Browser, Frame, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { ContentOrigin } from '../../../src/modules/elearning/scorm/content.reader.js'
import { LaunchToken } from '../../../src/modules/elearning/scorm/launch-token.js'
import { startApp, type TestApp } from '../../support/app.js'
import { findChromium } from '../../support/browser.js'
import { aPackage } from '../../support/builders/package.js'
import { aScormCourse, signedUp } from '../../support/builders/scorm.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { manifest12 } from '../../support/packages/manifests.js'
import { rawZip } from '../../support/packages/raw-zip.js'
import { aPerson, PASSWORD } from '../../support/people.js'

const FILM = randomBytes(700_000)
let app: TestApp
let origin: string
let files: string
let token: string

beforeAll(async () => {
  app = await startApp()
  origin = app.app.get(ContentOrigin).for(new URL(app.url).host)!
  const bytes = rawZip([
    { name: 'imsmanifest.xml', data: manifest12([{ title: 'A', href: 'A page.html' }]) },
    { name: 'A page.html', data: '<!doctype html><title>A</title>' },
    { name: 'film.mp4', data: FILM, method: 0 },
    { name: 'empty.js', data: '' },
  ])
  const { id } = await aPackage(app.database, bytes)
  token = app.app.get(LaunchToken).forContent(id, app.clock.now())
  files = `${origin}/files/${token}/`
})
afterAll(() => app.stop())

const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, files), init)

describe('the files of a package', () => {
  it('are served with their types, for a day, and to the player’s frame alone', async () => {
    const response = await get('A%20page.html')
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>A</title>'])
    const { headers } = response
    expect(headers.get('content-type')).toBe('text/html')
    expect(headers.get('cache-control')).toBe('private, max-age=86400, immutable')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${app.url} `)
    expect(headers.getSetCookie()).toEqual([])
    expect((await get('a PAGE.html')).status).toBe(200)
    expect((await get('A%20page.html', { headers: { 'if-none-match': headers.get('etag')! } })).status).toBe(304)
    expect(await (await get('empty.js')).text()).toBe('')
  })

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=262100-262200', 262_100, 262_201],
    ['bytes=600000-', 600_000, 700_000],
    ['bytes=-1', 699_999, 700_000],
  ])('come in parts: %s', async (range, from, to) => {
    const response = await get('film.mp4', { headers: { range } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/700000`)
    expect(Buffer.from(await response.arrayBuffer()).equals(FILM.subarray(from, to))).toBe(true)
  })

  it('come whole, and no part of them lies behind their end', async () => {
    expect(Buffer.from(await (await get('film.mp4')).arrayBuffer()).equals(FILM)).toBe(true)
    expect((await get('film.mp4', { headers: { range: 'bytes=700000-' } })).status).toBe(416)
    const head = await get('film.mp4', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '700000'])
  })

  it.each([
    'no-such.html',
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%zz',
    `/files/${'0'.repeat(36)}.000000.${'A'.repeat(43)}/film.mp4`,
    '/files/x/film.mp4',
    '/',
    '/sign-in',
    '/api/v1/courses',
    '/static/000000000000/wrapper.js',
    '/static/../package.json',
  ])('are all that there is: not %s', async path => {
    const response = await get(path)
    expect([response.status, response.headers.getSetCookie()]).toEqual([404, []])
  })

  it('are read only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('film.mp4', { method })).status).toBe(405)
  })

  it('are open by a signed path, for a day at least and two at most', async () => {
    expect((await fetch(files.replace(/(.)\/$/, (_, last: string) => `${last === 'A' ? 'B' : 'A'}/film.mp4`))).status).toBe(404)
    app.clock.pass({ hours: 24 })
    expect((await get('film.mp4', { method: 'HEAD' })).status).toBe(200)
    app.clock.pass({ hours: 24 })
    expect((await get('film.mp4', { method: 'HEAD' })).status).toBe(404)
    app.clock.pass({ hours: -48 })
  })
})

describe('in a browser', () => {
  let browser: Browser
  let page: Page
  let course: Frame

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? (await findChromium()),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    await aScormCourse(app, aCoursePackage({ old: true }), 'hostile-course')
    const dana = await aPerson(app.database)
    const id = await signedUp(app, dana, 'hostile-course')
    page = await (await browser.newContext({ baseURL: app.url })).newPage()
    page.setDefaultTimeout(10_000)
    await page.goto('/sign-in')
    await page.getByLabel('Your work e-mail address').fill(dana.email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/my-learning/)
    await page.goto(`/learning/${id}/package`)
    await page.getByRole('button', { name: /Part 1/ }).click()
    await page.frameLocator('[data-gt-player]').frameLocator('iframe').getByRole('heading').waitFor()
    course = page.frames().find(frame => frame.url().includes('/files/'))!
  })
  afterAll(() => browser.close())

  /** Runs in the package, as its own script would. */
  const inCourse = (script: string) =>
    course.evaluate(`(async () => { try { return String(await (${script})) } catch (error) { return 'refused' } })()`)

  it('the application has cookies, and a package sees none of them', async () => {
    expect((await page.context().cookies(app.url)).map(({ name }) => name)).toContain('gt_session')
    expect(await page.context().cookies(origin)).toEqual([])
    expect(await inCourse('document.cookie')).toBe('')
  })

  it.each([
    ['read the page that it is in', 'window.top.document.body.innerText'],
    ['read what the application keeps in the browser', 'window.top.localStorage.length'],
    ['read a page of the application', `fetch('URL/my-details', { credentials: 'include' }).then(r => r.text())`],
    ['read its API', `fetch('URL/api/v1/courses').then(r => r.text())`],
    ['send there', `fetch('URL/sign-out', { method: 'POST', mode: 'no-cors', credentials: 'include' })`],
    ['send to anybody else', `fetch('http://127.0.0.1:9/', { mode: 'no-cors' })`],
    ['lead the learner away', `(window.top.location = 'http://127.0.0.1:9/', 'led')`],
  ])('a package cannot %s', async (_what, script) => {
    expect(await inCourse(script.replace('URL', app.url))).toBe('refused')
  })

  it('nor show a page of the application in a frame of its own', async () => {
    await inCourse(`new Promise(done => {
      const frame = document.createElement('iframe'); frame.onload = done; frame.src = '${app.url}/my-details'; document.body.append(frame) })`)
    const inner = page.frames().find(frame => frame.parentFrame() === course)!
    expect(await inner.evaluate('document.body.innerText').catch(() => '')).not.toContain('My details')
  })

  it('its own questions still open', async () => {
    page.once('dialog', dialog => void dialog.accept())
    await course.getByRole('button', { name: 'Ask' }).click()
    await course.getByText('true', { exact: true }).waitFor()
  })

  it('a message of another window is not believed', async () => {
    const other = await page.context().newPage()
    await other.goto(`${origin}/player/${token}/`).catch(() => null)
    const before = await app.database.query<object[]>('SELECT sequence, cmi FROM scorm_launch')
    // From the right origin, but not from the frame.
    await course.evaluate(`window.top.postMessage({ type: 'progress', progress: { launch: 'x', sequence: 1 } }, '*')`)
    await page.evaluate(`window.postMessage({ type: 'progress', progress: { launch: 'x', sequence: 1 } }, '*')`)
    await page.waitForTimeout(300)
    expect(await app.database.query('SELECT sequence, cmi FROM scorm_launch')).toEqual(before)
    await other.close()
  })
})

describe('on another host', () => {
  it('is named by the setting; and without one nothing is played beyond this machine', () => {
    const { settings } = app.app.get<{ settings: { contentUrl: string | null } }>(ContentOrigin)
    expect(app.app.get(ContentOrigin).for('training.example.org')).toBeNull()
    expect(app.app.get(ContentOrigin).for('localhost:3000')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    settings.contentUrl = 'https://content.example.org'
    expect(app.app.get(ContentOrigin).for('training.example.org')).toBe('https://content.example.org')
    settings.contentUrl = null
  })
})
