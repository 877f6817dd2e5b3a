import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { chromium } from 'playwright-core'
import { Jobs } from '../../src/jobs/jobs.js'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { startRedis, type RedisServer } from '../support/redis.js'
import { Visitor } from '../support/visitor.js'

let redis: RedisServer
let app: TestApp
let plain: TestApp
beforeAll(async () => {
  redis = await startRedis()
  app = await startApp(undefined, { redisUrl: redis.url })
  plain = await startApp()
  for (const one of [app, plain]) {
    await anAdministrator(one.database)
    await aDelegate(one.database)
  }
  await app.app.get(Jobs).start('web')
})
afterAll(async () => {
  await Promise.all([app.stop(), plain.stop()])
  await redis.stop()
})

const signedIn = async (at: TestApp, email: string) => {
  const visitor = new Visitor(at.url)
  await visitor.signIn(email)
  return visitor
}
const cookiesOf = (visitor: Visitor) => ['gt_session', 'gt_visit', 'gt_form'].map(name => `${name}=${visitor.cookie(name)}`).join('; ')

describe('the queue board', () => {
  it('is for administrators, and a page that says why where there is no Redis', async () => {
    const dana = await signedIn(app, 'dana@example.org')
    for (const path of ['/desk/queues', '/desk/queues/api/queues', '/desk/queues/static/locales/en-US/messages.json'])
      expect([path, (await dana.get(path)).status]).toEqual([path, 403])
    expect((await new Visitor(app.url).get('/desk/queues')).url).toMatch(/^\/sign-in/)
    const ada = await signedIn(plain, 'ada@example.org')
    const page = await ada.get('/desk/queues')
    expect([page.status, page.text]).toEqual([404, expect.stringContaining('There are no queues here') as unknown])
  })

  it('opens in a browser under our content policy, with its queues, and nothing from elsewhere', async () => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    const page = await browser.newPage({ baseURL: app.url })
    const asked: string[] = []
    const said: string[] = []
    page.on('request', request => asked.push(request.url()))
    page.on('console', message => message.type() === 'error' && said.push(message.text()))
    await page.goto('/sign-in')
    await page.fill('#email', 'ada@example.org')
    await page.fill('#password', 'goldthread-demo')
    await page.click('main button')
    await page.goto('/desk/queues')
    await page.getByText('send-messages').first().waitFor()
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT })
    await browser.close()
    expect(said).toEqual([])
    expect(asked.filter(url => !url.startsWith(app.url) && !url.startsWith('data:'))).toEqual([])
  })

  it('changes queues at its own page’s word only', async () => {
    const ada = await signedIn(app, 'ada@example.org')
    const pause = (headers: Record<string, string>) =>
      fetch(`${app.url}/desk/queues/api/queues/send-messages/pause`, { method: 'PUT', headers: { cookie: cookiesOf(ada), ...headers } })
    const own = new URL(app.url).origin
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example.org' },
      { origin: 'null' },
    ])
      expect([headers, (await pause(headers as Record<string, string>)).status]).toEqual([headers, 403])
    expect((await pause({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await pause({ origin: own })).status).toBe(200)
  })

  it('leaves the pages’ own forms to their tokens', async () => {
    const ada = await signedIn(app, 'ada@example.org')
    const headers = { cookie: cookiesOf(ada), 'sec-fetch-site': 'same-origin' }
    expect((await fetch(`${app.url}/desk/jobs/clear-away/runs`, { method: 'POST', headers })).status).toBe(403)
  })
})

describe('the page of the jobs, with Redis', () => {
  it('asks a worker to run one, and says so where Redis is away', async () => {
    const ada = await signedIn(app, 'ada@example.org')
    expect((await ada.get('/desk/jobs')).text).toContain('The queues on Redis')
    expect((await ada.post('/desk/jobs/clear-away/runs')).text).toContain('it runs now. Load this page again to read what it did')
    expect(await (await fetch(`${app.url}/ready`)).json()).toEqual({ status: 'ready', database: 'ok', redis: 'ok' })
    await redis.kill()
    expect((await ada.get('/desk/jobs')).text).toContain('Redis does not answer.')
    expect((await ada.post('/desk/jobs/clear-away/runs')).text).toContain('failed: Redis does not answer.')
    const ready = await fetch(`${app.url}/ready`)
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', database: 'ok', redis: 'away' }])
    await redis.restart()
  })
})
