import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, aProvider, aTopic } from '../support/builders/course.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let bert: Visitor

beforeAll(async () => {
  app = await startApp()
  ;[ada, bert] = [new Visitor(app.url), new Visitor(app.url)]
  await aDelegate(app.database)
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
})
afterAll(() => app.stop())

type Fields = Record<string, string | string[]>
const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
async function send(page: string, path: string, fields: Fields) {
  await ada.get(page)
  return ada.post(path, fields)
}
const order = async () =>
  (await rows<{ key: string }>('SELECT key FROM topic WHERE NOT retired ORDER BY position, name')).map(row => row.key)

describe('topics', () => {
  const add = (name: string, more: Fields = {}) => send('/desk/topics/new', '/desk/topics', { name, priority: '', ...more })
  const stored = async (key: string) =>
    (await rows<object>('SELECT name, priority, priority_years, retired, version FROM topic WHERE key = $1', [key]))[0]

  it('are added last, under a key of their name, with the years in which they are a priority', async () => {
    expect((await ada.get('/desk/topics')).text).toContain('There are no topics yet.')
    expect((await add('Exploitation')).text).toContain('Exploitation is saved.')
    expect((await add('Suicide & self-harm', { priority: 'always', years: ['2025'] })).text).toContain('Yes')
    await add('Domestic abuse', { priority: 'years', years: ['2026', '2025'] })
    expect(await order()).toEqual(['exploitation', 'suicide-self-harm', 'domestic-abuse'])
    expect(await stored('suicide-self-harm')).toMatchObject({ priority: true, priority_years: [] })
    expect(await stored('domestic-abuse')).toMatchObject({ priority: true, priority_years: [2025, 2026] })
    expect((await ada.get('/desk/topics')).text).toContain('Domestic abuse In 2025-26 and 2026-27')
    expect((await ada.get('/desk/topics/domestic-abuse')).html).toMatch(/value="2026" checked/)
  })

  it.each<[string, Fields, string]>([
    ['no name', { name: ' ' }, 'Enter the name of the topic'],
    ['a name that is taken', { name: 'EXPLOITATION' }, 'Another topic has this name'],
    ['no year', { priority: 'years' }, 'Tick the years in which it is a priority'],
    ['what is no year', { priority: 'years', years: ['soon'] }, 'Choose years from the list'],
    ['neither yes nor no', { priority: 'perhaps' }, 'Choose whether it is a priority'],
  ])('are refused with %s', async (_case, fields, message) => {
    const seen = await add('Something new', fields)
    expect([seen.status, seen.text.includes(message)]).toEqual([422, true])
    expect(await order()).toHaveLength(3)
  })

  it('are a priority in their years only, from 1 April on: the first page and the courses’ order follow', async () => {
    const topic = await aTopic(app.database, { key: 'domestic-abuse' })
    await aCourse(app.database, { key: 'da', title: 'Domestic abuse basics', topic })
    const years = (list: string) => rows(`UPDATE topic SET priority_years = '${list}' WHERE key = 'domestic-abuse'`)
    const shown = async () => {
      await ada.get('/desk/topics')
      await ada.post('/desk/topics/exploitation/place', { way: 'earlier' })
      return (await ada.get('/')).html.includes('topic=domestic-abuse')
    }
    for (const [list, is] of [
      ['{2025}', true],
      ['{2026}', false],
      ['{}', true],
    ] as const) {
      // prettier-ignore
      await years(list)
      expect([list, await shown()]).toEqual([list, is])
    }
    await years('{2026}')
    expect((await ada.get('/desk/topics')).text).toContain('In 2026-27 Not this year')
  })

  it('move up and down, no further than the ends, and two who move them at once give no place twice', async () => {
    const move = (who: Visitor, key: string, way: string) => who.post(`/desk/topics/${key}/place`, { way })
    await ada.get('/desk/topics')
    await move(ada, 'domestic-abuse', 'earlier')
    expect(await order()).toEqual(['exploitation', 'domestic-abuse', 'suicide-self-harm'])
    await move(ada, 'suicide-self-harm', 'later')
    await move(ada, 'exploitation', 'earlier')
    expect(await order()).toEqual(['exploitation', 'domestic-abuse', 'suicide-self-harm'])
    await bert.get('/desk/topics')
    await Promise.all([
      ...['later', 'later'].map(way => move(ada, 'exploitation', way)),
      ...['earlier', 'later'].map(way => move(bert, 'suicide-self-harm', way)),
    ])
    const places = await rows<{ position: number }>('SELECT position FROM topic ORDER BY position')
    expect(places.map(row => row.position)).toEqual([1, 2, 3])
    expect((await move(ada, 'domestic-abuse', 'sideways')).status).toBe(404)
    await ada.get('/desk/topics')
    expect((await move(ada, 'nothing', 'later')).status).toBe(404)
  })

  it('are renamed at once for everybody, and keep their key', async () => {
    await send('/desk/topics/exploitation', '/desk/topics/exploitation', { name: 'Child exploitation', priority: '' })
    expect(await stored('exploitation')).toMatchObject({ name: 'Child exploitation', version: 2 })
  })

  it('that courses name stay, and say which; one that none names goes', async () => {
    const used = await ada.get('/desk/topics/domestic-abuse')
    expect(used.text).toContain('Domestic abuse basics')
    expect(used.html).not.toContain('/removal"')
    await ada.get('/desk/topics')
    const refused = await ada.post('/desk/topics/domestic-abuse/removal')
    expect(refused.text).toContain('Courses are about this topic, so it stays. Retire it instead.')
    expect(await stored('domestic-abuse')).toBeDefined()
    expect((await send('/desk/topics/suicide-self-harm', '/desk/topics/suicide-self-harm/removal', {})).text).toContain('Suicide & self-harm is gone.') // prettier-ignore
    expect(await stored('suicide-self-harm')).toBeUndefined()
  })

  it('that are retired are offered to no further course, and kept by those about them', async () => {
    await send('/desk/topics/domestic-abuse', '/desk/topics/domestic-abuse', { name: 'Domestic abuse', priority: '', retired: 'yes' })
    expect((await ada.get('/desk/topics')).text).toContain('Domestic abuse Retired')
    expect((await ada.get('/desk/courses/new')).html).not.toContain('value="domestic-abuse"')
    expect((await ada.get('/desk/courses/da')).html).toContain('<option value="domestic-abuse" selected>')
  })

  it('that two change at once tell the second what the first changed', async () => {
    const path = '/desk/topics/exploitation'
    await Promise.all([ada.get(path), bert.get(path)])
    const seen = await Promise.all([
      ada.post(path, { name: 'Exploitation of children', priority: '' }),
      bert.post(path, { name: 'Child exploitation', priority: 'years', years: ['2026'] }),
    ])
    expect(seen.map(one => one.status).sort()).toEqual([200, 409])
    const late = seen.find(one => one.status === 409)!
    expect(late.text).toContain(late === seen[0] ? 'Years as a priority: was empty, is now “2026”' : 'is now “Exploitation of children”')
    expect([late.html.includes('value="Exploitation of children"'), /value="2026" checked/.test(late.html)]).toEqual([true, true])
  })
})

