import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { startApp, type TestApp } from '../../support/app.js'
import { closeBrowser, openPage } from '../../support/browser.js'
import { aScormCourse, signedUp } from '../../support/builders/scorm.js'
import type { CheckedPage } from '../../support/checked-page.js'
import { Keyboard } from '../../support/keyboard.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { aPerson } from '../../support/people.js'

let app: TestApp
let window: CheckedPage
let page: Page
let dana: Keyboard
let id: string

beforeAll(async () => {
  app = await startApp()
  await aScormCourse(app, aCoursePackage({ old: true }), 'everybody')
  const person = await aPerson(app.database)
  id = await signedUp(app, person, 'everybody')
  window = await openPage(app)
  page = window.page
  dana = new Keyboard(window)
  await window.signIn(person.email)
  await open()
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** Opens the course; the page is checked as it comes, by axe and at 320 px. */
async function open() {
  await window.go(`/learning/${id}/package`)
  await window.press(/Part 1/)
  await course()
    .getByRole('heading', { name: /^Page \d/ })
    .waitFor()
}
const course = () => page.frameLocator('[data-gt-player]').frameLocator('iframe')

/** What has the focus: words of the page itself, or, within the course, the id of its element after a colon. */
async function focused(): Promise<string> {
  const own = await page.evaluate<string>(`document.activeElement.tagName === 'IFRAME' ? '' : document.activeElement.innerText`)
  if (own) return own.trim()
  const within = page.frames().find(frame => frame.url().includes('/files/'))!
  return `:${await within.evaluate<string>('document.activeElement.id')}`
}

/** Goes on by Tab, or back, so many times, and answers where that led each time. */
async function tabs(count: number, key = 'Tab'): Promise<string[]> {
  const met: string[] = []
  for (let i = 0; i < count; i++) {
    await page.keyboard.press(key)
    // On its way between the page and the course, which are two processes, the focus is nowhere for a moment.
    for (let wait = 0; wait < 50 && (await page.evaluate(`document.activeElement === document.body`)); wait++) await page.waitForTimeout(20)
    met.push(await focused())
  }
  return met
}
const frameIsMarked = () => page.evaluate<boolean>(`getComputedStyle(document.querySelector('[data-gt-player]')).outlineStyle === 'solid'`)

const WITHIN = [':next', ':score', ':finish', ':complete', ':commit', ':quit', ':ask']

it('by keyboard one comes into the course, through it, and out again at both ends, and sees where one is', async () => {
  await dana.tabTo('Skip past the course')
  const met = await tabs(12)
  expect(met.filter(one => one !== ':')).toEqual([...WITHIN, ...met.filter(one => !one.startsWith(':'))])
  expect(met).toContain('Save and leave the course')
  const back = await tabs(12, 'Shift+Tab')
  expect(back.filter(one => WITHIN.includes(one))).toEqual([...WITHIN].reverse())
  expect(back).toContain('Skip past the course')
})

it('the course is worked by keyboard, and the frame is marked while the focus is in it', async () => {
  await open()
  expect(await frameIsMarked()).toBe(false)
  await dana.tabTo('Skip past the course')
  while ((await focused()) !== ':next') await page.keyboard.press('Tab')
  expect(await frameIsMarked()).toBe(true)
  await page.keyboard.press('Enter')
  await course().getByRole('heading', { name: 'Page 2' }).waitFor()
  await page.getByText('Saved.').waitFor()
})

it('a link leads past the course to its end, from where one leaves, and comes back to where one was', async () => {
  await open()
  await dana.tabTo('Skip past the course')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(`document.activeElement.id`)).toBe('after-course')
  await dana.tabTo('Save and leave the course')
  await dana.go('Enter')
  expect(window.path()).toBe(`/learning/${id}/package`)
  await open()
  expect(await course().getByRole('heading').innerText()).toBe('Page 2')
})

it('at 320 px nothing lies outside, and the course is still worked', async () => {
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  const box = (await page.locator('[data-gt-player]').boundingBox())!
  expect([box.x >= 0, box.x + box.width <= 320, box.width >= 280]).toEqual([true, true, true])
  await course().getByRole('button', { name: 'Next page' }).click()
  await course().getByRole('heading', { name: 'Page 3' }).waitFor()
  await page.getByText('Saved.').waitFor()
  await page.setViewportSize({ width: 1280, height: 900 })
  await window.follow('Save and leave the course')
})
