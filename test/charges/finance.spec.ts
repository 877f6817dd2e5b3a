import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { Visitor } from '../support/visitor.js'
import { aPolicy } from '../support/builders/policy.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aCharge } from '../support/builders/charge.js'
import { chargesScene, type ChargesScene } from './scene.js'

let scene: ChargesScene
let ada: Visitor
let abel: Visitor

beforeAll(async () => {
  scene = await chargesScene()
  ;[ada, abel] = await Promise.all([scene.browser('ada'), scene.browser('abel')])
})
afterAll(() => scene.app.stop())

const EXPORTS = '/desk/charges/exports'
async function make(visitor = ada) {
  await visitor.get(EXPORTS)
  return visitor.post(EXPORTS)
}
async function linesOf(number: number): Promise<Record<string, string>[]> {
  const seen = await ada.get(`${EXPORTS}/${number}.csv`)
  expect(seen.headers.get('content-disposition')).toContain(`charges-${number}.csv`)
  return parse(seen.html, { columns: true })
}
async function decide(id: string, fields: Record<string, string>) {
  await ada.get(`/desk/charges/${id}`)
  return ada.post(`/desk/charges/${id}/decision`, fields)
}

describe('lists for finance', () => {
  it('hold each confirmed charge once, and what is credited later once more with the amount turned round', async () => {
    const [owed, proposed, waived] = [await scene.charge(), await scene.charge(), await scene.charge({ state: 'waived' })]
    expect((await ada.get(EXPORTS)).text).toContain('Nothing waits for a list.')
    expect((await make()).text).toContain('Nothing waits for a list: it may just have been made.')
    await decide(owed.id, { decision: 'confirm' })
    expect((await ada.get(EXPORTS)).text).toContain('1 charge: £60.00.')
    expect((await make()).text).toContain('List 1 is made.')
    expect(await linesOf(1)).toMatchObject([
      {
        export: '1',
        line: 'charge',
        agency: 'Birchills Primary School',
        course: 'Safer Recruitment',
        for: 'late cancellation',
        pounds: '60',
        date: '2026-03-10',
      },
    ])
    expect((await decide(owed.id, { decision: 'waive', reason: 'Was ill' })).status).toBe(409)
    expect((await decide(owed.id, { decision: 'credit', reason: '' })).text).toContain('Enter the reason.')
    expect((await decide(owed.id, { decision: 'credit', reason: 'Was ill' })).text).toContain('The charge is credited.')
    await decide(proposed.id, { decision: 'confirm' })
    expect((await make()).text).toContain('List 2 is made.')
    expect((await linesOf(2)).map(line => [line.line, line.pounds, line.reason])).toEqual(
      expect.arrayContaining([
        ['charge', '60', ''],
        ['credit', '-60', 'Was ill'],
      ]),
    )
    expect(await linesOf(2)).toHaveLength(2)
    // The first stays as finance has it.
    expect((await linesOf(1)).map(line => [line.line, line.pounds, line.reason])).toEqual([['charge', '60', '']])
    expect(JSON.stringify([await linesOf(1), await linesOf(2)])).not.toContain(waived.id)
    expect((await ada.get(EXPORTS)).text).toMatch(/Number 2 , as CSV[^£]* 1 1 £0\.00/)
  })

  it('are made by one of two who press at the same moment', async () => {
    const charge = await scene.charge({ state: 'confirmed' })
    await Promise.all([ada.get(EXPORTS), abel.get(EXPORTS)])
    const words = (await Promise.all([ada.post(EXPORTS), abel.post(EXPORTS)])).map(seen => seen.text)
    expect(words.filter(text => text.includes('is made.'))).toHaveLength(1)
    expect(words.filter(text => text.includes('Nothing waits for a list: it may just have been made.'))).toHaveLength(1)
    expect(
      await scene.rows('SELECT x.number FROM charge g JOIN charge_export x ON x.id = g.export_id WHERE g.id = $1', [charge.id]),
    ).toHaveLength(1)
  })

  it('run no formula that somebody’s name begins with', async () => {
    const charge = await scene.charge({ state: 'confirmed' })
    await scene.rows(`UPDATE person p SET name = '=1+1' FROM booking b WHERE b.person_id = p.id AND b.id = $1`, [charge.bookingId])
    const number = Number(/List (\d+) is made/.exec((await make()).text)![1])
    expect((await linesOf(number)).map(line => line.person)).toEqual([`'=1+1`])
  })

  it.each(['0', '99', 'x', '1e3', '-1'])('there is no list %s', async number => {
    expect((await ada.get(`${EXPORTS}/${number}.csv`)).status).toBe(404)
  })
})

describe('places lost by agency', () => {
  it('are its no-shows and the late cancellations that nobody took again, at what the policy asks of anybody', async () => {
    const policy = await aPolicy(scene.app.database)
    const date = await anOccurrence(scene.app.database, {
      course: await aCourse(scene.app.database, { policyId: policy.id }),
      startsAt: '2025-05-06 09:30',
    })
    for (const refilled of [true, false]) {
      const booking = await scene.gaveBack(date, 10, { of: 'oona' })
      await aCharge(scene.app.database, { booking, refilled, refilledBy: refilled ? 'GT-2222-2222' : '' })
    }
    await scene.booked(date, 1, { state: 'no-show', agencyId: scene.people.oona.agencyId })
    await scene.gaveBack(date, 10, { late: false })
    const seen = await ada.get('/desk/charges/lost-places?year=2025-26')
    expect(seen.text).toMatch(/Manor Hospital Health 1 2 1 2 £100\.00/)
    expect(seen.text).toMatch(/All agencies 1 \d+ 1 \d+ £100\.00/)
    const off = await anOccurrence(scene.app.database, { course: scene.course, startsAt: '2025-05-06 09:30' })
    await scene.booked(off, 1, { state: 'no-show', agencyId: scene.people.oona.agencyId })
    await scene.rows('UPDATE occurrence SET cancelled_at = now() WHERE id = $1', [off.id])
    expect((await ada.get('/desk/charges/lost-places?year=2025-26')).text).toMatch(/Manor Hospital Health 1 2 1 2 £100\.00/)
    expect((await ada.get('/desk/charges/lost-places?year=2022-23')).text).toContain('No place was lost in 2022-23')
    expect((await ada.get('/desk/charges/lost-places?year=1066-67')).text).toContain('2025-26')
  })

  it('belong to the financial year of London’s clock, and to nobody where nobody’s agency is known', async () => {
    for (const startsAt of ['2024-03-31 23:59', '2024-04-01 00:00', '2025-03-31 23:59']) {
      const date = await anOccurrence(scene.app.database, { course: scene.course, startsAt })
      await scene.booked(date, 1, { state: 'no-show' })
    }
    const of = async (year: string) => (await ada.get(`/desk/charges/lost-places?year=${year}`)).text
    expect(await of('2023-24')).toMatch(/No agency 1 0 0 1 £0\.00 All agencies 1 /)
    expect(await of('2024-25')).toMatch(/No agency 2 0 0 2 £0\.00 All agencies 2 /)
  })
})
