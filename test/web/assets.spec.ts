import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'

let app: TestApp
let page = ''

beforeAll(async () => {
  app = await startApp()
  page = await (await fetch(`${app.url}/privacy`)).text()
})
afterAll(() => app.stop())

const addressOf = (name: string) => new RegExp(`"(/assets/[0-9a-f]{12}/${name})"`).exec(page)![1]!
const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers })

it('has its content’s hash in its address and may be kept for good', async () => {
  const response = await get(addressOf('goldthread.css'))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(response.headers.getSetCookie()).toEqual([])
})

it.each(['/assets/000000000000/goldthread.css', '/assets/goldthread.css'])(
  'by the address of another version is served, but kept by nobody: %s',
  async path => {
    // While an update is on its way, a page of the new version may ask a process of the old one.
    const response = await get(path)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  },
)

it('comes packed to who can read it so, and plain to who cannot', async () => {
  const address = addressOf('goldthread.js')
  const [packed, plain] = [await get(address, { 'accept-encoding': 'gzip' }), await get(address, { 'accept-encoding': 'identity' })]
  expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null])
  expect(await packed.text()).toBe(await plain.text())
})

it('draws with the reader’s own typeface', async () => {
  const css = await (await get(addressOf('goldthread.css'))).text()
  expect(css).not.toMatch(/GDS Transport|@font-face/i)
  expect(css).toContain('system-ui')
})

it('is only read: sending to it finds nothing there', async () => {
  expect((await fetch(app.url + addressOf('icon.svg'), { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(app.url + addressOf('icon.svg'), { method: 'POST' })).status).not.toBe(200)
})

it('is not found when it is not there', async () => {
  expect((await get('/assets/000000000000/no-such-thing.css')).status).toBe(404)
})
