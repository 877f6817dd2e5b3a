import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Controller, ForbiddenException, Get, Logger, NotFoundException, Post, Req } from '@nestjs/common'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { Test } from '@nestjs/testing'
import type { Request } from 'express'
import type { AddressInfo } from 'node:net'
import { AppModule } from '../../src/app.module.js'
import { readSettings } from '../../src/config/settings.js'
import { configure } from '../../src/create-app.js'
import { Busy } from '../../src/shared/busy.js'
import { refuse } from '../../src/shared/refusal.js'
import { Access, Me, type Who } from '../../src/web/access.js'
import { refusalProblem } from '../../src/web/problem.js'
import { Download, redirect, view } from '../../src/web/reply.js'
import { freshDatabase, type FreshDatabase } from '../support/database.js'
import { Visitor } from '../support/visitor.js'

/** Routes that answer in every way there is; each stands once as a page and once under /api/. */
@Controller(['try', 'api/try'])
@Access('anyone')
class Tries {
  @Get('view')
  view() {
    return view('web/views/error.njk', { title: 'Tea & <cake>', text: 'Served.' }, 422)
  }

  @Get('notice')
  notice() {
    return redirect('/try/view', 'The kettle is on.')
  }

  @Get('plain-redirect')
  onward() {
    return redirect('/try/view')
  }

  @Get('download')
  download() {
    return new Download('text/csv; charset=utf-8', 'kind\r\nAssam\r\n', 'tea.csv')
  }

  @Get('feed')
  feed() {
    return new Download('application/rss+xml; charset=utf-8', '<rss/>')
  }

  @Get('json')
  json() {
    return { kind: 'Assam' }
  }

  @Get('who')
  who(@Me() me?: Who) {
    return { me: me ?? null }
  }

  @Get('missing')
  missing() {
    throw new NotFoundException()
  }

  @Get('forbidden')
  forbidden() {
    throw new ForbiddenException()
  }

  @Get('busy')
  busy() {
    throw new Busy('too many at the kettle')
  }

  @Get('surprise')
  surprise() {
    throw new Error('the secret recipe')
  }

  @Get('refusal')
  refusal() {
    throw refusalProblem(refuse('prerequisites-missing', { missing: ['boiling-water'] }), 'Boil water first.')
  }

  @Post('body')
  body(@Req() request: Request) {
    return { read: Object.keys((request.body ?? {}) as object).length }
  }
}

let own: FreshDatabase
let app: NestExpressApplication
let url = ''
const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined)

