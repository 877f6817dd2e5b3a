import { expect, it } from '@jest/globals'
import { pairRow, someMeta, someRow } from '../../../../test/support/builders/impact-row.js'
import { hiding, nothingHidden, statistic } from './impact-hiding.js'
import { cellKey, WHOLE } from './withhold.js'

const times = <T>(n: number, make: () => T) => Array.from({ length: n }, make)

it('knows every statistic by its name, in every cell', () => {
  const course = (key: string) => ({ course: { key, name: key } })
  const rows = [
    ...times(9, () => pairRow(4, 7, course('a'))),
    ...times(6, () => pairRow(4, 7, course('b'))),
    ...times(4, () => pairRow(4, 7, course('c'))),
  ]
  const hides = hiding(rows, someMeta())
  const pairs = statistic.pairs('act', 'pre-post')
  expect(['a', 'b', 'c'].map(key => hides(pairs, cellKey('course', key)))).toEqual([false, 'protects-another', 'small'])
  expect([hides(pairs, WHOLE), hides(pairs, 'course:of nobody'), hides('no such statistic', WHOLE)]).toEqual([false, false, false])
  expect(nothingHidden(pairs, WHOLE)).toBe(false)
})

it('a small year hides the cell of all years', () => {
  const rows = [
    ...times(9, () => someRow({ wrote: true })),
    ...times(2, () => someRow({ wrote: true, year: '2024-25', quarter: '2024-25 Q4' })),
  ]
  expect(hiding(rows, someMeta())(statistic.texts, WHOLE)).toBe('small')
  expect(hiding(rows.slice(0, 9), someMeta())(statistic.texts, WHOLE)).toBe(false)
})

it('a barrier that too few named is left out, and one that all but a few named', () => {
  const of = (...barriers: string[]) => someRow({ chosen: { impact: { applied: ['often'], barriers } } })
  const hides = hiding([...times(12, () => of('time')), ...times(3, () => of('none'))], someMeta())
  expect(['time', 'tools', 'none'].map(option => hides(statistic.option('barriers', option), WHOLE))).toEqual([
    'protects-another',
    false,
    'small',
  ])
})
