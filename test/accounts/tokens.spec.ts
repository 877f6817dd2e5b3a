import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Person } from '../../src/modules/people/person.entity.js'
import { hashSecret } from '../../src/shared/secrets.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { anAgency } from '../support/builders/agency.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aDelegate, aPerson, PASSWORD, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: Person

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
})
afterAll(() => app.stop())
afterEach(() => app.database.query('DELETE FROM failed_sign_in'))

const stranger = () => Api.stranger(app)
const signIn = (email: unknown, password: unknown) => stranger().post('/tokens', { email, password })

async function mine(authorization?: string): Promise<Response> {
  return fetch(`${app.url}/api/v1/me/bookings`, { headers: authorization ? { authorization } : {} })
}

describe('a token', () => {
  it('is handed out for the right password, and opens what is the person’s own', async () => {
    const { status, body } = await signIn(' Dana@Example.org ', PASSWORD)
    expect(status).toBe(201)
    expect(body).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), expiresAt: '2026-04-01T09:00:00.000Z' })
    expect((await mine(`Bearer ${String(body.token)}`)).status).toBe(200)
    expect((await mine(`bearer ${String(body.token)}`)).status).toBe(200)
  })

  it('is another each time, and kept as its hash only', async () => {
    const [one, two] = [await tokenOf(app, dana.email), await tokenOf(app, dana.email)]
    expect(one).not.toBe(two)
    const rows = await app.database.query<{ hash: string }[]>(`SELECT hash FROM person_token WHERE kind = 'api'`)
    expect(rows.map(row => row.hash)).toEqual(expect.arrayContaining([hashSecret(one), hashSecret(two)]))
    expect(JSON.stringify(rows)).not.toContain(one)
  })

  it.each([
    ['works on its last day', 30 * 24 * 60 - 1, 200],
    ['does not after thirty days', 30 * 24 * 60, 401],
  ])('%s', async (_case, minutes, status) => {
    const token = await tokenOf(app, dana.email)
    app.clock.pass({ minutes })
    expect((await mine(`Bearer ${token}`)).status).toBe(status)
    app.clock.moveTo(MONDAY)
  })

  it.each([
    ['none', undefined],
    ['one that nobody handed out', 'Bearer nonsense'],
    ['another scheme', `Basic ${Buffer.from(`dana@example.org:${PASSWORD}`).toString('base64')}`],
  ])('%s: a problem that says to sign in', async (_case, authorization) => {
    const response = await mine(authorization)
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json; charset=utf-8'])
    expect(await response.json()).toMatchObject({ status: 401, code: 'sign-in-needed', title: 'Sign in first' })
  })

  it('opens no page, and a page’s cookie opens no API', async () => {
    const token = await tokenOf(app, dana.email)
    const page = await fetch(`${app.url}/my-details`, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
    expect(page.status).toBe(303)
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    const cookie = `gt_session=${browser.cookie('gt_session') ?? ''}`
    expect((await fetch(`${app.url}/api/v1/me/bookings`, { headers: { cookie } })).status).toBe(401)
  })

  it('of a mailed link is no API token', async () => {
    await app.database.query(`UPDATE person_token SET kind = 'reset' WHERE hash = $1`, [hashSecret(await tokenOf(app, dana.email))])
    const [row] = await app.database.query<{ hash: string }[]>(`SELECT hash FROM person_token WHERE kind = 'reset'`)
    expect(row).toBeDefined()
    await app.database.query(`UPDATE person_token SET hash = $1 WHERE kind = 'reset'`, [hashSecret('a secret')])
    expect((await mine('Bearer a-secret')).status).toBe(401)
  })
})

