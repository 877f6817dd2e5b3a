import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { lastMailTo } from '../support/mailbox.js'
import { aDelegate } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

const MOST_QUERIES = 6

let app: TestApp
let stranger: Visitor
let dana: Visitor
let reset = ''

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null })
  const person = await aDelegate(app.database)
  for (let i = 0; i < 60; i++) await anAgency(app.database, { key: `agency-${i}`, name: `Agency ${i}` })
  stranger = new Visitor(app.url)
  dana = new Visitor(app.url)
  await dana.signIn(person.email)
  await stranger.get('/forgotten-password')
  await stranger.post('/forgotten-password', { email: person.email })
  reset = (await lastMailTo(app, person.email)).link
})
afterAll(() => app.stop())

const OPEN = [
  '/sign-in?next=/privacy',
  '/register',
  '/register/check-your-mail',
  '/forgotten-password',
  '/forgotten-password/check-your-mail',
  '/dev/mail',
]
const OWN = ['/my-details', '/my-details/about-me', '/my-details/password', '/my-details/address']

describe.each(OPEN)('%s', path => {
  it('asks the database little, of a stranger and of somebody signed in', async () => {
    for (const visitor of [stranger, dana]) {
      expect(await countQueries(() => visitor.get(path))).toBeLessThanOrEqual(MOST_QUERIES)
      expect(visitor.last?.status).toBeLessThan(400)
    }
  })

  it('asks nothing about a stranger, only for what the page lists', async () => {
    const unknown = new Visitor(app.url)
    const lists = ['/register', '/dev/mail'].includes(path) ? 1 : 0
    expect(await countQueries(() => unknown.get(path))).toBe(lists)
  })
})

describe.each(OWN)('%s', path => {
  it('asks the database little', async () => {
    expect(await countQueries(() => dana.get(path))).toBeLessThanOrEqual(MOST_QUERIES)
    expect([dana.last?.status, dana.last?.url]).toEqual([200, path])
  })
})

/** Reads a page as one who cannot see it would have it read out. */
describe.each([...OPEN, ...OWN, 'the page behind a mailed link'])('%s', path => {
  const html = async () => (await dana.get(path.startsWith('/') ? path : reset)).html

  it('has one heading of the first level, and skips none', async () => {
    const levels = [...(await html()).matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level))
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    expect(levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1)).toEqual([])
  })

  it('has a label for every field, and a field for every label', async () => {
    const text = await html()
    const fields = [...text.matchAll(/<(?:input|select|textarea)\b(?![^>]*type="hidden")[^>]*\bid="([^"]+)"/g)].map(([, id]) => id)
    const labels = [...text.matchAll(/<label\b[^>]*\bfor="([^"]+)"/g)].map(([, id]) => id)
    expect(labels.sort()).toEqual(fields.sort())
  })

  it('says how a browser may fill in each field about the person', async () => {
    const fields = [...(await html()).matchAll(/<input\b[^>]*type="(?:password|email)"[^>]*>/g)].map(([field]) => field)
    // A line manager's address is not the reader's own: there is nothing to fill in.
    expect(fields.filter(field => !/autocomplete="/.test(field) && !/name="(managerEmail|to)"/.test(field))).toEqual([])
  })
})
