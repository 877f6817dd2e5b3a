import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { atOnce } from '../support/crowd.js'
import { anAdministrator, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

interface ExpressLayer {
  route?: { path: string; methods: Record<string, boolean> }
}

let app: TestApp
let cookie = ''
let formToken = ''
let bearer = ''

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null })
  const ada = await anAdministrator(app.database)
  const browser = new Visitor(app.url)
  await browser.signIn(ada.email)
  formToken = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/my-details')).html)![1]!
  cookie = ['gt_session', 'gt_visit', 'gt_form'].map(name => `${name}=${browser.cookie(name)}`).join('; ')
  bearer = `Bearer ${await tokenOf(app, ada.email)}`
  await aCourse(app.database, { key: 'neglect-l2' })
})
afterAll(() => app.stop())

/** Every route of the product but signing out, which would make a stranger of whoever walks. */
function routes(): { method: string; path: string }[] {
  const express = app.app.getHttpAdapter().getInstance() as { router: { stack: ExpressLayer[] } }
  return express.router.stack.flatMap(({ route }) =>
    route && route.path !== '/sign-out'
      ? Object.keys(route.methods).map(method => ({ method: method.toUpperCase(), path: route.path }))
      : [],
  )
}

async function ask(method: string, path: string, body?: string): Promise<number> {
  const api = path.startsWith('/api/')
  const headers: Record<string, string> = api ? { authorization: bearer } : { cookie, 'x-csrf-token': formToken }
  if (body !== undefined) headers['content-type'] = api ? 'application/json' : 'application/x-www-form-urlencoded'
  const response = await fetch(app.url + path, { method, headers, body, redirect: 'manual' })
  await response.arrayBuffer()
  return response.status
}

/** What was asked and surprised us: an administrator asks, so that nothing is refused before it is looked at. */
async function surprises(asked: { method: string; path: string; body?: string }[]): Promise<string[]> {
  const statuses = await atOnce(4, asked, one => ask(one.method, one.path, one.body))
  return asked.flatMap(({ method, path }, i) => (statuses[i]! >= 500 ? [`${method} ${path}: ${statuses[i]}`] : []))
}

const NUL = 'a%00b'
const STRANGE = [NUL, '%25', "'%3B%20--", '..%2F..%2Fetc%2Fpasswd', '%F0%9F%98%80', '-1', '9'.repeat(30), '__proto__', 'x'.repeat(3000)]
const QUERIES =
  'q topic level provider mode month places mine page to from by course placesLeft after limit next agency year quarter'.split(' ')

describe('an address', () => {
  it.each(STRANGE.map(text => [text.slice(0, 30), text]))(
    'that names %s is refused or not found, never a surprise',
    async (_short, text) => {
      const asked = routes().filter(({ path }) => path.includes(':'))
      expect(asked.length).toBeGreaterThan(20)
      const filled = asked.map(({ method, path }) => ({
        method,
        path: path.replace(/:\w+/g, text),
        body: method === 'GET' ? undefined : emptyBody(path),
      }))
      expect(await surprises(filled)).toEqual([])
    },
  )

  it.each([NUL, '-1', '__proto__'])('that asks with %s for everything is no surprise', async text => {
    const asked = routes().filter(({ method, path }) => method === 'GET' && !path.includes(':'))
    const questions = [(name: string) => `${name}=${text}`, (name: string) => `${name}[]=${text}`, (name: string) => `${name}[a]=${text}`]
    const addresses = asked.flatMap(({ path }) => questions.map(how => ({ method: 'GET', path: `${path}?${QUERIES.map(how).join('&')}` })))
    expect(await surprises(addresses)).toEqual([])
  })

  it.each([
    ['/%', 400],
    ['/courses/%E0%A4%A', 400],
    ['/api/v1/courses/%', 400],
    ['/%00', 404],
    ['/courses//', 404],
    [`/${'x'.repeat(8000)}`, 404],
  ])('that is none of ours is answered so: %j', async (path, status) => expect(await ask('GET', path)).toBe(status))

  it('that cannot be read is a page, and a problem under /api/', async () => {
    const page = await fetch(`${app.url}/courses/%E0%A4%A`)
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('We could not read that')])
    const problem = await fetch(`${app.url}/api/v1/bookings/%`, { method: 'DELETE', headers: { authorization: bearer } })
    expect([problem.status, problem.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8'])
  })
})

const emptyBody = (path: string) => (path.startsWith('/api/') ? '{}' : '')
const DETAILS = {
  name: 'Nina Newcomer',
  email: 'nina@example.org',
  jobRole: 'Nurse',
  managerName: 'Mary',
  managerEmail: 'mary@example.org',
  password: 'a long enough password',
  agencyOther: 'Elsewhere',
}

describe('a form', () => {
  it.each([
    ['/sign-in', { email: 'a\u0000b', password: 'a guess' }],
    ['/forgotten-password', { email: 'a\u0000b' }],
    ['/register', { ...DETAILS, jobRole: 'Nurse\u0000' }],
    ['/register', { ...DETAILS, agencyOther: 'Else\u0000where' }],
    ['/my-details/about-me', { ...DETAILS, jobRole: '\u0000' }],
    ['/desk/venues', { key: 'hall', name: 'Town\u0000Hall', capacity: '30' }],
    [
      '/desk/courses',
      {
        key: 'tea',
        title: 'Tea\u0000',
        kind: 'scheduled',
        mode: 'virtual',
        topic: 'child-neglect',
        days: '1',
        defaultPlaces: '10',
        fewest: '6',
      },
    ],
  ])('%s with a character that no text can hold says that it could not be read', async (path, fields: Record<string, string>) => {
    expect(await ask('POST', path, new URLSearchParams(fields).toString())).toBe(400)
  })

  it.each<Record<string, string>>([{ 'name[]': 'a' }, { 'name[a]': 'b' }, { 'name[a][b][c]': 'd' }, { 'name[__proto__][x]': 'y' }])(
    'whose field is another shape than it should be comes back to be mended: %j',
    async strange => {
      const { name: _, ...others } = DETAILS
      expect(await ask('POST', '/register', new URLSearchParams({ ...others, ...strange }).toString())).toBe(422)
      expect(({} as { x?: string }).x).toBeUndefined()
    },
  )
})

describe('a JSON body', () => {
  it.each(Object.keys(DETAILS))('with half a character in %s is answered as any other', async field => {
    const body = { ...DETAILS, email: `${field}@example.org`, [field]: `${DETAILS[field as keyof typeof DETAILS]}\ud800` }
    expect([201, 422]).toContain(await ask('POST', '/api/v1/people', JSON.stringify(body)))
  })

  it.each([
    '[]',
    '"text"',
    '7',
    'null',
    '{"email": {}}',
    '{"email": ["a"], "password": {"a": 1}}',
    '{"__proto__": {"email": "x"}}',
    '{"email": "a\\u0000b"}',
  ])('%s asks for a token in vain', async body => {
    const status = await ask('POST', '/api/v1/tokens', body)
    expect([400, 422]).toContain(status)
  })
})
