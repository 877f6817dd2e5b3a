import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { Keyboard } from '../support/keyboard.js'
import { anAdministrator } from '../support/people.js'

let app: TestApp
let ada: Keyboard

beforeAll(async () => {
  app = await startApp()
  await anAdministrator(app.database)
  ada = new Keyboard(await openPage(app))
  await ada.window.signIn('ada@example.org')
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** Past the desk's menu to what begins with these words. */
async function to(words: string) {
  await ada.tabTo('Skip to main content')
  await ada.press('Enter')
  await ada.tabTo(words)
}

it('an administrator makes a form by keyboard alone', async () => {
  await ada.window.go('/desk/forms')
  await to('Make a form')
  await ada.go('Enter')
  await to('What it is called at the desk')
  await ada.type('A short one')
  await ada.tabTo('Before the course')
  await ada.press('Space')
  await ada.tabTo('Make the form')
  await ada.go('Enter')
  expect(await ada.window.text()).toContain('There are no questions yet')
})

it('writes a question with a measure, takes one of the bank, and moves it', async () => {
  await to('Write it')
  await ada.go('Enter')
  await to('The question')
  await ada.type('How sure are you?')
  await ada.tabTo('Measure')
  await ada.type('Knowledge')
  await ada.tabTo('Save')
  await ada.go('Enter')
  expect(await ada.window.text()).toContain('paired as “Knowledge of the subject”')
  await to('Or take one from the bank')
  await ada.type('How was the pace')
  await ada.tabTo('Take it')
  await ada.go('Enter')
  await to('Earlier')
  await ada.go('Enter')
  expect(await ada.window.text()).toMatch(/How was the pace\?.*How sure are you\?/)
})

it('tries it out, and publishes it', async () => {
  await to('See it as they will')
  await ada.go('Enter')
  await to('Too slow')
  await ada.press('Space')
  await ada.tabTo('1')
  await ada.press('Space')
  for (let n = 1; n < 7; n++) await ada.press('ArrowRight')
  expect(await ada.window.page.locator('input[value="7"]').isChecked()).toBe(true)
  await ada.tabTo('Try to send it')
  await ada.go('Enter')
  expect(await ada.window.text()).toContain('These answers would be taken.')
  await to('A short one')
  await ada.go('Enter')
  await to('Publish version 1')
  await ada.go('Enter')
  expect(await ada.window.text()).toContain('Version 1 is published, and nothing has changed since.')
})
