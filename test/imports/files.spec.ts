import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFolder, importing, instead, type Importing, YEAR } from './a-folder.js'

let into: Importing
beforeAll(async () => {
  into = await importing()
})
afterAll(() => into.stop())

const FILES = Object.keys(YEAR)
const READ = expect.stringContaining('agencies.csv, providers.csv, topics.csv') as unknown
const nothing = Object.fromEntries(FILES.map(file => [file, null]))
const names = () => into.rows<{ key: string; name: string }>('SELECT key, name FROM agency ORDER BY key')

describe('a folder that cannot be read', () => {
  it('is not there', async () => {
    expect(await into.load('/nowhere/at/all')).toEqual({
      errors: [{ file: '/nowhere/at/all', line: null, column: null, reason: 'There is no such folder.' }],
      more: 0,
    })
  })

  it('is a file', async () => {
    const file = join(aFolder(), 'people.csv')
    expect(await into.errors(file)).toEqual([`${file} - -: This is a file. Name the folder that holds the CSV files.`])
  })

  it('has no CSV file, whatever else it has', async () => {
    const folder = aFolder({ ...nothing, 'readme.txt': 'key,name\n' })
    expect(await into.errors(folder)).toEqual([
      expect.stringMatching(/^.+ - -: There is no CSV file in this folder. These are read: agencies.csv, /),
    ])
  })

  it('has CSV files of other names, which would go unread', async () => {
    const folder = aFolder({ 'Agencies.CSV': 'key\n', 'booking.csv': 'key\n' })
    expect(await into.load(folder)).toEqual({
      errors: [
        { file: 'Agencies.CSV', line: null, column: null, reason: READ },
        { file: 'booking.csv', line: null, column: null, reason: READ },
      ],
      more: 0,
    })
  })

  it('has a folder in the place of a file', async () => {
    const folder = aFolder({ 'people.csv': null })
    mkdirSync(join(folder, 'people.csv'))
    expect(await into.errors(folder)).toEqual([expect.stringMatching(/^people.csv - -: The file cannot be read: EISDIR/)])
  })
})

describe('a file that cannot be read to its end', () => {
  it.each([
    ['empty', '', '- -: The file is empty. Its first line must name the columns.'],
    ['only empty lines', '\n\r\n\n', '- -: The file is empty. Its first line must name the columns.'],
    ['semicolons', 'key;name;group\nschool;School;Education\n', '1 -: The columns are separated by semicolons. Save the file with commas.'],
    ['tabs', 'key\tname\tgroup\n', '1 -: The columns are separated by tabs. Save the file with commas.'],
    ['an unknown column', 'key,name,group,colour\n', '1 colour: There is no such column. These are read: key, name, group, listed.'],
    ['a column in capitals', 'Key,key,name,group\n', '1 Key: There is no such column. These are read: key, name, group, listed.'],
    [
      'a column without a name',
      'key,name,group,\n',
      '1 : A column has no name. Remove it or name it. These are read: key, name, group, listed.',
    ],
    ['a column twice', 'key,name,name,group\n', '1 name: The column is named twice.'],
    ['a column missing', 'key,name\n', '1 group: The first line must name this column.'],
    [
      'a quotation mark that stays open',
      'key,name,group\nschool,"School,Education\nx,X,Y\n',
      '2 -: A quotation mark opens in this line or a later one and never closes.',
    ],
    [
      'a quotation mark within',
      'key,name,group\na,A,B\nschool,The "Old" School,Education\n',
      '3 -: The quotation marks in this line do not pair up. Put a cell that holds one in quotation marks and write it twice: "".',
    ],
    [
      'text behind a quotation mark',
      'key,name,group\nschool,"School" Birchills,Education\n',
      '2 -: The quotation marks in this line do not pair up. Put a cell that holds one in quotation marks and write it twice: "".',
    ],
    [
      'a line without an end',
      `key,name,group\nschool,${'x'.repeat(1_000_001)},Education\n`,
      '2 -: This line is longer than a million characters. Probably a quotation mark opens and never closes.',
    ],
  ])('%s', async (_what, text, told) => {
    expect(await into.errors(aFolder({ 'agencies.csv': text }))).toEqual([`agencies.csv ${told}`])
  })

  it('several wrong columns are all named, in every file, and rows are not judged by what could not be read', async () => {
    const folder = aFolder({ 'agencies.csv': 'kee,name\nschool,School\n', 'venues.csv': 'key,name,map\n' })
    expect(await into.errors(folder)).toEqual([
      'agencies.csv 1 group: The first line must name this column.',
      'agencies.csv 1 kee: There is no such column. These are read: key, name, group, listed.',
      'agencies.csv 1 key: The first line must name this column.',
      'venues.csv 1 map: There is no such column. These are read: key, name, address, postcode, capacity, access, mapUrl.',
    ])
  })
})

