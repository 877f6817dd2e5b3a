import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { Keyboard } from '../support/keyboard.js'
import { aDelegate, PASSWORD } from '../support/people.js'

let app: TestApp
let dana: Keyboard

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  const venue = await aVenue(app.database)
  for (const title of ['Working with neglect', 'Early help'])
    await anOccurrence(app.database, { course: await aCourse(app.database, { title }), venue })
  dana = new Keyboard(await openPage(app))
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

it('somebody signs in by keyboard alone', async () => {
  await dana.window.go('/')
  await dana.tabTo('Sign in')
  await dana.go('Enter')
  await dana.tabTo('Your work e-mail address')
  await dana.type('dana@example.org')
  await dana.tabTo('Password')
  await dana.type(PASSWORD)
  await dana.tabTo('Sign in')
  await dana.go('Space')
  expect(await dana.window.page.getByRole('banner').innerText()).toContain('Dana Delegate')
})

it('finds a course, past the menu', async () => {
  await dana.tabTo('What’s on')
  await dana.go('Enter')
  await dana.tabTo('Skip to main content')
  await dana.press('Enter')
  await dana.tabTo('Search for a course')
  await dana.type('working')
  await dana.go('Enter')
  expect(await dana.window.text()).toContain('1 date found')
  await dana.tabTo('Working with neglect')
  await dana.go('Enter')
})

it('books a place on it, and signs out', async () => {
  await dana.tabTo('Book this date')
  await dana.go('Enter')
  await dana.tabTo('Access needs')
  await dana.type('Large print')
  await dana.tabTo('Book this place')
  await dana.go('Space')
  expect(await dana.window.text()).toMatch(/You have a place .* Access needs Large print/)
  await dana.tabTo('Sign out')
  await dana.go('Enter')
  expect(await dana.window.page.getByRole('banner').innerText()).not.toContain('Dana Delegate')
})
