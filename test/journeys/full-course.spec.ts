import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { aVenue } from '../support/builders/venue.js'
import type { CheckedPage } from '../support/checked-page.js'
import { aColleague, aDelegate, anOutsider, aPerson } from '../support/people.js'

let app: TestApp
let dana: CheckedPage
let oona: CheckedPage
let cole: CheckedPage

beforeAll(async () => {
  // Mails can be read where there is no other database than the product's own.
  app = await startApp(undefined, { databaseUrl: null })
  const { database } = app
  // Ten working days' notice, so that a late cancellation still leaves time to hold the place for somebody.
  const policyId = (await aPolicy(database, TEN_DAYS)).id
  const course = await aCourse(database, { key: 'neglect', title: 'Working with neglect', policyId })
  const occurrence = await anOccurrence(database, { course, venue: await aVenue(database), places: 2 })
  await aBooking(database, { person: await aDelegate(database), occurrence })
  await aBooking(database, { person: await aPerson(database), occurrence })
  await anOutsider(database)
  await aColleague(database)
  dana = await openPage(app)
  oona = await openPage(app)
  cole = await openPage(app, { width: 390 })
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

const TEN_DAYS = {
  name: 'Ten working days’ notice; £70 for a full day',
  notice: { amount: 10, unit: 'working-days', until: 'end-of-day' },
  bands: [{ charge: { halfDayPence: 3500, fullDayPence: 7000 } }],
  noShow: { halfDayPence: 3500, fullDayPence: 7000 },
}

/** Reads the newest mail to somebody where the product keeps it, and gives the path of its link. */
async function mailOf(page: CheckedPage, email: string, subject: RegExp): Promise<string> {
  await page.go(`/dev/mail?to=${email}`)
  await page.follow(subject)
  const href = await page.link(/^http.*\/offers\//).getAttribute('href')
  return new URL(href!).pathname
}

it('two people find the course full, and wait', async () => {
  await oona.signIn('oona@example.org')
  await oona.go('/courses/neglect')
  expect(await oona.text()).toContain('Full')
  await oona.follow('Join the waiting list')
  await oona.press('Join the waiting list')
  expect(await oona.text()).toContain('You are number 1 of 1 person waiting.')
  await cole.signIn('cole@example.org')
  await cole.go('/courses/neglect/waiting-list')
  await cole.page.getByLabel('Only the dates I choose below').check()
  await cole.page.getByLabel(/^Tuesday 10 March 2026/).check()
  await cole.press('Join the waiting list')
  expect(await cole.text()).toContain('You are number 2 of 2 people waiting.')
})

it('somebody who is booked sees what cancelling costs before the button, and cancels', async () => {
  await dana.signIn('dana@example.org')
  await dana.menu('My learning')
  await dana.follow(/^Cancel this booking/)
  expect(await dana.text()).toMatch(/Charge now £70/)
  expect(await dana.text()).toContain('Your agency will be charged £70')
  await dana.fill({ 'Why are you cancelling? (optional)': 'An inspection' })
  await dana.press('Cancel the booking')
  expect(await dana.text()).toContain('Cancelled')
})

it('the first of the list is written to, and declines', async () => {
  const offer = await mailOf(oona, 'oona@example.org', /place/i)
  await oona.go(offer)
  expect(await oona.text()).toContain('The place is held for you until')
  await oona.press('Decline')
  expect(await oona.text()).toContain('Working with neglect: you are number 1 on the list')
})

it('the place passes to the next, who accepts it with the button', async () => {
  const offer = await mailOf(cole, 'cole@example.org', /place/i)
  await cole.go('/courses/neglect')
  await cole.follow(/^Answer your offer/)
  expect(cole.path()).toBe(offer)
  await cole.press('Accept the place')
  expect(await cole.text()).toMatch(/You have a place Your reference \w+/)
  await cole.menu('My learning')
  expect(await cole.text()).toContain('Working with neglect')
  await oona.go('/courses/neglect')
  expect(await oona.text()).toContain('You are number 1 on the waiting list')
  expect(await oona.text()).toContain('Full, 1 waiting')
})
