import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aColleague, aDelegate } from '../support/people.js'

interface List {
  items: { course: { key: string }; completedOn: string; validUntil: string | null; how: string; counts: boolean }[]
}

let app: TestApp
let dana: Api
let cole: Api

beforeAll(async () => {
  app = await startApp()
  const { l1, l2 } = await theNeglectPathway(app.database)
  const person = await aDelegate(app.database)
  const colleague = await aColleague(app.database)
  await aRecord(app.database, { person, course: l1, completedOn: '2023-03-02', validUntil: '2026-03-02' })
  await aRecord(app.database, { person, course: l2, completedOn: '2025-06-01', how: 'attended' })
  dana = await Api.of(app, person.email)
  cole = await Api.of(app, colleague.email)
})
afterAll(() => app.stop())

describe('GET /api/v1/me/records', () => {
  it('gives one’s own, newest first', async () => {
    const { body, status } = await dana.get<List>('/me/records')
    expect(status).toBe(200)
    expect(body.items).toMatchObject([
      {
        course: { key: 'neglect-l2', title: 'Understanding Neglect Level 2' },
        completedOn: '2025-06-01',
        how: 'attended',
        validUntil: null,
        counts: true,
      },
      { course: { key: 'neglect-l1' }, completedOn: '2023-03-02', how: 'e-learning', validUntil: '2026-03-02', counts: true },
    ])
  })

  it('says from the day after its last that a record no longer counts', async () => {
    app.clock.moveTo('2026-03-02T23:59:00Z')
    expect((await dana.get<List>('/me/records')).body.items[1]!.counts).toBe(true)
    app.clock.moveTo('2026-03-03T00:00:00Z')
    expect((await dana.get<List>('/me/records')).body.items[1]!.counts).toBe(false)
  })

  it('gives nobody else’s', async () => {
    expect((await cole.get<List>('/me/records')).body).toEqual({ items: [] })
  })

  it('is not for strangers', async () => {
    expect((await Api.stranger(app).get('/me/records')).status).toBe(401)
  })
})
