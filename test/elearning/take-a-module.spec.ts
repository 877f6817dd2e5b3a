import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aModule, someContent } from '../support/builders/module.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anOutsider, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { enrolmentsOf, readAll, recordsOf, takeQuiz } from './learner.js'

let app: TestApp
let dana: { id: string; email: string }
let visitor: Visitor
let id: string

beforeAll(async () => {
  app = await startApp()
  const { l1, l2 } = await theNeglectPathway(app.database)
  await aModule(app.database, l1)
  await anOccurrence(app.database, { course: l2, startsAt: '2026-04-14 09:30' })
  await app.database.query(`UPDATE course SET valid_months = 36 WHERE id = $1`, [l1.id])
  dana = await aDelegate(app.database)
  visitor = new Visitor(app.url)
  await visitor.signIn(dana.email)
})
afterAll(() => app.stop())

const mine = async () => (await enrolmentsOf(app.database, dana))[0]!

describe('the first level, from the course’s page to the second', () => {
  it('is offered on the list and on the course’s page, to strangers after signing in', async () => {
    expect((await visitor.get('/e-learning')).text).toMatch(/Child Neglect Awareness - Level 1.* Here/)
    expect((await visitor.get('/courses/neglect-l1')).text).toContain('This title is taken here')
    const { text } = await new Visitor(app.url).get('/courses/neglect-l1')
    expect(text).toContain('Sign in to start')
    expect(text).not.toContain('Sign up')
  })

  it('is signed up for once, however often the button is pressed', async () => {
    const windows = [1, 2, 3].map(() => new Visitor(app.url))
    for (const window of windows) await window.signIn(dana.email).then(() => window.get('/courses/neglect-l1'))
    const answers = await Promise.all(windows.map(window => window.whereTo('/courses/neglect-l1/enrolments')))
    expect(new Set(answers).size).toBe(1)
    expect(await enrolmentsOf(app.database, dana)).toHaveLength(1)
    id = (await mine()).id as string
    expect(answers[0]).toBe(`/learning/${id}`)
    const { text } = await visitor.get(`/learning/${id}`)
    expect(text).toContain('6 pages and a quiz of 4 questions, passed with 75%')
    expect((await visitor.get('/my-learning')).text).toMatch(/Level 1 Signed up on Monday 2 March 2026 \( start/)
  })

  it('cannot be read ahead of where one is, nor its quiz taken first', async () => {
    expect((await visitor.get(`/learning/${id}/pages/1`)).url).toBe(`/learning/${id}`)
    await visitor.post(`/learning/${id}/start`)
    expect(visitor.last!.text).toContain('Words of page 1')
    expect((await visitor.get(`/learning/${id}/pages/3`)).url).toBe(`/learning/${id}`)
    expect((await visitor.get(`/learning/${id}/quiz`)).url).toBe(`/learning/${id}`)
    await visitor.get(`/learning/${id}/pages/1`)
    for (const path of ['pages/2', 'pages/6', 'pages/7', 'pages/0', 'pages/x', 'quiz', 'quiz/1'])
      expect([path, (await visitor.post(`/learning/${id}/${path}`, { answer: 'b', attempt: '1' })).status]).toEqual([path, 404])
    expect(await mine()).toMatchObject({ position: 1, completed_at: null })
  })

  it('is read page by page; looking again or pressing twice changes nothing', async () => {
    app.clock.pass({ minutes: 2 })
    await visitor.get(`/learning/${id}/pages/1`)
    await visitor.post(`/learning/${id}/pages/1`)
    await visitor.post(`/learning/${id}/pages/1`)
    expect(visitor.last!.url).toBe(`/learning/${id}/pages/2`)
    await visitor.get(`/learning/${id}/pages/1`)
    expect(await mine()).toMatchObject({ position: 2, progress: 14, seconds: 120 })
  })

  it('asks between pages, tells nothing before the answer, and goes on after it, right or wrong', async () => {
    const before = await visitor.get(`/learning/${id}/pages/2`)
    expect(before.html).not.toMatch(/Why A|Why B|The reason|correct/)
    const early = await visitor.post(`/learning/${id}/pages/2`)
    expect([early.status, early.text]).toEqual([422, expect.stringContaining('Answer the question before you go on')])
    expect((await visitor.post(`/learning/${id}/pages/2/answer`)).text).toContain('Choose an answer')
    expect((await visitor.post(`/learning/${id}/pages/2/answer`, { answer: 'zz' })).status).toBe(422)
    await visitor.post(`/learning/${id}/pages/2/answer`, { answer: 'a' })
    await visitor.get(`/learning/${id}/pages/2`)
    expect(visitor.last!.text).toMatch(
      /Not quite\..*Your answer, not right: between answer A Why A of between Right answer: between answer B .*The reason of between/,
    )
    await visitor.post(`/learning/${id}/pages/2/answer`, { answer: 'b' })
    expect((await visitor.get(`/learning/${id}/pages/2`)).text).toContain('Not quite')
    await visitor.post(`/learning/${id}/pages/2`)
    expect(visitor.last!.url).toBe(`/learning/${id}/pages/3`)
  })

  it('goes on on another device where it was left', async () => {
    await readAll(visitor, id, 4, 3)
    const phone = new Visitor(app.url)
    await phone.signIn(dana.email)
    expect((await phone.get('/my-learning')).text).toContain('In progress: page 5 of 6')
    expect((await phone.get('/courses/neglect-l1')).text).toMatch(/In progress: page 5 of 6\. Go on/)
    expect((await phone.get(`/learning/${id}`)).text).toContain('Go on with page 5')
    await phone.get(`/learning/${id}/pages/5`)
    await phone.post(`/learning/${id}/pages/5`)
    expect((await visitor.get(`/learning/${id}`)).text).toContain('Go on with page 6')
  })

  it('is not completed by reading, nor by a failed quiz', async () => {
    await readAll(visitor, id, 6, 6)
    expect(visitor.last!.url).toBe(`/learning/${id}/quiz`)
    await takeQuiz(visitor, id, 2)
    const { text } = await visitor.get(`/learning/${id}/quiz`)
    expect(text).toContain('not passed this time. 75% is needed')
    expect(await mine()).toMatchObject({ position: 7, completed_at: null, passed_at: null })
    expect(await recordsOf(app.database, dana)).toEqual([])
    expect((await visitor.get('/my-learning')).text).toContain('In progress: the quiz is left')
  })

  it('is completed by a pass, which writes its record once and opens the second level', async () => {
    await takeQuiz(visitor, id, 3)
    expect((await visitor.get(`/learning/${id}/quiz`)).text).toContain('You passed with 75%')
    expect(await mine()).toMatchObject({ progress: 100, score: 75 })
    const record = { completed_on: '2026-03-02', valid_until: '2029-03-02', how: 'e-learning', source: `enrolment:${id}` }
    expect(await recordsOf(app.database, dana)).toEqual([expect.objectContaining(record)])
    const done = await visitor.get(`/learning/${id}/done`)
    expect(done.text).toMatch(/It is on your record from Monday 2 March 2026\. It counts until Friday 2 March 2029\./)
    expect(done.html).toContain('href="/courses/neglect-l2#dates"')
    // It builds on the second level too.
    expect(done.html).not.toContain('/courses/gcp2')
    expect((await visitor.get('/courses/neglect-l2')).text).toMatch(/Book(?! elsewhere)/)
  })

  it('can be read again without counting twice', async () => {
    await visitor.get(`/learning/${id}/pages/6`)
    await visitor.post(`/learning/${id}/pages/6`)
    expect(visitor.last!.url).toBe(`/learning/${id}/done`)
    await visitor.get(`/learning/${id}/quiz`)
    await visitor.post(`/learning/${id}/quiz`)
    expect(await recordsOf(app.database, dana)).toHaveLength(1)
    expect(await app.database.query('SELECT 1 FROM quiz_attempt WHERE enrolment_id = $1', [id])).toHaveLength(2)
    expect((await visitor.get('/my-learning')).text).toContain('read it again')
  })
})

describe('nobody', () => {
  it('sees or moves on what is another’s', async () => {
    const outsider = new Visitor(app.url)
    await outsider.signIn((await anOutsider(app.database)).email)
    const paths = ['', '/pages/1', '/quiz', '/quiz/1', '/done']
    for (const path of paths) expect([path, (await outsider.get(`/learning/${id}${path}`)).status]).toEqual([path, 404])
    await outsider.get('/my-learning')
    for (const path of ['start', 'pages/1', 'pages/2/answer', 'quiz', 'quiz/1', 'declaration'])
      expect([path, (await outsider.post(`/learning/${id}/${path}`, { answer: 'b' })).status]).toEqual([path, 404])
    expect((await new Visitor(app.url).get(`/learning/${id}`)).url).toMatch(/^\/sign-in/)
  })

  it('signs up for what is not taken here, not there, no longer offered, or comes later', async () => {
    const other = new Visitor(app.url)
    await other.signIn((await aPerson(app.database)).email)
    const learning = { kind: 'e-learning' as const, mode: 'e-learning' as const }
    await aCourse(app.database, { ...learning, key: 'plain' })
    await aModule(app.database, await aCourse(app.database, { ...learning, key: 'gone', retired: true }))
    const [l1] = await app.database.query<{ id: string }[]>(`SELECT id FROM course WHERE key = 'neglect-l1'`)
    const later = await aCourse(app.database, { ...learning, key: 'later', requires: [l1!] })
    await aModule(app.database, later)
    await other.get('/my-learning')
    expect((await other.post('/courses/no-such/enrolments')).status).toBe(404)
    expect((await other.post('/courses/plain/enrolments')).text).toContain('cannot be taken here just now')
    expect((await other.post('/courses/gone/enrolments')).text).toContain('no longer offered')
    expect((await other.post('/courses/later/enrolments')).text).toContain('First complete Child Neglect Awareness - Level 1')
    expect(await app.database.query(`SELECT 1 FROM enrolment e JOIN course c ON c.id = e.course_id WHERE c.key <> 'neglect-l1'`)).toEqual(
      [],
    )
  })
})

it('what was begun elsewhere goes on here, and is counted once', async () => {
  const [l1] = await app.database.query<{ id: string }[]>(`SELECT id FROM course WHERE key = 'neglect-l1'`)
  const person = await aPerson(app.database)
  await anEnrolment(app.database, { person, course: l1!, startedAt: '2026-02-21 10:00' })
  const other = new Visitor(app.url)
  await other.signIn(person.email)
  expect((await other.get('/courses/neglect-l1')).text).toMatch(/In progress since Saturday 21 February 2026\. Go on here/)
  await other.post('/courses/neglect-l1/enrolments')
  const [only, ...more] = await enrolmentsOf(app.database, person)
  expect(more).toEqual([])
  expect(only!.module_version_id).not.toBeNull()
  await other.post(`/learning/${only!.id as string}/start`)
  expect(other.last!.text).toContain('Words of page 1')
})

it('a module without a quiz is completed by its last page, which opens nothing more', async () => {
  const course = await aCourse(app.database, { key: 'short', title: 'Short', kind: 'e-learning', mode: 'e-learning' })
  const content = someContent()
  await aModule(app.database, course, {
    content: { ...content, pages: content.pages.slice(0, 1), quiz: { ...content.quiz, questions: [] } },
  })
  const person = await aPerson(app.database)
  const other = new Visitor(app.url)
  await other.signIn(person.email)
  await other.get('/courses/short')
  await other.post('/courses/short/enrolments')
  const [{ id: own }] = (await enrolmentsOf(app.database, person)) as [{ id: string }]
  await readAll(other, own, 1)
  expect(other.last!.text).toContain('You have completed Short')
  expect(other.last!.text).toContain('It counts for good')
  expect(other.last!.text).not.toContain('What this opens')
})
