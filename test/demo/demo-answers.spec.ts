import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poolOf } from '../../src/create-app.js'
import { tellAnswers } from '../../src/demo/evaluation/tell-answers.js'
import { loadDemo } from '../../src/demo/load-demo.js'
import { tellStory } from '../../src/demo/tell-story.js'
import { checkAnswers } from '../../src/modules/evaluation/rules/check-answers.js'
import { type Answers, type FormContent, scoresOf } from '../../src/modules/evaluation/rules/form-content.js'
import type { ImpactData } from '../../src/modules/reports/impact/impact.queries.js'
import { ImpactQueries } from '../../src/modules/reports/impact/impact.queries.js'
import { COUNTED, hiding, statistic, type Hides } from '../../src/modules/reports/rules/impact-hiding.js'
import { impactReport } from '../../src/modules/reports/rules/impact-report.js'
import { IMPACT_DIMENSIONS, namesOf, tallies } from '../../src/modules/reports/rules/impact-rows.js'
import { cellKey, few, WHOLE } from '../../src/modules/reports/rules/withhold.js'
import { COMPARISONS, pairOf } from '../../src/modules/evaluation/rules/pairing.js'
import { londonAt } from '../../src/shared/dates.js'
import { startApp, type TestApp } from '../support/app.js'
import { workedOut } from '../support/worked-out.js'

const TODAY = '2026-11-21'
const NOW = londonAt(TODAY, '09:00')
const YEAR = { from: '2025-04-01', to: '2026-03-31' }
const folder = mkdtempSync(join(tmpdir(), 'goldthread-answers-'))

let app: TestApp
let data: ImpactData

beforeAll(async () => {
  app = await startApp(NOW)
  await loadDemo(poolOf(app.app), { dataDir: folder, password: 'goldthread-demo' }, NOW)
  data = await app.app.get(ImpactQueries).ofPeriod(YEAR, NOW)
}, 120_000)
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})

describe('the answers of the demo', () => {
  it('are the same each time for the same day', () => {
    const story = tellStory(TODAY)
    const once = () => JSON.stringify(tellAnswers(story, TODAY))
    expect(once() === once()).toBe(true)
  })

  it('could have been given on the forms that ask for them', async () => {
    const sent = await app.database.query<
      { content: FormContent; answers: Answers; scores: Record<string, number> | null; actions: string[] }[]
    >(
      `SELECT v.content, a.answers, (SELECT json_object_agg(measure_key, value) FROM evaluation_score s WHERE s.invitation_id = i.id) AS scores,
         ARRAY(SELECT words FROM committed_action c WHERE c.booking_id = i.booking_id ORDER BY position) AS actions
       FROM evaluation_answer a JOIN evaluation_invitation i ON i.id = a.invitation_id JOIN evaluation_form_version v ON v.id = a.form_version_id`,
    )
    expect(sent.length).toBeGreaterThan(1000)
    for (const { content, answers, scores, actions } of sent) {
      expect(checkAnswers(content, answers, { actions })).toEqual([])
      expect(Object.fromEntries(scoresOf(content, answers).map(({ measure, value }) => [measure, value]))).toEqual(scores ?? {})
    }
  })

  it('come when they can, none after this morning', async () => {
    const [row] = await app.database.query<{ wrong: number; late: number }[]>(
      `SELECT (count(*) FILTER (WHERE a.submitted_at < i.asked_at))::int AS wrong, (count(*) FILTER (WHERE a.submitted_at >= $1))::int AS late
       FROM evaluation_answer a JOIN evaluation_invitation i ON i.id = a.invitation_id WHERE i.stage <> 'pre'`,
      [NOW],
    )
    expect(row).toEqual({ wrong: 0, late: 0 })
  })

  it('come at the rates that partnerships find, and tell of rises and of one fall', () => {
    const { stages, measures, tallies: told } = impactReport(data.rows, data.meta, { filter: {}, by: 'course', everything: true })
    const [pre, post, impact, manager] = stages.map(({ rate }) => rate!)
    expect([Math.abs(pre! - 85), Math.abs(post! - 80), Math.abs(impact! - 46), Math.abs(manager! - 30)].every(off => off <= 4)).toBe(true)
    const change = (key: string) => measures.map(({ comparisons }) => comparisons.find(one => one.key === key)!.change!)
    expect(change('pre-post').every(by => by > 1)).toBe(true)
    expect(change('post-impact').filter(by => by < -0.05)).toHaveLength(1)
    expect(told.find(({ key }) => key === 'kept')!.share).toBeGreaterThan(40)
    const gcp2 = impactReport(data.rows, data.meta, { filter: { course: 'gcp2' }, by: 'course', everything: true })
    const together = gcp2.measures.find(({ key }) => key === 'together')!.comparisons.find(({ key }) => key === 'post-impact')!
    expect([together.pairs! >= 5, together.change! < -1]).toEqual([true, true])
    const barriers = gcp2.tallies.find(({ key }) => key === 'barriers')!.options
    expect(barriers.reduce((most, one) => (one.count! > most.count! ? one : most)).key).toBe('tools')
  })
})

