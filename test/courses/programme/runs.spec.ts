import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { lastMailTo } from '../../support/mailbox.js'
import { aDelegate, anAdministrator } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { type AProgramme, aProgramme, type Fields, idOf, session } from './scene.js'

let app: TestApp
let scene: AProgramme
let dana: Visitor
let date: string

beforeAll(async () => {
  app = await startApp()
  scene = await aProgramme(app)
  const person = await aDelegate(app.database)
  const [l1] = await app.database.query<{ id: string }[]>(`SELECT id FROM course WHERE key = 'neglect-l1'`)
  await aRecord(app.database, { person, course: l1! })
  dana = new Visitor(app.url)
  await dana.signIn(person.email)
  await app.database.query(`UPDATE course SET default_places = 16, fewest = 7 WHERE key = 'neglect-l2'`)
})
afterAll(() => app.stop())

const stored = async (id: string) => {
  const [row] = await app.database.query<Record<string, unknown>[]>(
    'SELECT places, fewest, decide_on::text AS decide_on, confirmed_at, version FROM occurrence WHERE id = $1',
    [id],
  )
  return row!
}
const RUNS = 'Runs if at least 7 book; decided by Thursday 9 April 2026'

describe('with how few people a date runs', () => {
  it.each<[string, Fields, object]>([
    ['is the course’s own, like its places, when nothing is said', {}, { places: 16, fewest: 7, decide_on: '2026-04-09' }],
    ['is what is said', { places: '20', fewest: '5', decideDays: '1' }, { places: 20, fewest: 5, decide_on: '2026-04-22' }],
    ['may be nobody: then nothing is decided', { fewest: '0' }, { fewest: 0, decide_on: null }],
    ['is no more than the places', { places: '4' }, { places: 4, fewest: 4 }],
    ['is decided today at the earliest', { decideDays: '60' }, { decide_on: '2026-03-02' }],
    ['is nobody’s business where it is booked elsewhere', { externalUrl: 'https://vrp.example.org/a' }, { fewest: null, decide_on: null }],
  ])('%s', async (_case, fields, expected) => {
    const { url, text } = await scene.put({ ...fields, ...session(0, 0, '2026-04-23') })
    const id = text.includes('Look at this first') ? '' : idOf(url)
    expect(id).not.toBe('')
    expect(await stored(id)).toMatchObject(expected)
    await app.database.query('DELETE FROM occurrence WHERE id = $1', [id])
  })

  it('is refused above the places', async () => {
    const { status, text } = await scene.put({ places: '6', fewest: '7', ...session(0, 0, '2026-04-23') })
    expect([status, text.includes('Enter 6 or fewer: there are no more places')]).toEqual([422, true])
    expect((await scene.put({ places: '7', fewest: '7', ...session(0, 0, '2026-05-21'), how: 'check' })).status).toBe(200)
  })
})

