import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { anAgency } from '../support/builders/agency.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import type { CheckedPage } from '../support/checked-page.js'
import { lastMailTo } from '../support/mailbox.js'

const PASSWORD = 'lamp river biscuit'
let app: TestApp
let nell: CheckedPage

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null })
  await anAgency(app.database)
  const course = await aCourse(app.database, { title: 'Working with neglect' })
  await anOccurrence(app.database, { course, venue: await aVenue(app.database), places: 2 })
  nell = await openPage(app, { javaScript: false })
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

it('somebody registers, and is told what is missing', async () => {
  await nell.go('/')
  await nell.follow('register')
  await nell.fill({ 'Your name': 'Nell Newcomer', 'Your work e-mail address': 'office@example.org', Password: PASSWORD })
  await nell.press('Register', 422)
  expect(await nell.text()).toContain('There is a problem')
  await nell.fill({
    'Your work e-mail address': 'nell@example.org',
    'Your agency': 'Birchills Primary School',
    'Your job role': 'Class teacher',
    'Your line manager’s name': 'Mary Manager',
    'Your line manager’s e-mail address': 'mary@example.org',
    Password: PASSWORD,
  })
  await nell.press('Register')
  expect(await nell.text()).toContain('Check your mail')
})

it('confirms the address by the mail’s link and its button, and signs in', async () => {
  const { link, subject } = await lastMailTo(app, 'nell@example.org')
  await nell.go('/dev/mail')
  await nell.follow(subject)
  await nell.go(link)
  await nell.press('Yes, this is my address')
  await nell.go('/sign-in')
  await nell.fill({ 'Your work e-mail address': 'nell@example.org', Password: PASSWORD })
  await nell.press('Sign in')
})

it('books, and cancels', async () => {
  await nell.menu('What’s on')
  await nell.follow('Working with neglect')
  await nell.follow(/^Book this date/)
  await nell.press('Book this place')
  expect(await nell.text()).toContain('You have a place')
  await nell.follow('See all your learning')
  await nell.follow(/^Cancel this booking/)
  await nell.press('Cancel the booking')
  expect(await nell.text()).toContain('The booking is cancelled.')
  await nell.signOut()
})
