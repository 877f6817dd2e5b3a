import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { aDelegate, aLead } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { countQueries } from '../support/queries.js'
import { ImpactScene, YEAR } from './impact-scene.js'

interface Comparison {
  comparison: string
  pairs: number | null
  means: Record<string, number | null>
  change: number | null
  spread: number | null
}
interface Answer {
  period: { from: string; to: string }
  stages: { stage: string; invited: number | null; answered: number | null; rate: number | null }[]
  measures: { key: string; title: string; comparisons: Comparison[]; distribution: object[] | null }[]
  options: {
    key: string
    answered: number | null
    counted: number | null
    share: number | null
    options: { key: string; count: number | null }[]
  }[]
  groups: { key: string; stages: Answer['stages']; measures: (Comparison & { key: string })[] }[]
  suppressed: { what: string; group?: string; why: string }[]
}

const rowsOf = (csv: string) => parse<Record<string, string>>(csv, { columns: true })

let scene: ImpactScene
const ask = async (who: string, query = '') => (await scene.api<Answer>(who, `/reports/impact?from=2025-04-01&to=2026-03-31${query}`)).body
const act = ({ measures }: Answer, comparison = 'pre-post') =>
  measures.find(one => one.key === 'act')!.comparisons.find(one => one.comparison === comparison)!

beforeAll(async () => {
  scene = await ImpactScene.set()
  const story = { applied: 'once', barriers: ['time'], story: 'We met as a team.' }
  await scene.people(6, 'Health', { pre: { scores: 4 }, post: { scores: 7 }, impact: { scores: 6, more: story } })
  await scene.people(6, 'Housing', {
    pre: { scores: 6 },
    post: { scores: 7 },
    impact: { scores: 8, more: { ...story, applied: 'not-yet' } },
  })
  await scene.people(4, 'Police', { pre: { scores: 8 }, post: { scores: 6 }, impact: null })
  await scene.people(2, 'Police', { pre: { scores: 8 }, post: null })
}, 60_000)
afterAll(() => scene.app.stop())

describe('the business unit', () => {
  it('is told what can be worked out by hand', async () => {
    const all = await ask('ada')
    expect(all.stages).toEqual([
      { stage: 'pre', invited: 18, answered: 18, rate: 100 },
      { stage: 'post', invited: 18, answered: 16, rate: 89 },
      { stage: 'impact', invited: 16, answered: 12, rate: 75 },
      { stage: 'manager', invited: 0, answered: 0, rate: null },
    ])
    // Before (6 x 4 + 6 x 6 + 4 x 8) / 16 = 5.75, after (12 x 7 + 4 x 6) / 16 = 6.75; changes 6 x +3, 6 x +1, 4 x -2.
    expect(act(all)).toMatchObject({ pairs: 16, means: { pre: 5.75, post: 6.75 }, change: 1, spread: 2, rose: 12, same: 0, fell: 4 })
    expect(act(all, 'post-impact')).toMatchObject({ pairs: 12, means: { post: 7, impact: 7 }, change: 0 })
    expect(all.options[0]).toMatchObject({ key: 'applied', answered: 12, counted: 6, share: 50 })
    expect(all.suppressed).toEqual([])
  })

  it('reads the same on the page and in the spreadsheet', async () => {
    const { text } = await scene.see('ada', `/reports/impact?${YEAR}&by=agency-group`)
    expect(text).toContain('Of the 16 who answered before and after the course, confidence to act and to challenge rose from 5.8 to 6.8.')
    expect(text).toMatch(/Before and after 16 5\.8 to 6\.8 \+1\.0 2\.0 12 0 4/)
    expect(text).toMatch(/After 18 16 89 %/)
    expect(text).toMatch(/As delegates say, 8 weeks after 50 % \(6 of 12\)/)
    expect(text).toMatch(/Police 67 % 4 of 6 -2\.0/)
    const { html, headers } = await scene.see('ada', `/reports/impact/figures.csv?${YEAR}`)
    expect(headers.get('content-disposition')).toContain('impact-2025-04-01-to-2026-03-31.csv')
    const lines = rowsOf(html)
    const line = (by: string, key: string) =>
      lines.find(one => one.by === by && one.key === key && one.item === 'Confidence to act and to challenge')!
    expect([line('', ''), line('agency-group', 'police')].map(one => [one.pairs, one['mean before'], one.change])).toEqual([
      ['16', '5.75', '1'],
      ['4', '8', '-2'],
    ])
    // A title that begins like a formula is a text.
    expect(html).toContain(`'=Understanding Neglect`)
  })

  it('asks for any part and any days, and six statements do for it', async () => {
    expect(act(await ask('ada', '&agency-group=police&course=neglect-l2')).pairs).toBe(4)
    expect((await scene.api<Answer>('ada', '/reports/impact?from=2025-05-07&to=2026-03-31')).body.stages[0]!.invited).toBe(0)
    await scene.see('ada', `/reports/impact?${YEAR}`)
    expect(await countQueries(() => scene.see('ada', `/reports/impact?${YEAR}&by=trainer`))).toBeLessThanOrEqual(6)
  })
})

