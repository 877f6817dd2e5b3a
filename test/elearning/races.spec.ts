import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { EditAModule } from '../../src/modules/elearning/authoring/edit-a-module.js'
import { SignUp } from '../../src/modules/elearning/sign-up.js'
import { ReadOn } from '../../src/modules/elearning/taking/read-on.js'
import { TakeTheQuiz } from '../../src/modules/elearning/taking/take-the-quiz.js'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aModule } from '../support/builders/module.js'
import { anAdministrator, aPerson } from '../support/people.js'
import { enrolmentsOf, recordsOf } from './learner.js'

let app: TestApp
let other: TestApp
let who: { id: string }
let enrolmentId: string
let moduleId: string

beforeAll(async () => {
  app = await startApp()
  other = await startBeside(app)
  const course = await aCourse(app.database, { key: 'icon', kind: 'e-learning', mode: 'e-learning' })
  moduleId = (await aModule(app.database, course)).id
  who = await aPerson(app.database)
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

/** The same by two processes, eight times at once. */
const crowd = <T>(act: (one: TestApp) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 8 }, (_, i) => act(i % 2 ? app : other)))
const codes = (answers: unknown[]) => new Set(answers.map(answer => JSON.stringify(answer)))

it('eight presses sign up once', async () => {
  const answers = await crowd(one => one.app.get(SignUp).run(who.id, 'icon', app.clock.now()))
  expect(codes(answers).size).toBe(1)
  const enrolments = await enrolmentsOf(app.database, who)
  expect(enrolments).toHaveLength(1)
  enrolmentId = enrolments[0]!.id as string
})

it('eight presses turn one page', async () => {
  const now = app.clock.now()
  await crowd(one => one.app.get(ReadOn).start(who.id, enrolmentId, now))
  expect(codes(await crowd(one => one.app.get(ReadOn).turn({ personId: who.id, enrolmentId, page: 1 }, now)))).toEqual(new Set(['null']))
  expect((await enrolmentsOf(app.database, who))[0]).toMatchObject({ position: 2 })
})

it('eight presses begin one go, keep one answer each, and write one record', async () => {
  const now = app.clock.now()
  const asked = { personId: who.id, enrolmentId }
  await app.app.get(ReadOn).answer({ ...asked, page: 2, chosen: ['b'] }, now)
  for (let page = 2; page <= 6; page++) await app.app.get(ReadOn).turn({ ...asked, page }, now)
  expect(codes(await crowd(one => one.app.get(TakeTheQuiz).begin(asked, now)))).toEqual(new Set(['1']))
  for (let question = 1; question <= 4; question++)
    for (const chosen of [['a', 'b', 'c'], ['b'], ['a', 'b']])
      if (!(await app.app.get(TakeTheQuiz).answer({ ...asked, attempt: 9, question, chosen }, now))) throw new Error('there is no ninth go')
  for (let question = 1; question <= 4; question++) {
    for (const chosen of [['b'], ['a', 'b'], ['a', 'b', 'c']])
      await crowd(one => one.app.get(TakeTheQuiz).answer({ ...asked, attempt: 1, question, chosen }, now))
  }
  const [go] = await app.database.query<{ passed: boolean }[]>('SELECT passed FROM quiz_attempt')
  expect(await app.database.query('SELECT 1 FROM quiz_answer WHERE attempt = 1')).toHaveLength(4)
  expect(await recordsOf(app.database, who)).toHaveLength(go!.passed ? 1 : 0)
  expect((await enrolmentsOf(app.database, who))[0]!.completed_at === null).toBe(!go!.passed)
})

it('eight administrators change one revision once, and publish one version', async () => {
  const { id } = await anAdministrator(app.database)
  const edited = { moduleId, revision: 1, sender: { personId: id, key: undefined } }
  const change = (draft: object) => ({ ...draft, notice: 'New' })
  const saved = await crowd(one => one.app.get(EditAModule).run(edited, change, app.clock.now()))
  expect(saved.filter(answer => 'saved' in answer)).toHaveLength(1)
  const published = await crowd(one => one.app.get(EditAModule).publish({ ...edited, revision: 2 }, app.clock.now()))
  expect(published.filter(answer => 'saved' in answer)).toHaveLength(1)
  expect(await app.database.query('SELECT number FROM module_version ORDER BY number')).toEqual([{ number: 1 }, { number: 2 }])
})
