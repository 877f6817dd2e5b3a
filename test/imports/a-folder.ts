import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { importFolder, type ImportOptions, type ImportResult } from '../../src/modules/imports/imports.writer.js'
import { MONDAY } from '../support/app.js'
import { freshDatabase } from '../support/database.js'

/** A small year of training: Dana, Cole and Oona on the neglect pathway, with Tara, who trains. Every kind of row is there. */
export const YEAR: Readonly<Record<string, string>> = {
  'agencies.csv': `key,name,group,listed
school,Birchills Primary School,Education,yes
hospital,Manor Hospital,Health,
`,
  'providers.csv': `key,name,internal
wsp,Walsall Safeguarding Partnership,yes
`,
  'topics.csv': `key,name,priority,position
neglect,Child neglect,yes,1
`,
  'venues.csv': `key,name,address,postcode,capacity,access,mapUrl
hall,Town Hall,"1 High Street, Walsall",WS1 1TP,30,step-free,https://maps.example.org/hall
`,
  'policies.csv': `key,name,definition
standard,Standard terms,"{""name"":""Standard"",""notice"":{""amount"":2,""unit"":""working-days""},""bands"":[]}"
`,
  'people.csv': `key,name,email,agency,agencyOther,jobRole,managerName,managerEmail,roles,registeredAt
dana,Dana Delegate,Dana@Example.org,school,,Teacher,Mary Manager,mary@example.org,,2025-01-06 08:30
cole,Cole Colleague,cole@example.org,school,,,,,,2025-01-06 08:31
oona,Oona Outsider,oona@example.org,hospital,,Nurse,,,training lead|report reader,2025-01-06 08:32
tara,Tara Trainer,tara@example.org,,Tara and Sons,,,,,2025-01-06 08:33
`,
  'trainers.csv': `key,person
t-tara,tara
`,
  'courses.csv': `key,title,kind,topic,provider,level,days,validMonths,requires,externalUrl,defaultPlaces,policy
l1,Child Neglect Awareness,scheduled,neglect,wsp,1,2,36,,,20,standard
l2,Understanding Neglect,scheduled,neglect,wsp,2,,,l1,,20,standard
el,Neglect in an hour,e-learning,neglect,,,0.5,12,,,,
away,Neglect elsewhere,external,neglect,,,,,,https://elsewhere.example.org/neglect,,
`,
  'events.csv': `key,course
ev-l1,l1
ev-l2,l2
`,
  'occurrences.csv': `key,event,places,venue,onlineUrl,trainers,bookingOpensAt,bookingClosesAt,cancelledAt,cancelReason,registerClosedAt
past,ev-l1,3,hall,,t-tara,2025-09-01 09:00,2025-11-10 17:00,,,2025-11-12 17:00
coming,ev-l2,2,,https://meet.example.org/l2,,,,,,
off,ev-l1,10,,,,,,2026-02-02 10:00,Snow,
`,
  'sessions.csv': `occurrence,startsAt,endsAt
past,2025-11-12 09:30,2025-11-12 16:00
past,2025-11-11 09:30,2025-11-11 16:00
coming,2026-04-14 09:30,2026-04-14 16:00
off,2026-02-03 09:30,2026-02-03 12:30
`,
  'bookings.csv': `key,occurrence,person,state,bookedAt,agency,walkIn,cancelledAt,cancelledBy,late,reason
b1,past,dana,attended,2025-10-01 09:00,,,,,,
b2,past,cole,no-show,2025-10-01 09:05,hospital,,,,,
b3,past,oona,attended,2025-11-11 09:20,,yes,,,,
b4,coming,dana,booked,2026-02-01 12:00,,,,,,
b5,coming,cole,cancelled,2026-02-01 12:01,,,2026-02-20 08:00,delegate,yes,Inspection
`,
  'enrolments.csv': `key,course,person,signedUpAt,agency,startedAt,completedAt
n1,el,dana,2025-06-01 10:00,,2025-06-01 10:05,2025-07-01 00:30
n2,el,cole,2025-06-02 10:00,hospital,,
`,
  'learning-records.csv': `key,person,course,completedOn,how,validUntil,note
r1,cole,l1,2024-05-01,evidence,,Certificate seen
r2,tara,l2,2020-01-31,evidence,2026-12-31,
`,
  'waiting-list.csv': `key,course,person,joinedAt,dates,endedAt,outcome
w1,l2,oona,2026-02-10 09:00,coming,,
w2,l2,cole,2026-02-09 09:00,,,
w3,l2,tara,2026-02-01 09:00,,2026-02-15 09:00,left
`,
}

type Change = Record<string, string | null | ((text: string) => string)>

/** Writes the year into a new folder with some files changed, added or (null) left out. */
export function aFolder(change: Change = {}, base: Readonly<Record<string, string>> = YEAR): string {
  const folder = mkdtempSync(join(tmpdir(), 'goldthread-import-'))
  for (const file of new Set([...Object.keys(base), ...Object.keys(change)])) {
    const wanted = change[file]
    const text = typeof wanted === 'function' ? wanted(base[file] ?? '') : wanted === undefined ? base[file] : wanted
    if (text !== null && text !== undefined) writeFileSync(join(folder, file), text)
  }
  folders.push(folder)
  return folder
}

const folders: string[] = []

/** Removes every folder that was made; `stop` does it too. */
export function clearFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** Puts `to` in the place of `from`, which must be there. */
export const instead = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`"${from}" is not in ${text}`)
  return text.replace(from, to)
}

/** The file with these lines behind it. */
export const and =
  (...lines: string[]) =>
  (text: string) =>
    `${text}${lines.join('\n')}\n`

export interface Importing {
  pool: pg.Pool
  url: string
  load(folder: string, options?: Partial<ImportOptions>): Promise<ImportResult>
  /** Loads, and throws with the errors if there are any. */
  mustLoad(folder: string, options?: Partial<ImportOptions>): Promise<Extract<ImportResult, { loaded: unknown }>['loaded']>
  /** What is wrong, one string for each: `bookings.csv 17 person: ...`. */
  errors(folder: string): Promise<string[]>
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  stop(): Promise<void>
}

/** An empty database to import into, on Monday 2 March 2026. */
export async function importing(): Promise<Importing> {
  const database = await freshDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 4, options: '-c TimeZone=UTC' })
  // Dropping the database may be quicker than the goodbye of an idle connection.
  pool.on('error', () => undefined)
  const load = (folder: string, options: Partial<ImportOptions> = {}) => importFolder(pool, folder, { now: MONDAY, ...options })
  return {
    pool,
    url: database.url,
    load,
    mustLoad: async (folder, options) => {
      const result = await load(folder, options)
      if ('errors' in result) throw new Error(JSON.stringify(result.errors, null, 1))
      return result.loaded
    },
    errors: async folder => {
      const result = await load(folder)
      if ('loaded' in result) return []
      return result.errors.map(({ file, line, column, reason }) => `${file} ${line ?? '-'} ${column ?? '-'}: ${reason}`)
    },
    rows: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) => (await pool.query<Row>(sql, values)).rows,
    stop: async () => {
      await pool.end()
      await database.drop()
      clearFolders()
    },
  }
}

/** Every row of every table that an import writes, to compare the database before and after. */
export async function everything(into: Importing): Promise<unknown> {
  const tables = await into.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migration' ORDER BY 1`,
  )
  const all: Record<string, unknown> = {}
  for (const { name } of tables) all[name] = await into.rows(`SELECT * FROM "${name}" t ORDER BY t::text`)
  return all
}
