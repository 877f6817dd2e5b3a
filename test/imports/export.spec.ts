import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poolOf } from '../../src/create-app.js'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { IMPORT_FILES } from '../../src/modules/imports/import-files.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aFolder, clearFolders, instead } from './a-folder.js'

let apps: TestApp[]
let ada: Visitor[]
const folder = mkdtempSync(join(tmpdir(), 'goldthread-export-'))

beforeAll(async () => {
  apps = [await startApp(), await startApp()]
  ada = []
  for (const app of apps) {
    const visitor = new Visitor(app.url)
    // The same account in both, as the file says: who administers is one of the people.
    await anAdministrator(app.database, { id: '00000000-0000-7000-8000-000000000001', agencyId: null, registeredAt: MONDAY })
    await visitor.signIn('ada@example.org')
    ada.push(visitor)
  }
})
afterAll(async () => {
  for (const app of apps) await app.stop()
  clearFolders()
  rmSync(folder, { recursive: true })
})

const load = (app: TestApp, from: string) => importFolder(poolOf(app.app), from, { now: MONDAY })
async function exported(visitor: Visitor): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const { name } of IMPORT_FILES) all[name] = (await visitor.get(`/desk/export/files/${name}`)).html
  return all
}

describe('the export', () => {
  it('brings everything back when it is loaded into an empty Goldthread', async () => {
    const strange = aFolder({
      'agencies.csv': instead('Manor Hospital', '"=Manor, ""the"" Hospital"'),
      'bookings.csv': instead('Inspection', '"Two\nlines, and a comma"'),
    })
    expect(await load(apps[0]!, strange)).toHaveProperty('loaded')
    const first = await exported(ada[0]!)
    for (const [name, text] of Object.entries(first)) writeFileSync(join(folder, name), text)
    expect(await load(apps[1]!, folder)).toHaveProperty('loaded')
    expect(await exported(ada[1]!)).toEqual(first)
    expect(first['agencies.csv']).toContain('"=Manor, ""the"" Hospital"')
    expect(first['bookings.csv']).toContain('b1,past,dana,attended,2025-10-01 09:00,school,no,,,no,')
    expect(first['courses.csv']).toContain(',l1,')
    // Learning that a booking brought comes with the booking.
    expect(parse(first['learning-records.csv']!)).toHaveLength(3)
    expect(await load(apps[0]!, folder)).toMatchObject({ loaded: { 'bookings.csv': { added: 0, changed: 0, unchanged: 5 } } })
  })

  it('is the same as one workbook, a sheet each', async () => {
    const files = await exported(ada[0]!)
    const cookie = `gt_session=${ada[0]!.cookie('gt_session') ?? ''}`
    const answer = await fetch(`${apps[0]!.url}/desk/export/everything.xlsx`, { headers: { cookie } })
    expect(answer.status).toBe(200)
    const sheets = await readExcelFile(Buffer.from(await answer.arrayBuffer()))
    expect(sheets.map(({ sheet }) => `${sheet}.csv`)).toEqual(IMPORT_FILES.map(({ name }) => name))
    for (const { sheet, data } of sheets) {
      const shown = data.map(row => row.map(cell => (cell === null ? '' : String(cell))))
      expect([sheet, shown]).toEqual([sheet, parse(files[`${sheet}.csv`]!)])
    }
  })

  it('has each other table, without anything secret', async () => {
    const page = await ada[0]!.get('/desk/export')
    const names = [...page.html.matchAll(/\/desk\/export\/tables\/(\w+)\.csv/g)].map(([, name]) => name!)
    expect(names).toEqual(expect.arrayContaining(['message', 'charge', 'evaluation_answer', 'audit', 'certificate', 'agency_return']))
    for (const name of names) {
      const { status, html } = await ada[0]!.get(`/desk/export/tables/${name}.csv`)
      expect([name, status]).toEqual([name, 200])
      expect(html.split('\n')[0]).not.toMatch(/hash|nonce|secret|password/)
    }
    for (const name of ['person', 'person_token', 'web_session', 'pg_authid', 'signing_key', 'nothing', 'message;'])
      expect((await ada[0]!.get(`/desk/export/tables/${name}.csv`)).status).toBe(404)
    expect((await ada[0]!.get('/desk/export/files/passwords.csv')).status).toBe(404)
  })

  it('leaves no transaction open when whoever downloads goes away', async () => {
    await apps[0]!.database.query(
      `INSERT INTO topic (id, key, name) SELECT gen_random_uuid(), 'many-' || i, repeat('long ', 200) FROM generate_series(1, 20000) i`,
    )
    const cookie = `gt_session=${ada[0]!.cookie('gt_session') ?? ''}`
    const answer = await fetch(`${apps[0]!.url}/desk/export/files/topics.csv`, { headers: { cookie } })
    expect(answer.status).toBe(200)
    const reader = answer.body!.getReader()
    await reader.read()
    await reader.cancel()
    const open = async () =>
      (
        await apps[0]!.database.query<unknown[]>(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
        )
      ).length
    while ((await open()) > 0) await new Promise(resolve => setTimeout(resolve, 20))
    expect(await open()).toBe(0)
  })
})
