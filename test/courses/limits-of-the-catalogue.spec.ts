import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, aProvider, aTopic } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, aLead, anAdministrator, aPerson, aReader, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { EVENT, session, type Fields } from './programme/scene.js'

let app: TestApp
let ada: Visitor
let trainer: { id: string; key: string }

beforeAll(async () => {
  app = await startApp()
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
  await aTopic(app.database)
  trainer = await aTrainerRow(app.database, { person: await aPerson(app.database, { name: 'Theo Teacher' }) })
})
afterAll(() => app.stop())

const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const numbered = (many: number, row: (n: number) => Fields): Fields => Object.assign({}, ...Array.from({ length: many }, (_, n) => row(n))) as Fields // prettier-ignore
async function send(page: string, path: string, fields: Fields) {
  await ada.get(page)
  return ada.post(path, fields)
}

describe('as many rows as a form has', () => {
  const room = (n: number): Fields => ({ [`rooms[${n}][name]`]: `Room ${n}`, [`rooms[${n}][capacity]`]: '' })
  const away = (n: number): Fields => ({ [`absences[${n}][fromDay]`]: `20${n + 30}-05-01`, [`absences[${n}][toDay]`]: '' })
  const date = (n: number): Fields => session(n, 0, `20${n + 30}-05-01`)
  const sitting = (n: number): Fields => session(0, n, `20${n + 30}-05-01`)
  const more = (button: string, fields: Fields): Fields => ({ ...fields, rows: button })

  it.each<[string, string, string, Fields, RegExp, number, string]>([
    ['39 rooms', '/desk/venues/new', '/desk/venues', more('add-room', numbered(39, room)), /name="rooms\[\d+\]\[name\]"/g, 40, ''],
    ['40 rooms', '/desk/venues/new', '/desk/venues', more('add-room', numbered(40, room)), /name="rooms\[\d+\]\[name\]"/g, 40, 'A venue has 40 rooms at most'], // prettier-ignore
    [
      '23 dates',
      '/desk/events/new',
      '/desk/events',
      more('add-date', numbered(23, date)),
      /name="dates\[\d+\]\[sessions\]\[0\]\[day\]"/g,
      24,
      '',
    ],
    ['24 dates', '/desk/events/new', '/desk/events', more('add-date', numbered(24, date)), /name="dates\[\d+\]\[sessions\]\[0\]\[day\]"/g, 24, 'An event has 24 dates at most: put the others on as another event'], // prettier-ignore
    ['nine sessions', '/desk/events/new', '/desk/events', more('add-session-0', numbered(9, sitting)), /name="dates\[0\]\[sessions\]\[\d+\]\[day\]"/g, 10, ''], // prettier-ignore
    ['ten sessions', '/desk/events/new', '/desk/events', more('add-session-0', numbered(10, sitting)), /name="dates\[0\]\[sessions\]\[\d+\]\[day\]"/g, 10, 'A date has 10 sessions at most'], // prettier-ignore
  ])(
    'another one to %s: none beyond those that are read, and nothing typed is lost',
    async (_case, page, path, fields, row, many, said) => {
      const base = path === '/desk/events' ? EVENT : { name: 'Many' }
      const seen = await send(page, path, { ...base, ...fields })
      expect([seen.status, [...seen.html.matchAll(row)].length]).toEqual([200, many])
      if (said) expect(seen.text).toContain(said)
      else expect(seen.text).not.toContain('at most')
      const typed = Object.entries(fields).filter(([name, value]) => /name|day/.test(name) && value !== '')
      for (const [, value] of typed) expect(seen.html).toContain(`value="${String(value)}"`)
    },
  )

  it('of days away: the sixtieth is kept, a sixty-first is not begun', async () => {
    const path = `/desk/trainers/${trainer.id}/availability`
    const has = async (many: number) => {
      const fields = { teaches: 'any', rows: 'add-days', ...numbered(many, n => away(n % 60)) }
      const { html, text } = await send(path, path, fields)
      return [[...html.matchAll(/name="absences\[\d+\]\[fromDay\]"/g)].length, text.includes('There is room for 60 rows')]
    }
    expect([await has(59), await has(60)]).toEqual([
      [60, false],
      [60, true],
    ])
    await send(path, path, { teaches: 'any', ...numbered(60, away) })
    expect(await rows('SELECT count(*)::int AS many FROM trainer_absence WHERE trainer_id = $1', [trainer.id])).toEqual([{ many: 60 }])
    await rows('DELETE FROM trainer_absence')
  })

  it('all forty rooms of a venue are saved in their order, and come back in it', async () => {
    await send('/desk/venues/new', '/desk/venues', { name: 'Warren', ...numbered(40, room) })
    const { html } = await ada.get('/desk/venues/warren')
    const names = [...html.matchAll(/name="rooms\[\d+\]\[name\]"[^>]* value="([^"]*)"/g)].map(([, name]) => name)
    expect(names).toEqual(Array.from({ length: 40 }, (_, n) => `Room ${n}`))
  })
})

