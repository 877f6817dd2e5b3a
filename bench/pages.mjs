// node bench/pages.mjs URL: what's on for visitors and signed in, at 32 connections, on a product that is already running.
import { request, run } from './load.mjs'

const [origin = 'http://127.0.0.1:3000', email = 'level1@example.org'] = process.argv.slice(2)
const port = Number(new URL(origin).port)

/** Signs in as a browser does and answers with its cookies. */
async function signIn() {
  const cookies = new Map()
  const keep = response => {
    for (const line of response.headers.getSetCookie()) cookies.set(...line.split(';')[0].split(/=(.*)/s).slice(0, 2))
  }
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const page = await fetch(`${origin}/sign-in`)
  keep(page)
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())[1]
  const body = new URLSearchParams({ _csrf: token, email, password: 'goldthread-demo' })
  keep(await fetch(`${origin}/sign-in`, { method: 'POST', body, headers: { cookie: header() }, redirect: 'manual' }))
  return header()
}

const cookie = await signIn()
const pages = ['/whats-on', '/whats-on?topic=child-neglect', '/whats-on?page=2']
for (const [who, headers] of [
  ['visitor', {}],
  ['signed in', { cookie }],
]) {
  const task = async (i, ask) => ((await ask(request('GET', pages[i % pages.length], headers))).status === 200 ? 'ok' : 'wrong')
  await run({ port, connections: 32, count: 1000, task })
  const result = await run({ port, connections: 32, count: 5000, task })
  console.log(
    `what's on, ${who.padEnd(9)}  ${result.rate.toFixed(0)} a second  p50 ${result.p50.toFixed(1)} ms  p95 ${result.p95.toFixed(1)} ms  p99 ${result.p99.toFixed(1)} ms  ${JSON.stringify(result.words)}`,
  )
}
