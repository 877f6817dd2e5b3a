import { describe, expect, it } from '@jest/globals'
import { workedOut } from '../../../../test/support/worked-out.js'
import { seeded } from '../../../shared/seeded.js'
import { cellsOf, few, withhold, withholdOptions, type Grouped, type Withheld } from './withhold.js'

type Row = [course: string, group: string, person?: string, trainers?: string[]]

function grouped(rows: readonly Row[]): Grouped & { all: number[] } {
  const valuesOf = (row: number, dimension: string): string[] => {
    const [course, group, , trainers = []] = rows[row]!
    return dimension === 'course' ? [course] : dimension === 'group' ? [group] : trainers
  }
  return { all: rows.map((_, i) => i), dimensions: ['course', 'group', 'trainer'], valuesOf, who: row => rows[row]![2] ?? `person-${row}` }
}
const times = (n: number, ...row: Row): Row[] => Array.from({ length: n }, () => row)
const told = (withheld: Withheld) => Object.fromEntries([...withheld].sort(([a], [b]) => a.localeCompare(b)))
const found = (rows: Row[]) => {
  const given = grouped(rows)
  return told(withhold(given.all, given))
}

describe('what is left out', () => {
  it.each<[string, Row[], Record<string, string>]>([
    ['nothing of groups of five', [...times(5, 'a', 'x'), ...times(5, 'b', 'x')], {}],
    ['all of four', times(4, 'a', 'x'), { '': 'small', 'course:a': 'small', 'group:x': 'small' }],
    [
      'four answers, and the next smallest that they could be worked out from',
      [...times(4, 'a', 'x'), ...times(6, 'b', 'x'), ...times(9, 'c', 'x')],
      { 'course:a': 'small', 'course:b': 'protects-another' },
    ],
    [
      'two of three, which are enough together',
      [...times(3, 'a', 'x'), ...times(3, 'b', 'x'), ...times(9, 'c', 'x')],
      { 'course:a': 'small', 'course:b': 'small' },
    ],
    [
      'an agency group within a course whose other people come to three, with the next smallest group',
      [
        ...times(6, 'a', 'x'),
        ...times(3, 'a', 'y'),
        ...times(7, 'b', 'y'),
        ...times(8, 'b', 'z'),
        ...times(5, 'a', 'w'),
        ...times(9, 'b', 'w'),
      ],
      {},
    ],
    [
      'an agency group within a course of which only three people are left, with the next smallest group',
      [...times(6, 'a', 'x'), ...times(3, 'a', 'y'), ...times(7, 'b', 'y'), ...times(12, 'b', 'z'), ...times(9, 'c', 'z')],
      { 'course:a': 'protects-another', 'group:x': 'protects-another', 'group:y': 'protects-another' },
    ],
    [
      'a course that fills the agency groups it comes from but for three people',
      [...times(6, 'a', 'x'), ...times(6, 'a', 'y'), ...times(3, 'b', 'x'), ...times(9, 'b', 'z'), ...times(9, 'c', 'z')],
      {
        'course:a': 'protects-another',
        'course:c': 'protects-another',
        'group:y': 'protects-another',
        'group:z': 'protects-another',
      },
    ],
    [
      'five answers of four people',
      [...times(2, 'a', 'x', 'p'), ...times(3, 'a', 'x'), ...times(9, 'b', 'x')],
      {
        'course:a': 'small',
        'course:b': 'protects-another',
      },
    ],
    ['nobody', [], {}],
  ])('%s', (_case, rows, expected) => {
    expect(found(rows)).toEqual(told(new Map(Object.entries(expected)) as Withheld))
  })

  it('what is left out for other reasons takes with it what would tell of it', () => {
    const given = grouped([...times(6, 'a', 'x'), ...times(3, 'b', 'x'), ...times(9, 'c', 'y')])
    expect(told(withhold(given.all, given, ['group:x', 'group:nobody']))).toMatchObject({
      'group:x': 'protects-another',
      'course:b': 'small',
    })
  })

  it('counts people, of whom nobody at all needs no protection', () => {
    const who = (row: number) => `p${row % 4}`
    expect([few([], who), few([0], who), few([0, 1, 2, 3, 4, 5], who), few([0, 1, 2, 3, 4], String)]).toEqual([false, true, true, false])
  })
})

describe('options', () => {
  const outOf = (yes: number, partly: number, no: number, exclusive: boolean) => {
    const rows = times(yes + partly + no, 'a', 'x')
    const given = grouped(rows)
    const options = new Map([
      ['yes', given.all.slice(0, yes)],
      ['partly', given.all.slice(yes, yes + partly)],
      ['no', given.all.slice(yes + partly)],
    ])
    const { whole, options: left } = withholdOptions(given.all, options, given, exclusive)
    return whole.has('') ? 'all' : [...left].filter(([, cells]) => cells.has('')).map(([option]) => option)
  }

  it.each<[string, number, number, number, boolean, string | string[]]>([
    ['all large enough', 20, 6, 5, true, []],
    ['one too small takes the next smallest with it', 20, 6, 4, true, ['partly', 'no']],
    ['two too small that are enough together', 20, 4, 3, true, ['partly', 'no']],
    ['two too small that are too few together', 20, 2, 1, true, ['yes', 'partly', 'no']],
    ['one that nobody chose tells of nobody', 20, 6, 0, true, []],
    ['of several that may be chosen only the small one goes', 20, 6, 4, false, ['no']],
    ['one that all but three chose tells of the three', 20, 3, 0, false, ['yes', 'partly']],
    ['too few in all', 2, 1, 1, true, 'all'],
  ])('%s', (_case, yes, partly, no, exclusive, expected) => {
    expect(outOf(yes, partly, no, exclusive)).toEqual(expected)
  })
})

it('whatever is shown, nothing that tells of one to four people can be worked out from it by adding and taking away', () => {
  const random = seeded(300)
  let shownInAll = 0
  for (let i = 0; i < 250; i++) {
    const pick = (of: string, n: number) => `${of}${Math.floor(random() ** 2 * n)}`
    const size = 10 + Math.floor(random() * 80)
    const given = grouped(
      Array.from({ length: size }, (): Row => [pick('c', 6), pick('g', 5), pick('p', size * 2), random() < 0.8 ? [pick('t', 3)] : []]),
    )
    const cells = [...cellsOf(given.all, given).values()]
    const withheld = withhold(given.all, given)
    const shown = cells.filter(({ key }) => !withheld.has(key)).map(({ rows }) => rows)
    const crossed = cells.flatMap(a => cells.map(b => a.rows.filter(row => b.rows.includes(row))))
    const secret = crossed.filter(rows => few(rows, given.who))
    shownInAll += shown.length
    expect(workedOut(shown, secret, size)).toEqual([])
  }
  // The proof is worth something only while much is shown.
  expect(shownInAll).toBeGreaterThan(1500)
})
