import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { startApp, startBeside, type TestApp } from '../../support/app.js'
import { aScormCourse, signedUp, standingOf } from '../../support/builders/scorm.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'

let app: TestApp
let dana: Person
let visitor: Visitor
let id: string

beforeAll(async () => {
  app = await startApp()
  await aScormCourse(app, aCoursePackage({ old: true, items: [{ mastery: 80 }] }), 'quiz')
  await aScormCourse(app, aCoursePackage({ old: true }), 'plain')
  await aScormCourse(app, aCoursePackage({ old: false, items: [{}, {}, { asset: true }] }), 'three')
})
afterAll(() => app.stop())
beforeEach(async () => {
  dana = await aPerson(app.database)
  visitor = new Visitor(app.url)
  await visitor.signIn(dana.email)
  id = await signedUp(app, dana, 'quiz')
})

interface Launch {
  id: string
  token: string
  sequence: number
  cmi: Record<string, string>
}
const launchOn = (html: string): Launch =>
  JSON.parse(
    /data-launch="([^"]*)"/
      .exec(html)![1]!
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&'),
  ) as Launch

async function open(enrolmentId = id, item = 1, as = visitor): Promise<Launch> {
  await as.get(`/learning/${enrolmentId}/package`)
  const { html, status } = await as.post(`/learning/${enrolmentId}/package/items/${item}`)
  expect(status).toBe(200)
  return launchOn(html)
}
interface Sent {
  ended?: boolean
  seconds?: number
  to?: string
}
async function send(launch: Pick<Launch, 'token'>, sequence: number, cmi: object, { ended = false, seconds = 5, to = app.url }: Sent = {}) {
  const response = await fetch(`${to}/api/v1/elearning/progress`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ launch: launch.token, sequence, ended, seconds, cmi }),
  })
  return {
    status: response.status,
    body: (await response.json()) as { stored?: boolean; done?: boolean; overtaken?: boolean; code?: string },
  }
}
const at = (page: number, status = 'incomplete', raw = '') => ({
  'cmi.core.lesson_location': String(page),
  'cmi.core.lesson_status': status,
  ...(raw && { 'cmi.core.score.raw': raw }),
})

describe('what a window stores', () => {
  it('is kept by its number: late, doubled and resent messages change nothing', async () => {
    const launch = await open()
    expect((await send(launch, 2, at(2))).body).toEqual({ stored: true, done: false, overtaken: false })
    expect((await send(launch, 1, at(1))).body).toMatchObject({ stored: false })
    expect((await send(launch, 2, at(9))).body).toMatchObject({ stored: false })
    expect((await open()).cmi['cmi.core.lesson_location']).toBe('2')
  })

  it('sent from everywhere at once, leaves the newest, and is on the record once', async () => {
    const launch = await open()
    const beside = await startBeside(app)
    const numbers = Array.from({ length: 40 }, (_, i) => i + 1)
    const answers = await Promise.all(
      numbers.map(n => send(launch, n, at(n, 'completed', '90'), { ended: n % 3 === 0, to: n % 2 ? app.url : beside.url })),
    )
    await beside.stop()
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect((await open()).cmi['cmi.core.lesson_location']).toBe('40')
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: true, records: 1, score: 90 })
  })

  it('"completed" and then "failed" is no pass, and no completion', async () => {
    id = await signedUp(app, dana, 'plain')
    const launch = await open()
    await send(launch, 1, at(5, 'completed'))
    expect(await standingOf(app, id)).toMatchObject({ completed: false })
    await send(launch, 2, at(5, 'failed', '40'), { ended: true })
    expect(await standingOf(app, id)).toMatchObject({ completed: false, passed: false, records: 0, score: 40 })
    // What came to its end in failure is begun anew.
    expect((await open()).cmi).toMatchObject({ 'cmi.core.entry': 'ab-initio' })
  })

  it('"completed" counts when the window is left, or another opened', async () => {
    id = await signedUp(app, dana, 'plain')
    await send(await open(), 1, at(5, 'completed'))
    expect(await standingOf(app, id)).toMatchObject({ completed: false })
    await open()
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: false, records: 1 })
  })

  it('once passed stays passed, whatever comes after', async () => {
    const launch = await open()
    await send(launch, 1, at(5, 'passed', '90'))
    await send(launch, 2, at(5, 'failed', '10'), { ended: true })
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: true, records: 1, score: 90 })
  })

  it('adds up the time of its windows, and never more than has passed', async () => {
    const first = await open()
    app.clock.pass({ minutes: 10 })
    await send(first, 1, { ...at(1), 'cmi.core.session_time': '00:05:00' }, { ended: true })
    await send(first, 2, { ...at(1), 'cmi.core.session_time': '00:06:00' }, { ended: true })
    const second = await open()
    expect(second.cmi['cmi.core.total_time']).toBe('0000:06:00')
    await send(second, 1, { ...at(1), 'cmi.core.session_time': '99:00:00' }, { ended: true })
    expect((await standingOf(app, id)).seconds).toBe(360 + 60)
  })

  it('of another window that was opened since, does not take its place', async () => {
    const [one, two] = [await open(), await open()]
    await send(two, 1, at(7))
    expect((await send(one, 99, at(3))).body).toEqual({ stored: true, done: false, overtaken: true })
    expect((await open()).cmi['cmi.core.lesson_location']).toBe('7')
  })
})

