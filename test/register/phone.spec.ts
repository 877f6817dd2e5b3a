import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { startApp, type TestApp } from '../support/app.js'
import { PASSWORD } from '../support/people.js'
import { aRegister, browserOf, marksIn, theCast, type ARegister, type Cast } from './a-register.js'

let app: TestApp
let cast: Cast
let browser: Browser
let register: ARegister
let phone: Page
const contexts: BrowserContext[] = []

/** A phone on which this person is signed in and has the register open. */
async function aPhone(email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, hasTouch: true })
  context.setDefaultTimeout(8000)
  contexts.push(context)
  const page = await context.newPage()
  await page.goto(`${app.url}/sign-in`)
  await page.fill('#email', email)
  await page.fill('#password', PASSWORD)
  await page.click('main button')
  await page.goto(app.url + register.url)
  return page
}

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
})
afterAll(async () => {
  await browser.close()
  await app.stop()
})
beforeEach(async () => {
  register = await aRegister(app, cast, { people: [cast.cole, cast.dana, cast.oona] })
  phone = await aPhone(cast.tara.email)
})
afterEach(() => Promise.all(contexts.splice(0).map(context => context.close())))

const says = (page: Page, text: string) => page.locator('[data-gt-state]', { hasText: text }).waitFor()
const tap = (page: Page, name: string, mark: string) =>
  page.getByRole('group', { name }).getByRole('radio', { name: mark, exact: true }).tap()
const shown = (page: Page, name: string) =>
  page.getByRole('group', { name }).locator('input:checked').getAttribute('value', { timeout: 2000 })
const kept = async () => {
  const marks = await marksIn(app, register)
  return register.bookings.map(({ id }) => marks[`${id} 1`] ?? '')
}

/** Looks until it is so: the phone sends when it sends. */
async function until<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  for (let left = 100; left > 0 && JSON.stringify(await look()) !== JSON.stringify(wanted); left--) await pause(50)
  expect(await look()).toEqual(wanted)
}
const waiting = (page: Page) => page.evaluate('Object.keys(localStorage).length')

describe('on a phone', () => {
  it('a tap is saved at once, and said to be', async () => {
    await says(phone, 'Every mark is saved')
    await tap(phone, 'Dana Delegate', 'Late')
    await phone.getByText('1 of 3 marked').waitFor()
    await until(kept, ['', 'late', ''])
    await says(phone, 'Every mark is saved')
    expect(await waiting(phone)).toBe(0)
  })

  it('the choices are large enough for a thumb, and nothing has to be scrolled sideways', async () => {
    for (const width of [390, 320]) {
      await phone.setViewportSize({ width, height: 780 })
      const boxes = await Promise.all((await phone.locator('.gt-mark__label').all()).map(label => label.boundingBox()))
      expect(boxes).toHaveLength(12)
      expect(boxes.every(box => box!.height >= 44 && box!.width >= 44)).toBe(true)
      expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  })

  it('everybody not yet marked is present by one button, and a mark by hand stays', async () => {
    await tap(phone, 'Cole Colleague', 'Absent')
    await phone.getByRole('button', { name: 'Mark everybody not yet marked as present' }).tap()
    await until(kept, ['absent', 'present', 'present'])
  })
})

describe('without a line', () => {
  beforeEach(async () => {
    await phone.context().setOffline(true)
    await tap(phone, 'Cole Colleague', 'Present')
    await tap(phone, 'Dana Delegate', 'Absent')
    await tap(phone, 'Dana Delegate', 'Left early')
    await says(phone, '2 taps waiting to be sent')
  })

  it('taps wait on the phone, and are sent when the line is back', async () => {
    expect(await kept()).toEqual(['', '', ''])
    await phone.context().setOffline(false)
    await says(phone, 'Every mark is saved')
    expect(await kept()).toEqual(['present', 'left early', ''])
  })

  it('they outlive a page that was closed, and are told of on the list', async () => {
    const context = phone.context()
    await phone.close()
    await context.setOffline(false)
    phone = await context.newPage()
    await phone.goto(`${app.url}/my-occurrences`)
    await phone.getByText('2 taps on this phone not sent yet').waitFor()
    await phone.goto(app.url + register.url)
    await says(phone, 'Every mark is saved')
    expect(await shown(phone, 'Dana Delegate')).toBe('left early')
    expect(await kept()).toEqual(['present', 'left early', ''])
  })

  it('the way to the closing waits for them', async () => {
    await phone.getByRole('link', { name: 'Close the register' }).tap()
    await says(phone, '2 taps waiting to be sent. Close the register once every mark is saved')
    expect(phone.url()).toBe(app.url + register.url)
  })

  it('they lose to what another trainer marked later, and the phone shows it', async () => {
    const other = await aPhone(cast.ada.email)
    app.clock.pass({ hours: 1 })
    await other.reload()
    await tap(other, 'Dana Delegate', 'Present')
    await says(other, 'Every mark is saved')
    await until(kept, ['', 'present', ''])
    await phone.context().setOffline(false)
    await says(phone, 'Every mark is saved')
    await until(kept, ['present', 'present', ''])
    await until(() => shown(phone, 'Dana Delegate'), 'present')
  })

  it('they stay on the phone when the register was closed meanwhile, until they are thrown away', async () => {
    const ada = await browserOf(app, cast.ada)
    await ada.get(register.url)
    await ada.post(`${register.url}/marks`, { fill: 'present' })
    await ada.get(`${register.url}/closure`)
    await ada.post(`${register.url}/closure`)
    await phone.context().setOffline(false)
    await says(phone, 'This register is closed. Ask an administrator to reopen it if a mark is wrong. 2 taps kept on this phone.')
    await phone.reload()
    await says(phone, 'This register is closed. 2 taps kept on this phone.')
    await phone.getByRole('button', { name: 'Throw them away' }).tap()
    await says(phone, 'Nothing waits on this phone')
    expect(await waiting(phone)).toBe(0)
    expect(await kept()).toEqual(['present', 'present', 'present'])
  })

  it('they are kept while one is signed out, and sent after signing in again', async () => {
    const cookies = await phone.context().cookies()
    await phone.context().clearCookies()
    await phone.context().setOffline(false)
    await says(phone, '2 taps kept on this phone. Load this page again and sign in to send them.')
    expect(await kept()).toEqual(['', '', ''])
    await phone.context().addCookies(cookies)
    await phone.reload()
    await says(phone, 'Every mark is saved')
    expect(await kept()).toEqual(['present', 'left early', ''])
  })
})
