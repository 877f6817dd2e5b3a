import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, moment } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { closeBrowser, openPage } from '../support/browser.js'
import type { CheckedPage } from '../support/checked-page.js'
import { lastMailTo } from '../support/mailbox.js'
import { aDelegate, aTrainer } from '../support/people.js'
import { startApp, type TestApp } from '../support/app.js'
import type { Booking } from '../../src/modules/bookings/booking.entity.js'
import { comesTo } from '../evaluation/asking/a-course.js'
import { sweep } from '../evaluation/asking/life.js'

let app: TestApp
let occurrence: BuiltOccurrence
let booking: Booking
let phone: CheckedPage
let tara: CheckedPage
let mary: CheckedPage
let door: string

beforeAll(async () => {
  app = await startApp(moment('2026-01-12 09:00'))
  const { database } = app
  await sweep(app)
  const course = await aCourse(database, { title: 'Understanding Neglect' })
  const trainers = [await aTrainerRow(database, { person: await aTrainer(database) })]
  occurrence = await anOccurrence(database, { course, trainers, startsAt: '2026-01-30 09:30', endsAt: '2026-01-30 12:30' })
  const person = await aDelegate(database, { managerName: 'Mary Manager', managerEmail: 'mary@example.org' })
  booking = await aBooking(database, { person, occurrence, bookedAt: app.clock.now() })
  phone = await openPage(app, { width: 390 })
  mary = await openPage(app, { width: 390 })
  tara = await openPage(app)
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** The jobs run at this moment, and the newest mail to an address is opened. */
async function mailAt(time: string, email = 'dana@example.org'): Promise<string> {
  app.clock.moveTo(moment(time))
  await sweep(app)
  return (await lastMailTo(app, email)).link
}
const choose = (page: CheckedPage, question: RegExp, answer: string) =>
  page.page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }).check()
const SCALES = [/^How much/, /^How confident .* notice/, /^How confident .* act/, /^How confident .* in working/]
async function rate(page: CheckedPage, value: string): Promise<void> {
  for (const question of SCALES) await choose(page, question, value)
}

it('two weeks before, Dana answers from her mail, on a phone, and what she writes is kept while she writes it', async () => {
  await phone.go(await mailAt('2026-01-16 08:30'))
  expect(await phone.text()).toContain('Part 1 of 2')
  await rate(phone, '3')
  await phone.page.getByText('Saved', { exact: true }).waitFor()
  await phone.press('Continue')
  await phone.press('Send my answers', 422)
  expect(await phone.text()).toContain('Choose one of the answers')
  await choose(phone, /^How often/, 'Most weeks')
  await phone.press('Send my answers')
  expect(await phone.text()).toContain('Your answers are sent')
})

it('on the day Tara shows a code, and opens the questions after the course in the room', async () => {
  app.clock.moveTo(moment('2026-01-30 12:20'))
  await tara.signIn('tara@example.org')
  await tara.go(`/occurrences/${occurrence.id}/register`)
  expect(await tara.text()).toContain('1 of 1 have answered before the course.')
  await tara.follow('Show the code for the door')
  door = /\/door\/[\w-]+/.exec(await tara.text())![0]
  await tara.press('Open the questions after the course')
  expect(await tara.text()).toContain('0 of 1 after the course')
})

it('Dana scans it, and is led by her address and reference to her own questions', async () => {
  await phone.go(door)
  await phone.press('Go on', 422)
  await phone.fill({ 'Your work e-mail address': 'dana@example.org', 'Your booking reference (optional)': booking.reference })
  await phone.press('Go on')
  await rate(phone, '8')
  await phone.press('Continue')
  await phone.page
    .getByRole('textbox', { name: /I will/ })
    .first()
    .fill('ask to see where the baby sleeps')
  await phone.press('Continue')
  for (const question of [/^The course was relevant/, /^I can see how/, /^I felt able/]) await choose(phone, question, 'Agree')
  await phone.press('Send my answers')
  expect(await phone.text()).toContain('You said that you will: ask to see where the baby sleeps')
})

it('eight weeks later she is asked what became of it, by the London clock', async () => {
  await comesTo(app, booking, 'attended')
  await phone.go(await mailAt('2026-03-27 08:30'))
  expect(await phone.text()).toContain('You said: I will ask to see where the baby sleeps')
  await choose(phone, /^You said/, 'Yes, I did')
  await choose(phone, /have you used/i, 'Yes, more than once')
  await phone.press('Continue')
  await rate(phone, '9')
  await phone.press('Continue')
  await phone.page.getByRole('checkbox', { name: /^Yes, you may use my words/ }).check()
  await phone.press('Send my answers')
  expect(await phone.text()).toContain('Your answers are sent')
})

it('six months later her line manager answers without an account, once', async () => {
  const link = await mailAt('2026-07-30 08:30', 'mary@example.org')
  await mary.go(link)
  expect(await mary.text()).toContain('About Dana Delegate, who was on this course on Friday 30 January 2026.')
  await choose(mary, /^Have you seen/, 'Yes, clearly')
  await choose(mary, /^Have you talked/, 'Yes, once')
  await mary.press('Continue')
  await rate(mary, '8')
  await mary.press('Continue')
  await mary.press('Send my answers')
  expect(await mary.text()).toContain('Your answers are sent')
  await mary.go(link, 410)
})

it('Dana reads what she sent, and sees that her manager was asked', async () => {
  await phone.signIn('dana@example.org')
  await phone.go('/my-learning')
  await phone.follow('Read what you have answered')
  expect(await phone.text()).toContain('we asked Mary Manager')
  await phone.follow(/some weeks later/)
  expect(await phone.text()).toContain('I will ask to see where the baby sleeps: yes')
  const [row] = await app.database.query<[{ measures: Record<string, string> }]>(
    `SELECT json_object_agg(i.stage, s.value) AS measures FROM evaluation_score s JOIN evaluation_invitation i ON i.id = s.invitation_id
     WHERE s.measure_key = 'act' AND i.booking_id = $1`,
    [booking.id],
  )
  expect(row.measures).toEqual({ pre: 3, post: 8, impact: 9, manager: 8 })
})
