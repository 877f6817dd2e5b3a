import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate, anOutsider, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: Visitor
let oona: Visitor

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await anOutsider(app.database)
  dana = new Visitor(app.url)
  oona = new Visitor(app.url)
  await dana.signIn('dana@example.org')
  await oona.signIn('oona@example.org')
})
afterAll(() => app.stop())

const COOKIES = ['gt_session', 'gt_visit', 'gt_form']
const cookiesOf = (browser: Visitor, names = COOKIES) =>
  names
    .filter(name => browser.cookie(name))
    .map(name => `${name}=${browser.cookie(name)}`)
    .join('; ')
const tokenOn = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
const tokenFor = async (browser: Visitor) => tokenOn((await browser.get('/my-details/about-me')).html)

interface Sent {
  path?: string
  method?: string
  cookie?: string
  token?: string
  headers?: Record<string, string>
  fields?: Record<string, string>
}

/** Sends Dana's new name as a form, with whatever cookies, token and headers are said; answers the status. */
async function send({ path = '/my-details/about-me', method = 'POST', cookie, token, headers, fields = {} }: Sent): Promise<number> {
  const body = new URLSearchParams({ ...CHANGE, ...fields, ...(token === undefined ? {} : { _csrf: token }) })
  const sent = { 'content-type': 'application/x-www-form-urlencoded', cookie: cookie ?? cookiesOf(dana), ...headers }
  const response = await fetch(app.url + path, { method, headers: sent, body: body.toString(), redirect: 'manual' })
  await response.arrayBuffer()
  return response.status
}
const CHANGE = {
  name: 'Dana Changed',
  agency: 'birchills-primary',
  jobRole: 'Teacher',
  managerName: 'Mary Manager',
  managerEmail: 'mary.manager@example.org',
}
const nameNow = async () =>
  (await app.database.query<{ name: string }[]>(`SELECT name FROM person WHERE email = 'dana@example.org'`))[0]!.name

describe('a form of one’s own', () => {
  it('is taken', async () => {
    expect(await send({ token: await tokenFor(dana) })).toBe(303)
    expect(await nameNow()).toBe('Dana Changed')
    await app.database.query(`UPDATE person SET name = 'Dana Delegate' WHERE email = 'dana@example.org'`)
  })

  it('is taken with any token shown on this visit, so that two windows do not disturb each other', async () => {
    const [first, second] = [await tokenFor(dana), await tokenFor(dana)]
    expect([await send({ token: second }), await send({ token: first })]).toEqual([303, 303])
    await app.database.query(`UPDATE person SET name = 'Dana Delegate' WHERE email = 'dana@example.org'`)
  })
})

describe('a form that cannot show that its sender saw the page', () => {
  const REFUSED: [why: string, sent: () => Promise<Sent>][] = [
    ['without a token', () => Promise.resolve({})],
    ['with an empty token', () => Promise.resolve({ token: '' })],
    ['with a made-up token', () => Promise.resolve({ token: 'a'.repeat(128) })],
    ['with a token changed in one sign', async () => ({ token: (await tokenFor(dana)).replace(/^./, sign => (sign === '0' ? '1' : '0')) })],
    ['with half a token', async () => ({ token: (await tokenFor(dana)).slice(0, 40) })],
    ['with the token of somebody else', async () => ({ token: await tokenFor(oona) })],
    [
      'with the token and the form cookie of somebody else',
      async () => {
        const token = await tokenFor(oona)
        return { token, cookie: `${cookiesOf(dana, ['gt_session', 'gt_visit'])}; ${cookiesOf(oona, ['gt_form'])}` }
      },
    ],
    ['without the form cookie', async () => ({ token: await tokenFor(dana), cookie: cookiesOf(dana, ['gt_session', 'gt_visit']) })],
    ['without the visit’s cookie', async () => ({ token: await tokenFor(dana), cookie: cookiesOf(dana, ['gt_session', 'gt_form']) })],
    ['with the token in the address', async () => ({ path: `/my-details/about-me?_csrf=${encodeURIComponent(await tokenFor(dana))}` })],
    ['with a list of tokens', async () => ({ fields: { '_csrf[]': await tokenFor(dana) } })],
  ]

  it.each(REFUSED)('%s changes nothing', async (_why, sent) => {
    expect(await send(await sent())).toBe(403)
    expect(await nameNow()).toBe('Dana Delegate')
  })

  it.each(['PUT', 'PATCH', 'DELETE'])('is refused by whatever way it comes: %s', async method => {
    expect(await send({ method })).toBe(403)
  })

  it('is told so on a page, by which nothing is lost', async () => {
    const response = await fetch(`${app.url}/sign-out`, { method: 'POST', headers: { cookie: cookiesOf(dana) } })
    const text = await response.text()
    expect(text).toContain('This form was open too long')
    expect(text).toContain('Nothing was changed.')
    expect((await dana.get('/my-details')).text).toContain('Dana Delegate')
  })
})