describe('a date that is tentative', () => {
  beforeAll(async () => {
    date = idOf((await scene.put({ ...session(0, 0, '2026-04-23'), trainers: scene.tara.key, joiningDetails: 'Bring a pen' })).url)
  })
  const pages = () => ['/courses/neglect-l2', `/occurrences/${date}/book`]

  it('is told so to delegates, before they book and after', async () => {
    for (const path of pages()) expect((await dana.get(path)).text).toContain(RUNS)
    await dana.get(`/occurrences/${date}/book`)
    const booked = await dana.post(`/occurrences/${date}/bookings`, { access: '', dietary: '' })
    expect(booked.text).toContain('You have a place')
    expect(booked.text).toContain(RUNS)
    expect((await lastMailTo(app, 'dana@example.org')).text).toContain(`${RUNS}. Should it not run, we write to you in good time`)
  })

  it('is decided: too late is refused, another day is kept and told', async () => {
    const path = `/desk/occurrences/${date}`
    const fields = (decideOn: string): Fields => ({
      ...{ venue: '', room: '', onlineUrl: '', externalUrl: '', places: '16', fewest: '7', decideOn, trainers: scene.tara.key },
      ...{ opensDay: '', opensTime: '', closesDay: '', closesTime: '', joiningDetails: 'Bring a pen' },
      ...{ 'sessions[0][day]': '2026-04-23', 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00' },
    })
    await scene.ada.get(path)
    for (const [day, words] of [
      ['2026-04-24', 'It must be decided before the date itself'],
      ['2026-02-30', 'Enter a day that exists'],
    ] as const)
      expect((await scene.ada.post(path, fields(day))).text).toContain(words)
    expect((await scene.ada.post(path, fields('2026-04-23'))).text).toContain('Your changes are saved.')
    expect((await scene.ada.post(path, fields(''))).text).toContain('Your changes are saved.')
    expect(await stored(date)).toMatchObject({ fewest: 7, decide_on: '2026-04-09' })
  })

  it('of two who change its number at once the second is told, and loses nothing', async () => {
    const path = `/desk/occurrences/${date}`
    const bert = new Visitor(app.url)
    await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
    await Promise.all([scene.ada.get(path), bert.get(path)])
    const fields = (fewest: string): Fields => ({
      ...{ venue: '', room: '', onlineUrl: '', externalUrl: '', places: '16', fewest, decideOn: '2026-04-09', trainers: scene.tara.key },
      ...{ opensDay: '', opensTime: '', closesDay: '', closesTime: '', joiningDetails: 'Bring a pen' },
      ...{ 'sessions[0][day]': '2026-04-23', 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00' },
    })
    const answers = await Promise.all([scene.ada.post(path, fields('8')), bert.post(path, fields('9'))])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = answers.find(({ status }) => status === 409)!
    expect(late.text).toMatch(/Fewest people: was “7”, is now “[89]”/)
    await app.database.query('UPDATE occurrence SET fewest = 7 WHERE id = $1', [date])
  })

  it.each([
    ['2026-04-23T15:00:00Z', 'This date has begun', false],
    ['2026-04-23T08:29:59Z', 'It is confirmed: this date runs.', true],
  ])('is confirmed before it begins, not after: at %s', async (now, words, confirmed) => {
    await scene.ada.get(`/desk/occurrences/${date}`)
    app.clock.moveTo(now)
    const { text } = await scene.ada.post(`/desk/occurrences/${date}/running`)
    app.clock.moveTo('2026-03-02T09:00:00Z')
    expect([text.includes(words), (await stored(date)).confirmed_at !== null]).toEqual([true, confirmed])
  })

  it('is then told to nobody any more, however many press', async () => {
    const before = await stored(date)
    const presses = await Promise.all(Array.from({ length: 5 }, () => scene.ada.post(`/desk/occurrences/${date}/running`)))
    // Of several answers to one browser any may show the notice.
    expect(presses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await stored(date)).toEqual(before)
    for (const path of pages()) expect((await dana.get(path)).text).not.toContain('Runs if at least')
    expect((await scene.ada.get(`/desk/occurrences/${date}`)).text).not.toContain('Confirm that it runs')
  })

  it('is neither confirmed as a draft nor once it is cancelled', async () => {
    const draft = await anOccurrence(app.database, { course: scene.gcp2, fewest: 3, draft: true })
    const off = await anOccurrence(app.database, { course: scene.gcp2, fewest: 3, cancelledAt: new Date('2026-03-01T09:00:00Z') })
    await scene.ada.get('/desk')
    expect((await scene.ada.post(`/desk/occurrences/${draft.id}/running`)).text).toContain('This date is a draft: publish it first.')
    expect((await scene.ada.post(`/desk/occurrences/${off.id}/running`)).text).toContain('This date was cancelled.')
    expect((await scene.ada.post(`/desk/occurrences/${scene.l2.id}/running`)).status).toBe(404)
    await app.database.query('DELETE FROM occurrence WHERE id = $1', [draft.id])
  })
})

describe('today', () => {
  const person = () => aDelegate(app.database, { email: `d${Math.random()}@example.org` })
  async function aDate(title: string, more: { fewest: number | null; decideOn: string | null; booked: number; confirmedAt?: Date }) {
    const course = await aCourse(app.database, { key: `c${Math.random()}`, title, fewest: 2 })
    const one = await anOccurrence(app.database, { course, startsAt: '2026-05-12 09:30', ...more, booked: 0 })
    for (let n = 0; n < more.booked; n++) await aBooking(app.database, { person: await person(), occurrence: one })
    return one
  }

  it.each<[string, Parameters<typeof aDate>[1], string]>([
    [
      'Few in a week',
      { fewest: 3, decideOn: '2026-03-09', booked: 2 },
      '2 booked, 3 needed Tuesday 12 May 2026, 9:30am to 3:30pm. Decide by Monday 9 March 2026',
    ],
    ['Few in eight days', { fewest: 3, decideOn: '2026-03-10', booked: 2 }, ''],
    [
      'Enough in a week',
      { fewest: 2, decideOn: '2026-03-09', booked: 2 },
      '2 booked, 2 needed Tuesday 12 May 2026, 9:30am to 3:30pm. Decide by Monday 9 March 2026 Confirm that it runs',
    ],
    ['Enough in eight days', { fewest: 2, decideOn: '2026-03-10', booked: 2 }, ''],
    ['Confirmed with few', { fewest: 3, decideOn: '2026-03-09', booked: 2, confirmedAt: new Date('2026-03-01T09:00:00Z') }, ''],
    ['Runs with anybody', { fewest: 0, decideOn: null, booked: 0 }, ''],
  ])('%s', async (title, more, words) => {
    await aDate(title, more)
    const { text } = await scene.ada.get('/desk')
    expect(text.includes(`${title} :`)).toBe(words !== '')
    if (words) expect(text).toContain(`${title} : ${words}`)
  })

  it('has the button beside those with enough people', async () => {
    const { html } = await scene.ada.get('/desk')
    const [, path] = /action="(\/desk\/occurrences\/[^"]+\/running)"/.exec(html)!
    expect((await scene.ada.post(path!)).text).toContain('It is confirmed: this date runs.')
    expect((await scene.ada.get('/desk')).text).not.toContain('Enough in a week')
  })
})
