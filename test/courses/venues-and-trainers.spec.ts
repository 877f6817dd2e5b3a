import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aColleague, aDelegate, anAdministrator, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await aColleague(app.database)
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

const post = async (path: string, page: string, fields: Record<string, string>) => {
  await ada.get(page)
  return ada.post(path, fields)
}

describe('venues', () => {
  const VENUE = { name: 'Café Élan', address: '1 Lime Street', postcode: 'WS1 1AA', capacity: '30', access: 'Step-free', mapUrl: '' }
  const add = (fields: Record<string, string> = {}) => post('/desk/venues', '/desk/venues/new', { ...VENUE, ...fields })
  const venue = async (key: string) => (await app.database.query<{ capacity: number }[]>('SELECT * FROM venue WHERE key = $1', [key]))[0]

  it('are added under a key of their name', async () => {
    expect((await ada.get('/desk/venues')).text).toContain('There are no venues yet.')
    expect((await add()).text).toContain('Café Élan is saved.')
    expect(await venue('cafe-elan')).toMatchObject({ name: 'Café Élan', capacity: 30, access: 'Step-free' })
  })

  it('may share a name: the second gets a key of its own', async () => {
    await add()
    expect(await app.database.query('SELECT 1 FROM venue WHERE name = $1', [VENUE.name])).toHaveLength(2)
  })

  it.each([
    ['no name', { name: '' }, 'Enter the name of the venue'],
    ['no people', { capacity: '0' }, 'from 1 to 5,000'],
    ['too many', { capacity: '5001' }, 'from 1 to 5,000'],
    ['a map that is none', { mapUrl: 'over there' }, 'Enter a full web address'],
  ])('are refused with %s, and keep what was typed', async (_case, fields, message) => {
    const { status, text, html } = await add({ access: 'Ramp at the back', ...fields })
    expect(status).toBe(422)
    expect(text).toContain(message)
    expect(html).toContain('Ramp at the back')
  })

  it.each([['1'], ['5000'], ['']])('hold %j people', async capacity => {
    expect((await add({ name: `Holds ${capacity || 'who knows'}`, capacity })).status).toBe(200)
  })

  it('are changed, and at once shown so', async () => {
    const course = await aCourse(app.database, { key: 'held-there' })
    const hall = await aVenue(app.database, { key: 'hall', name: 'Old Hall' })
    await anOccurrence(app.database, { course, venue: hall })
    expect((await ada.get('/courses/held-there')).text).toContain('Old Hall')
    expect((await ada.get('/desk/venues/hall')).html).toContain('value="Old Hall"')
    await ada.post('/desk/venues/hall', { ...VENUE, name: 'New Hall' })
    expect((await ada.get('/courses/held-there')).text).toContain('New Hall')
    expect((await ada.get('/desk/venues')).text).toContain('New Hall WS1 1AA 30 1')
  })

  it('that are not there are not found', async () => {
    expect((await ada.get('/desk/venues/nowhere')).status).toBe(404)
    expect((await post('/desk/venues/nowhere', '/desk/venues/new', VENUE)).status).toBe(404)
  })
})

describe('trainers', () => {
  const add = (fields: Record<string, string>) => post('/desk/trainers', '/desk/trainers/new', fields)
  const roles = async (email: string) =>
    (await app.database.query<{ roles: string[] }[]>('SELECT roles FROM person WHERE email = $1', [email]))[0]?.roles

  it('come from those who have an account, whose name stays their own', async () => {
    expect((await add({ email: 'DANA@example.org', name: 'Somebody Else' })).text).toContain('Dana Delegate is in the trainer pool.')
    expect(await roles('dana@example.org')).toEqual(['trainer'])
  })

  it('or are new people, who have no password yet', async () => {
    expect((await add({ email: 'nina@example.org', name: 'Nina New' })).text).toContain('Nina New is in the trainer pool.')
    const [nina] = await app.database.query<object[]>(
      `SELECT name, roles, password_hash, confirmed_at FROM person WHERE email = 'nina@example.org'`,
    )
    expect(nina).toEqual({ name: 'Nina New', roles: ['trainer'], password_hash: null, confirmed_at: null })
  })

  it.each([
    ['an address that is none', { email: 'nina', name: '' }, 'Enter an e-mail address such as tara@example.org'],
    ['no address', { email: '', name: 'X' }, 'Enter an e-mail address such as tara@example.org'],
    ['an address that nobody has, and no name', { email: 'nobody@example.org', name: '' }, 'enter the person’s name too'],
    ['somebody who is in the pool', { email: 'dana@example.org', name: '' }, 'Dana Delegate is in the trainer pool already'],
  ])('are refused: %s', async (_case, fields, message) => {
    const { status, text } = await add(fields)
    expect(status).toBe(422)
    expect(text).toContain(message)
    expect(await roles('nobody@example.org')).toBeUndefined()
  })

  it('who stop are no longer offered for new events, but keep what they deliver', async () => {
    const tara = await aTrainer(app.database)
    const trainer = await aTrainerRow(app.database, { person: tara })
    const course = await aCourse(app.database)
    const occurrence = await anOccurrence(app.database, { course, trainers: [trainer] })
    await ada.get('/desk/trainers')
    const stopped = await ada.post(`/desk/trainers/${trainer.id}/activity`, { active: 'no' })
    expect(stopped.text).toContain('Tara Trainer is no longer offered for new events.')
    expect((await ada.get('/desk/events/new')).text).not.toContain('Tara Trainer')
    expect((await ada.get(`/desk/occurrences/${occurrence.id}`)).html).toContain(`value="${trainer.key}" checked`)
    await ada.get('/desk/trainers')
    await ada.post(`/desk/trainers/${trainer.id}/activity`, { active: 'yes' })
    expect((await ada.get('/desk/events/new')).text).toContain('Tara Trainer')
  })

  it('that are not there are not found', async () => {
    await ada.get('/desk/trainers')
    for (const id of ['00000000-0000-7000-8000-000000000000', 'no-id']) {
      const { status } = await ada.post(`/desk/trainers/${id}/activity`, { active: 'no' })
      expect(status).toBe(404)
      await ada.get('/desk/trainers')
    }
  })
})

it('the desk is for administrators only', async () => {
  const cole = new Visitor(app.url)
  await cole.signIn('cole@example.org')
  for (const path of ['/desk/venues', '/desk/venues/new', '/desk/trainers', '/desk/trainers/new'])
    expect((await cole.get(path)).status).toBe(403)
})
