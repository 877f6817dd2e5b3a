import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
const PATH = '/desk/agencies/birchills-primary'
const FIELDS = { name: 'Birchills Primary School', group: 'Education', listed: 'yes', needsApproval: '' }

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await anAdministrator(app.database)
  ada = new Visitor(app.url)
  await ada.signIn('ada@example.org')
})
afterAll(() => app.stop())

const stored = async () => {
  const [row] = await app.database.query<object[]>(
    `SELECT name, agency_group, listed, needs_approval, copies, version FROM agency WHERE key = 'birchills-primary'`,
  )
  return row
}

it('lists every agency with its group, its people, and whether line managers approve', async () => {
  const seen = await ada.get('/desk/agencies')
  expect(seen.text).toContain('Birchills Primary School Education 1 No')
  expect(await countQueries(() => ada.get('/desk/agencies'))).toBeLessThanOrEqual(6)
})

it('saves what is asked of line managers and what they are told', async () => {
  await ada.get(PATH)
  const seen = await ada.post(PATH, { ...FIELDS, needsApproval: 'yes', copies: ['confirmation', 'no-show'] })
  expect(seen.text).toContain('Birchills Primary School is saved.')
  expect(seen.text).toContain('Education 1 Yes')
  expect(await stored()).toMatchObject({ needs_approval: true, copies: ['confirmation', 'no-show'], listed: true, version: 2 })
  const again = await ada.get(PATH)
  expect(again.html).toMatch(/value="no-show" checked/)
  expect(again.html).not.toMatch(/value="cancellation" checked/)
})

it('unticks what is left out, and one box alone is one', async () => {
  await ada.get(PATH)
  await ada.post(PATH, { ...FIELDS, copies: 'cancellation' })
  expect(await stored()).toMatchObject({ needs_approval: false, copies: ['cancellation'] })
  await ada.get(PATH)
  await ada.post(PATH, { ...FIELDS, listed: '' })
  expect(await stored()).toMatchObject({ copies: [], listed: false })
})

it('sent twice, changes once', async () => {
  await ada.get(PATH)
  const before = (await stored()) as { version: number }
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(ada.last!.html)![1]!
  const version = String(before.version)
  const fields = { ...FIELDS, idempotencyKey: key, version, opened: '{}' }
  await ada.post(PATH, fields)
  await ada.get(PATH)
  expect((await ada.post(PATH, fields)).text).toContain('is saved.')
  expect(await stored()).toMatchObject({ version: before.version + 1 })
})

it.each([
  ['no name', { name: '' }, 'name', 'Enter the name of the agency'],
  ['no group', { group: ' ' }, 'group', 'Enter its agency group, such as Health'],
  ['a copy that is none', { copies: ['everything'] }, 'copies', 'Choose from the list what line managers are told'],
])('asks again after %s, and keeps what was typed', async (_case, change, field, message) => {
  await ada.get(PATH)
  const seen = await ada.post(PATH, { ...FIELDS, needsApproval: 'yes', ...change })
  expect(seen.status).toBe(422)
  expect(seen.html).toContain(`<a href="#${field}">${message}</a>`)
  expect(seen.html).toMatch(/id="needsApproval-2"[^>]*checked/)
})

it('tells the second of two what the first changed, and loses nothing typed', async () => {
  const other = new Visitor(app.url)
  await other.signIn('ada@example.org')
  await Promise.all([ada.get(PATH), other.get(PATH)])
  await other.post(PATH, { ...FIELDS, group: 'Schools' })
  const seen = await ada.post(PATH, { ...FIELDS, name: 'Birchills School' })
  expect(seen.status).toBe(409)
  expect(seen.text).toContain('Agency group: was “Education”, is now “Schools”')
  expect(seen.html).toContain('value="Birchills School"')
  expect(seen.html).toContain('value="Schools"')
  expect((await ada.post(PATH, { ...FIELDS, name: 'Birchills School', group: 'Schools' })).text).toContain('Birchills School is saved.')
})

it('is for administrators; what is no agency is not found', async () => {
  const dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
  for (const path of ['/desk/agencies', PATH]) expect((await dana.get(path)).status).toBe(403)
  expect((await ada.get('/desk/agencies/nowhere')).status).toBe(404)
  await ada.get(PATH)
  expect((await ada.post('/desk/agencies/nowhere', FIELDS)).status).toBe(404)
})
