import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { JobRunner } from '../../src/jobs/job-runner.js'
import { startApp, type TestApp } from '../support/app.js'

const TOKEN = 'a-token-of-the-tests'
let open: TestApp
let closed: TestApp
beforeAll(async () => {
  ;[open, closed] = await Promise.all([startApp(), startApp(undefined, { metricsToken: TOKEN })])
})
afterAll(() => Promise.all([open.stop(), closed.stop()]))

const read = async (app: TestApp, headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.url}/metrics`, { headers })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

describe('who may read the metrics', () => {
  it('without a token: this machine, but not those for whom a proxy on it asks', async () => {
    expect((await read(open)).status).toBe(200)
    for (const name of ['x-forwarded-for', 'forwarded']) expect((await read(open, { [name]: '192.0.2.7' })).status).toBe(403)
  })

  it('with a token: whoever brings it, and nobody else', async () => {
    expect((await read(closed, { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '192.0.2.7' })).status).toBe(200)
    for (const authorization of ['', TOKEN, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`])
      expect([authorization, (await read(closed, { authorization })).status]).toEqual([authorization, 403])
  })
})

describe('the metrics', () => {
  it('name routes by their pattern, whatever was asked for', async () => {
    for (const path of ['/courses/one', '/courses/two', '/courses/three', '/no-such-page', '/assets/none/none.css'])
      await (await fetch(open.url + path)).arrayBuffer()
    const { text, type } = await read(open)
    expect(type).toMatch(/^text\/plain/)
    expect(text).toContain('goldthread_http_request_duration_seconds_count{method="GET",route="/courses/:key",status="404"} 3')
    expect(text).toContain('route="none",status="404"')
    expect(text).not.toMatch(/courses\/one|no-such-page/)
  })

  it('tell how messages and jobs stand, the pool and the event loop', async () => {
    await open.database.query(
      `INSERT INTO message (id, subject, kind, to_name, to_email, message_id, due_at, try_at, created_at, state)
       SELECT gen_random_uuid(), 'm:' || n, 'place-free', 'D', 'd@example.org', n::text, $1::timestamptz - interval '90 s', $1::timestamptz - interval '90 s', $1,
         CASE WHEN n <= 3 THEN 'due' ELSE 'failed' END FROM generate_series(1, 5) n`,
      [open.clock.now()],
    )
    await open.app.get(JobRunner, { strict: false }).run('clear-away')
    const { text } = await read(open)
    for (const line of [
      'goldthread_messages{state="due"} 3',
      'goldthread_messages{state="failed"} 2',
      'goldthread_oldest_due_message_seconds 90',
      `goldthread_job_last_run_timestamp_seconds{job="clear-away"} ${open.clock.now().getTime() / 1000}`,
      'goldthread_job_failing{job="clear-away"} 0',
      'goldthread_database_connections{state="awaited"} 0',
    ])
      expect(text).toContain(line)
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m)
  })

  it('give nobody away', async () => {
    expect((await read(open)).text).not.toMatch(/example\.org/)
  })
})