describe('what is just within its limit', () => {
  it.each<[string, Fields, boolean]>([
    ['a room for one', { 'rooms[0][name]': 'A', 'rooms[0][capacity]': '1' }, true],
    ['a room for 5,000', { 'rooms[0][name]': 'A', 'rooms[0][capacity]': '5000' }, true],
    ['a room for half a person', { 'rooms[0][name]': 'A', 'rooms[0][capacity]': '0.5' }, false],
    ['a room of 80 letters', { 'rooms[0][name]': 'x'.repeat(80) }, true],
    ['a name of 120 letters', { name: 'n'.repeat(120) }, true],
    ['a name of 121 letters', { name: 'n'.repeat(121) }, false],
    ['an address of 300 letters', { address: 'a'.repeat(300) }, true],
    ['an address of 301 letters', { address: 'a'.repeat(301) }, false],
    ['a map that is plain', { mapUrl: 'http://maps.example.org' }, true],
  ])('of a venue: %s', async (_case, fields, taken) => {
    const seen = await send('/desk/venues/new', '/desk/venues', { name: 'Limits', ...fields })
    expect(seen.status).toBe(taken ? 200 : 422)
  })

  it('of a topic: thirty years are taken, thirty-one are not, and a year of another century is none', async () => {
    const years = (many: number) => Array.from({ length: many }, (_, n) => String(2010 + n))
    const add = (name: string, list: string[]) => send('/desk/topics/new', '/desk/topics', { name, priority: 'years', years: list })
    expect((await add('Thirty', years(30))).text).toContain('Thirty is saved.')
    const over = await add('Thirty-one', years(31))
    expect([over.status, over.text.includes('Choose 30 years or fewer'), over.html.includes('value="Thirty-one"')]).toEqual([
      422,
      true,
      true,
    ])
    for (const year of ['1999', '2100', '20265']) expect((await add(`Of ${year}`, [year])).status).toBe(422)
    expect(await rows(`SELECT array_length(priority_years, 1) AS many FROM topic WHERE name LIKE 'Thirty%'`)).toEqual([{ many: 30 }])
  })

  it('of a topic and a provider whose names make no address: both open under one of their own', async () => {
    for (const [what, more] of [
      ['topic', { priority: '' }],
      ['provider', { internal: '' }],
    ] as const)
      // prettier-ignore
      for (const name of ['New', 'Ωmega!']) {
        await send(`/desk/${what}s/new`, `/desk/${what}s`, { name, ...more })
        const [{ key } = { key: '' }] = await rows<{ key: string }>(`SELECT key FROM ${what} WHERE name = $1`, [name])
        expect(key).not.toBe('new')
        expect((await ada.get(`/desk/${what}s/${key}`)).html).toContain(`value="${name}"`)
      }
  })
})

