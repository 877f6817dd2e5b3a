import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aDelegate, anAdministrator, aPerson } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { trainersOf } from '../../src/modules/courses/trainers/trainer-times.queries.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let bert: Visitor
let dana: Visitor
let path: string
let trainer: { id: string; key: string }
let person: { id: string }

beforeAll(async () => {
  app = await startApp()
  ;[ada, bert, dana] = [new Visitor(app.url), new Visitor(app.url), new Visitor(app.url)]
  await aDelegate(app.database)
  await dana.signIn('dana@example.org')
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
  const agency = await anAgency(app.database, { key: 'police', name: 'The police', agencyGroup: 'Police' })
  person = await aPerson(app.database, { name: 'Theo Teacher', email: 'theo@example.org', agencyId: agency.id })
  trainer = await aTrainerRow(app.database, { person })
  path = `/desk/trainers/${trainer.id}/availability`
  await aCourse(app.database, { key: 'teaches', title: 'What he teaches' })
})
afterAll(() => app.stop())

type Fields = Record<string, string | string[]>
const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const days = (n: number, fromDay: string, toDay: string, words = ''): Fields => ({ [`absences[${n}][fromDay]`]: fromDay, [`absences[${n}][toDay]`]: toDay, [`absences[${n}][words]`]: words }) // prettier-ignore
async function send(fields: Fields) {
  await ada.get(path)
  return ada.post(path, { teaches: 'any', ...fields })
}

describe('what a trainer may deliver and when', () => {
  it('is typed once and shown in the pool, and is there for whoever plans', async () => {
    const saved = await send({ teaches: 'some', courses: ['teaches'], weekdays: ['1', '0'], ...days(0, '2026-03-20', '2026-03-22', 'leave'), ...days(1, '', ''), ...days(2, '2026-03-05', '') }) // prettier-ignore
    expect(saved.text).toContain('What Theo Teacher may deliver and when is saved.')
    expect(saved.text).toContain('Theo Teacher The police Away Thursday 5 March 2026 theo@example.org 1 course')
    const page = await ada.get(path)
    expect(page.text).toContain('The police, theo@example.org Theo Teacher')
    expect([/value="teaches" checked/, /value="0" checked/, /value="2026-03-22"/, /value="leave"/].every(one => one.test(page.html))).toBe(
      true,
    )
    const [course] = await rows<{ id: string }>(`SELECT id FROM course WHERE key = 'teaches'`)
    const [known] = await trainersOf(app.database, [trainer.key, 'nobody'], '2026-03-06')
    expect(known).toMatchObject({ key: trainer.key, name: 'Theo Teacher', anyCourse: false, courseIds: [course!.id], weekdays: [1, 0] })
    expect(known!.absences).toEqual([{ fromDay: '2026-03-20', toDay: '2026-03-22', words: 'leave' }])
    expect(await countQueries(() => ada.get(path))).toBeLessThanOrEqual(6)
  })

  it.each<[string, Fields, string]>([
    ['no course', { teaches: 'some' }, 'Tick the courses that they may deliver, or choose any course'],
    ['no first day', days(0, '', '2026-03-20'), 'Days away 1: enter the first day'],
    ['a day that does not exist', days(0, '2026-03-20', '2026-02-30'), 'Days away 1: enter the last day'],
    ['a last day before the first', days(0, '2026-03-20', '2026-03-19', 'away'), 'Days away 1: the last day lies before the first'],
    ['a word and no day', days(0, '', '', 'away'), 'Days away 1: enter the first day'],
    ['an eighth weekday', { weekdays: ['7'] }, 'Choose weekdays from the list'],
  ])('is refused with %s, and nothing is lost', async (_case, fields, message) => {
    const seen = await send(fields)
    expect([seen.status, seen.text.includes(message)]).toEqual([422, true])
    expect(await rows('SELECT version FROM trainer WHERE id = $1', [trainer.id])).toEqual([{ version: 2 }])
  })

  it('has more rows for days when asked', async () => {
    await ada.get(path)
    const { html } = await ada.post(path, { teaches: 'any', rows: 'add-days', ...days(0, '2026-04-01', '2026-04-02') })
    expect([html.includes('name="absences[1][fromDay]"'), html.includes('value="2026-04-02"')]).toEqual([true, true])
  })

  it('changed by two at once, tells the second what the first changed, in words', async () => {
    await Promise.all([ada.get(path), bert.get(path)])
    const kept: Fields = { teaches: 'some', courses: ['teaches'], weekdays: ['0', '1'] }
    const seen = await Promise.all([
      ada.post(path, {
        ...kept,
        ...days(0, '2026-03-05', ''),
        ...days(1, '2026-03-20', '2026-03-22', 'leave'),
        ...days(2, '2026-05-01', ''),
      }),
      bert.post(path, { ...kept, weekdays: ['5'], ...days(0, '2026-03-05', ''), ...days(1, '2026-03-20', '2026-03-22', 'leave') }),
    ])
    expect(seen.map(one => one.status).sort()).toEqual([200, 409])
    const late = seen.find(one => one.status === 409)!
    expect(late.text).toContain(late === seen[0] ? 'Weekdays: was “Sunday, Monday”, is now “Friday”' : 'Friday 1 May 2026”')
    expect([late.html.includes('value="2026-05-01"'), /value="5" checked/.test(late.html)]).toEqual([true, true])
  })

  it('is for administrators, of trainers that there are', async () => {
    expect((await dana.get(path)).status).toBe(403)
    for (const id of ['00000000-0000-7000-8000-000000000000', 'no-id'])
      expect((await ada.get(`/desk/trainers/${id}/availability`)).status).toBe(404)
  })
})

