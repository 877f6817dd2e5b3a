import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { countsTable, errorLine, progressLine } from '../../src/commands/import-words.js'
import { startProcess } from '../support/processes.js'
import { aFolder, importing, instead, type Importing } from './a-folder.js'

let into: Importing
beforeAll(async () => {
  into = await importing()
})
afterAll(() => into.stop())

/** Runs the command as `npm run import -- ...` does once everything is built. */
async function run(words: string[], env: NodeJS.ProcessEnv = {}) {
  const command = startProcess(join(process.env.TEST_DIST!, 'commands/import.js'), words, { DATABASE_URL: into.url, ...env })
  let said = ''
  command.child.stdout!.on('data', (text: Buffer) => (said += text.toString()))
  return { code: await command.ended, said, complaints: command.complaints() }
}

describe('npm run import', () => {
  it('says how many rows of each file were added, changed and unchanged', async () => {
    const { code, said, complaints } = await run([aFolder()])
    expect([code, said.split('\n')[0], said.split('\n').at(-2)]).toEqual([
      0,
      'agencies.csv               2 added       0 changed       0 unchanged',
      'waiting-list.csv           3 added       0 changed       0 unchanged',
    ])
    expect(complaints.split('\n').slice(0, 2)).toEqual(['Reading agencies.csv: 2 rows', 'Reading providers.csv: 1 rows'])
    expect((await run([aFolder()])).said.split('\n')[0]).toBe('agencies.csv               0 added       0 changed       2 unchanged')
  })

  it('names what is wrong, one line each, and loads nothing', async () => {
    const folder = aFolder({ 'bookings.csv': instead('b2,past,cole', 'b2,past,col'), 'agencies.csv': instead('Education,yes', ',yes') })
    const { code, said, complaints } = await run([folder])
    expect([code, said]).toEqual([1, ''])
    expect(complaints.split('\n').filter(line => !/^(Reading|Checking)/.test(line))).toEqual([
      'agencies.csv line 2, column group: This must not be empty.',
      'bookings.csv line 3, column person: There is no person with the key col, neither in people.csv nor loaded before.',
      'Nothing was loaded.',
      '',
    ])
  })

  it('asks for the folder when there is none, or two', async () => {
    for (const words of [[], ['one', 'two']]) {
      expect(await run(words)).toMatchObject({
        code: 2,
        complaints: expect.stringMatching(/^Which folder\? For example: npm run import -- /) as unknown,
      })
    }
  })

  it('says that a folder is not there, and that a database is not', async () => {
    expect(await run(['/nowhere/at/all'])).toEqual({
      code: 1,
      said: '',
      complaints: '/nowhere/at/all: There is no such folder.\nNothing was loaded.\n',
    })
    const away = await run([aFolder()], { DATABASE_URL: into.url.replace(/[^/]+$/, 'no_such_thing') })
    expect(away).toMatchObject({
      code: 1,
      complaints: 'The database that DATABASE_URL names cannot be used: database "no_such_thing" does not exist\n',
    })
  })
})

describe('its words', () => {
  it.each([
    [{ file: 'a.csv', line: 17, column: 'person', reason: 'Why.' }, 'a.csv line 17, column person: Why.'],
    [{ file: 'a.csv', line: 17, column: null, reason: 'Why.' }, 'a.csv line 17: Why.'],
    [{ file: 'a.csv', line: null, column: 'requires', reason: 'Why.' }, 'a.csv column requires: Why.'],
    [{ file: 'a.csv', line: null, column: null, reason: 'Why.' }, 'a.csv: Why.'],
  ])('%j', (error, line) => {
    expect(errorLine(error)).toBe(line)
  })

  it('stand in columns', () => {
    const counts = { added: 1, changed: 20, unchanged: 300 }
    expect(countsTable({ 'a.csv': counts, 'longer.csv': counts }).split('\n')[0]).toBe(
      'a.csv            1 added      20 changed     300 unchanged',
    )
  })

  const told = (isTTY: boolean) => {
    let written = ''
    const out = { isTTY, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream
    const progress = progressLine(out)
    progress.say('Reading a.csv', 10)
    progress.say('Reading a.csv', 20)
    progress.say('Reading a.csv', 20)
    progress.say('Checking')
    progress.end()
    return written
  }

  it('tell how far it is in one line that is written over on a terminal, and in lines elsewhere', () => {
    expect(told(true)).toBe('Reading a.csv: 10 rows\r\u001b[KReading a.csv: 20 rows\nChecking ...\n')
    expect(told(false)).toBe('Reading a.csv: 10 rows\nReading a.csv: 20 rows\nChecking ...\n')
  })
})