describe('what is retired', () => {
  it('has no place in the order of topics, and comes back where it was', async () => {
    await rows(`DELETE FROM topic WHERE key <> 'child-neglect'`)
    for (const name of ['First', 'Second', 'Third']) await send('/desk/topics/new', '/desk/topics', { name, priority: '' })
    const order = async () =>
      (await rows<{ name: string }>(`SELECT name FROM topic WHERE NOT retired AND key <> 'child-neglect' ORDER BY position`)).map(
        ({ name }) => name,
      )
    const retire = (retired: string) => send('/desk/topics/second', '/desk/topics/second', { name: 'Second', priority: '', retired })
    await retire('yes')
    await ada.get('/desk/topics')
    expect((await ada.post('/desk/topics/second/place', { way: 'earlier' })).status).toBe(404)
    expect(await order()).toEqual(['First', 'Third'])
    await retire('')
    expect(await order()).toEqual(expect.arrayContaining(['First', 'Second', 'Third']))
  })

  it('is chosen for no further course, but stays with the course that has it, however often that is saved', async () => {
    const topic = await aTopic(app.database, { key: 'old-topic', name: 'Old topic', retired: true })
    const provider = await aProvider(app.database, { key: 'old-provider', name: 'Old provider', retired: true })
    await aCourse(app.database, { key: 'keeps', title: 'Keeps them', topic, provider })
    const choices = async (path: string) =>
      [...(await ada.get(path)).html.matchAll(/<option value="(old-[a-z]+)"( selected)?/g)].map(([, key, chosen]) => [key, Boolean(chosen)])
    expect(await choices('/desk/courses/new')).toEqual([])
    const both = [['old-topic', true], ['old-provider', true]] // prettier-ignore
    expect(await choices('/desk/courses/keeps')).toEqual(both)
    const fields = {
      ...{
        title: 'Keeps them still',
        kind: 'scheduled',
        topic: 'old-topic',
        provider: 'old-provider',
        level: '',
        mode: 'virtual',
        days: '1',
      },
      ...{ audience: '', summary: '', validMonths: '', externalUrl: '', defaultPlaces: '15', fewest: '8', reminderDays: '', policy: '' },
    }
    expect((await ada.post('/desk/courses/keeps', fields)).text).toContain('Your changes are saved.')
    expect(await choices('/desk/courses/keeps')).toEqual(both)
  })

  it('is put on no date: neither chosen nor taken when it is sent all the same', async () => {
    await aCourse(app.database, { key: 'gone-course', retired: true })
    await aCourse(app.database, { key: 'on-a-screen', kind: 'e-learning', mode: 'e-learning' })
    const { html } = await ada.get('/desk/events/new')
    for (const course of ['gone-course', 'on-a-screen']) {
      expect(html).not.toContain(`<option value="${course}"`)
      const seen = await send('/desk/events/new', '/desk/events', { ...EVENT, course, ...session(0, 0, '2026-04-14') })
      expect([seen.status, seen.text.includes('Choose the course'), seen.html.includes('value="2026-04-14"')]).toEqual([422, true, true])
    }
    expect(await rows('SELECT 1 FROM occurrence')).toEqual([])
  })
})

describe('the lists', () => {
  it('count no draft among the dates to come of a course', async () => {
    const course = await aCourse(app.database, { key: 'drafted', title: 'Drafted' })
    await anOccurrence(app.database, { course, draft: true })
    expect((await ada.get('/desk/courses')).text).toContain('Drafted Child neglect scheduled 0')
  })

  it('say of a trainer the absence that is under way or comes next, to its last day and not after', async () => {
    const from = (day: string, to: string) =>
      rows('INSERT INTO trainer_absence (id, trainer_id, from_day, to_day, words) VALUES (gen_random_uuid(), $1, $2, $3, $4)', [trainer.id, day, to, '']) // prettier-ignore
    await from('2026-02-27', '2026-03-01')
    await from('2026-03-30', '2026-03-31')
    expect((await ada.get('/desk/trainers')).text).toContain('Away Monday 30 March 2026 to Tuesday 31 March 2026')
    await from('2026-02-28', '2026-03-02')
    expect((await ada.get('/desk/trainers')).text).toContain('Away Saturday 28 February 2026 to Monday 2 March 2026')
    app.clock.moveTo('2026-03-31T22:59:59Z')
    expect((await ada.get('/desk/trainers')).text).toContain('Away Monday 30 March 2026')
    app.clock.moveTo('2026-03-31T23:00:00Z')
    expect((await ada.get('/desk/trainers')).text).not.toContain('Away')
    app.clock.moveTo('2026-03-02T09:00:00Z')
  })
})

it('nobody but an administrator sees or changes anything of the catalogue', async () => {
  const venue = await aVenue(app.database, { key: 'ours', name: 'Ours' })
  const people = [await aDelegate(app.database), await aLead(app.database), await aTrainer(app.database), await aReader(app.database)]
  const before = await rows('SELECT name, version FROM venue WHERE id = $1', [venue.id])
  for (const { email } of people) {
    const visitor = new Visitor(app.url)
    await visitor.signIn(email)
    for (const part of ['courses', 'venues', 'trainers', 'providers', 'topics', 'courses/keeps', 'courses/keeps/pathway', 'venues/ours'])
      expect([email, part, (await visitor.get(`/desk/${part}`)).status]).toEqual([email, part, 403])
    await visitor.get('/')
    for (const part of [
      'venues',
      'venues/ours',
      'topics',
      'topics/first/removal',
      'topics/first/place',
      'providers',
      'courses/keeps/pathway',
    ])
      expect([email, part, (await visitor.post(`/desk/${part}`, { name: 'Theirs', way: 'earlier' })).status]).toEqual([email, part, 403])
    expect((await visitor.post(`/desk/trainers/${trainer.id}/activity`, { active: 'no' })).status).toBe(403)
  }
  expect(await rows('SELECT name, version FROM venue WHERE id = $1', [venue.id])).toEqual(before)
  expect(await rows('SELECT active FROM trainer WHERE id = $1', [trainer.id])).toEqual([{ active: true }])
})
