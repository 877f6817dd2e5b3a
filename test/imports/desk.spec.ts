import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import writeExcelFile from 'write-excel-file/node'
import { SILENT_SECONDS } from '../../src/modules/imports/desk/import-desk.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { anAdministrator, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { YEAR } from './a-folder.js'

let app: TestApp
let [ada, abel]: Visitor[] = []

beforeAll(async () => {
  app = await startApp()
  await anAdministrator(app.database)
  await aPerson(app.database, { email: 'abel@example.org', name: 'Abel Administrator', roles: ['administrator'] })
  ;[ada, abel] = [new Visitor(app.url), new Visitor(app.url)]
  await Promise.all([ada.signIn('ada@example.org'), abel.signIn('abel@example.org')])
})
afterAll(() => app.stop())
afterEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM import_run')
})

const HERE = '/desk/import'
const bytes = (text: string | Buffer) => new Uint8Array(Buffer.from(text))
async function add(name: string, content: string | Buffer, fields: Record<string, string> = {}) {
  await ada!.get(HERE)
  return ada!.upload(`${HERE}/files`, fields, { name, bytes: bytes(content) })
}
const press = async (what: 'check' | 'load', visitor = ada!) => {
  await visitor.get(HERE)
  return visitor.post(`${HERE}/${what}`)
}
/** Until what was begun has come to its end. */
async function rested() {
  for (;;) {
    const [row] = await app.database.query<{ state: string }[]>('SELECT state FROM import_run')
    if (row?.state !== 'checking' && row?.state !== 'loading') return (await ada!.get(HERE)).text
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
const count = async (table: string) => (await app.database.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM ${table}`))[0].n

/** The year as a workbook: days and moments as a spreadsheet has them, numbers as numbers. */
function workbook(change: Record<string, string[][]> = {}): Promise<Buffer> {
  const rowsOf = (text: string) =>
    text
      .trim()
      .split('\n')
      .map(line => line.split(','))
  const plain = Object.entries(YEAR).filter(([, text]) => !text.includes('"'))
  const sheets = { ...Object.fromEntries(plain.map(([name, text]) => [name.replace('.csv', ''), rowsOf(text)])), ...change }
  const cell = (text: string) => {
    if (/^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(text))
      return { value: new Date(`${text.replace(' ', 'T')}${text.length > 10 ? ':00Z' : ''}`), type: Date, format: 'yyyy-mm-dd hh:mm' }
    return /^\d+$/.test(text) ? { value: Number(text), type: Number } : text === '' ? null : { value: text, type: String }
  }
  return writeExcelFile(Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map(row => row.map(cell)) }))).toBuffer()
}

describe('importing at the desk', () => {
  it('gathers files, checks them without changing anything, and loads all of them', async () => {
    expect((await ada!.get(HERE)).text).toContain('Add a file')
    for (const [name, content] of Object.entries(YEAR)) expect((await add(name, content)).text).toContain(`${name} is added`)
    expect((await abel!.get(HERE)).text).toContain('bookings.csv, 6 lines')
    await press('check')
    const checked = await rested()
    expect(checked).toContain('The files are in order')
    expect(checked).toMatch(/bookings.csv 5 0 0/)
    expect(await count('booking')).toBe(0)
    await press('load')
    expect(await rested()).toMatch(/Loaded .* bookings.csv 5 0 0/)
    expect([await count('booking'), await count('import_upload')]).toEqual([5, 0])
    // What's on knows of it at once.
    expect((await new Visitor(app.url).get('/courses/l2')).status).toBe(200)
  })

  it('reads a workbook, its days, times and numbers as a spreadsheet has them', async () => {
    const seen = await add('the year.xlsx', await workbook())
    expect(seen.text).toMatch(/\d+ files are added/)
    await press('check')
    const found = await rested()
    expect(found).toMatch(/bookings.csv 0 0 5/)
    expect(found).toMatch(/sessions.csv 0 0 4/)
  })

  it('says of each wrong row what is wrong, and loads nothing', async () => {
    await add('topics.csv', 'key,name,position\nnew-topic,New,first\n,Nameless,1\n')
    await press('check')
    const refused = await rested()
    expect(refused).toContain('Nothing was loaded 2 things are to be put right')
    expect(refused).toContain('topics.csv, line 2, position')
    const early = await press('load')
    expect([early.status, early.text.includes('Check the files first')]).toEqual([409, true])
    expect(await app.database.query(`SELECT 1 FROM topic WHERE key = 'new-topic'`)).toEqual([])
    // Mended and added again it takes the first one's place.
    await add('topics.csv', 'key,name,position\nnew-topic,New,1\n')
    await press('check')
    expect(await rested()).toMatch(/topics.csv 1 0 0/)
  })

  it.each([
    ['a picture', 'picture.png', 'x', {}, 'Choose a CSV file or an Excel workbook'],
    ['a CSV file of a strange name', 'list.csv', 'key\n', {}, 'Say what list.csv holds'],
    ['a workbook that is none', 'year.xlsx', 'not a workbook', {}, 'The workbook cannot be read'],
  ])('refuses %s near the field', async (_, name, content, fields, sentence) => {
    const seen = await add(name, content, fields)
    expect([seen.status, seen.text.includes(sentence)]).toEqual([422, true])
    expect(await count('import_upload')).toBe(0)
  })

  it('takes a CSV file of a strange name for what is chosen, and a workbook only with sheets that it reads', async () => {
    expect((await add('our list.csv', 'key,name\nt9,Nine\n', { as: 'topics.csv' })).text).toContain('topics.csv is added')
    const seen = await add('year.xlsx', await workbook({ bookngs: [['key']], Notes: [['read me']] }))
    expect([seen.status, seen.text.includes('Rename these sheets, or take them out: bookngs, Notes')]).toEqual([422, true])
    await ada!.get(HERE)
    expect((await ada!.post(`${HERE}/files/removal`, { name: 'topics.csv' })).text).toContain('topics.csv is taken away')
    expect(await count('import_upload')).toBe(0)
  })

  it('is checked once of two who press, and its files stay as they are meanwhile', async () => {
    await add('topics.csv', 'key,name\nt1,One\n')
    const keeper = app.database.createQueryRunner()
    await keeper.startTransaction()
    await keeper.query('LOCK TABLE topic IN EXCLUSIVE MODE')
    await Promise.all([ada!.get(HERE), abel!.get(HERE)])
    const pressed = await Promise.all([ada!.post(`${HERE}/check`), abel!.post(`${HERE}/check`)])
    expect(pressed.map(seen => seen.status).sort()).toEqual([200, 409])
    expect((await ada!.get(HERE)).text).toContain('Checking the files.')
    await keeper.commitTransaction()
    await keeper.release()
    expect(await rested()).toContain('The files are in order')
    const loads = await Promise.all([press('load'), press('load', abel)])
    expect(loads.map(seen => seen.status).sort()).toEqual([200, 409])
    await rested()
    expect(await count(`topic WHERE key = 't1'`)).toBe(1)
  })

  it('begins anew after a process that ended in the middle', async () => {
    await add('topics.csv', 'key,name\nt2,Two\n')
    await app.database.query(`UPDATE import_run SET state = 'loading', beat_at = $1`, [app.clock.now()])
    expect((await press('check').catch(() => null))?.status).not.toBe(200)
    app.clock.pass({ minutes: SILENT_SECONDS / 60 + 0.1 })
    expect((await ada!.get(HERE)).text).toContain('This was interrupted, and nothing was changed')
    await press('check')
    expect(await rested()).toContain('The files are in order')
  })

  it('forgets files that nobody went on with for a week, when the next import begins', async () => {
    await add('topics.csv', 'key,name\nt3,Three\n')
    await app.database.query('UPDATE import_run SET open = false')
    app.clock.pass({ days: 8 })
    await add('providers.csv', 'key,name,internal\np3,Three,no\n')
    expect(await app.database.query('SELECT name FROM import_upload')).toEqual([{ name: 'providers.csv' }])
  })
})
