import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import writeExcelFile from 'write-excel-file/node'
import { poolOf } from '../../src/create-app.js'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aCrowd, apiOf, atOnce } from '../support/crowd.js'
import { aDelegate, aLead, anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aFolder, clearFolders, YEAR } from './a-folder.js'

let app: TestApp
let [ada, abel, lena]: Visitor[] = []

beforeAll(async () => {
  app = await startApp()
  for (const person of [anAdministrator, aLead, aDelegate])
    await person(app.database, { email: `${person.name}@example.org`.toLowerCase() })
  ;[ada, abel, lena] = [new Visitor(app.url), new Visitor(app.url), new Visitor(app.url)]
  await Promise.all([ada, abel].map(visitor => visitor.signIn('anadministrator@example.org')))
  await lena.signIn('alead@example.org')
})
afterAll(async () => {
  await app.stop()
  clearFolders()
})
afterEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM import_run')
})

const HERE = '/desk/import'
async function add(name: string, content: string | Buffer | null, fields: Record<string, string> = {}) {
  await ada!.get(HERE)
  return ada!.upload(`${HERE}/files`, fields, content === null ? null : { name, bytes: new Uint8Array(Buffer.from(content)) })
}
async function press(what: string, fields: Record<string, string> = {}) {
  await ada!.get(HERE)
  return ada!.post(`${HERE}/${what}`, fields)
}
async function rested() {
  for (;;) {
    const [row] = await app.database.query<{ state: string }[]>('SELECT state FROM import_run')
    if (row?.state !== 'checking' && row?.state !== 'loading') return (await ada!.get(HERE)).text
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
const stateOf = async () => (await app.database.query<{ state: string }[]>('SELECT state FROM import_run WHERE open'))[0]?.state
const TOPICS = 'key,name\nx1,One\n'
const book = (sheets: [string, string[][]][]) =>
  writeExcelFile(
    sheets.map(([sheet, rows]) => ({ sheet, data: rows.map(row => row.map(value => (value ? { value, type: String } : null))) })),
  ).toBuffer()

describe('the import page', () => {
  it('and the export are the administrator’s alone', async () => {
    for (const path of [
      HERE,
      '/desk/export',
      '/desk/export/everything.xlsx',
      '/desk/export/files/people.csv',
      '/desk/export/tables/charge.csv',
    ])
      expect([path, (await lena!.get(path)).status]).toEqual([path, 403])
    await lena!.get('/')
    for (const path of ['check', 'load', 'files/removal'])
      expect((await lena!.post(`${HERE}/${path}`, { name: 'topics.csv' })).status).toBe(403)
    expect(await stateOf()).toBeUndefined()
  })

  it('does nothing without a file, and says so near its field', async () => {
    for (const what of ['check', 'load']) {
      const seen = await press(what)
      expect([what, seen.status, seen.text.includes('Add a file first')]).toEqual([what, 409, true])
    }
    const none = await add('', null, { as: 'topics.csv' })
    expect([none.status, none.text.includes('Choose a file')]).toEqual([422, true])
    expect(none.html).toContain('<option value="topics.csv" selected')
    expect(await press('files/removal', { name: 'topics.csv' })).toMatchObject({ status: 200 })
    expect(await stateOf()).toBeUndefined()
  })

  it.each<[string, string, Record<string, string>]>([
    ['what it cannot be', 'list.csv', { as: '../people.csv' }],
    ['nothing, by a name nearly right', 'topic.csv', {}],
  ])('takes no CSV file for %s', async (_what, name, fields) => {
    expect((await add(name, TOPICS, fields)).text).toContain(`Say what ${name} holds`)
    expect(await stateOf()).toBeUndefined()
  })

  it('takes a file by its name however it is written, and a workbook’s sheets likewise', async () => {
    expect((await add('TOPICS.CSV', TOPICS)).text).toContain('topics.csv is added')
    const file = await book([
      [
        ' Topics ',
        [
          ['key', 'name'],
          ['x2', 'Two'],
        ],
      ],
      ['Notes to self', [['']]],
    ])
    expect((await add('Book.XLSX', file)).text).toContain('topics.csv is added')
    expect((await ada!.get(HERE)).text).toContain('topics.csv, 2 lines')
    await press('check')
    expect(await rested()).toMatch(/topics.csv 1 0 0/)
  })

  it('says of a workbook without anything that there is nothing in it', async () => {
    const seen = await add('book.xlsx', await book([['topics', [['']]]]))
    expect([seen.status, seen.text.includes('There is nothing in this workbook')]).toEqual([422, true])
  })

  it.each([
    [50 * 1024 * 1024, 200, 'topics.csv is added'],
    [50 * 1024 * 1024 + 1, 422, 'larger than 50 MB'],
  ])('of %d bytes', async (size, status, words) => {
    const seen = await add('topics.csv', Buffer.alloc(size, 'a'), { as: 'topics.csv' })
    expect([seen.status, seen.text.includes(words)]).toEqual([status, true])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['another is added', () => add('providers.csv', 'key,name,internal\nxp,P,no\n')],
    ['one is taken away', () => press('files/removal', { name: 'providers.csv' })],
  ])('loads only what was checked: once %s it is checked anew', async (_what, change) => {
    await add('topics.csv', TOPICS)
    await add('providers.csv', 'key,name,internal\nxo,O,no\n')
    await press('check')
    expect(await rested()).toContain('The files are in order')
    await change()
    const seen = await press('load')
    expect([seen.status, seen.text.includes('Check the files first')]).toEqual([409, true])
    expect(await app.database.query(`SELECT 1 FROM topic WHERE key = 'x1'`)).toEqual([])
  })

  it.each([
    [30_000, 409, 'loading'],
    [30_001, 200, 'collecting'],
  ])('believes a process that works for half a minute without a word: after %d ms', async (ms, status, state) => {
    await add('topics.csv', TOPICS)
    await Promise.all([ada!.get(HERE), abel!.get(HERE)])
    await app.database.query(`UPDATE import_run SET state = 'loading', beat_at = $1`, [new Date(MONDAY.getTime() - ms)])
    // The page was opened before: while somebody works it has no form.
    const file = { name: 'topics.csv', bytes: new Uint8Array(Buffer.from(TOPICS)) }
    const sent = [await ada!.upload(`${HERE}/files`, {}, file), await abel!.post(`${HERE}/files/removal`, { name: 'topics.csv' })]
    expect([...sent.map(seen => seen.status), await stateOf()]).toEqual([status, status, state])
    for (const seen of sent) expect(seen.text.includes('The files are being read at this moment')).toBe(status === 409)
  })

  it.each([
    [7 * 86_400_000, 2],
    [7 * 86_400_000 + 1, 1],
  ])('keeps files that nobody went on with for a week: after %d ms', async (ms, runs) => {
    await add('topics.csv', TOPICS)
    await app.database.query('UPDATE import_run SET open = false, begun_at = $1', [new Date(MONDAY.getTime() - ms)])
    await add('topics.csv', TOPICS)
    expect(await app.database.query('SELECT 1 FROM import_run')).toHaveLength(runs)
  })

  it.each([
    [200, 200, false],
    [203, 200, true],
  ])('shows two hundred things to be put right, and counts all: of %d', async (wrong, shown, more) => {
    const rows = Array.from({ length: wrong }, (_, i) => `k${i},Name,first\n`).join('')
    await add('topics.csv', `key,name,position\n${rows}`)
    await press('check')
    const seen = await rested()
    expect(seen).toContain(`${wrong} things are to be put right`)
    expect([seen.match(/topics.csv, line/g)!.length, seen.includes('And 3 more.')]).toEqual([shown, more])
  })
})

describe('while people book', () => {
  it('an import that changes the very date waits for them or they for it: nobody is lost, no place given twice', async () => {
    expect(await importFolder(poolOf(app.app), aFolder(), { now: MONDAY })).toHaveProperty('loaded')
    await app.database.query(`DELETE FROM course_prerequisite WHERE course_id = (SELECT id FROM course WHERE key = 'l2')`)
    const crowd = await aCrowd(app.database, 30)
    const [date] = await app.database.query<{ id: string }[]>(`SELECT id FROM occurrence WHERE key = 'coming'`)
    await add('occurrences.csv', YEAR['occurrences.csv']!.replace('coming,ev-l2,2,', 'coming,ev-l2,12,'))
    await press('check')
    expect(await rested()).toMatch(/occurrences.csv 0 1 2/)
    await ada!.get(HERE)
    const [loading, answers] = await Promise.all([
      ada!.post(`${HERE}/load`),
      atOnce(10, crowd, person => apiOf(app, person).post<{ code?: string }>(`/occurrences/${date!.id}/bookings`)),
    ])
    expect(loading.status).toBe(200)
    expect(await rested()).toMatch(/Loaded .*occurrences.csv 0 1 2/)
    const late = await atOnce(10, crowd, person => apiOf(app, person).post<{ code?: string }>(`/occurrences/${date!.id}/bookings`))
    const [now] = await app.database.query<{ places: number; booked: number; held: number; rows: number }[]>(
      `SELECT o.places, o.booked, o.held, (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state = 'booked') AS rows
       FROM occurrence o WHERE o.id = $1`,
      [date!.id],
    )
    expect(now!.places).toBe(12)
    expect([now!.booked, now!.booked + now!.held]).toEqual([now!.rows, 12])
    expect([...answers, ...late].filter(answer => ![201, 409].includes(answer.status))).toEqual([])
    // Everybody who was told of a place has it still.
    const told = [...answers, ...late].filter(answer => answer.status === 201).length
    expect(told).toBe(now!.rows - 1)
  })
})