describe('a report reader', () => {
  it('is not shown the four, nor those that they could be worked out from, and is told so', async () => {
    const all = await ask('rhea', '&by=agency-group')
    expect(act(all)).toMatchObject({ pairs: 16, change: 1 })
    expect(all.groups.map(({ key, measures }) => [key, measures.find(one => one.key === 'act')!.pairs])).toEqual([
      ['health', null],
      ['housing', 6],
      ['police', null],
    ])
    expect(all.suppressed).toContainEqual({
      what: 'group comparison',
      by: 'agency-group',
      group: 'police',
      measure: 'act',
      comparison: 'pre-post',
      why: 'small',
    })
    expect(all.suppressed).toContainEqual(expect.objectContaining({ group: 'health', why: 'protects-another' }))
    expect(act(await ask('rhea', '&agency-group=police'))).toMatchObject({
      pairs: null,
      means: { pre: null, post: null },
      change: null,
      spread: null,
    })
  })

  it('sees so on the page and in the spreadsheet too', async () => {
    const { text } = await scene.see('rhea', `/reports/impact?${YEAR}&by=agency-group`)
    expect(text).toMatch(/Police not shown not shown/)
    expect(text).not.toContain('Download the answers')
    const { html } = await scene.see('rhea', `/reports/impact/figures.csv?${YEAR}`)
    const police = rowsOf(html).filter(one => one.key === 'police' && one.figure === 'measure')
    expect(police.map(one => [one.pairs, one.change, one.note])).toEqual(
      Array.from({ length: 4 }, () => ['', '', expect.stringContaining('not shown')]),
    )
    expect((await scene.see('rhea', `/reports/impact?${YEAR}&agency-group=police`)).text).toContain('Not shown: fewer than 5 people')
  })

  it('is answered for whole years, and for one group at a time', async () => {
    const { body } = await scene.api<Answer>('rhea', '/reports/impact?from=2025-05-06&to=2025-05-06')
    expect(body.period).toEqual({ from: '2025-04-01', to: '2026-03-31' })
    const both = await scene.api<{ code: string; errors: { field: string }[] }>(
      'rhea',
      '/reports/impact?from=2025-04-01&to=2026-03-31&course=a&topic=b',
    )
    expect([both.status, both.body.code, both.body.errors[0]!.field]).toEqual([422, 'fields-invalid', 'course'])
    const page = await scene.see('rhea', `/reports/impact?${YEAR}&course=neglect-l2&agency-group=health`)
    expect([page.status, page.text.includes('Choose one of course, topic')]).toEqual([422, true])
  })
})

it('dates that will not do are told, on the page and to programs', async () => {
  expect((await scene.see('ada', '/reports/impact?period=dates&from=2026-03-02&to=2026-03-01')).text).toContain(
    'The last day must not be before the first',
  )
  expect((await scene.api('ada', '/reports/impact?from=x&to=2026-03-01')).status).toBe(422)
  // The download leads to the page that says so.
  expect((await scene.see('ada', '/reports/impact/figures.csv?period=dates&from=2026-03-02&to=2026-03-01')).status).toBe(422)
})

it('nobody else may: neither delegates, nor trainers, nor training leads', async () => {
  for (const { email } of [await aDelegate(scene.app.database), await aLead(scene.app.database)]) {
    const visitor = new Visitor(scene.app.url)
    await visitor.signIn(email)
    for (const path of ['', '/answers', '/statements', '/figures.csv', '/answers.csv'])
      expect((await visitor.get(`/reports/impact${path}`)).status).toBe(403)
  }
  expect((await scene.see('tara', '/reports/impact')).status).toBe(403)
  expect((await scene.see('rhea', `/reports/impact/answers.csv?${YEAR}`)).status).toBe(403)
})

it('what has not started yet, and what was cancelled, is in no figure', async () => {
  const later = await scene.date(scene.neglect, '2026-03-20 09:30')
  await scene.people(1, 'Fire', { pre: { scores: 1 } }, later)
  expect((await ask('ada')).stages[0]).toMatchObject({ invited: 18 })
  await scene.app.database.query('UPDATE occurrence SET cancelled_at = $1 WHERE id = $2', [new Date(), scene.held.id])
  expect((await ask('ada')).stages[0]).toMatchObject({ invited: 0 })
  await scene.app.database.query('UPDATE occurrence SET cancelled_at = NULL WHERE id = $1', [scene.held.id])
})