beforeAll(async () => {
  own = await freshDatabase()
  const settings = readSettings({ DATABASE_URL: own.url, SECRET: 'a-secret-of-the-tests-that-is-long-enough', DATABASE_POOL: '4' })
  const module = await Test.createTestingModule({ imports: [AppModule.with(settings, own.url)], controllers: [Tries] }).compile()
  app = configure(module.createNestApplication({ bodyParser: false, logger: ['error'] }), settings)
  await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`
})
afterAll(async () => {
  logged.mockRestore()
  await app.close()
  await own.drop()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers, redirect: 'manual' })

describe('an answer', () => {
  it('is a page with its status, everything escaped', async () => {
    const response = await get('/try/view')
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8'])
    expect(await response.text()).toContain('<h1 class="govuk-heading-l">Tea &amp; &lt;cake&gt;</h1>')
  })

  it('is a way on, after which the notice is shown once', async () => {
    const browser = new Visitor(url)
    expect((await browser.get('/try/notice')).text).toContain('Done The kettle is on.')
    expect((await browser.get('/try/view')).text).not.toContain('The kettle is on.')
  })

  it('is a way on at once: the notice is there before the browser can follow', async () => {
    const browsers = Array.from({ length: 20 }, () => new Visitor(url))
    const seen = await Promise.all(browsers.map(browser => browser.get('/try/notice')))
    expect(seen.filter(one => !one.text.includes('The kettle is on.'))).toEqual([])
  })

  it('is a way on by 303, so that going back sends nothing twice', async () => {
    const response = await get('/try/plain-redirect')
    expect([response.status, response.headers.get('location'), response.headers.getSetCookie()]).toEqual([303, '/try/view', []])
  })

  it('is a file with its name', async () => {
    const response = await get('/try/download')
    const { headers } = response
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'text/csv; charset=utf-8',
      'attachment; filename=tea.csv',
    ])
    expect(await response.text()).toBe('kind\r\nAssam\r\n')
  })

  it('is a feed without one', async () => {
    const { headers } = await get('/try/feed')
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual(['application/rss+xml; charset=utf-8', null])
  })

  it('is JSON otherwise', async () => {
    const response = await get('/api/try/json')
    expect([response.headers.get('content-type'), await response.json()]).toEqual(['application/json; charset=utf-8', { kind: 'Assam' }])
  })

  it('knows nobody where nobody has signed in', async () => {
    expect(await (await get('/try/who')).json()).toEqual({ me: null })
  })
})

describe('an error', () => {
  it.each([
    ['missing', 404, 'Page not found', 'not-found'],
    ['forbidden', 403, 'This page is not for your account', 'not-allowed'],
    ['busy', 503, 'Very busy just now', 'busy'],
    ['surprise', 500, 'Something went wrong on our side', 'unexpected'],
  ])('%s: a page for people, a problem for programs', async (path, status, title, code) => {
    const page = await get(`/try/${path}`)
    expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain(`<h1 class="govuk-heading-l">${title}</h1>`)
    const problem = await get(`/api/try/${path}`)
    expect([problem.status, problem.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8'])
    expect(await problem.json()).toMatchObject({ type: 'about:blank', status, code })
  })

  it('tells nobody outside what surprised us, and the log where it was', async () => {
    logged.mockClear()
    for (const path of ['/try/surprise', '/api/try/surprise']) expect(await (await get(path)).text()).not.toContain('recipe')
    expect(logged.mock.calls.map(call => call.map(String).join(' '))).toEqual([
      expect.stringMatching(/GET \/try\/surprise.*the secret recipe/s),
      expect.stringMatching(/GET \/api\/try\/surprise.*the secret recipe/s),
    ])
  })

  it('that was expected is not in the log', async () => {
    logged.mockClear()
    for (const path of ['/try/missing', '/api/try/refusal', '/try/busy']) await get(path)
    expect(logged.mock.calls).toEqual([])
  })

  it('that is a refusal carries its code, its sentence and its facts', async () => {
    const response = await get('/api/try/refusal')
    expect([response.status, await response.json()]).toEqual([
      409,
      {
        type: 'about:blank',
        title: 'Not possible as things stand',
        status: 409,
        code: 'prerequisites-missing',
        detail: 'Boil water first.',
        missing: ['boiling-water'],
      },
    ])
  })

  it('of an address that nobody serves is a page, and a problem under /api/', async () => {
    expect(await (await get('/no/such/page')).text()).toContain('Page not found')
    expect(await (await get('/api/v1/no-such-thing')).json()).toMatchObject({ code: 'not-found' })
  })
})

describe('a body', () => {
  const send = (body: string, type: string) => fetch(`${url}/api/try/body`, { method: 'POST', body, headers: { 'content-type': type } })
  const code = async (response: Response) => ((await response.json()) as { code?: string; read?: number }).code

  it('is read up to a megabyte', async () => {
    const text = (size: number) => JSON.stringify({ text: 'x'.repeat(size - '{"text":""}'.length) })
    expect((await send(text(1024 * 1024), 'application/json')).status).toBe(201)
    const large = await send(text(1024 * 1024 + 1), 'application/json')
    expect([large.status, await code(large)]).toEqual([413, 'too-large'])
  })

  it('that is no JSON is a problem, not a surprise', async () => {
    const response = await send('{"text": ', 'application/json')
    expect([response.status, await code(response)]).toEqual([400, 'body-malformed'])
  })

  it('of another kind is left alone', async () => {
    expect(await (await send('text', 'text/plain')).json()).toEqual({ read: 0 })
  })
})
