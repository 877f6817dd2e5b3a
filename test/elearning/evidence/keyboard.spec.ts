import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../../support/app.js'
import { closeBrowser, openPage } from '../../support/browser.js'
import { aCourse } from '../../support/builders/course.js'
import { anEvidence } from '../../support/builders/evidence.js'
import type { CheckedPage } from '../../support/checked-page.js'
import { aPdf } from '../../support/files.js'
import { Keyboard } from '../../support/keyboard.js'
import { aDelegate, aLead } from '../../support/people.js'

let app: TestApp
let window: CheckedPage
let lena: Keyboard

beforeAll(async () => {
  app = await startApp()
  const dana = await aDelegate(app.database)
  const lead = await aLead(app.database)
  for (const title of ['Early help', 'Working with neglect']) {
    const course = await aCourse(app.database, { title })
    await anEvidence(app.database, { person: dana, course })
  }
  await aCourse(app.database, { key: 'thresholds', title: 'Thresholds' })
  window = await openPage(app)
  await window.signIn(lead.email)
  lena = new Keyboard(window)
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** A field for a day has parts of its own; looking at where the focus is would begin it anew. */
async function pastTheDay(): Promise<void> {
  await lena.tabTo('The last day on which it counts')
  for (let parts = 0; parts < 5; parts++) {
    await window.page.keyboard.press('Tab')
    if ((await window.page.evaluate('document.activeElement.innerText')) === 'Accept') return
  }
  throw new Error('No way by Tab past the day')
}

it('evidence is refused and accepted without a mouse', async () => {
  await window.go('/my-agency/evidence')
  await lena.tabTo('Dana Delegate: Early help')
  await lena.go('Enter')
  await pastTheDay()
  await lena.tabTo('Why')
  await lena.type('Not signed')
  await lena.tabTo('Refuse')
  await lena.go('Space')
  expect(await window.text()).toContain('Refused. Dana Delegate gets a mail')
  await lena.tabTo('Dana Delegate: Working with neglect')
  await lena.go('Enter')
  await pastTheDay()
  await lena.go('Enter')
  expect(await window.text()).toMatch(/Accepted: Working with neglect .*Nothing waits/)
})

it('evidence is handed in by a real browser, whose names of files are its own', async () => {
  await window.go('/my-learning/evidence/new?course=thresholds')
  await window.page.getByLabel('Day it was completed').fill('2026-02-20')
  await window.page.getByLabel('Who gave the course').fill('Willow Learning')
  const name = 'Zoë’s “proof”; 100%.pdf'
  await window.page.getByLabel('Your certificate').setInputFiles({ name, mimeType: 'text/html', buffer: Buffer.from(aPdf()) })
  await window.press('Hand it in')
  expect(await window.text()).toContain('Zoë’s “proof”; 100%.pdf (PDF, 1 kB)')
  const coming = window.page.waitForEvent('download')
  await window.page.getByRole('link', { name: 'proof' }).click()
  expect((await coming).suggestedFilename()).toBe('Zoë’s “proof”; 100%.pdf')
})
