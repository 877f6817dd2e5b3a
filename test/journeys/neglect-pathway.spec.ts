import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { aBooking } from '../support/builders/booking.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import type { CheckedPage } from '../support/checked-page.js'
import { aColleague, aDelegate, anOutsider, aPerson, aReader, aTrainer } from '../support/people.js'

let app: TestApp
let dana: CheckedPage
let tara: CheckedPage
let rhea: CheckedPage

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const { l1, l2, gcp2 } = await theNeglectPathway(database)
  const venue = await aVenue(database, { name: 'Town Hall' })
  const trainers = [await aTrainerRow(database, { person: await aTrainer(database) })]
  const level2 = await anOccurrence(database, { course: l2, venue, trainers, places: 12 })
  await anOccurrence(database, { course: gcp2, venue, startsAt: '2026-03-24 09:30' })
  await aRecord(database, { person: await aDelegate(database), course: l1 })
  await aBooking(database, { person: await aColleague(database), occurrence: level2 })
  for (const name of ['Ann', 'Ben', 'Cat', 'Dev'])
    await aBooking(database, { person: await aPerson(database, { name }), occurrence: level2 })
  await anOutsider(database)
  await aReader(database)
  dana = await openPage(app)
  tara = await openPage(app, { width: 390 })
  rhea = await openPage(app)
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** This year's figure and the year before's, as the reader sees them. */
const figure = (title: string) =>
  rhea.page
    .getByRole('row')
    .filter({ has: rhea.page.getByText(title, { exact: true }) })
    .first()
    .getByRole('cell')
    .allInnerTexts()
const mark = (name: string, word: string) => tara.page.getByRole('group', { name }).getByRole('radio', { name: word, exact: true }).check()
const says = (words: string) => tara.page.getByText(words, { exact: true }).waitFor()

it('the reader sees a year without figures yet', async () => {
  await rhea.signIn('rhea@example.org')
  await rhea.menu('Figures')
  await rhea.page.getByText('Choose another period').click()
  await rhea.fill({ Period: 'Financial year 2025-26' })
  await rhea.press('Show the figures')
  expect(await figure('Attended')).toEqual(['0', '0'])
  await rhea.signOut()
})

it('a delegate who has Level 1 finds Level 2, and books it', async () => {
  await dana.go('/')
  await dana.menu('What’s on')
  await dana.fill({ Topic: 'Child neglect', Month: 'March 2026' })
  await dana.press('Show')
  await dana.follow('Understanding Neglect Level 2')
  await dana.follow('Sign in')
  await dana.signIn('dana@example.org')
  expect(await dana.text()).toContain('You have Level 1. Level 2 is next.')
  await dana.follow(/^Book this date/)
  expect(await dana.text()).toContain('Tuesday 10 March 2026, 9:30am')
  await dana.fill({ 'Access needs (optional)': 'A hearing loop' })
  await dana.press('Book this place')
  expect(await dana.text()).toMatch(/You have a place Your reference \w+/)
})

it('she is refused the course after it, and shown the way there', async () => {
  await dana.go('/courses/gcp2')
  const date = dana.page.getByRole('listitem').filter({ hasText: 'Tuesday 24 March 2026' })
  expect(await date.getByRole('link').count()).toBe(0)
  const [{ id }] = await app.database.query<[{ id: string }]>(
    `SELECT o.id FROM occurrence o JOIN course c ON c.id = o.course_id WHERE c.key = 'gcp2'`,
  )
  await dana.go(`/occurrences/${id}/book`)
  expect(await dana.page.getByRole('main').getByRole('listitem').allInnerTexts()).toEqual([
    'Understanding Neglect Level 2\nSee its dates and book a place, on or before Tuesday 24 March 2026.',
  ])
  await dana.follow('Start with Understanding Neglect Level 2')
  expect(await dana.text()).toContain('You are booked on Tuesday 10 March 2026')
})

it('on the day the trainer marks the register on a phone, and adds who came without a booking', async () => {
  app.clock.moveTo('2026-03-10T09:20:00Z')
  await tara.signIn('tara@example.org')
  await tara.menu('My registers')
  await tara.follow(/Understanding Neglect Level 2/)
  await mark('Cole Colleague', 'Absent')
  await mark('Dana Delegate', 'Late')
  await says('2 of 6 marked')
  await tara.page.getByText('Needs of Dana Delegate').click()
  expect(await tara.text()).toContain('Access: A hearing loop')
  await says('Every mark is saved')
  await tara.seen()
  await tara.follow('Add a walk-in')
  await tara.fill({ 'Their work e-mail address': 'oona@example.org' })
  await tara.press('Add to the register')
  expect(await tara.text()).toContain('Oona Outsider')
})

it('it closes when it adds up, and not before', async () => {
  app.clock.moveTo('2026-03-10T15:30:00Z')
  await tara.reload()
  await tara.follow('Close the register')
  expect(await tara.text()).toContain('Mark everybody at every session before you close the register.')
  await tara.press(/^Mark everybody not yet marked as present/)
  expect(await tara.text()).toContain('Booked 6 No-shows − 1 Walk-ins + 1 Present 6')
  await tara.press('Close the register')
  expect(await tara.text()).toContain('This register was closed on Tuesday 10 March 2026')
})

it('the delegate has Level 2 now, and books the course after it', async () => {
  app.clock.moveTo('2026-03-11T09:00:00Z')
  await dana.menu('My learning')
  expect(await dana.text()).toContain('Understanding Neglect Level 2 Tuesday 10 March 2026 Attended')
  await dana.go('/courses/gcp2')
  expect(await dana.text()).toContain('You have Level 1 and Level 2.')
  await dana.follow(/^Book this date/)
  await dana.press('Book this place')
  expect(await dana.text()).toContain('You have a place')
})

it('the reader sees the year’s figures moved by just that', async () => {
  await rhea.go('/reports?period=2025-26')
  await rhea.signIn('rhea@example.org')
  const titles = ['Places offered', 'Bookings', 'Attended', 'No-shows', 'Walk-ins', 'Attendance', 'Utilisation', 'Trainers']
  const figures = await Promise.all(titles.map(async title => [title, (await figure(title))[0]!.replace(/\s+/g, ' ')]))
  expect(Object.fromEntries(figures)).toEqual({
    'Places offered': '12',
    Bookings: '6',
    Attended: '5',
    'No-shows': '1',
    'Walk-ins': '1',
    Attendance: '83 % 5 of 6',
    Utilisation: '50 % 6 of 12',
    Trainers: '1',
  })
})
