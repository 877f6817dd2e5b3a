import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { suppress } from './small-groups.js'

const groups = (...sizes: number[]) => sizes.map((people, i) => ({ key: `g${i}`, name: `Group ${i}`, people, attended: people * 2 }))
const hidden = (sizes: number[], smallest?: number) => suppress(groups(...sizes), smallest).groups.map(group => group.hidden)

describe('small groups', () => {
  it.each([
    ['none', [5, 80], [false, false], false],
    ['one, and the next smallest with it', [80, 4, 12], [false, 'small', 'protects-another'], false],
    ['one person', [80, 1, 12], [false, 'small', 'protects-another'], false],
    ['two that are enough together', [80, 4, 1], [false, 'small', 'small'], false],
    ['two that are too few together', [80, 3, 1, 12], [false, 'small', 'small', 'protects-another'], false],
    ['an empty one needs no hiding', [80, 0, 12], [false, false, false], false],
    ['an empty one protects nobody', [80, 0, 4], ['protects-another', false, 'small'], false],
    ['the only one: the total too', [4], ['small'], true],
    ['all of them, too few together', [2, 1], ['small', 'small'], true],
    ['all of them, enough together', [4, 4], ['small', 'small'], false],
    ['of equal ones the first', [12, 12, 4], ['protects-another', false, 'small'], false],
    ['no groups', [], [], false],
  ] as const)('%s', (_case, sizes, expected, totalHidden) => {
    expect(hidden([...sizes])).toEqual(expected)
    expect(suppress(groups(...sizes)).totalHidden).toBe(totalHidden)
  })

  it('takes the limit from the setting', () => {
    expect(hidden([9, 10, 40], 10)).toEqual(['small', 'protects-another', false])
  })

  it('hides the figures with the group, and keeps the shown ones whole', () => {
    const [first, second, third] = groups(80, 4, 12)
    expect(suppress([first!, second!, third!]).groups).toEqual([
      { ...first, hidden: false },
      { key: 'g1', name: 'Group 1', hidden: 'small' },
      { key: 'g2', name: 'Group 2', hidden: 'protects-another' },
    ])
  })
})

it('total less what is shown never tells of fewer people than the limit, nor of one group alone', () => {
  const random = seeded(377)
  for (let i = 0; i < 1000; i++) {
    const given = groups(...Array.from({ length: Math.floor(random() * 8) }, () => Math.floor(random() * 12)))
    const { groups: safe, totalHidden } = suppress(given)
    const left = given.filter((_, n) => safe[n]!.hidden)
    const people = left.reduce((sum, group) => sum + group.people, 0)
    expect(safe.every((group, n) => group.hidden !== false || given[n]!.people === 0 || given[n]!.people >= 5)).toBe(true)
    if (!totalHidden && left.length > 0) expect([left.length > 1, people >= 5]).toEqual([true, true])
    if (totalHidden) expect(given.filter(group => group.people > 0)).toEqual(left)
  }
})