describe('a token', () => {
  it('from before signing in is worth nothing after it', async () => {
    const browser = new Visitor(app.url)
    const before = tokenOn((await browser.get('/sign-in')).html)
    await browser.signIn('dana@example.org')
    expect(await send({ token: before, cookie: cookiesOf(browser) })).toBe(403)
  })

  it('from before signing out is worth nothing after it, not even to sign in with', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn('dana@example.org')
    const before = await tokenFor(browser)
    await browser.post('/sign-out')
    const fields = { email: 'dana@example.org', password: 'goldthread-demo' }
    expect(await send({ path: '/sign-in', token: before, cookie: cookiesOf(browser), fields })).toBe(403)
  })

  it('may be sent by a page’s script in a header', async () => {
    const headers = { 'x-csrf-token': await tokenFor(dana) }
    expect(await send({ headers, fields: { name: 'Dana Delegate' } })).toBe(303)
    expect(await send({ headers: { 'x-csrf-token': 'made-up' } })).toBe(403)
  })
})

describe('where a form comes from', () => {
  it.each([
    ['cross-site', 403],
    ['same-site', 303],
    ['same-origin', 303],
    ['none', 303],
  ])('is believed when the browser says %s: %i', async (site, status) => {
    const headers = { 'sec-fetch-site': site }
    expect(await send({ token: await tokenFor(dana), headers, fields: { name: 'Dana Delegate' } })).toBe(status)
  })

  it('does not matter for looking: links from other sites lead here', async () => {
    const response = await fetch(`${app.url}/whats-on`, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(response.status).toBe(200)
  })
})

describe('the API', () => {
  const bookings = (headers: Record<string, string>, path = '/api/v1/me/bookings') => fetch(app.url + path, { headers })

  it('asks for a bearer’s token and no form’s, wherever it is called from', async () => {
    const authorization = `Bearer ${await tokenOf(app, 'dana@example.org')}`
    expect((await bookings({ authorization, 'sec-fetch-site': 'cross-site' })).status).toBe(200)
    const post = await fetch(`${app.url}/api/v1/courses/none/waiting-list`, { method: 'POST', headers: { authorization } })
    expect(post.status).toBe(404)
  })

  it('knows nobody by their cookies', async () => {
    expect((await bookings({ cookie: cookiesOf(dana) })).status).toBe(401)
    expect((await bookings({ cookie: cookiesOf(dana) })).headers.getSetCookie()).toEqual([])
  })

  it('lets no page be looked at with its token', async () => {
    const authorization = `Bearer ${await tokenOf(app, 'dana@example.org')}`
    const response = await fetch(`${app.url}/my-details`, { headers: { authorization }, redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fmy-details'])
  })

  it.each(['/API/v1/offers/none/acceptance', '/Api/v1/tokens', '//api/v1/tokens'])(
    'is no way round the token for who has cookies, however it is written: %s',
    async path => {
      expect(await send({ path })).toBe(403)
    },
  )
})
