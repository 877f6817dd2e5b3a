import { describe, expect, it } from '@jest/globals'
import { pairRow, someMeta, someRow } from '../../../../test/support/builders/impact-row.js'
import { seeded } from '../../../shared/seeded.js'
import { STAGES } from '../../evaluation/rules/stage-settings.js'
import { impactReport, type ImpactAsked } from './impact-report.js'
import type { ImpactRow } from './impact-rows.js'

const EVERYTHING: ImpactAsked = { filter: {}, by: 'agency-group', everything: true }
const READER: ImpactAsked = { ...EVERYTHING, everything: false }
const POLICE = { key: 'police', name: 'Police' }
const report = (rows: ImpactRow[], asked: Partial<ImpactAsked> = {}) => impactReport(rows, someMeta(), { ...EVERYTHING, ...asked })
const before = (one: ReturnType<typeof report>) => one.measures[0]!.comparisons[0]!

describe('the business unit is shown', () => {
  // By hand: before 4, 6, 5 is 5 on average, after 7, 7, 4 is 6; changes +3, +1, -1 are 1 apart from 1 by 2, 0, 2, so the spread is 2.
  const rows = [
    pairRow(4, 7),
    pairRow(6, 7),
    pairRow(5, 4, { agencyGroup: POLICE }),
    someRow({ asked: ['pre', 'post'], answered: ['post'] }),
  ]

  it('what was worked out by hand, a fall as a rise', () => {
    const all = report(rows)
    expect(all.stages.slice(0, 2)).toEqual([
      { stage: 'pre', invited: 4, answered: 3, rate: 75, hidden: false },
      { stage: 'post', invited: 4, answered: 4, rate: 100, hidden: false },
    ])
    expect(before(all)).toMatchObject({ pairs: 3, before: 5, after: 6, change: 1, spread: 2, moved: { rose: 2, same: 0, fell: 1 } })
    expect(all.measures[0]!.bands).toHaveLength(10)
    expect(all.groups.map(({ key, measures }) => [key, measures[0]!.comparison.pairs, measures[0]!.comparison.change])).toEqual([
      ['health', 2, 2],
      ['police', 1, -1],
    ])
  })

  it('any part of it, of several groups at once', () => {
    expect(before(report(rows, { filter: { 'agency-group': 'police', course: 'neglect' } })).pairs).toBe(1)
    expect(before(report(rows, { filter: { 'agency-group': 'police', course: 'other' } }))).toMatchObject({ pairs: 0, change: null })
  })

  it('how many used it, kept their actions and what stood in the way', () => {
    const all = report([
      someRow({ chosen: { impact: { applied: ['often'], barriers: ['none'] } }, kept: ['yes', 'partly'] }),
      someRow({ chosen: { impact: { applied: ['no'], barriers: ['time', 'tools'] }, manager: { applied: ['clearly'] } }, kept: ['yes'] }),
      someRow({}),
    ])
    expect(all.tallies.map(({ key, answered, counted, share }) => [key, answered, counted, share])).toEqual([
      ['applied', 2, 1, 50],
      ['applied-manager', 1, 1, 100],
      ['kept', 3, 2, 67],
      ['barriers', 2, 1, 50],
      ['barriers-manager', 0, 0, null],
    ])
    expect(all.tallies[3]!.options.map(({ key, count }) => [key, count])).toEqual([
      ['time', 1],
      ['tools', 1],
      ['none', 1],
    ])
  })
})

