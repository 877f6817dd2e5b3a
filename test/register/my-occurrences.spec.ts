import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aVenue } from '../support/builders/venue.js'
import { aRegister, browserOf, theCast, type Cast } from './a-register.js'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
})
afterAll(() => app.stop())
beforeEach(() => app.database.query('TRUNCATE occurrence, session, occurrence_trainer, booking CASCADE'))

const closed = { registerClosedAt: new Date('2026-03-01T12:00:00Z') }
const a = (title: string, startsAt: string, endsAt: string, more: object = {}) =>
  aRegister(app, cast, { course: { title }, startsAt, endsAt, ...more })
const list = async (person = cast.tara) => (await (await browserOf(app, person)).get('/my-occurrences')).text
const titles = (text: string) => text.match(/Today|To be closed|Coming(?= )|Past(?= )|Course [A-Z]\b/g)

describe('a trainer’s list', () => {
  it('has today first, then to be closed, then coming, then past, by London’s days', async () => {
    await a('Course E', '2026-03-03 00:00', '2026-03-03 10:00')
    await a('Course B', '2026-03-02 23:59', '2026-03-03 01:00')
    await a('Course C', '2026-03-01 09:00', '2026-03-01 23:59')
    await a('Course A', '2026-03-01 23:00', '2026-03-02 00:00')
    await a('Course F', '2026-03-01 09:00', '2026-03-01 12:00', closed)
    await a('Course G', '2026-02-27 09:00', '2026-02-27 12:00', closed)
    expect(titles(await list())).toEqual([
      'Today',
      'Course A',
      'Course B',
      'To be closed',
      'Course C',
      'Coming',
      'Course E',
      'Past',
      'Course F',
      'Course G',
    ])
  })

  it('keeps what was closed today under today', async () => {
    await a('Course A', '2026-03-02 08:00', '2026-03-02 08:30', { registerClosedAt: MONDAY })
    expect(await list()).toMatch(/Today Course A .*closed Monday 2 March 2026/)
  })

  it('says when, where and how many', async () => {
    const venue = await aVenue(app.database, { name: 'The Town Hall' })
    await a('Course A', '2026-03-02 09:00', '2026-03-02 12:00', { venue, people: [cast.dana, cast.oona] })
    expect(await list()).toContain(
      'Course A , Monday 2 March 2026 Monday 2 March 2026, 9am to midday The Town Hall 2 people on the register',
    )
  })

  it('has nothing of other trainers, nothing cancelled and nothing held elsewhere', async () => {
    await a('Course A', '2026-03-02 09:00', '2026-03-02 12:00', { trainers: [cast.tobyTrains] })
    await a('Course B', '2026-03-02 09:00', '2026-03-02 12:00', { cancelledAt: MONDAY })
    await a('Course C', '2026-03-02 09:00', '2026-03-02 12:00', { externalUrl: 'https://example.org/' })
    expect(titles(await list())).toBeNull()
    expect(titles(await list(cast.toby))).toEqual(['Today', 'Course A'])
  })

  it('says so when it is empty', async () => {
    expect(await list()).toContain('You are not down to deliver anything yet')
  })

  it('turns the pages of what is past', async () => {
    for (let day = 1; day <= 11; day++) {
      const date = `2026-02-${String(day).padStart(2, '0')}`
      await a(`Course ${String.fromCharCode(64 + day)}`, `${date} 09:00`, `${date} 12:00`, closed)
    }
    const tara = await browserOf(app, cast.tara)
    const first = await tara.get('/my-occurrences')
    expect(titles(first.text)).toEqual(['Past', ...[...'KJIHGFEDCB'].map(letter => `Course ${letter}`)])
    expect(first.text).toContain('Page 1 of 2')
    expect(titles((await tara.get('/my-occurrences?page=2')).text)).toEqual(['Past', 'Course A'])
    expect(titles((await tara.get('/my-occurrences?page=-1')).text)).toHaveLength(11)
  })
})

it('an administrator who trains nothing sees everybody’s', async () => {
  await a('Course A', '2026-03-02 09:00', '2026-03-02 12:00')
  await a('Course B', '2026-03-02 10:00', '2026-03-02 12:00', { trainers: [cast.tobyTrains] })
  expect(titles(await list(cast.ada))).toEqual(['Today', 'Course A', 'Course B'])
})

it('is not for delegates', async () => {
  expect((await (await browserOf(app, cast.dana)).get('/my-occurrences')).status).toBe(403)
})
