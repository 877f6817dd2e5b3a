import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { NudgesWriter } from '../../src/modules/elearning/nudges.writer.js'
import { StillTrue } from '../../src/modules/notifications/still-true.writer.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aModule } from '../support/builders/module.js'
import { aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { enrolmentsOf, readAll } from './learner.js'

let app: TestApp
let nudges: NudgesWriter
const people: Record<string, { id: string; email: string }> = {}
const visitors: Record<string, Visitor> = {}
const ids: Record<string, string> = {}

beforeAll(async () => {
  app = await startApp()
  nudges = app.app.get(NudgesWriter)
  const course = await aCourse(app.database, { key: 'icon', title: 'ICON', kind: 'e-learning', mode: 'e-learning' })
  await aModule(app.database, course)
  for (const name of ['idle', 'reader']) {
    people[name] = await aPerson(app.database, { email: `${name}@example.org` })
    const visitor = (visitors[name] = new Visitor(app.url))
    await visitor.signIn(people[name].email)
    await visitor.get('/courses/icon')
    await visitor.post('/courses/icon/enrolments')
    ids[name] = visitor.last!.url.split('/').at(-1)!
  }
  await readAll(visitors.reader!, ids.reader!, 2)
  // History from a file: nobody can go on with it here unless they come of themselves.
  await anEnrolment(app.database, { person: await aPerson(app.database), course, signedUpAt: '2024-01-10 10:00' })
})
afterAll(() => app.stop())

const written = async () =>
  (
    await app.database.query<{ words: string }[]>(
      `SELECT kind || ' ' || to_email AS words FROM message WHERE subject LIKE 'enrolment:%' ORDER BY due_at, kind`,
    )
  ).map(row => row.words)
const run = () => nudges.run(app.clock.now(), 1000)

it('leaves everybody in peace for 13 days', async () => {
  app.clock.pass({ days: 13 })
  expect(await run()).toBe(0)
})

it('reminds who has not started after 14, once', async () => {
  app.clock.pass({ days: 1 })
  expect(await Promise.all([run(), run()])).toEqual(expect.arrayContaining([1, 0]))
  expect(await run()).toBe(0)
  expect(await written()).toEqual(['elearning-not-started idle@example.org'])
})

it('does not send what is no longer true', async () => {
  const messages = [{ subject: `enrolment:${ids.idle}`, kind: 'elearning-not-started', sequence: 0 }]
  const truths = app.app.get(StillTrue)
  expect((await truths.of(messages, app.clock.now())).size).toBe(1)
  await visitors.idle!.get(`/learning/${ids.idle}`)
  await visitors.idle!.post(`/learning/${ids.idle}/start`)
  expect((await truths.of(messages, app.clock.now())).size).toBe(0)
})

it('reminds who stopped in the middle after 60', async () => {
  app.clock.pass({ days: 45 })
  expect(await run()).toBe(0)
  app.clock.pass({ days: 1 })
  expect(await run()).toBe(1)
  expect((await written()).at(-1)).toBe('elearning-unfinished reader@example.org')
})

it('closes after 180 days, keeps the figures, and lets them begin anew', async () => {
  app.clock.pass({ days: 120 })
  await run()
  expect((await written()).filter(words => words.includes('closed'))).toEqual(['elearning-closed reader@example.org'])
  const closed = await visitors.reader!.get(`/learning/${ids.reader}`)
  expect(closed.text).toContain('left unfinished for a long time')
  for (const path of ['pages/2', 'quiz', 'start']) expect((await visitors.reader!.post(`/learning/${ids.reader}/${path}`)).status).toBe(404)
  await visitors.reader!.get('/courses/icon')
  await visitors.reader!.post('/courses/icon/enrolments')
  expect(visitors.reader!.last!.text).toContain('Start')
  expect(await enrolmentsOf(app.database, people.reader!)).toHaveLength(2)
  expect((await visitors.reader!.get('/my-learning')).text).toMatch(/ICON Signed up on .*ICON Closed unfinished on/)
})