describe('half-days given by an agency, beside the places it used', () => {
  const closed = { registerClosedAt: new Date('2026-02-20') }

  beforeAll(async () => {
    const course = await aCourse(app.database)
    const school = await anAgency(app.database)
    const alone = await aTrainerRow(app.database, { person: await aPerson(app.database, { agencyId: null }) })
    const dates = [
      await anOccurrence(app.database, {
        course,
        trainers: [trainer, alone],
        startsAt: '2026-02-10 09:30',
        endsAt: '2026-02-10 12:30',
        ...closed,
      }),
      await anOccurrence(app.database, {
        course,
        trainers: [trainer],
        startsAt: '2025-04-01 09:30',
        endsAt: '2025-04-01 16:00',
        ...closed,
      }),
    ]
    // Not given: open, cancelled, of another year, or still to come.
    await anOccurrence(app.database, { course, trainers: [trainer], startsAt: '2026-02-11 09:30' })
    await anOccurrence(app.database, { course, trainers: [trainer], startsAt: '2026-02-12 09:30', cancelledAt: new Date('2026-02-01') })
    await anOccurrence(app.database, { course, trainers: [trainer], startsAt: '2025-03-31 09:30', endsAt: '2025-03-31 16:00', ...closed })
    const came = async (state: 'attended' | 'partly attended' | 'no-show' | 'cancelled', more = {}) =>
      aBooking(app.database, { person: await aPerson(app.database, { agencyId: school.id }), occurrence: dates[0]!, state, ...more })
    for (const state of ['attended', 'partly attended', 'no-show', 'cancelled'] as const)
      await came(state, state === 'cancelled' ? { cancelledAt: new Date('2026-02-01') } : {})
    await came('attended', { walkIn: true })
  })

  it('are counted of what was held, as the terms count half days', async () => {
    const { text, html } = await ada.get('/desk/trainers/half-days')
    expect(text).toContain('The police 3 0')
    expect(text).toContain('Birchills Primary School 0 3')
    expect(text).toContain('No agency of the list 1 0')
    expect(text).toContain('All agencies 4 3')
    expect(html).toContain('href="/desk/trainers/half-days.csv?year=2025-26"')
    expect((await ada.get('/desk/trainers/half-days?year=2024-25')).text).toContain('The police 2 0')
    expect((await ada.get('/desk/trainers/half-days?year=nonsense')).text).toContain('The police 3 0')
    expect(await countQueries(() => ada.get('/desk/trainers/half-days'))).toBeLessThanOrEqual(4)
  })

  it('are a file too', async () => {
    const { html, headers } = await ada.get('/desk/trainers/half-days.csv?year=2025-26')
    expect(headers.get('content-disposition')).toContain('half-days-2025-26.csv')
    expect(html.split('\n')).toEqual(['agency,half-days given,places used', 'The police,3,0', 'No agency of the list,1,0', 'Birchills Primary School,0,3', '']) // prettier-ignore
    expect((await dana.get('/desk/trainers/half-days.csv')).status).toBe(403)
  })

  it('stay with the agency of the day when a trainer goes to another, also when the date is changed', async () => {
    const other = await anAgency(app.database, { key: 'health', name: 'The hospital', agencyGroup: 'Health' })
    await rows('UPDATE person SET agency_id = $2 WHERE id = $1', [person.id, other.id])
    const [open] = await rows<{ id: string }>(`SELECT id FROM occurrence WHERE starts_at::date = '2026-02-11'`)
    await ada.get(`/desk/occurrences/${open!.id}`)
    await ada.post(`/desk/occurrences/${open!.id}`, { places: '20', trainers: [trainer.key], 'sessions[0][day]': '2026-02-11', 'sessions[0][start]': '09:30', 'sessions[0][end]': '15:30', joiningDetails: 'By the back door' }) // prettier-ignore
    const credited = await rows<{ key: string }>(`SELECT a.key FROM occurrence_trainer x JOIN agency a ON a.id = x.agency_id WHERE x.occurrence_id = $1`, [open!.id]) // prettier-ignore
    expect(credited).toEqual([{ key: 'police' }])
    const course = await aCourse(app.database)
    await anOccurrence(app.database, { course, trainers: [trainer], startsAt: '2026-02-13 09:30', endsAt: '2026-02-13 12:30', ...closed })
    const { text } = await ada.get('/desk/trainers/half-days')
    expect([text.includes('The police 3 0'), text.includes('The hospital 1 0')]).toEqual([true, true])
  })
})