describe('nobody stores', () => {
  const count = async () =>
    Number((await app.database.query<{ n: string }[]>('SELECT count(*) AS n FROM scorm_launch WHERE sequence > 0'))[0]!.n)

  it('without a launch, or with one that is forged', async () => {
    const before = await count()
    const launch = await open()
    const [launchId = '', packageId = '', , proof = ''] = launch.token.split('.')
    const forged = [
      '',
      'x',
      `${launchId}.${packageId}.0.${'A'.repeat(43)}`,
      `${launchId}.${packageId}.1.${proof}`,
      `${dana.id}.${packageId}.0.${proof}`,
    ]
    for (const token of forged) expect((await send({ token }, 1, at(1, 'passed', '100'))).body.code).toBe('no-such-launch')
    expect(await count()).toBe(before)
  })

  it('for another, nor opens another’s course', async () => {
    const oona = new Visitor(app.url)
    await oona.signIn((await aPerson(app.database)).email)
    const launch = await open()
    await oona.get('/my-learning')
    expect((await oona.post(`/learning/${id}/package/items/1`)).status).toBe(404)
    expect((await oona.get(`/learning/${id}/package`)).status).toBe(404)
    expect((await oona.get(`/learning/${id}/package/launches/${launch.id}`)).status).toBe(404)
  })

  it('on a course that was closed', async () => {
    const launch = await open()
    await app.database.query(`UPDATE enrolment SET closed_at = '2026-03-02T09:00:00Z' WHERE id = $1`, [id])
    expect((await send(launch, 1, at(2))).body.code).toBe('launch-over')
    expect((await send(launch, 2, at(2, 'passed', '90'), { ended: true })).body.code).toBe('launch-over')
    expect(await standingOf(app, id)).toMatchObject({ completed: false, records: 0 })
  })

  it('30 days after the window was opened', async () => {
    const launch = await open()
    app.clock.pass({ days: 30, minutes: -1 })
    expect((await send(launch, 1, at(2))).body).toMatchObject({ stored: true })
    app.clock.pass({ minutes: 1 })
    expect((await send(launch, 2, at(2))).body.code).toBe('launch-over')
  })

  it.each([
    [{ 'cmi.core.lesson_status': 'wonderful' }, 422],
    [{ 'cmi.suspend_data': 'x'.repeat(64_001) }, 422],
    ['text', 422],
    [null, 422],
  ])('what its standard does not have: %.40j', async (cmi, status) => {
    const launch = await open()
    expect(await send(launch, 1, cmi as object)).toMatchObject({ status, body: { code: 'data-invalid' } })
  })

  it.each([0, -1, 1.5, 1e16, '1', null])('with a number that is none: %j', async sequence => {
    const launch = await open()
    expect(await send(launch, sequence as number, at(1))).toMatchObject({ status: 422, body: { code: 'fields-invalid' } })
  })
})

describe('items', () => {
  it('are opened in their order only, also by those who know their addresses', async () => {
    id = await signedUp(app, dana, 'three')
    await visitor.get(`/learning/${id}/package`)
    const refused = await visitor.post(`/learning/${id}/package/items/2`)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Complete the items before it first')
    expect((await visitor.post(`/learning/${id}/package/items/9`)).status).toBe(422)
    await send(await open(id, 1), 1, { 'cmi.completion_status': 'completed' }, { ended: true })
    await send(await open(id, 2), 1, { 'cmi.completion_status': 'completed' }, { ended: true })
    expect(await standingOf(app, id)).toMatchObject({ completed: false, progress: 66 })
    // What is only looked at is done when it is opened.
    await open(id, 3)
    expect(await standingOf(app, id)).toMatchObject({ completed: true, passed: false, records: 1 })
  })

  it('a form’s field will do, which is all that a window being closed can send', async () => {
    const launch = await open()
    const progress = JSON.stringify({ launch: launch.token, sequence: 1, ended: true, seconds: 1, cmi: at(4) })
    const response = await fetch(`${app.url}/api/v1/elearning/progress`, { method: 'POST', body: new URLSearchParams({ progress }) })
    expect(response.status).toBe(200)
    expect((await open()).cmi['cmi.core.lesson_location']).toBe('4')
  })
})
