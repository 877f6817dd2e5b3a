import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { poolOf } from '../../src/create-app.js'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAdministrator } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { putTogether, signedIn } from '../people-desk/merge-scene.js'
import { aFolder, and, clearFolders, instead, YEAR } from './a-folder.js'

let app: TestApp
let ada: Visitor
/** As the other tool exported it while Dana still had two accounts. */
const OLD = {
  'people.csv': and('dana2,Dana Delegate,dana.home@example.org,school,,Teacher,,,,2025-02-03 10:00'),
  'bookings.csv': and('b9,coming,dana2,cancelled,2026-02-01 12:02,,,2026-02-21 08:00,delegate,,'),
  'enrolments.csv': and('n9,el,dana2,2025-08-01 10:00,,,'),
}
const NAMED = `The person dana2 was put together with dana here. Write dana instead, and leave dana2 out of people.csv.`

const load = (folder: string) => importFolder(poolOf(app.app), folder, { now: app.clock.now() })
const told = async (folder: string): Promise<string[]> => {
  const result = await load(folder)
  return 'loaded' in result ? [] : result.errors.map(({ file, line, column, reason }) => `${file} ${line} ${column}: ${reason}`)
}
const idOf = async (key: string): Promise<string> =>
  (await app.database.query<[{ id: string }]>('SELECT id FROM person WHERE key = $1', [key]))[0].id
const theirs = () =>
  app.database.query<object[]>(
    `SELECT (SELECT count(*)::int FROM person) AS people, (SELECT p.key FROM person p WHERE p.id = b.person_id) AS booked,
       (SELECT p.key FROM person p WHERE p.id = n.person_id) AS enrolled FROM booking b, enrolment n WHERE b.key = 'b9' AND n.key = 'n9'`,
  )

beforeAll(async () => {
  app = await startApp()
  ada = await signedIn(app, await anAdministrator(app.database))
  expect(await load(aFolder(OLD))).toHaveProperty('loaded')
  const done = await putTogether(ada, { id: await idOf('dana') }, { id: await idOf('dana2') })
  expect(done.text).toContain('has one account now')
})
afterAll(async () => {
  await app.stop()
  clearFolders()
})

describe('a folder from before two accounts were put together', () => {
  it('is refused row by row, with the key that stayed: it does not bring the second account back', async () => {
    const before = await theirs()
    expect(before).toEqual([{ people: 5, booked: 'dana', enrolled: 'dana' }])
    expect(await told(aFolder(OLD))).toEqual([
      `people.csv 6 key: ${NAMED}`,
      `bookings.csv 7 person: ${NAMED}`,
      `enrolments.csv 4 person: ${NAMED}`,
    ])
    expect(await theirs()).toEqual(before)
  })

  it('says the same of a file alone that names the key which is lost, and of a trainer', async () => {
    expect(await told(aFolder({ 'enrolments.csv': 'key,course,person,signedUpAt\nn9,el,dana2,2025-08-01 10:00\n' }, {}))).toEqual([
      `enrolments.csv 2 person: ${NAMED}`,
    ])
    expect(await told(aFolder({ 'trainers.csv': 'key,person\nt-two,dana2\n' }, {}))).toEqual([`trainers.csv 2 person: ${NAMED}`])
  })

  it('is loaded once it names who stayed, and loading it again changes nothing', async () => {
    const mended = {
      'bookings.csv': (text: string) => instead('b9,coming,dana2', 'b9,coming,dana')(OLD['bookings.csv'](text)),
      'enrolments.csv': (text: string) => instead('n9,el,dana2', 'n9,el,dana')(OLD['enrolments.csv'](text)),
    }
    const counts = async () => {
      const result = await load(aFolder(mended))
      if ('errors' in result) throw new Error(JSON.stringify(result.errors))
      return result.loaded['bookings.csv']
    }
    await counts()
    expect(await counts()).toEqual({ added: 0, changed: 0, unchanged: 6 })
    expect(await theirs()).toEqual([{ people: 5, booked: 'dana', enrolled: 'dana' }])
  })

  it('leads along a whole chain of accounts to the one that is left', async () => {
    await putTogether(ada, { id: await idOf('cole') }, { id: await idOf('dana') })
    expect(await told(aFolder({ 'people.csv': `${YEAR['people.csv']!.split('\n')[0]}\n${DANA2}\n` }, {}))).toEqual([
      `people.csv 2 key: ${NAMED.replaceAll('with dana here. Write dana', 'with cole here. Write cole')}`,
    ])
  })

  it('is no longer refused for a key of somebody who was erased since: nothing is known of it', async () => {
    await app.database.query(`UPDATE merged_person SET key = NULL, address_hash = '' WHERE key = 'dana2'`)
    expect(await told(aFolder({ 'people.csv': `${YEAR['people.csv']!.split('\n')[0]}\n${DANA2}\n` }, {}))).toEqual([])
  })
})

const DANA2 = 'dana2,Dana Delegate,dana.home@example.org,,,Teacher,,,,2025-02-03 10:00'
