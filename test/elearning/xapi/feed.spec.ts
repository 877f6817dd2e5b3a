import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EnrolmentProgress } from '../../../src/modules/elearning/enrolment-progress.js'
import { KeepProgress } from '../../../src/modules/elearning/scorm/keep-progress.js'
import { LaunchToken } from '../../../src/modules/elearning/scorm/launch-token.js'
import { OpenItem } from '../../../src/modules/elearning/scorm/open-item.js'
import { WriteStatements } from '../../../src/modules/elearning/xapi/write-statements.js'
import type { Statement } from '../../../src/modules/elearning/xapi/rules/statement.js'
import { isRefusal } from '../../../src/shared/refusal.js'
import { startApp, type TestApp } from '../../support/app.js'
import { theNeglectPathway } from '../../support/builders/course.js'
import { aModule } from '../../support/builders/module.js'
import { aScormCourse, signedUp } from '../../support/builders/scorm.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { aDelegate, anAdministrator, aPerson, aReader, tokenOf } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { readAll, takeQuiz } from '../learner.js'
import { statementProblems } from './statement-problems.js'

const VERB = 'http://adlnet.gov/expapi/verbs/'
type Fed = Statement & { stored: string }
let app: TestApp
let token: string
let dana: { id: string; email: string }
let built: string
let packaged: string

