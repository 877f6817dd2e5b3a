import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDemoOnce } from '../../src/first-run.js'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import type { CheckedPage } from '../support/checked-page.js'

/** As published for 1 April 2023 to 31 March 2024, with what the table is said to have each percentage from. */
const PUBLISHED = {
  Events: '144',
  'Event occurrences': '162',
  'Places offered': '2,412',
  Bookings: '1,617',
  Cancellations: '352',
  Attended: '1,333',
  'No-shows': '284',
  Attendance: '82 % 1,333 of 1,617',
  'No-shows, share': '18 % 284 of 1,617',
  Trainers: '12',
  Venues: '8',
  'E-learning taken': '2,877',
  'On waiting lists': '50',
}

const folder = mkdtempSync(join(tmpdir(), 'goldthread-journey-'))
let app: TestApp
let window: CheckedPage

// Two years of records are read in, as at the first start.
beforeAll(async () => {
  app = await startApp()
  await loadDemoOnce(app.databaseUrl, folder, app.clock.now(), () => undefined)
  window = await openPage(app)
}, 120_000)
afterAll(async () => {
  await closeBrowser()
  await app.stop()
  rmSync(folder, { recursive: true })
})

it('a stranger looks round the programme, as full as it is', async () => {
  await window.go('/')
  await window.menu('What’s on')
  await window.follow('Next page')
  await window.go('/whats-on?topic=child-neglect')
  await window.follow('Understanding Neglect Level 2')
  await window.go('/courses/csa-workshop')
  await window.menu('E-learning')
  await window.go('/places-by-month')
})

it('a delegate with Level 1 books the next date of Level 2 that has places', async () => {
  await window.signIn('level1@example.org')
  await window.go('/whats-on?topic=child-neglect&mine=yes')
  await window.follow('Understanding Neglect Level 2')
  expect(await window.text()).toContain('You have Level 1. Level 2 is next.')
  await window.follow(/^Book this date/)
  await window.press('Book this place')
  expect(await window.text()).toMatch(/You have a place Your reference GT-/)
  await window.follow('See all your learning')
  await window.signOut()
})

it('a trainer sees the registers, those of long ago too', async () => {
  await window.signIn('trainer@example.org')
  await window.menu('My registers')
  await window.follow(/^\S/)
  await window.signOut()
})

it('the reader sees the year as it was published, beside the year before', async () => {
  await window.signIn('reader@example.org')
  await window.go('/reports?period=2023-24&by=agency')
  const rows = await window.page.getByRole('table', { name: 'Beside the year before' }).locator('tbody tr').all()
  const figures = await Promise.all(
    rows.map(async row => [await row.locator('summary').innerText(), await row.getByRole('cell').first().innerText()]),
  )
  expect(Object.fromEntries(figures.map(([title, text]) => [title, text!.replace(/\s+/g, ' ')]))).toMatchObject(PUBLISHED)
  expect(await window.text()).toContain('55 %')
  await window.signOut()
})

it('a training lead accepts evidence that waits', async () => {
  await window.signIn('lead@example.org')
  await window.menu('My agency')
  await window.follow(/^3 pieces of evidence/)
  await window.follow(/Child Neglect Awareness - Level 1$/)
  await window.press('Accept')
  expect(await window.text()).toMatch(
    /Child Neglect Awareness - Level 1 is on .*’s record, and counts (until|for good).*2 pieces of evidence wait/,
  )
  await window.signOut()
})

it('the administrator sees what needs a hand, finds everybody, and the rows behind a figure', async () => {
  await window.signIn('administrator@example.org')
  await window.menu('Desk')
  await window.follow(/^\d+ charges?$/)
  expect(await window.text()).toMatch(/To review \([1-9]/)
  await window.go('/desk/people?q=carter')
  await window.go('/reports?period=2023-24&by=course')
  await window.follow('1,617')
  expect(await window.text()).toContain('1,617 rows')
})