describe('what a report reader is not shown of the demo year', () => {
  /** Every statistic by its name, with the rows that it is taken over. */
  function statistics(): [name: string, rows: number[]][] {
    const those = (test: (row: ImpactData['rows'][number]) => boolean) => data.rows.flatMap((row, i) => (test(row) ? [i] : []))
    const stages = ['pre', 'post', 'impact', 'manager'] as const
    return [
      ...stages.map((stage): [string, number[]] => [statistic.answered(stage), those(row => row.answered.includes(stage))]),
      ...COMPARISONS.map((one): [string, number[]] => [statistic.pairs('act', one.key), those(row => pairOf(row, 'act', one) !== null)]),
      ...tallies(data.meta).flatMap(({ key, exclusive, options, optionsOf }): [string, number[]][] => {
        const counting = options.filter(({ counts }) => counts).map(option => option.key)
        const whole: [string, number[]] = [statistic.tally(key), those(row => optionsOf(row) !== null)]
        if (exclusive)
          return [whole, [statistic.option(key, COUNTED), those(row => optionsOf(row)?.some(one => counting.includes(one)) ?? false)]]
        return [
          whole,
          ...options.map((option): [string, number[]] => [
            statistic.option(key, option.key),
            those(row => optionsOf(row)?.includes(option.key) ?? false),
          ]),
        ]
      }),
      [statistic.texts, those(row => row.wrote)],
    ]
  }
  const cells = () => {
    const found = new Map<string, Set<number>>([[WHOLE, new Set(data.rows.keys())]])
    for (const { key: dimension } of IMPACT_DIMENSIONS)
      data.rows.forEach((row, i) => {
        for (const { key } of namesOf(row, dimension))
          found.set(cellKey(dimension, key), (found.get(cellKey(dimension, key)) ?? new Set()).add(i))
      })
    return [...found]
  }
  let hides: Hides

  it('cannot be worked out from any of the totals and groups that are shown, however they are added up and taken away', () => {
    hides = hiding(data.rows, data.meta)
    const all = cells()
    let [shownInAll, hiddenInAll] = [0, 0]
    for (const [name, rows] of statistics()) {
      const own = all.map(([key, members]): [string, number[]] => [key, rows.filter(row => members.has(row))])
      const manager = name.includes('manager')
      const who = (row: number) => (manager ? data.rows[row]!.manager : null) ?? data.rows[row]!.personId
      const shown = own.filter(([key, members]) => members.length > 0 && !hides(name, key)).map(([, members]) => members)
      // Every group that is too small, and every two groups that have too few people in common.
      const crossed = own.flatMap(([, one], i) => own.slice(i).map(([, other]) => one.filter(row => other.includes(row))))
      const secret = [...new Map(crossed.filter(members => few(members, who)).map(members => [members.join(), members])).values()]
      shownInAll += shown.length
      hiddenInAll += secret.length
      expect([name, workedOut(shown, secret, data.rows.length).map(i => secret[i])]).toEqual([name, []])
    }
    expect(shownInAll).toBeGreaterThan(200)
    expect(hiddenInAll).toBeGreaterThan(200)
  }, 60_000)

  it('is left out of the report as well, in every group that can be asked for', () => {
    const everybody = impactReport(data.rows, data.meta, { filter: {}, by: 'course', everything: true })
    for (const { key: by } of IMPACT_DIMENSIONS) {
      const report = impactReport(data.rows, data.meta, { filter: {}, by, everything: false })
      for (const group of report.groups)
        for (const { key, comparison } of group.measures) {
          expect(comparison.hidden).toBe(hides(statistic.pairs(key, comparison.key), cellKey(by, group.key)))
          expect(comparison.pairs === null || comparison.pairs === 0 || comparison.pairs >= 5).toBe(true)
        }
    }
    expect(impactReport(data.rows, data.meta, { filter: {}, by: 'course', everything: false }).stages).toEqual(everybody.stages)
  }, 60_000)
})