describe('a reader outside the business unit', () => {
  const times = (n: number, make: () => ImpactRow) => Array.from({ length: n }, make)

  it.each([
    [4, 'small'],
    [5, false],
  ])('of %d people in all: hidden is %s', (n, hidden) => {
    const all = report(
      times(n, () => pairRow(4, 7, { wrote: true })),
      READER,
    )
    expect([before(all).hidden, all.stages[0]!.hidden, before(all).pairs, all.texts]).toEqual([hidden, hidden, hidden ? null : 5, !hidden])
    expect(all.stages[0]!.invited).toBe(hidden ? null : 5)
  })

  it('is not shown four people of a group, nor the next one that they could be worked out from', () => {
    const rows = [
      ...times(20, () => pairRow(4, 7)),
      ...times(4, () => pairRow(6, 7, { agencyGroup: POLICE })),
      ...times(9, () => pairRow(3, 5, { agencyGroup: { key: 'fire', name: 'Fire' } })),
    ]
    const all = report(rows, READER)
    expect(all.groups.map(({ key, measures: [one] }) => [key, one!.comparison.hidden, one!.comparison.pairs])).toEqual([
      ['fire', 'protects-another', null],
      ['health', false, 20],
      ['police', 'small', null],
    ])
    expect(before(report(rows, { ...READER, filter: { 'agency-group': 'police' } })).hidden).toBe('small')
    expect(before(report(rows, { ...READER, filter: { 'agency-group': 'health' } })).pairs).toBe(20)
    expect(report(rows, { ...READER, filter: { 'agency-group': 'health' } }).groups).toEqual([])
  })

  it('reads what was written by course, not by agency group', () => {
    const texts = (filter: ImpactAsked['filter'], everything = false) =>
      report(
        times(9, () => someRow({ wrote: true })),
        { filter, everything },
      ).texts
    expect([
      texts({}),
      texts({ course: 'neglect' }),
      texts({ 'agency-group': 'health' }),
      texts({ 'agency-group': 'health' }, true),
    ]).toEqual([true, true, false, true])
  })

  it('counts a manager who answers for six as one', () => {
    const scores = { pre: { act: 4 }, manager: { act: 7 } }
    const of = (manager: (i: number) => string) =>
      report(
        times(6, () => someRow({})).map(
          (row, i) => ({ ...row, answered: ['pre', 'manager'] as const, scores, manager: manager(i) }) as unknown as ImpactRow,
        ),
        READER,
      )
    expect(of(() => 'one@example.org').measures[0]!.comparisons[2]!.hidden).toBe('small')
    expect(of(String).measures[0]!.comparisons[2]!.pairs).toBe(6)
  })

  it('does not learn what three people said before who are in one comparison and not in another', () => {
    const both = times(9, () => pairRow(4, 7, { scores: { pre: { act: 4 }, post: { act: 7 }, impact: { act: 8 } } }))
    const hidden = (rows: ImpactRow[]) =>
      report(rows, READER).measures[0]!.comparisons.map(one => one.hidden !== false && one.pairs === null)
    expect(hidden([...both, ...times(3, () => pairRow(4, 7))])).toEqual([false, true, false, true, false])
    expect(hidden([...both, ...times(5, () => pairRow(4, 7))])).toEqual([false, false, false, false, false])
  })

  it('sees who used it and who did not only where each are five', () => {
    const applied = (yes: number, no: number) =>
      report(
        [
          ...times(yes, () => someRow({ chosen: { impact: { applied: ['once'] } } })),
          ...times(no, () => someRow({ chosen: { impact: { applied: ['no'] } } })),
        ],
        READER,
      ).tallies[0]!
    expect(applied(12, 4)).toMatchObject({ answered: 16, counted: null, share: null })
    expect(applied(12, 5)).toMatchObject({ answered: 17, counted: 12, share: 71 })
    expect([applied(12, 4), applied(12, 5)].map(({ options }) => options.map(({ count }) => count))).toEqual([
      [null, null, null],
      [0, 12, 5],
    ])
    expect(applied(3, 1)).toMatchObject({ hidden: 'small', answered: null })
  })

  it('sees each answer of managers only where five of them gave it', () => {
    const seen = (manager: (i: number) => string | null) =>
      report(
        times(9, () => someRow({ chosen: { manager: { applied: ['clearly'] } } })).map((row, i) => ({ ...row, manager: manager(i) })),
        READER,
      ).tallies[1]!
    expect([seen(String), seen(() => null)].map(({ options }) => options[0]!.count)).toEqual([9, 9])
    expect(seen(i => `manager-${i % 4}`)).toMatchObject({ hidden: 'small', answered: null })
  })

  it('is told of several years what each of them may tell', () => {
    const next = { year: '2026-27', quarter: '2026-27 Q1' }
    const rows = (n: number) => [...times(9, () => pairRow(4, 7)), ...times(n, () => pairRow(4, 7, next))]
    expect([before(report(rows(4), READER)).hidden, before(report(rows(5), READER)).pairs]).toEqual(['small', 14])
    // What moved, and how answers lay, could be taken from one another.
    expect([before(report(rows(5), READER)).moved, report(rows(5), READER).measures[0]!.bands]).toEqual([null, null])
    expect(before(report(rows(0), READER)).moved).toEqual({ rose: 9, same: 0, fell: 0 })
  })
})

it('pairs are no more than the answers at either stage, and no rate passes 100, whoever reads', () => {
  const random = seeded(303)
  for (let i = 0; i < 60; i++) {
    const rows = Array.from({ length: Math.floor(random() * 40) }, () => {
      const answered = STAGES.filter(() => random() < 0.5)
      const scores = Object.fromEntries(answered.filter(() => random() < 0.9).map(stage => [stage, { act: 1 + Math.floor(random() * 10) }]))
      return someRow({
        asked: STAGES.filter(() => random() < 0.7),
        answered,
        scores,
        agencyGroup: random() < 0.3 ? POLICE : { key: 'health', name: 'Health' },
      })
    })
    for (const asked of [EVERYTHING, READER]) {
      const { stages, measures } = report(rows, asked)
      for (const { invited, answered, rate } of stages) expect((answered ?? 0) <= (invited ?? 0) && (rate ?? 0) <= 100).toBe(true)
      for (const { from, to, pairs } of measures[0]!.comparisons)
        for (const { stage, answered } of stages)
          if ([from, to].includes(stage) && answered !== null) expect(pairs ?? 0).toBeLessThanOrEqual(answered)
    }
  }
})
