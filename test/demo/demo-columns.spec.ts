import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemo } from '../../src/demo/write-demo.js'
import { type Folder, readFolder } from './read-folder.js'

const root = mkdtempSync(join(tmpdir(), 'goldthread-demo-'))
let folder: Folder
beforeAll(async () => {
  await writeDemo(root, '2026-11-21')
  folder = readFolder(root)
})
afterAll(() => rmSync(root, { recursive: true }))

/** The columns of each file as docs/import.md names them; `true` where a column is required. */
function documented(): Map<string, Map<string, boolean>> {
  const rows = [...readFileSync('docs/import.md', 'utf8').matchAll(/^\| `([a-z-]+\.csv)` \| (.*) \|$/gm)]
  const columnsOf = (text: string) =>
    text
      .replaceAll(/\([^)]*\)/g, '')
      .split(/[,;]/)
      .map(part => /^\s*(\*\*)?(\w+)/.exec(part))
      .filter(found => found !== null)
      .map(([, bold, name]): [string, boolean] => [name!, bold !== undefined])
  return new Map(rows.map(([, file, text]) => [file!, new Map(columnsOf(text!))]))
}

it('writes the files that the importer reads, with columns that it knows and every one that it requires', () => {
  const files = documented()
  expect(readdirSync(root).sort()).toEqual([...files.keys()].sort())
  for (const [file, columns] of files) {
    const [row] = folder.file(file)
    const required = [...columns].filter(([, isRequired]) => isRequired).map(([name]) => name)
    expect({ file, unknown: Object.keys(row!).filter(name => !columns.has(name)) }).toEqual({ file, unknown: [] })
    expect({ file, empty: folder.file(file).filter(each => required.some(name => !each[name])) }).toEqual({ file, empty: [] })
  }
})

it.each([
  ['people.csv', 'agency', 'agencies.csv'],
  ['trainers.csv', 'person', 'people.csv'],
  ['courses.csv', 'topic', 'topics.csv'],
  ['courses.csv', 'provider', 'providers.csv'],
  ['courses.csv', 'policy', 'policies.csv'],
  ['courses.csv', 'requires', 'courses.csv'],
  ['events.csv', 'course', 'courses.csv'],
  ['occurrences.csv', 'event', 'events.csv'],
  ['occurrences.csv', 'venue', 'venues.csv'],
  ['occurrences.csv', 'trainers', 'trainers.csv'],
  ['sessions.csv', 'occurrence', 'occurrences.csv'],
  ['bookings.csv', 'occurrence', 'occurrences.csv'],
  ['bookings.csv', 'person', 'people.csv'],
  ['bookings.csv', 'agency', 'agencies.csv'],
  ['enrolments.csv', 'course', 'courses.csv'],
  ['enrolments.csv', 'person', 'people.csv'],
  ['learning-records.csv', 'person', 'people.csv'],
  ['learning-records.csv', 'course', 'courses.csv'],
  ['waiting-list.csv', 'person', 'people.csv'],
  ['waiting-list.csv', 'course', 'courses.csv'],
  ['waiting-list.csv', 'dates', 'occurrences.csv'],
])('%s: each %s is a key of %s', (file, column, target) => {
  const keys = new Set(folder.file(target).map(row => row.key))
  const named = folder.file(file).flatMap(row => row[column]!.split('|').filter(Boolean))
  expect(named.filter(key => !keys.has(key))).toEqual([])
})

it.each(['people.csv', 'courses.csv', 'events.csv', 'occurrences.csv', 'bookings.csv', 'enrolments.csv', 'waiting-list.csv'])(
  '%s names no key twice',
  file => expect(new Set(folder.file(file).map(row => row.key)).size).toBe(folder.file(file).length),
)

it('has the whole catalogue, described, with a link for all that is booked elsewhere', () => {
  const courses = folder.file('courses.csv')
  expect(courses.filter(c => c.kind === 'scheduled')).toHaveLength(22)
  expect(courses.filter(c => c.mode === 'e-learning')).toHaveLength(11)
  expect(courses.filter(c => c.kind === 'external')).toHaveLength(15)
  expect(courses.filter(c => c.summary!.length < 60 || c.audience!.length < 20)).toEqual([])
  expect(courses.filter(c => (c.kind === 'external') !== /^https:\/\/[a-z]+\.example\.org\//.test(c.externalUrl!))).toEqual([])
  expect(folder.file('topics.csv').map(t => t.priority)).toEqual([...Array<string>(4).fill('yes'), ...Array<string>(8).fill('no')])
  expect(folder.file('agencies.csv')).toHaveLength(26)
})