describe('a file as spreadsheets and people write it', () => {
  const rows = [{ key: 'school', name: 'Birchills "Primary", School' }]
  const quoted = '"Birchills ""Primary"", School"'

  it.each([
    ['with a byte order mark', `\ufeffkey,name,group\nschool,${quoted},Education\n`],
    ['with Windows line ends', `key,name,group\r\nschool,${quoted},Education\r\n`],
    ['with old Macintosh line ends', `key,name,group\rschool,${quoted},Education\r`],
    ['without a last line end', `key,name,group\nschool,${quoted},Education`],
    ['with empty lines and rows of empty cells', `\n\nkey,name,group\n\n,,\nschool,${quoted},Education\n, ,\n\n`],
    ['with the columns in another order', `group,key,name\nEducation,school,${quoted}\n`],
    ['with spaces around the cells', `key , name, group\n school , ${quoted} , Education \n`],
    ['all in quotation marks', `"key","name","group"\n"school",${quoted},"Education"\n`],
    ['as UTF-16', `\ufeffkey,name,group\nschool,${quoted},Education\n`],
  ])('%s', async (how, text) => {
    const folder = aFolder({ ...nothing, 'agencies.csv': 'x' })
    writeFileSync(join(folder, 'agencies.csv'), text, how === 'as UTF-16' ? 'utf16le' : 'utf8')
    await into.mustLoad(folder)
    expect(await names()).toEqual(rows)
  })

  it('with a text of several lines; later lines are still named right, whatever the line ends', async () => {
    const lines = ['key,name,address,capacity', 'a,A,"One', 'Two', '', 'Four",x', '', 'b,B,,y', 'c,C,"1', '2",z', 'd,D,,0']
    for (const end of ['\n', '\r\n', '\r']) {
      const told = await into.errors(aFolder({ ...nothing, 'venues.csv': lines.join(end) }))
      expect(told.map(one => one.replace(/:.*/, ''))).toEqual([
        'venues.csv 2 capacity',
        'venues.csv 7 capacity',
        'venues.csv 8 capacity',
        'venues.csv 10 capacity',
      ])
    }
  })

  it('with letters that are not UTF-8 is refused at the cell', async () => {
    const folder = aFolder({ ...nothing, 'agencies.csv': 'x' })
    writeFileSync(join(folder, 'agencies.csv'), Buffer.from('key,name,group\njose,José,Health\n', 'latin1'))
    expect(await into.errors(folder)).toEqual([
      'agencies.csv 2 name: "Jos\ufffd" holds characters that are not UTF-8. Save the file as UTF-8.',
    ])
  })

  it('as a spreadsheet’s own file under the name of CSV is refused in words', async () => {
    for (const start of ['PK\u0003\u0004\u0014\u0000,"\u0000\n', 'PK\u0003\u0004,\u0000\u0001\n\u0000,\u0002\n']) {
      const told = await into.errors(aFolder({ ...nothing, 'agencies.csv': start }))
      expect(told.length).toBeGreaterThan(0)
      expect(told.every(one => one.startsWith('agencies.csv '))).toBe(true)
    }
  })

  it('with half a character, as only UTF-16 can have, is refused at the cell', async () => {
    const folder = aFolder({ ...nothing, 'agencies.csv': 'x' })
    writeFileSync(join(folder, 'agencies.csv'), '\ufeffkey,name,group\na,A\ud800B,Health\n', 'utf16le')
    const told = 'agencies.csv 2 name: The cell holds a character that cannot be seen. Type it anew.'
    expect(await into.errors(folder)).toEqual([told])
  })

  it('with nothing but its first line', async () => {
    expect(await into.mustLoad(aFolder({ ...nothing, 'venues.csv': 'key,name\n' }))).toEqual({
      'venues.csv': { added: 0, changed: 0, unchanged: 0 },
    })
  })
})

describe('a row with too many or too few cells', () => {
  it('is named once, and its cells are not judged', async () => {
    const folder = aFolder({ 'agencies.csv': 'key,name,group,listed\nschool,Birchills, Primary,Education,perhaps\nhospital,Manor\n' })
    expect(await into.errors(folder)).toEqual([
      'agencies.csv 2 -: The line has 5 cells and the first line names 4 columns.',
      'agencies.csv 3 -: The line has 2 cells and the first line names 4 columns.',
    ])
  })

  it('still lends its key to other rows', async () => {
    const folder = aFolder({ 'events.csv': instead('ev-l1,l1', 'ev-l1,l1,') })
    expect(await into.errors(folder)).toEqual(['events.csv 2 -: The line has 3 cells and the first line names 2 columns.'])
  })
})
