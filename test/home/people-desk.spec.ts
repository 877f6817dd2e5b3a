import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anAdministrator, anOutsider, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let administrator: Person
let dana: Person

beforeAll(async () => {
  app = await startApp()
  const { l1, l2 } = await theNeglectPathway(app.database)
  await app.database.query('UPDATE course SET valid_months = 36 WHERE id = $1', [l1.id])
  await anOccurrence(app.database, { course: l2, startsAt: '2026-03-10 09:30' })
  dana = await aDelegate(app.database)
  await anOutsider(app.database)
  administrator = await anAdministrator(app.database)
  ada = new Visitor(app.url)
  await ada.signIn(administrator.email)
})
afterAll(() => app.stop())

const named = (html: string) => [...html.matchAll(/href="\/desk\/people\/[0-9a-f-]{36}">([^<]+)/g)].map(([, name]) => name)
const record = (fields: Record<string, string>) => ada.post(`/desk/people/${dana.id}/records`, fields)

describe('finding a person', () => {
  it.each([
    ['q=dana', ['Dana Delegate']],
    ['q=DELEGATE', ['Dana Delegate']],
    ['q=oona%40example.org', ['Oona Outsider']],
    ['q=delegate+dana', ['Dana Delegate']],
    ['q=dana+outsider', []],
    ['q=%25', []],
    ['q=_ana', []],
  ])('%s', async (query, expected) => expect(named((await ada.get(`/desk/people?${query}`)).html)).toEqual(expected))

  it('shows everybody, by 25, when nothing is asked', async () => {
    for (let i = 0; i < 24; i++) await aPerson(app.database, { name: `Crowd ${String(i).padStart(2, '0')}` })
    const first = await ada.get('/desk/people')
    expect(named(first.html)).toHaveLength(25)
    expect(first.text).toContain('27 people.')
    const second = await ada.get('/desk/people?page=2')
    expect(named(second.html)).toHaveLength(2)
    expect((await ada.get('/desk/people?page=3')).text).toContain('There is no such page.')
  })

  it('says so when there is nobody', async () => {
    expect((await ada.get('/desk/people?q=zacharias')).text).toContain('Nobody has “zacharias” in their name or address.')
  })
})

describe('a person', () => {
  it('is shown with agency, role and learning', async () => {
    const { text } = await ada.get(`/desk/people/${dana.id}`)
    expect(text).toContain('Birchills Primary School')
    expect(text).toContain('Nothing is on the record yet.')
  })

  it.each(['00000000-0000-7000-8000-000000000000', 'not-an-id'])('is not there: %s', async id => {
    expect((await ada.get(`/desk/people/${id}`)).status).toBe(404)
  })
})

describe('recording learning done elsewhere', () => {
  it.each([
    ['no course', { course: '', completedOn: '2026-02-16' }, 'Choose the course'],
    ['a course that is not there', { course: 'fishing', completedOn: '2026-02-16' }, 'Choose the course'],
    ['no day', { course: 'neglect-l1', completedOn: '' }, 'Enter the day it was completed'],
    ['no such day', { course: 'neglect-l1', completedOn: '2026-02-30' }, 'Enter the day it was completed'],
    ['tomorrow', { course: 'neglect-l1', completedOn: '2026-03-03' }, 'This day is still to come'],
    [
      'an end before it began',
      { course: 'neglect-l1', completedOn: '2026-02-16', validUntil: '2026-02-15' },
      'Enter a day after the day it was completed',
    ],
    [
      'a note beyond all measure',
      { course: 'neglect-l1', completedOn: '2026-02-16', note: 'x'.repeat(501) },
      'Keep the note to 500 characters',
    ],
  ])('refuses %s, and keeps what was typed', async (_case, fields, message) => {
    await ada.get(`/desk/people/${dana.id}`)
    const { status, text, html } = await record({ note: 'Certificate from the council', ...fields })
    expect(status).toBe(422)
    expect(text).toContain(message)
    if (!('note' in fields)) expect(html).toContain('Certificate from the council')
    expect(await app.database.query('SELECT 1 FROM learning_record')).toEqual([])
  })

  it('records it, so that the next level opens to Dana', async () => {
    const danaSees = new Visitor(app.url)
    await danaSees.signIn(dana.email)
    expect((await danaSees.get('/courses/neglect-l2')).text).toContain('Needs Child Neglect Awareness - Level 1 first')
    await ada.get(`/desk/people/${dana.id}`)
    const { text, status } = await record({ course: 'neglect-l1', completedOn: '2026-03-02', note: 'Certificate seen' })
    expect(status).toBe(200)
    expect(text).toContain('Child Neglect Awareness - Level 1 is on the record.')
    expect(text).toContain('Learned elsewhere, Monday 2 March 2026; counts until Friday 2 March 2029')
    expect((await danaSees.get('/courses/neglect-l2')).text).toContain('Book this date')
    expect((await danaSees.get('/my-learning')).text).toContain('Certificate seen')
  })

  it('keeps who recorded it', async () => {
    const rows = await app.database.query<object[]>(
      'SELECT how, recorded_by_id AS by, completed_on::text AS day, valid_until::text AS until FROM learning_record',
    )
    expect(rows).toEqual([{ how: 'evidence', by: administrator.id, day: '2026-03-02', until: '2029-03-02' }])
  })

  it('does not record the same twice, by another form or the same one', async () => {
    await ada.get(`/desk/people/${dana.id}`)
    expect((await record({ course: 'neglect-l1', completedOn: '2026-03-02' })).text).toContain('on the record with this day already')
    const page = await ada.get(`/desk/people/${dana.id}`)
    const [, key] = /name="idempotencyKey" value="([^"]+)"/.exec(page.html)!
    const again = { course: 'neglect-l2', completedOn: '2026-02-01', idempotencyKey: key! }
    await record(again)
    await ada.get(`/desk/people/${dana.id}`)
    expect((await record(again)).text).toContain('Understanding Neglect Level 2 is on the record.')
    expect(await app.database.query('SELECT 1 FROM learning_record')).toHaveLength(2)
  })

  it('records one when two forms are sent at once', async () => {
    const [one, two] = [new Visitor(app.url), new Visitor(app.url)]
    for (const desk of [one, two]) {
      await desk.signIn(administrator.email)
      await desk.get(`/desk/people/${dana.id}`)
    }
    const fields = { course: 'gcp2', completedOn: '2026-02-20' }
    const answers = await Promise.all([one, two].map(desk => desk.post(`/desk/people/${dana.id}/records`, fields)))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422])
  })

  it('takes a last day that is given instead of the usual one', async () => {
    await ada.get(`/desk/people/${dana.id}`)
    await record({ course: 'neglect-l1', completedOn: '2026-01-05', validUntil: '2026-01-05' })
    expect((await ada.get(`/desk/people/${dana.id}`)).text).toContain('Learned elsewhere, Monday 5 January 2026; no longer counts')
  })

  it('answers for nobody with "not found"', async () => {
    await ada.get(`/desk/people/${dana.id}`)
    const { status } = await ada.post('/desk/people/00000000-0000-7000-8000-000000000000/records', {
      course: 'gcp2',
      completedOn: '2026-02-16',
    })
    expect(status).toBe(404)
  })
})

it.each(['/desk/people', '/desk', '/desk/programme'])('%s is for administrators only', async path => {
  const visitor = new Visitor(app.url)
  await visitor.signIn(dana.email)
  expect((await visitor.get(path)).status).toBe(403)
})
