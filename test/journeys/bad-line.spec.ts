import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import type { CheckedPage } from '../support/checked-page.js'
import { aPerson, aTrainer } from '../support/people.js'

const NAMES = ['Ann', 'Ben', 'Cat', 'Dev', 'Eve', 'Fay']
let app: TestApp
let tara: CheckedPage

beforeAll(async () => {
  app = await startApp(new Date('2026-03-10T09:20:00Z'))
  const { database } = app
  const trainers = [await aTrainerRow(database, { person: await aTrainer(database) })]
  const occurrence = await anOccurrence(database, { course: await aCourse(database, { title: 'Early help' }), trainers })
  for (const name of NAMES) await aBooking(database, { person: await aPerson(database, { name }), occurrence })
  tara = await openPage(app, { width: 390 })
  await tara.signIn('tara@example.org')
  await tara.menu('My registers')
  await tara.follow(/Early help/)
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

const says = (words: string) => tara.page.getByText(words, { exact: true }).waitFor()
const tap = (name: string, word: string) => tara.page.getByRole('group', { name }).getByRole('radio', { name: word, exact: true }).check()
const marks = async () =>
  Object.fromEntries(
    (
      await app.database.query<{ name: string; mark: string }[]>(
        `SELECT p.name, m.mark FROM register_mark m JOIN booking b ON b.id = m.booking_id JOIN person p ON p.id = b.person_id ORDER BY 1`,
      )
    ).map(({ name, mark }) => [name, mark]),
  )

it('taps are kept while the line is down, and said to wait', async () => {
  await tap('Ann', 'Present')
  await says('Every mark is saved')
  await tara.setLine('down')
  await tap('Ben', 'Present')
  await tap('Cat', 'Absent')
  await tap('Cat', 'Late')
  await says('2 taps waiting to be sent')
  await says('3 of 6 marked')
  await tara.seen()
  expect(await marks()).toEqual({ Ann: 'present' })
})

it('they are sent as soon as the line is back', async () => {
  await tara.setLine('good')
  await says('Every mark is saved')
  expect(await marks()).toEqual({ Ann: 'present', Ben: 'present', Cat: 'late' })
})

it('they survive a page that is loaded again, on a line that lets nothing out', async () => {
  await tara.setLine('one-way')
  await tap('Dev', 'Left early')
  await tap('Eve', 'Absent')
  await says('2 taps waiting to be sent')
  await tara.reload()
  await says('2 taps waiting to be sent')
  await says('5 of 6 marked')
  expect(await tara.page.getByRole('group', { name: 'Dev' }).getByRole('radio', { checked: true }).getAttribute('value')).toBe('left early')
  expect(await marks()).toEqual({ Ann: 'present', Ben: 'present', Cat: 'late' })
})

it('nothing of it is lost', async () => {
  await tap('Fay', 'Present')
  await says('3 taps waiting to be sent')
  await tara.setLine('good')
  await tara.reload()
  await says('Every mark is saved')
  expect(await marks()).toEqual({ Ann: 'present', Ben: 'present', Cat: 'late', Dev: 'left early', Eve: 'absent', Fay: 'present' })
  expect(await tara.page.evaluate('localStorage.length')).toBe(0)
})