describe('no token', () => {
  it('is given alike for a wrong password, an unknown address and a person without a password', async () => {
    const imported = await aPerson(app.database, { passwordHash: null })
    const answers = await Promise.all([dana.email, 'nobody@example.org', imported.email].map(email => signIn(email, 'not the password')))
    expect(answers.map(answer => answer.status)).toEqual([401, 401, 401])
    expect(new Set(answers.map(answer => JSON.stringify(answer.body))).size).toBe(1)
    expect(answers[0]?.body).toMatchObject({ code: 'sign-in-failed', detail: 'The e-mail address or the password is not right.' })
  })

  it('is given after ten wrong tries, on the page and here together', async () => {
    for (let i = 0; i < 5; i++) await signIn(dana.email, 'a guess')
    for (let i = 0; i < 5; i++) await new Visitor(app.url).signIn(dana.email, 'a guess')
    const { status, body } = await signIn(dana.email, PASSWORD)
    expect([status, body.code]).toEqual([429, 'too-many-tries'])
  })

  it('is given before the address is confirmed; the link is sent again', async () => {
    const fresh = await aPerson(app.database, { confirmedAt: null })
    expect(await signIn(fresh.email, PASSWORD)).toMatchObject({ status: 403, body: { code: 'address-not-confirmed' } })
    expect((await lastMailTo(app, fresh.email)).kind).toBe('confirm-address')
  })

  it.each([
    ['nothing', {}],
    ['a list for an address', { email: ['dana@example.org'], password: PASSWORD }],
    ['a number for a password', { email: 'dana@example.org', password: 12 }],
  ])('is given for %s: a problem that names the fields', async (_case, body) => {
    const answer = await stranger().post('/tokens', body)
    expect([answer.status, answer.body.code]).toEqual([422, 'fields-invalid'])
  })

  it('is given for what is no JSON object', async () => {
    for (const body of ['{', '[]', '"text"']) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
      const response = await fetch(`${app.url}/api/v1/tokens`, init)
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'body-malformed'])
    }
  })
})

describe('registering by the API', () => {
  const wanted = (change: object = {}) => ({
    name: 'Nora New',
    email: 'Nora.New@example.org',
    agency: 'birchills-primary',
    jobRole: 'Nurse',
    managerName: 'Mary Manager',
    managerEmail: 'mary.manager@example.org',
    password: 'three green teapots',
    ...change,
  })

  it('makes a person and sends the link', async () => {
    expect(await stranger().post('/people', wanted())).toEqual({
      status: 201,
      body: { email: 'nora.new@example.org', state: 'confirmation-sent' },
    })
    const nora = await app.database.getRepository(Person).findOneByOrFail({ email: 'nora.new@example.org' })
    expect(nora).toMatchObject({ name: 'Nora New', agencyId: dana.agencyId, roles: [] })
    expect((await mailsTo(app, 'nora.new@example.org')).map(mail => mail.kind)).toEqual(['confirm-address'])
  })

  it('takes an agency by name', async () => {
    const { agency: _agency, ...body } = wanted({ email: 'olga@example.org', agencyOther: 'Pleck Playgroup' })
    expect((await stranger().post('/people', body)).status).toBe(201)
    const olga = await app.database.getRepository(Person).findOneByOrFail({ email: 'olga@example.org' })
    expect(olga).toMatchObject({ agencyId: null, agencyOther: 'Pleck Playgroup' })
  })

  it('answers the same for an address that has an account', async () => {
    const answer = await stranger().post('/people', wanted({ email: dana.email }))
    expect(answer).toEqual({ status: 201, body: { email: dana.email, state: 'confirmation-sent' } })
    expect((await lastMailTo(app, dana.email)).kind).toBe('already-registered')
  })

  it('names every field that needs mending', async () => {
    const { status, body } = await stranger().post<{ errors: { field: string }[] }>('/people', { email: 'office@example.org' })
    expect(status).toBe(422)
    expect(body.errors.map(error => error.field).sort()).toEqual(['email', 'jobRole', 'managerEmail', 'managerName', 'name', 'password'])
  })

  it('wants an agency', async () => {
    const { status, body } = await stranger().post('/people', wanted({ agency: undefined }))
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ field: 'agency' })]])
  })

  it('gives nobody a role', async () => {
    await stranger().post('/people', wanted({ email: 'paula@example.org', roles: ['administrator'], confirmedAt: '2026-01-01' }))
    const paula = await app.database.getRepository(Person).findOneByOrFail({ email: 'paula@example.org' })
    expect(paula).toMatchObject({ roles: [], confirmedAt: null })
  })

  it('lists the agencies to choose from', async () => {
    await anAgency(app.database, { key: 'a-hidden-one', name: 'A hidden one', listed: false })
    const { body } = await stranger().get('/agencies')
    expect(body).toEqual({ items: [{ key: 'birchills-primary', name: 'Birchills Primary School', group: 'Education' }] })
  })
})
