import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, aTopic } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { anAdministrator, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let bert: Visitor

beforeAll(async () => {
  app = await startApp()
  ada = new Visitor(app.url)
  bert = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
  await aTopic(app.database)
})
afterAll(() => app.stop())

type Fields = Record<string, string | string[]>
/** Both open the page and send its form to the path at the same moment. */
async function both(page: string, path: string, fields: Fields | [Fields, Fields]) {
  const [hers, his] = Array.isArray(fields) ? fields : [fields, fields]
  await Promise.all([ada.get(page), bert.get(page)])
  return Promise.all([ada.post(path, hers), bert.post(path, his)])
}
const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const COURSE: Fields = {
  ...{ title: 'Hidden Harm', kind: 'scheduled', topic: 'child-neglect', provider: '', level: '2', mode: 'virtual', days: '1' },
  ...{ audience: '', summary: '', validMonths: '', externalUrl: '', defaultPlaces: '15', fewest: '8', reminderDays: '', policy: '' },
}

describe('of two who at the same moment', () => {
  it('add a course of the same short name one is told that it is taken, and keeps what was typed', async () => {
    for (let n = 0; n < 4; n++) {
      const fields = (title: string): Fields => ({ ...COURSE, key: `hidden-harm-${n}`, title })
      const seen = await both('/desk/courses/new', '/desk/courses', [fields('Of Ada'), fields('Of Bert')])
      expect(seen.map(one => one.status).sort()).toEqual([200, 422])
      const [late, title] = seen[0].status === 422 ? [seen[0], 'Of Ada'] : [seen[1], 'Of Bert']
      expect(late.text).toContain('Another course has this short name: choose a different one')
      expect(late.html).toContain(`value="${title}"`)
      expect(await rows('SELECT title FROM course WHERE key = $1', [`hidden-harm-${n}`])).not.toEqual([{ title }])
    }
  })

  it('add venues of the same name each adds their own', async () => {
    for (let n = 0; n < 4; n++) {
      const seen = await both('/desk/venues/new', '/desk/venues', { name: `Hall at once ${n}` })
      expect(seen.map(one => one.status)).toEqual([200, 200])
      expect(await rows('SELECT key FROM venue WHERE name = $1', [`Hall at once ${n}`])).toHaveLength(2)
    }
  })

  it('take the same person into the pool one is told that they are in it', async () => {
    for (const known of [true, false, true, false]) {
      const email = known ? (await aPerson(app.database)).email : `new-${Math.random()}@example.org`
      const seen = await both('/desk/trainers/new', '/desk/trainers', { email, name: 'Nina New' })
      expect(seen.map(one => one.status).sort()).toEqual([200, 422])
      expect(seen.find(one => one.status === 422)!.text).toContain('is in the trainer pool already')
      expect(await rows('SELECT roles FROM person WHERE email = $1', [email])).toEqual([{ roles: ['trainer'] }])
    }
  })

  it('change one date one is told what the other changed, and loses nothing typed', async () => {
    const course = await aCourse(app.database)
    const { id } = await anOccurrence(app.database, { course })
    const fields = (more: Fields): Fields => ({
      ...{ places: '20', 'sessions[0][day]': '2026-03-10', 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00' },
      ...more,
    })
    const path = `/desk/occurrences/${id}`
    const seen = await both(path, path, [fields({ places: '21' }), fields({ joiningDetails: 'Bring a pen.' })])
    expect(seen.map(one => one.status).sort()).toEqual([200, 409])
    const late = seen.find(one => one.status === 409)!
    expect(late.text).toContain(late === seen[0] ? 'Joining details: was empty, is now “Bring a pen.”' : 'Places: was “20”, is now “21”')
    expect(late.html).toContain('value="21"')
    expect(late.html).toContain('Bring a pen.</textarea>')
    expect(await rows('SELECT version FROM occurrence WHERE id = $1', [id])).toEqual([{ version: 2 }])
  })
})

describe('what was taken away while the form was open', () => {
  it.each<[string, Fields, string, string]>([
    ['a topic', { topic: 'gone' }, 'topic', 'Choose the topic'],
    ['a provider', { provider: 'gone' }, 'provider', 'Choose the provider from the list'],
    ['a cancellation policy', { policy: 'gone' }, 'policy', 'Choose the cancellation policy from the list'],
    ['a course that is required', { requires: ['there', 'gone'] }, 'requires', 'Choose the prerequisites from the list'],
  ])('%s is asked for again at its field', async (_case, fields, field, message) => {
    if (field === 'requires') await aCourse(app.database, { key: 'there' })
    await ada.get('/desk/courses/new')
    const { status, text, html } = await ada.post('/desk/courses', { ...COURSE, key: `without-${field}`, ...fields })
    expect([status, text.includes(message), html.includes(`<a href="#${field}">`)]).toEqual([422, true, true])
    expect(await rows('SELECT 1 FROM course WHERE key = $1', [`without-${field}`])).toEqual([])
  })

  it('a course named twice is required once', async () => {
    const policy = await aPolicy(app.database)
    await ada.get('/desk/courses/new')
    const seen = await ada.post('/desk/courses', { ...COURSE, key: 'twice', requires: ['there', 'there'], policy: policy.key })
    expect([seen.status, seen.url]).toEqual([200, '/desk/courses/twice'])
  })
})

describe('the lists of the desk', () => {
  it('count the dates to come only: neither those gone by nor those called off', async () => {
    const course = await aCourse(app.database, { key: 'counted', title: 'Counted' })
    const venue = await aVenue(app.database, { name: 'Counted Hall', postcode: 'WS9 9ZZ', capacity: 44 })
    const trainer = await aTrainerRow(app.database, {
      person: await aPerson(app.database, { name: 'Counted Trainer', email: 'ct@example.org' }),
    })
    const of = { course, venue, trainers: [trainer] }
    await anOccurrence(app.database, of)
    await anOccurrence(app.database, { ...of, startsAt: '2026-03-02 09:00' })
    await anOccurrence(app.database, { ...of, cancelledAt: new Date('2026-03-01T09:00:00Z') })
    expect((await ada.get('/desk/courses')).text).toContain('Counted Child neglect scheduled 1 Put on dates of Counted')
    expect((await ada.get('/desk/venues')).text).toContain('Counted Hall WS9 9ZZ 44 1')
    expect((await ada.get('/desk/trainers')).text).toContain('Counted Trainer No agency ct@example.org Any course 1 Yes')
  })

  it('put what is retired last, and put it on no dates', async () => {
    await aCourse(app.database, { key: 'aaa', title: 'Aardvarks', retired: true })
    const { text, html } = await ada.get('/desk/courses')
    expect(text.indexOf('Aardvarks Retired')).toBeGreaterThan(text.indexOf('Hidden Harm'))
    expect(html).not.toContain('/desk/events/new?course=aaa"')
    const gone = await aTrainerRow(app.database, { active: false, person: await aPerson(app.database, { name: 'Aaron Away' }) })
    const trainers = await ada.get('/desk/trainers')
    expect(trainers.text.indexOf('Aaron Away')).toBeGreaterThan(trainers.text.indexOf('Counted Trainer'))
    expect(trainers.text).toMatch(/Aaron Away No agency \S+ Any course 0 No Offer again Aaron Away/)
    await ada.post(`/desk/trainers/${gone.id}/activity`, { active: 'perhaps' })
    expect(await rows('SELECT active FROM trainer WHERE id = $1', [gone.id])).toEqual([{ active: false }])
  })
})

describe('venues whose name makes no address', () => {
  it.each(['New', '!!!', 'Зал'])('%s are added and open all the same', async name => {
    await ada.get('/desk/venues/new')
    expect((await ada.post('/desk/venues', { name })).text).toContain(`${name} is saved.`)
    const [venue] = await rows<{ key: string }>('SELECT key FROM venue WHERE name = $1', [name])
    expect((await ada.get(`/desk/venues/${venue!.key}`)).html).toContain(`value="${name}"`)
    expect((await ada.get('/desk/venues/new')).text).toContain('Add a venue')
  })
})
