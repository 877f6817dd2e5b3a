import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { Jobs } from '../../src/jobs/jobs.js'
import { SCHEDULE } from '../../src/jobs/schedule.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
beforeAll(async () => {
  app = await startApp()
  await anAdministrator(app.database)
  ada = new Visitor(app.url)
  await ada.signIn('ada@example.org')
})
afterAll(() => app.stop())

describe('the page of the jobs', () => {
  it('names every job with its time in words, and that it has not run', async () => {
    const { text } = await ada.get('/desk/jobs')
    for (const { title, words } of Object.values(SCHEDULE)) expect(text).toContain(`${title} Runs ${words}. It has not run yet.`)
  })

  it('runs one now, and says what came of it', async () => {
    await app.database.query(`INSERT INTO web_session (sid, sess, expire) VALUES ('over', '{}', '2026-01-01')`)
    const page = await ada.post('/desk/jobs/clear-away/runs')
    expect(page.text).toContain('Remove sessions, links and tokens past their day: 1 session removed.')
    expect(page.text).toContain('Last run Monday 2 March 2026, 9am: 1 session removed.')
    expect((await ada.post('/desk/jobs/clear-away/runs')).text).toContain('past their day: nothing to do.')
    for (const name of ['no-such-job', '__proto__', 'toString']) expect((await ada.post(`/desk/jobs/${name}/runs`)).status).toBe(404)
  })

  it('says since when nothing ran, once that is too long', async () => {
    app.clock.pass({ minutes: 5 })
    expect((await ada.get('/desk/jobs')).text).not.toContain('Nothing has run since')
    app.clock.pass({ minutes: 1 })
    expect((await ada.get('/desk/jobs')).text).toContain('Nothing has run since Monday 2 March 2026, 9am.')
  })
})

it('a change that somebody makes has its mail sent without a minute’s wait', async () => {
  await app.app.get(Jobs).start('web')
  await new Visitor(app.url).get('/forgotten-password')
  const visitor = new Visitor(app.url)
  await visitor.get('/forgotten-password')
  await visitor.post('/forgotten-password', { email: 'ada@example.org' })
  const states = () => app.database.query<{ state: string }[]>(`SELECT state FROM message WHERE to_email = 'ada@example.org'`)
  while ((await states()).some(({ state }) => state === 'due')) await pause(20)
  expect(await states()).toEqual([{ state: 'sent' }])
})
