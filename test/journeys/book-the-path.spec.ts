import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { KeepConditions } from '../../src/jobs/keep-conditions.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aModule, aPage, aQuestion, someContent } from '../support/builders/module.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import type { CheckedPage } from '../support/checked-page.js'
import { lastMailTo } from '../support/mailbox.js'
import { aDelegate, anAdministrator, anOutsider } from '../support/people.js'

const LEVEL_1 = 'Child Neglect Awareness - Level 1'
let app: TestApp
let dana: CheckedPage
let oona: CheckedPage
let ada: CheckedPage

beforeAll(async () => {
  app = await startApp()
  const { l1, l2 } = await theNeglectPathway(app.database)
  const quiz = { passMark: 100, goesADay: 3, ask: 1, questions: [aQuestion('q1')] }
  await aModule(app.database, l1, { content: someContent({ pages: [aPage(1)], quiz }) })
  await anOccurrence(app.database, { course: l2, venue: await aVenue(app.database), startsAt: '2026-03-20 09:30', places: 12 })
  await aDelegate(app.database)
  await anOutsider(app.database)
  await anAdministrator(app.database)
  dana = await openPage(app)
  oona = await openPage(app, { width: 320, javaScript: false })
  ada = await openPage(app)
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

const runTheJob = () => app.app.get(KeepConditions).run(app.clock.now(), new AbortController().signal)

/** From the course's page to the confirmation. */
async function bookThePath(window: CheckedPage): Promise<void> {
  await window.go('/courses/neglect-l2')
  expect(await window.text()).toContain(`On condition that you complete ${LEVEL_1} by Friday 13 March 2026`)
  await window.follow(/^Book the path/)
  expect(await window.text()).toMatch(/What happens when you press the button.*signed up for.*kept on condition.*let go the next morning/)
  await window.press('Sign up and book this place')
  expect(await window.text()).toMatch(/You have a place.*Your place is kept on condition/)
}

it('Dana books Level 2, and is signed up for Level 1 with it', async () => {
  await dana.signIn('dana@example.org')
  await bookThePath(dana)
})

it('she learns Level 1 the same evening, from the button of the confirmation', async () => {
  await dana.follow(`Start ${LEVEL_1}`)
  await dana.follow('Start')
  await dana.press('Start')
  await dana.press('Go to the quiz')
  await dana.press('Begin the quiz')
  await dana.page.getByLabel('q1 answer B', { exact: true }).check()
  await dana.press('Answer')
  await dana.follow('See your result')
  expect(await dana.text()).toContain('You passed with 100%')
})

it('her place stands at once, and a mail says so', async () => {
  await dana.menu('My learning')
  expect(await dana.text()).not.toContain('Kept on condition')
  await dana.follow(/^Booking details/)
  expect(await dana.text()).toContain('Met: your place stands')
  expect(await runTheJob()).toBe('1 met')
  expect(await lastMailTo(app, 'dana@example.org')).toMatchObject({ kind: 'condition-met' })
})

it('Oona books the same on a phone without script, and leaves it at that: she is warned', async () => {
  await oona.signIn('oona@example.org')
  await bookThePath(oona)
  await oona.menu('My learning')
  expect(await oona.text()).toMatch(/Kept on condition until Friday 13 March 2026.*Signed up on Monday 2 March 2026/)
  await ada.signIn('ada@example.org')
  const [{ id }] = await app.database.query<[{ id: string }]>(`SELECT id FROM occurrence`)
  await ada.go(`/desk/occurrences/${id}/bookings`)
  expect(await ada.text()).toContain('1 place whose condition is not met yet')
  app.clock.moveTo('2026-03-10T08:30:00Z')
  expect(await runTheJob()).toBe('1 warned')
  const warning = await lastMailTo(app, 'oona@example.org')
  expect(warning.link).toBe('/courses/neglect-l1')
})

it('her place is let go on the morning after the last day, and the way back is there', async () => {
  app.clock.moveTo('2026-03-14T08:30:00Z')
  expect(await runTheJob()).toBe('1 let go')
  app.clock.moveTo('2026-03-14T09:00:00Z')
  await ada.reload()
  expect(await ada.text()).toContain('11 left')
  await oona.go('/my-learning')
  await oona.follow(/^GT-/)
  expect(await oona.text()).toMatch(
    /Let go: the condition was not met.*You are welcome back: complete Child Neglect Awareness - Level 1, then book again/,
  )
  app.clock.moveTo(MONDAY)
})
