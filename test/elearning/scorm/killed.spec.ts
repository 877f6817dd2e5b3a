import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { LaunchToken } from '../../../src/modules/elearning/scorm/launch-token.js'
import { OpenItem } from '../../../src/modules/elearning/scorm/open-item.js'
import { isRefusal } from '../../../src/shared/refusal.js'
import { aDataDir, startProduct } from '../../start/a-product.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aScormCourse, signedUp, standingOf } from '../../support/builders/scorm.js'
import { aCoursePackage } from '../../support/packages/course.js'
import { aPerson } from '../../support/people.js'

let app: TestApp
beforeAll(async () => {
  // A process of its own goes by the real clock: the windows must have been opened lately by it.
  app = await startApp(new Date(performance.timeOrigin + performance.now()))
})
afterAll(() => app.stop())

const SECRET = 'a-secret-of-the-tests-that-is-long-enough'

async function aWindow() {
  const dana = await aPerson(app.database)
  const enrolmentId = await signedUp(app, dana, 'quiz')
  const answer = await app.app.get(OpenItem, { strict: false }).run({ enrolmentId, personId: dana.id, item: 0 }, app.clock.now())
  if (isRefusal(answer)) throw new Error(answer.refused)
  const [row] = await app.database.query<{ id: string }[]>('SELECT id FROM scorm_package')
  const token = app.app.get(LaunchToken).forLaunch({ launchId: answer.launchId, packageId: row!.id, item: 0 })
  return { enrolmentId, launchId: answer.launchId, token, acknowledged: 0, sequence: 0 }
}
type Window = Awaited<ReturnType<typeof aWindow>>

async function send(window: Window, to: string, sequence: number): Promise<boolean> {
  // Every tenth is a pass, which is written with the enrolment and the record in one transaction.
  const status = sequence % 10 === 0 ? 'passed' : 'incomplete'
  const cmi = { 'cmi.core.lesson_location': String(sequence), 'cmi.core.lesson_status': status, 'cmi.core.score.raw': '90' }
  const body = JSON.stringify({ launch: window.token, sequence, ended: false, seconds: 1, cmi })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${to}/api/v1/elearning/progress`, { method: 'POST', headers, body }).catch(() => null)
  return answer?.status === 200
}

it('a server that is killed in the middle loses nothing that it has acknowledged, and what is sent again counts once', async () => {
  await aScormCourse(app, aCoursePackage({ old: true, items: [{ mastery: 80 }] }), 'quiz')
  const windows = await Promise.all(Array.from({ length: 12 }, aWindow))
  const dataDir = aDataDir('killed-server')
  const product = await startProduct(dataDir, { DATABASE_URL: app.databaseUrl, SECRET })
  let going = true
  const work = windows.map(async window => {
    while (going) {
      window.sequence += 1
      if (await send(window, product.url, window.sequence)) window.acknowledged = window.sequence
    }
  })
  while (windows.some(({ acknowledged }) => acknowledged < 25)) await pause(20)
  await product.end('SIGKILL')
  going = false
  await Promise.all(work)
  for (const window of windows) {
    const [row] = await app.database.query<{ sequence: string; cmi: Record<string, string> }[]>(
      'SELECT sequence, cmi FROM scorm_launch WHERE id = $1',
      [window.launchId],
    )
    expect(window.acknowledged).toBeGreaterThan(10)
    expect(Number(row!.sequence)).toBeGreaterThanOrEqual(window.acknowledged)
    expect(row!.cmi['cmi.core.lesson_location']).toBe(row!.sequence)
    // The window sends again what it was not answered, to whoever is there now.
    expect(await send(window, app.url, window.sequence)).toBe(true)
    expect(await send(window, app.url, window.acknowledged)).toBe(true)
    const [after] = await app.database.query<{ at: string }[]>(
      `SELECT cmi ->> 'cmi.core.lesson_location' AS at FROM scorm_launch WHERE id = $1`,
      [window.launchId],
    )
    expect(after!.at).toBe(String(Math.max(window.sequence, Number(row!.sequence))))
    expect(await standingOf(app, window.enrolmentId)).toMatchObject({ completed: true, passed: true, records: 1 })
  }
})
