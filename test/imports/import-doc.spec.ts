import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { IMPORT_FILES } from '../../src/modules/imports/import-files.js'
import { explain, MESSAGES } from '../../src/modules/imports/imports.messages.js'

const doc = readFileSync('docs/import.md', 'utf8')

/** The columns of a file as the table names them: `true` where one is required. Explanations stand in brackets. */
function documented(file: string): [string, boolean][] {
  const [, columns] = new RegExp(`^\\| \`${file}\` \\| (.*) \\|$`, 'm').exec(doc)!
  const parts = columns!.replaceAll(/\([^)]*\)/g, '').split(/;/)[0]!
  return parts.split(',').map(part => [part.replaceAll(/[*\s]/g, ''), part.includes('**')])
}

describe('docs/import.md', () => {
  it.each(IMPORT_FILES.map(file => file.name))('has the columns of %s, and says which are required', name => {
    const file = IMPORT_FILES.find(one => one.name === name)!
    expect(documented(name)).toEqual(file.columns.map(column => [column.name, column.required]))
  })

  it('explains every reason for which a row is refused, in the words of the importer', () => {
    const reasons = [...doc.matchAll(/^\| (.+) \| (.+) \|$/gm)].map(([, reason]) => reason!.replaceAll('\\|', '|'))
    expect(Object.values(MESSAGES).filter(message => !reasons.includes(message))).toEqual([])
  })

  it('explains none that is not given any more', () => {
    const section = doc.slice(doc.indexOf('## Why a row is refused'))
    const reasons = [...section.matchAll(/^\| (?!reason|---)(.+) \| .+ \|$/gm)].map(([, reason]) => reason!.replaceAll('\\|', '|'))
    expect(reasons.filter(reason => !Object.values(MESSAGES).includes(reason))).toEqual([])
    expect(reasons).toHaveLength(Object.keys(MESSAGES).length)
  })
})

describe('a sentence', () => {
  it('has its facts filled in', () => {
    expect(explain('key-twice', { key: 'a', first: 2 })).toBe('The key a stands in line 2 already.')
    expect(explain('not-a-whole-number', { found: 'x', least: 1, most: 9 })).toBe('"x" must be a whole number from 1 to 9.')
  })

  it('has a dash where a fact is not known', () => {
    expect(explain('unreadable', {})).toBe('The file cannot be read: -.')
  })
})
