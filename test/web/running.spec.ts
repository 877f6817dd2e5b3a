import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { Visitor } from '../support/visitor.js'

interface Described {
  openapi: string
  paths: Record<string, Record<string, { security: object[]; responses: Record<string, { content?: object }> }>>
  components: { schemas: Record<string, { required?: string[] }>; securitySchemes: object }
}

let app: TestApp
let described: Described

beforeAll(async () => {
  app = await startApp()
  described = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Described
})
afterAll(() => app.stop())

describe('whoever watches over the process', () => {
  it('hears that it lives, and that it can serve', async () => {
    expect(await (await fetch(`${app.url}/health`)).json()).toEqual({ status: 'ok' })
    const ready = await fetch(`${app.url}/ready`)
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', database: 'ok' }])
  })

  it('hears a problem when the database is gone, while the process still lives', async () => {
    const lonely = await startApp()
    await lonely.database.destroy()
    const ready = await fetch(`${lonely.url}/ready`)
    expect([ready.status, ready.headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8'])
    expect(await ready.json()).toMatchObject({ status: 503, code: 'database-away' })
    expect((await fetch(`${lonely.url}/health`)).status).toBe(200)
    await lonely.database.initialize()
    await lonely.stop()
  })
})

describe('the description of the API', () => {
  it('names the paths that are fixed, and no pages', () => {
    const paths = Object.keys(described.paths)
    expect(paths).toEqual(expect.arrayContaining(['/api/v1/people', '/api/v1/tokens', '/health', '/ready']))
    expect(paths.filter(path => !/^\/(api\/v1\/|health$|ready$)/.test(path))).toEqual([])
  })

  it('says where a token is needed, as each route’s access says it', () => {
    const needs = (method: string, path: string) => described.paths[path]?.[method]?.security
    expect(needs('post', '/api/v1/tokens')).toEqual([])
    expect(needs('get', '/api/v1/me/bookings')).toEqual([{ bearer: [] }])
    expect(described.components.securitySchemes).toEqual({ bearer: { scheme: 'bearer', type: 'http' } })
  })

  it('describes every refusal as a problem', () => {
    const operations = Object.values(described.paths).flatMap(path => Object.values(path))
    expect(operations.length).toBeGreaterThan(5)
    expect(operations.filter(one => !one.responses.default?.content)).toEqual([])
    expect(described.components.schemas.Problem?.required).toEqual(['type', 'title', 'status', 'code', 'detail'])
  })

  it('describes what registration and sign-in take', () => {
    const { RegistrationForm, SignInForm } = described.components.schemas
    expect(SignInForm?.required).toEqual(['email', 'password'])
    expect(RegistrationForm?.required?.sort()).toEqual(['email', 'jobRole', 'managerEmail', 'managerName', 'name', 'password'])
  })

  it('is a page as well, with every operation on it', async () => {
    const { text, html, status } = await new Visitor(app.url).get('/api/docs')
    expect(status).toBe(200)
    expect(text).toContain('POST /api/v1/tokens Sign in. The token is sent with every other request')
    expect(text).toContain('For anyone, no token needed')
    for (const path of Object.keys(described.paths)) expect(html).toContain(path)
  })
})

describe('the pages about the service', () => {
  it.each([
    ['/privacy', 'Who sees it'],
    ['/terms', 'If you cannot come'],
    ['/accessibility', 'Web Content Accessibility Guidelines, version 2.2'],
  ])('%s', async (path, words) => {
    const seen = await new Visitor(app.url).get(path)
    expect([seen.status, seen.text.includes(words)]).toEqual([200, true])
  })
})
