import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate, aLead, anAdministrator, aReader, aTrainer, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { routes, type LetIn, type Role } from './routes.table.js'

const WALKERS = ['stranger', 'delegate', 'trainer', 'training lead', 'report reader', 'administrator'] as const
type Walker = (typeof WALKERS)[number]

/** One who walks the routes: a browser that is signed in, and an API token. */
interface Legs {
  cookie: string
  formToken: string
  bearer: string | null
}

interface ExpressLayer {
  route?: { path: string; methods: Record<string, boolean> }
}

let app: TestApp
let found: string[] = []
const legs = new Map<Walker, Legs>()

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null })
  found = routeTable()
  const people: [Walker, Person | null][] = [
    ['stranger', null],
    ['delegate', await aDelegate(app.database)],
    ['trainer', await aTrainer(app.database)],
    ['training lead', await aLead(app.database)],
    ['report reader', await aReader(app.database)],
    ['administrator', await anAdministrator(app.database)],
  ]
  for (const [walker, person] of people) legs.set(walker, await legsOf(person))
})
afterAll(() => app.stop())

/** Every route that the running product answers, as express knows them. */
function routeTable(): string[] {
  const express = app.app.getHttpAdapter().getInstance() as { router: { stack: ExpressLayer[] } }
  const all = express.router.stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map(m => `${m.toUpperCase()} ${route.path}`) : [],
  )
  // Signing out goes last: whoever walks is a stranger afterwards.
  return [...new Set(all)].sort((a, b) => Number(a === 'POST /sign-out') - Number(b === 'POST /sign-out'))
}

async function legsOf(person: Person | null): Promise<Legs> {
  const browser = new Visitor(app.url)
  if (person) await browser.signIn(person.email)
  const page = await browser.get(person ? '/my-details' : '/sign-in')
  const names = ['gt_session', 'gt_visit', 'gt_form'].filter(name => browser.cookie(name))
  return {
    cookie: names.map(name => `${name}=${browser.cookie(name)}`).join('; '),
    formToken: /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '',
    bearer: person && (await tokenOf(app, person.email)),
  }
}

/** Takes the route as this walker; in the place of what it names stands something that does not exist. */
async function walk(route: string, { cookie, formToken, bearer }: Legs): Promise<Response> {
  const [method = '', path = ''] = route.split(' ')
  const address = app.url + path.replace(/:\w*[iI]d\b/g, '00000000-0000-7000-8000-000000000000').replace(/:\w+/g, 'no-such-thing')
  const api = path.startsWith('/api/')
  const headers: Record<string, string> = api ? {} : { cookie, 'x-csrf-token': formToken }
  if (api && bearer) headers.authorization = `Bearer ${bearer}`
  if (method === 'GET') return fetch(address, { method, headers, redirect: 'manual' })
  headers['sec-fetch-site'] = 'same-origin'
  headers['content-type'] = api ? 'application/json' : 'application/x-www-form-urlencoded'
  return fetch(address, { method, headers, body: api ? '{}' : '', redirect: 'manual' })
}

function wasLetIn(response: Response): boolean {
  const toSignIn = response.status === 303 && (response.headers.get('location') ?? '').startsWith('/sign-in?next=')
  return !toSignIn && response.status !== 401 && response.status !== 403
}

function agreed(letIn: LetIn | undefined): readonly Walker[] {
  if (letIn === undefined) return []
  if (letIn === 'everybody') return WALKERS
  return letIn === 'signed in' ? WALKERS.slice(1) : WALKERS.filter(walker => letIn.includes(walker as Role))
}

describe('the route table', () => {
  it('has a row for every route', () => {
    expect(found.filter(route => !(route in routes))).toEqual([])
  })

  it('has no row without its route', () => {
    expect(Object.keys(routes).filter(route => !found.includes(route))).toEqual([])
  })

  it.each(WALKERS)('lets in as agreed: %s', async walker => {
    const wrong: string[] = []
    for (const route of found.filter(one => one in routes)) {
      const response = await walk(route, legs.get(walker)!)
      await response.arrayBuffer()
      const letIn = wasLetIn(response)
      if (response.status >= 500 || letIn !== agreed(routes[route]).includes(walker)) {
        wrong.push(`${route}: ${response.status}, ${letIn ? 'let in' : 'refused'}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('asks the guard only about forms that carry their token', async () => {
    const forged = { ...legs.get('stranger')!, formToken: 'forged' }
    expect((await walk('POST /my-details/about-me', forged)).status).toBe(403)
    expect((await walk('POST /my-details/about-me', legs.get('stranger')!)).status).toBe(303)
  })
})