describe('providers', () => {
  const add = (name: string, more: Fields = {}) => send('/desk/providers/new', '/desk/providers', { name, internal: '', ...more })

  it('are added, changed, retired, and taken out where no course names them', async () => {
    expect((await ada.get('/desk/providers')).text).toContain('Add a provider')
    await add('The partnership', { internal: 'yes' })
    expect((await add('The Partnership')).text).toContain('Another provider has this name')
    expect((await add('')).text).toContain('Enter the name of the provider')
    await add('NSPCC Learning')
    expect((await ada.get('/desk/providers')).text).toContain('The partnership The partnership itself 0')
    const provider = await aProvider(app.database, { key: 'nspcc-learning' })
    await aCourse(app.database, { key: 'theirs', title: 'A course of theirs', provider })
    const path = '/desk/providers/nspcc-learning'
    expect((await ada.get(path)).text).toContain('A course of theirs')
    expect((await ada.post(`${path}/removal`)).text).toContain('Courses name this provider, so it stays.')
    await send(path, path, { name: 'NSPCC', internal: '', retired: 'yes' })
    expect(await rows(`SELECT name, retired, version FROM provider WHERE key = 'nspcc-learning'`)).toEqual([{ name: 'NSPCC', retired: true, version: 2 }]) // prettier-ignore
    expect((await ada.get('/desk/courses/new')).html).not.toContain('value="nspcc-learning"')
    expect((await ada.get('/desk/courses/theirs')).html).toContain('<option value="nspcc-learning" selected>')
    expect((await send('/desk/providers/the-partnership', '/desk/providers/the-partnership/removal', {})).text).toContain('The partnership is gone.') // prettier-ignore
  })

  it('that two change at once tell the second, and ask again after a wrong form with its version', async () => {
    await add('Twice')
    const path = '/desk/providers/twice'
    await Promise.all([ada.get(path), bert.get(path)])
    expect((await bert.post(path, { name: '', internal: '' })).status).toBe(422)
    await ada.post(path, { name: 'Twice over', internal: '' })
    const late = await bert.post(path, { name: 'Twice', internal: 'yes' })
    expect([late.status, late.text.includes('Name: was “Twice”, is now “Twice over”')]).toEqual([409, true])
    expect((await bert.post(path, { name: 'Twice over', internal: 'yes' })).text).toContain('Twice over is saved.')
  })
})

it('what is not there is not found, lists ask few questions, and nobody else comes in', async () => {
  for (const path of ['/desk/topics/nothing', '/desk/providers/nothing']) {
    expect((await ada.get(path)).status).toBe(404)
    for (const post of [path, `${path}/removal`]) {
      await ada.get('/desk/topics/new')
      expect((await ada.post(post, { name: 'Nothing', priority: '', internal: '' })).status).toBe(404)
    }
  }
  for (const path of ['/desk/topics', '/desk/providers', '/desk/topics/exploitation'])
    expect(await countQueries(() => ada.get(path))).toBeLessThanOrEqual(6)
  const dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
  for (const path of ['/desk/topics', '/desk/topics/new', '/desk/providers']) expect((await dana.get(path)).status).toBe(403)
})
