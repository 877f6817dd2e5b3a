import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import type { BuiltOccurrence } from '../support/builders/occurrence.js'
import { aPerson } from '../support/people.js'
import { Stage } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = new Stage(await startApp())
  await stage.enter()
})
afterAll(() => stage.app.stop())
beforeEach(() => stage.clear())

describe('small groups', () => {
  const crowd = async (occurrence: BuiltOccurrence, agencyKey: string, size: number) => {
    const agency = await anAgency(stage.app.database, { key: agencyKey, name: agencyKey, agencyGroup: agencyKey })
    for (let i = 0; i < size; i++) await stage.booking(occurrence, await aPerson(stage.app.database, { agencyId: agency.id }), 'attended')
  }

  it.each([
    [4, 'small'],
    [5, false],
  ])('of %d people outside the business unit: hidden is %s', async (size, hidden) => {
    const occurrence = await stage.held('2025-05-06 09:00', { places: 60 })
    await crowd(occurrence, 'police', size)
    await crowd(occurrence, 'housing', 7)
    await crowd(occurrence, 'fire', 20)
    const { groups } = await stage.ask('2025-05-01', '2025-05-31', 'agency-group', stage.rhea)
    expect(groups.map(one => [one.key, one.hidden, one.figures.attended?.value])).toEqual([
      ['fire', false, 20],
      ['housing', hidden && 'protects-another', hidden ? null : 7],
      ['police', hidden, hidden ? null : 5],
    ])
    const { groups: all } = await stage.ask('2025-05-01', '2025-05-31', 'agency-group', stage.ada)
    expect(all.map(one => one.figures.attended?.value)).toEqual([20, 7, size])
  })

  it('are whole periods too', async () => {
    const occurrence = await stage.held('2025-05-06 09:00')
    await stage.booking(occurrence, stage.dana, 'attended')
    const answer = await stage.ask('2025-05-06', '2025-05-06', '', stage.rhea)
    expect([answer.hidden, answer.figures.attended, answer.figures.eventOccurrences]).toEqual([true, { value: null }, { value: 1 }])
    expect((await stage.ask('2025-05-06', '2025-05-06', '', stage.ada)).figures.attended).toEqual({ value: 1 })
  })
})

describe('who may, and what they may ask', () => {
  it('is for report readers and administrators', async () => {
    const path = '/reports/figures?from=2025-04-01&to=2025-04-30'
    expect([(await stage.rhea.get(path)).status, (await stage.ada.get(path)).status]).toEqual([200, 200])
    expect((await (await Api.of(stage.app, stage.dana.email)).get(path)).status).toBe(403)
    expect((await Api.stranger(stage.app).get(path)).status).toBe(401)
  })

  it.each([
    ['from=2025-02-30&to=2025-04-30', 'from', 'Enter the first day as a date, such as 2023-04-01'],
    ['from=2025-04-01', 'to', 'Enter the last day as a date, such as 2024-03-31'],
    ['from=2025-04-01&to=2025-03-31', 'to', 'The last day must not be before the first'],
    ['from=1990-04-01&to=2025-03-31', 'to', 'Choose a period of at most 20 years'],
    ['from=2025-04-01&to=2025-04-30&by=month', 'by', 'A report can be broken down by agency-group, agency, course, quarter'],
  ])('?%s is refused', async (query, field, message) => {
    const { status, body } = await stage.ada.get(`/reports/figures?${query}`)
    expect([status, body.code, body.errors]).toEqual([422, 'fields-invalid', [{ field, message }]])
  })
})
