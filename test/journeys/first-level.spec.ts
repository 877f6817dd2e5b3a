import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { neglectLevel1 } from '../../src/demo/neglect-level-1/neglect-level-1.js'
import type { Question } from '../../src/modules/elearning/rules/built-content.js'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aModule } from '../support/builders/module.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import type { CheckedPage } from '../support/checked-page.js'
import { aDelegate } from '../support/people.js'

const content = neglectLevel1()
let app: TestApp
let desktop: CheckedPage
let phone: CheckedPage

beforeAll(async () => {
  app = await startApp()
  const { l1, l2 } = await theNeglectPathway(app.database)
  await aModule(app.database, l1, { content })
  await anOccurrence(app.database, { course: l2, venue: await aVenue(app.database), startsAt: '2026-04-14 09:30' })
  await aDelegate(app.database)
  desktop = await openPage(app)
  phone = await openPage(app, { width: 320, javaScript: false })
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** Answers the question on the page rightly, by its words. */
async function answer({ page }: CheckedPage, { kind, options }: Question): Promise<void> {
  if (kind === 'ordering')
    for (const [i, line] of options.entries()) await page.getByLabel(line.text, { exact: true }).selectOption(String(i + 1))
  else for (const option of options.filter(one => one.correct)) await page.getByLabel(option.text, { exact: true }).check()
}

async function readPage(window: CheckedPage, number: number): Promise<void> {
  const { question } = content.pages[number - 1]!
  if (question) {
    await answer(window, question)
    await window.press('Check my answer')
    expect(await window.text()).toContain('That is right.')
  }
  await window.press(number < content.pages.length ? 'Next page' : 'Go to the quiz')
}

it('Dana signs up at her desk, and reads up to the fifth page', async () => {
  await desktop.signIn('dana@example.org')
  await desktop.menu('E-learning')
  await desktop.follow('Child Neglect Awareness - Level 1')
  await desktop.press('Sign up')
  await desktop.press('Start')
  for (const number of [1, 2, 3, 4]) await readPage(desktop, number)
  expect(await desktop.text()).toContain('Page 5 of 10')
})

it('goes on with the fifth page on a phone, without script, to the quiz', async () => {
  await phone.signIn('dana@example.org')
  await phone.menu('My learning')
  expect(await phone.text()).toContain('In progress: page 5 of 10')
  await phone.follow(/^go on/)
  await phone.follow('Go on with page 5')
  for (const number of [5, 6, 7, 8, 9, 10]) await readPage(phone, number)
})

it('answers half of the quiz there, and the same half is left at the desk', async () => {
  await phone.press('Begin the quiz')
  for (let i = 1; i <= 5; i++) await answerNext(phone, i)
  const left = await phone.page.getByRole('group').innerText()
  await desktop.reload()
  await desktop.menu('My learning')
  await desktop.follow(/^go on/)
  await desktop.follow('Go to the quiz')
  await desktop.follow('Go on with the quiz')
  expect(await desktop.page.getByRole('group').innerText()).toBe(left)
})

it('passes, and is led to the dates of the second level', async () => {
  for (let i = 6; i <= 10; i++) await answerNext(desktop, i)
  expect(await desktop.text()).toContain('You passed with 100%')
  await desktop.follow('See what it opens')
  expect(await desktop.text()).toContain('It is on your record from Monday 2 March 2026. It counts for good.')
  await desktop.follow(/Understanding Neglect.*see its dates/)
  expect(await desktop.text()).toMatch(/You have Level 1\. .*Tuesday 14 April 2026.*Book/)
})

async function answerNext(window: CheckedPage, number: number): Promise<void> {
  const asked = (await window.page.locator('legend').first().innerText()).trim()
  await answer(
    window,
    content.quiz.questions.find(question => question.text === asked)!,
  )
  await window.press('Answer')
  expect(await window.text()).toContain('That is right.')
  await window.follow(number < content.quiz.ask ? 'Next question' : 'See your result')
}