beforeAll(async () => {
  app = await startApp()
  const { l1 } = await theNeglectPathway(app.database)
  await aModule(app.database, l1)
  await aScormCourse(app, aCoursePackage({ old: true, items: [{ mastery: 80 }] }), 'package')
  dana = await aDelegate(app.database)
  token = await tokenOf(app, (await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

async function ask(query: string | Record<string, string> = {}, headers: Record<string, string> = {}) {
  const path = typeof query === 'string' ? query : `/api/v1/xapi/statements?${new URLSearchParams(query).toString()}`
  const all = { authorization: `Bearer ${token}`, 'x-experience-api-version': '1.0.3', ...headers }
  const response = await fetch(`${app.url}${path}`, { headers: all })
  const body = (await response.json()) as { statements: Fed[]; more: string; code?: string; detail?: string } & Fed
  return { status: response.status, headers: response.headers, body }
}
const fed = async (query: Record<string, string> = {}) => (await ask(query)).body.statements
const short = ({ verb, result }: Fed) => [verb.id.slice(VERB.length), result.success ?? null, result.score?.scaled ?? null]

describe('a statement is written', () => {
  it('of one thing once: what is told of it later changes nothing', async () => {
    const person = await aPerson(app.database)
    const enrolmentId = await signedUp(app, person, 'neglect-l1')
    const [course] = await app.database.query<[{ id: string }]>(`SELECT id FROM course WHERE key = 'neglect-l1'`)
    const about = { enrolmentId, personId: person.id, courseId: course.id, verb: 'failed' as const }
    const facts = { ...about, success: false, seconds: 60, now: app.clock.now() }
    const writer = app.app.get(WriteStatements, { strict: false })
    const write = (score: number) => app.database.transaction(tx => writer.write(tx, [{ ...facts, score, source: 'once' }]))
    for (const score of [40, 90]) await write(score)
    await Promise.all([50, 60, 70].map(write))
    expect((await fed()).map(short)).toEqual([['failed', false, 0.4]])
    await app.database.query('DELETE FROM xapi_statement')
  })

  it('when a quiz is failed, and when it is passed and the module with it completed', async () => {
    built = await signedUp(app, dana, 'neglect-l1')
    const visitor = new Visitor(app.url)
    await visitor.signIn(dana.email)
    await readAll(visitor, built, 6)
    expect(await fed()).toEqual([])
    app.clock.pass({ minutes: 1 })
    await takeQuiz(visitor, built, 2)
    expect((await fed()).map(short)).toEqual([['failed', false, 0.5]])
    app.clock.pass({ minutes: 1 })
    await takeQuiz(visitor, built, 3)
    expect((await fed()).map(short).sort()).toEqual([
      ['completed', true, 0.75],
      ['failed', false, 0.5],
      ['passed', true, 0.75],
    ])
  })

  it('of an item that failed and was left, and of the next try that passed, each once, however often it is sent', async () => {
    packaged = await signedUp(app, dana, 'package')
    const send = async (status: string, score: number) => {
      app.clock.pass({ minutes: 2 })
      const now = app.clock.now()
      const opened = await app.app.get(OpenItem, { strict: false }).run({ enrolmentId: packaged, personId: dana.id, item: 0 }, now)
      if (isRefusal(opened)) throw new Error(opened.refused)
      const [row] = await app.database.query<{ id: string }[]>('SELECT id FROM scorm_package')
      const launch = app.app.get(LaunchToken).forLaunch({ launchId: opened.launchId, packageId: row!.id, item: 0 })
      app.clock.pass({ minutes: 1 })
      const cmi = { 'cmi.core.lesson_status': status, 'cmi.core.score.raw': String(score), 'cmi.core.session_time': '00:01:30' }
      for (const sequence of [1, 2, 2, 3])
        await app.app
          .get(KeepProgress, { strict: false })
          .run({ launch, sequence, ended: sequence > 1, finished: false, seconds: 90, cmi }, app.clock.now())
    }
    await send('failed', 40)
    await send('passed', 90)
    const of = await fed({ registration: packaged, ascending: 'true' })
    expect(of.map(short)).toEqual([
      ['failed', false, 0.4],
      ['passed', true, 0.9],
      ['completed', true, 0.9],
    ])
    expect(of.map(({ result }) => result.duration)).toEqual(['PT1M30S', 'PT3M', 'PT3M'])
  })

  it('of what was completed elsewhere, on the day on which it was', async () => {
    const oona = await aPerson(app.database)
    const id = await signedUp(app, oona, 'neglect-l1')
    const progress = app.app.get(EnrolmentProgress, { strict: false })
    app.clock.pass({ minutes: 1 })
    await app.database.transaction(async tx => {
      const enrolment = (await progress.lock(tx, id, oona.id))!
      await progress.record(tx, enrolment, { completed: true, completedOn: '2026-02-10' }, app.clock.now())
      // Told once, whatever the caller still believes.
      await progress.record(tx, enrolment, { completed: true, completedOn: '2026-02-10' }, app.clock.now())
    })
    const [one, ...more] = await fed({ registration: id })
    expect(more).toEqual([])
    expect(one).toMatchObject({ result: { completion: true }, timestamp: '2026-02-10T12:00:00.000Z' })
    expect(one!.object.id).toMatch(/\/courses\/neglect-l1$/)
  })

  it('or not at all: with what it tells of, or without it never', async () => {
    const count = async () => (await fed()).length
    const before = await count()
    const cole = await aPerson(app.database)
    const id = await signedUp(app, cole, 'neglect-l1')
    const progress = app.app.get(EnrolmentProgress, { strict: false })
    const failing = app.database.transaction(async tx => {
      await progress.record(tx, (await progress.lock(tx, id, cole.id))!, { completed: true, passed: true }, app.clock.now())
      throw new Error('the line was cut')
    })
    await expect(failing).rejects.toThrow('the line was cut')
    expect(await count()).toBe(before)
  })
})

describe('the feed', () => {
  it('gives valid statements with when they came and on whose word, and nothing that says who somebody is elsewhere', async () => {
    const { headers, body } = await ask()
    expect(body.statements).toHaveLength(7)
    for (const one of body.statements) expect([one.id, statementProblems(one)]).toEqual([one.id, []])
    for (const one of body.statements) expect([Boolean(one.stored), Object.keys(one.actor)]).toEqual([true, ['account', 'objectType']])
    expect(JSON.stringify(body)).not.toMatch(/@example\.org|Delegate/)
    expect(headers.get('x-experience-api-version')).toBe('1.0.3')
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('x-experience-api-consistent-through')).toBe(new Date(app.clock.now().getTime() - 60_000).toISOString())
  })

  it('goes newest first, or oldest first, page by page, with nothing twice and nothing left out', async () => {
    const all = await fed()
    const stored = all.map(one => one.stored)
    expect(stored).toEqual([...stored].sort().reverse())
    for (const ascending of ['false', 'true'])
      for (const limit of ['1', '2', '3', '7']) {
        const found: string[] = []
        let { body } = await ask({ limit, ascending })
        for (;;) {
          expect(body.statements.length).toBeLessThanOrEqual(Number(limit))
          found.push(...body.statements.map(({ id }) => id))
          if (body.more === '') break
          expect(body.more).toMatch(/^\/api\/v1\/xapi\/statements\?/)
          body = (await ask(body.more)).body
        }
        const ids = all.map(({ id }) => id)
        expect(found).toEqual(ascending === 'true' ? ids.reverse() : ids)
      }
  })

  it('is narrowed by whom, what, which course and when it came', async () => {
    const all = await fed({ ascending: 'true' })
    const { actor, object } = all[0]!
    const count = async (query: Record<string, string>) => (await fed(query)).length
    expect(await count({ agent: JSON.stringify(actor) })).toBe(6)
    expect(await count({ agent: JSON.stringify({ account: { ...actor.account, homePage: 'https://other.example.org' } }) })).toBe(0)
    expect(await count({ agent: '{"mbox":"mailto:dana@example.org"}' })).toBe(0)
    expect(await count({ verb: `${VERB}failed` })).toBe(2)
    expect(await count({ verb: `${VERB}attended` })).toBe(0)
    expect(await count({ activity: object.id })).toBe(4)
    expect(await count({ registration: packaged })).toBe(3)
    expect(await count({ registration: built, verb: `${VERB}passed` })).toBe(1)
    const [first, second] = [all[0]!.stored, all[1]!.stored]
    expect(await count({ since: first })).toBe(6)
    expect(await count({ until: first })).toBe(1)
    expect(await count({ since: first, until: second })).toBe(2)
  })

  it('keeps to what was asked for on every page, and says up to when it is whole', async () => {
    const wanted = { verb: `${VERB}failed`, limit: '1' }
    const first = await ask(wanted)
    const second = await ask(first.body.more)
    for (const { body } of [first, second]) expect(body.statements.map(({ verb }) => verb.id)).toEqual([wanted.verb])
    expect([second.body.more, first.body.statements[0]!.id === second.body.statements[0]!.id]).toEqual(['', false])
    expect(first.headers.get('x-experience-api-consistent-through')).toBe(new Date(app.clock.now().getTime() - 60_000).toISOString())
    expect(await fed({ format: 'canonical' })).toEqual(await fed())
  })

  it('gives one by its id, with the hour it came; and shorter where that is asked for', async () => {
    const [one] = await fed({ limit: '1' })
    const { body, headers } = await ask({ statementId: one!.id })
    expect(body).toEqual(one)
    expect(headers.get('last-modified')).toBe(new Date(one!.stored).toUTCString())
    const ids = (await ask({ statementId: one!.id, format: 'ids' })).body
    expect([ids.verb, ids.object]).toEqual([{ id: one!.verb.id }, { objectType: 'Activity', id: one!.object.id }])
    expect((await ask({ statementId: '0197a000-0000-7000-8000-000000000001' })).status).toBe(404)
    expect((await ask({ voidedStatementId: one!.id })).status).toBe(404)
  })

  it.each<[Record<string, string>, Record<string, string>, string]>([
    [{}, { 'x-experience-api-version': '' }, 'version-missing'],
    [{}, { 'x-experience-api-version': '0.95' }, 'version-missing'],
    [{}, { 'x-experience-api-version': '1.1.0' }, 'version-missing'],
    [{ Limit: '1' }, {}, 'parameter-invalid'],
    [{ limit: 'x' }, {}, 'parameter-invalid'],
    [{ after: '1_x' }, {}, 'parameter-invalid'],
  ])('refuses %j with %j', async (query, headers, code) => {
    const answer = await ask(query, headers)
    expect([answer.status, answer.body.code, answer.headers.get('x-experience-api-version')]).toEqual([400, code, '1.0.3'])
  })

  it('says what it is, reads all 1.0, and is the administrators’', async () => {
    expect((await ask('/api/v1/xapi/about')).body).toEqual({ version: ['1.0.3', '1.0.2', '1.0.1', '1.0.0'] })
    expect((await ask({}, { 'x-experience-api-version': '1.0' })).status).toBe(200)
    const rhea = await tokenOf(app, (await aReader(app.database)).email)
    const theirs = await ask({}, { authorization: `Bearer ${rhea}` })
    expect([theirs.status, theirs.headers.get('x-experience-api-version')]).toEqual([403, '1.0.3'])
    expect((await ask({}, { authorization: '' })).status).toBe(401)
    const post = await fetch(`${app.url}/api/v1/xapi/statements`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    expect(post.status).toBe(404)
  })

  it('is read at the desk too, newest first, each as it was written', async () => {
    const ada = new Visitor(app.url)
    await ada.signIn('ada@example.org')
    const list = await ada.get('/desk/e-learning/statements')
    expect(list.text).toContain('/api/v1/xapi/')
    expect(list.text).toMatch(/Dana Delegate failed a try at Child Neglect Awareness - Level 1/)
    const [one] = await fed({ verb: `${VERB}passed`, limit: '1' })
    const page = await ada.get(`/desk/e-learning/statements/${one!.id}`)
    expect(page.text).toContain('Dana Delegate passed')
    expect(page.html).toContain(one!.context.registration)
    expect((await ada.get('/desk/e-learning/statements?page=9')).text).toContain('There is no such page')
    expect((await ada.get('/desk/e-learning/statements/x')).status).toBe(404)
  })
})
