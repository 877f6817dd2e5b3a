import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../src/shared/dates.js'
import { aFolder, importing, type Importing } from './a-folder.js'

const BOOKINGS = 20_000
const ON_EACH = 20
const PEOPLE = 2000
// Makes the process clear away what it no longer needs, so that what is measured is what it holds.
const TIDY = ['--max-old-space-size=48', '--max-semi-space-size=1']

let into: Importing
beforeAll(async () => {
  into = await importing()
})
afterAll(() => into.stop())

/** A folder with so many bookings of so many people, three of four of whom attended. */
function aBigFolder(bookings: number): string {
  const occurrences = Array.from({ length: bookings / ON_EACH }, (_one, i) => ({ i, on: addDays('2020-01-01', i) }))
  const people = Array.from({ length: PEOPLE }, (_one, i) => `p${i},Person ${i},p${i}@example.org`)
  const folder = aFolder(
    {
      'topics.csv': 'key,name\nt,Topic\n',
      'courses.csv': 'key,title,kind,topic\nc,Course,scheduled,t\n',
      'people.csv': `key,name,email\n${people.join('\n')}\n`,
      'events.csv': 'key,course\ne,c\n',
      'occurrences.csv': `key,event,places,registerClosedAt\n${occurrences.map(({ i, on }) => `o${i},e,${ON_EACH},${on} 17:00`).join('\n')}\n`,
      'sessions.csv': `occurrence,startsAt,endsAt\n${occurrences.map(({ i, on }) => `o${i},${on} 09:30,${on} 16:00`).join('\n')}\n`,
    },
    {},
  )
  writeFileSync(join(folder, 'bookings.csv'), 'key,occurrence,person,state,bookedAt\n')
  for (const { i } of occurrences) {
    const rows = Array.from({ length: ON_EACH }, (_one, j) => {
      const n = i * ON_EACH + j
      return `b${n},o${i},p${n % PEOPLE},${j % 4 === 0 ? 'no-show' : 'attended'},2019-12-01 09:00`
    })
    appendFileSync(join(folder, 'bookings.csv'), `${rows.join('\n')}\n`)
  }
  return folder
}

/** Imports in a process of its own, as the command does, and answers the most memory it ever used, in megabytes. */
async function memoryOf(folder: string): Promise<number> {
  const script = `
    import pg from 'pg'
    const { importFolder } = await import(process.env.WRITER)
    const pool = new pg.Pool({ connectionString: process.env.URL_, max: 1 })
    // A dropped database ends its idle connections; without a listener that would end the test.
    pool.on('error', () => undefined)
    const result = await importFolder(pool, process.env.FOLDER, { now: new Date('2026-03-02T09:00:00Z') })
    await pool.end()
    console.log(JSON.stringify({ loaded: 'loaded' in result, most: process.resourceUsage().maxRSS / 1024 }))`
  const WRITER = join(process.env.TEST_DIST!, 'modules/imports/imports.writer.js')
  const child = spawn(process.execPath, [...TIDY, '--input-type=module', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '', WRITER, URL_: into.url, FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  await once(child, 'close')
  const { loaded, most } = JSON.parse(said) as { loaded: boolean; most: number }
  expect(loaded).toBe(true)
  return most
}

describe('twenty thousand bookings', () => {
  it('take hardly more memory than a few', async () => {
    const few = await memoryOf(aBigFolder(200))
    const many = await memoryOf(aBigFolder(BOOKINGS))
    // All rows at once would be some 30 megabytes, as objects and as JSON; a batch of them is under two.
    expect(many - few).toBeLessThan(15)
    expect(await into.rows('SELECT count(*)::int AS n FROM booking')).toEqual([{ n: BOOKINGS }])
  }, 120_000)

  it('are all there, each with a reference of its own, and the learning that follows from them', async () => {
    expect(await into.rows('SELECT count(DISTINCT reference)::int AS n FROM booking')).toEqual([{ n: BOOKINGS }])
    expect(await into.rows('SELECT count(*)::int AS n FROM learning_record')).toEqual([{ n: (BOOKINGS * 3) / 4 }])
  })

  it('change nothing the second time', async () => {
    const loaded = await into.mustLoad(aBigFolder(BOOKINGS))
    expect(loaded['bookings.csv']).toEqual({ added: 0, changed: 0, unchanged: BOOKINGS })
  }, 120_000)
})

it('rows without what they name are told, and not those that name them', async () => {
  const folder = aBigFolder(200)
  writeFileSync(join(folder, 'events.csv'), 'key,course\nother,c\n')
  await into.rows('TRUNCATE course, person CASCADE')
  expect(await into.errors(folder)).toEqual(
    Array.from({ length: 200 / ON_EACH }, (_one, i) => {
      return `occurrences.csv ${i + 2} event: There is no event with the key e, neither in events.csv nor loaded before.`
    }),
  )
})
