import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Jobs } from '../../../src/jobs/jobs.js'
import { LaunchToken } from '../../../src/modules/elearning/scorm/launch-token.js'
import { OpenItem } from '../../../src/modules/elearning/scorm/open-item.js'
import { isRefusal } from '../../../src/shared/refusal.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aScormCourse, signedUp, standingOf } from '../../support/builders/scorm.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { aPerson } from '../../support/people.js'

let app: TestApp
let dana: { id: string }
let id: string

beforeAll(async () => {
  app = await startApp()
  await aScormCourse(app, aCoursePackage({ old: true, items: [{ mastery: 80 }] }), 'quiz')
  dana = await aPerson(app.database)
  id = await signedUp(app, dana, 'quiz')
})
afterAll(() => app.stop())

async function open(): Promise<{ id: string; token: string }> {
  const opened = await app.app.get(OpenItem, { strict: false }).run({ enrolmentId: id, personId: dana.id, item: 0 }, app.clock.now())
  if (isRefusal(opened)) throw new Error(opened.refused)
  const [row] = await app.database.query<{ id: string }[]>('SELECT id FROM scorm_package')
  const facts = { launchId: opened.launchId, packageId: row!.id, item: 0 }
  return { id: opened.launchId, token: app.app.get(LaunchToken).forLaunch(facts) }
}
const at = (page: number, status = 'incomplete', raw = '') => ({
  'cmi.core.lesson_location': String(page),
  'cmi.core.lesson_status': status,
  ...(raw && { 'cmi.core.score.raw': raw }),
})

describe('the short way in, and the long one', () => {
  interface Way {
    headers?: Record<string, string>
    query?: string
  }
  async function post(body: string, { headers = { 'content-type': 'application/json' }, query = '' }: Way = {}) {
    const response = await fetch(`${app.url}/api/v1/elearning/progress${query}`, { method: 'POST', headers, body })
    const { code, stored } = (await response.json()) as { code?: string; stored?: boolean }
    return [response.status, code ?? stored, response.headers.get('content-security-policy') !== null]
  }

  it('answer alike, whatever is sent', async () => {
    const launch = await open()
    let sequence = 0
    const message = (change: object) => () =>
      JSON.stringify({ launch: launch.token, sequence: ++sequence, ended: false, seconds: 1, cmi: at(2), ...change })
    const bodies: [() => string, number, unknown][] = [
      [message({}), 200, true],
      [message({ sequence: 1 }), 200, false],
      [message({ launch: 'x' }), 404, 'no-such-launch'],
      [message({ cmi: { 'cmi.core.lesson_status': 'wonderful' } }), 422, 'data-invalid'],
      [message({ seconds: 'x' }), 422, 'fields-invalid'],
      [() => 'null', 422, 'fields-invalid'],
      [() => '{', 400, 'body-malformed'],
      [message({ cmi: { 'cmi.suspend_data': 'x'.repeat(1_100_000) } }), 413, 'too-large'],
    ]
    for (const [body, status, word] of bodies) {
      const text = body()
      expect([text.slice(0, 200), await post(text)]).toEqual([text.slice(0, 200), [status, word, true]])
      const again = body()
      expect([again.slice(0, 200), await post(again, { query: '?' })]).toEqual([again.slice(0, 200), [status, word, true]])
    }
    const [row] = await app.database.query<{ cmi: Record<string, string> }[]>('SELECT cmi FROM scorm_launch WHERE id = $1', [launch.id])
    expect(row!.cmi['cmi.core.lesson_location']).toBe('2')
  })

  it('are counted as one route', async () => {
    const text = await (await fetch(`${app.url}/metrics`)).text()
    expect(text).toMatch(/_count\{method="POST",route="\/api\/v1\/elearning\/progress",status="200"\} \d/)
  })

  it('tell of what counts, so that what follows from it is done soon', async () => {
    const nudge = jest.spyOn(app.app.get<Jobs>(Jobs), 'nudge')
    const launch = await open()
    const before = nudge.mock.calls.length
    const message = (sequence: number, cmi: object) => JSON.stringify({ launch: launch.token, sequence, ended: false, seconds: 1, cmi })
    await post(message(1, at(3)))
    expect(nudge.mock.calls.length).toBe(before)
    await post(message(2, at(5, 'passed', '90')))
    expect(nudge.mock.calls.length).toBe(before + 1)
    expect(await standingOf(app, id)).toMatchObject({ completed: true, records: 1 })
    nudge.mockRestore()
  })
})
