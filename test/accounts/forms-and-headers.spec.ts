import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Controller, Get, Module } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { DiscoveryModule } from '@nestjs/core'
import { AccessCheck } from '../../src/modules/people/access-check.js'
import { Person } from '../../src/modules/people/person.entity.js'
import { Access } from '../../src/web/access.js'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate, PASSWORD } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: Person

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
})
afterAll(() => app.stop())

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const send = (path: string, headers: Record<string, string>, body = '') =>
  fetch(app.url + path, { method: 'POST', headers: { ...form, ...headers }, body, redirect: 'manual' })
const cookies = (browser: Visitor) =>
  ['gt_session', 'gt_visit', 'gt_form']
    .filter(name => browser.cookie(name))
    .map(name => `${name}=${browser.cookie(name)}`)
    .join('; ')

describe('a form', () => {
  it('without its token is answered by a page that says what to do, and changes nothing', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    const response = await send('/my-details/about-me', { cookie: cookies(browser) }, 'name=Mallory')
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('This form was open too long')
    expect(await app.database.getRepository(Person).findOneByOrFail({ id: dana.id })).toMatchObject({ name: dana.name })
  })

  it('with the token of another visit is refused', async () => {
    const [mine, others] = [new Visitor(app.url), new Visitor(app.url)]
    await mine.signIn(dana.email)
    await others.get('/sign-in')
    const token = /name="_csrf" value="([^"]+)"/.exec(others.last!.html)![1]!
    expect((await send('/sign-out', { cookie: cookies(mine) }, `_csrf=${encodeURIComponent(token)}`)).status).toBe(403)
  })

  it('from before signing in no longer works after it', async () => {
    const browser = new Visitor(app.url)
    await browser.get('/sign-in')
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.last!.html)![1]!
    await browser.signIn(dana.email)
    expect((await send('/sign-out', { cookie: cookies(browser) }, `_csrf=${encodeURIComponent(token)}`)).status).toBe(403)
  })

  it('sent from another site is refused by the browser’s own word', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    await browser.get('/my-details')
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.last!.html)![1]!
    const body = `_csrf=${encodeURIComponent(token)}`
    expect((await send('/sign-out', { cookie: cookies(browser), 'sec-fetch-site': 'cross-site' }, body)).status).toBe(403)
    expect((await send('/sign-out', { cookie: cookies(browser), 'sec-fetch-site': 'same-origin' }, body)).status).toBe(303)
  })
})

describe('every page', () => {
  it.each(['/sign-in', '/register', '/privacy', '/api/docs', '/no-such-page'])('%s allows no inline script or style', async path => {
    const { headers, html } = await new Visitor(app.url).get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|data:|\*/)
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=/i)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('of somebody who is signed in is kept by no cache', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    expect((await browser.get('/my-details')).headers.get('cache-control')).toBe('no-store')
  })

  it('that asks for nothing sets no cookie', async () => {
    const response = await fetch(`${app.url}/privacy`)
    expect(response.headers.getSetCookie()).toEqual([])
  })
})

describe('the session’s cookie', () => {
  it('is out of reach of script and of other sites’ forms', async () => {
    const browser = new Visitor(app.url)
    await browser.get('/sign-in')
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.last!.html)![1]!
    const body = new URLSearchParams({ _csrf: token, email: dana.email, password: PASSWORD }).toString()
    const response = await send('/sign-in', { cookie: cookies(browser) }, body)
    const session = response.headers.getSetCookie().find(line => line.startsWith('gt_session='))
    expect(session).toMatch(/HttpOnly/)
    expect(session).toMatch(/SameSite=Lax/)
    expect(session).not.toMatch(/Secure/)
  })

  it('travels over https only where the address is https', async () => {
    const safe = await startApp(undefined, { publicUrl: 'https://training.example.org' })
    await aDelegate(safe.database)
    const https = { 'x-forwarded-proto': 'https' }
    const first = await fetch(`${safe.url}/sign-in`, { headers: https })
    const token = /name="_csrf" value="([^"]+)"/.exec(await first.text())![1]!
    const cookie = first.headers.getSetCookie().map(line => line.split(';')[0])
    const body = new URLSearchParams({ _csrf: token, email: 'dana@example.org', password: PASSWORD }).toString()
    const init = { method: 'POST', headers: { ...form, ...https, cookie: cookie.join('; ') }, body, redirect: 'manual' as const }
    const response = await fetch(`${safe.url}/sign-in`, init)
    expect(response.headers.getSetCookie().find(line => line.startsWith('gt_session='))).toMatch(/Secure/)
    await safe.stop()
  })
})

@Controller('forgotten')
class Forgotten {
  @Get()
  nobodyThoughtOfIt() {
    return {}
  }

  @Get('thought-of')
  @Access('delegate')
  thoughtOf() {
    return {}
  }
}

@Module({ imports: [DiscoveryModule], controllers: [Forgotten], providers: [AccessCheck] })
class Careless {}

it('a route that does not say who may use it keeps the product from starting', async () => {
  const module = await Test.createTestingModule({ imports: [Careless] }).compile()
  await expect(module.init()).rejects.toThrow('Say with @Access who may use Forgotten.nobodyThoughtOfIt')
})
