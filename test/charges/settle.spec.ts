import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Charge } from '../../src/modules/bookings/charge.entity.js'
import { SettleCharges } from '../../src/jobs/settle-charges.js'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { MONDAY } from '../support/app.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { countQueries } from '../support/queries.js'
import { at, chargesScene, type ChargesScene } from './scene.js'

const BEGUN = new Date('2026-03-10T09:30:00Z')
let scene: ChargesScene

beforeAll(async () => {
  scene = await chargesScene()
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const settle = (now = BEGUN) => scene.app.app.get(SettleCharges).run(now)
async function chargeOf(id: string) {
  const [row] = await scene.rows<{
    state: string
    refilled: boolean | null
    refilled_by: string
    reason: string
    decided_by_id: string | null
  }>('SELECT state, refilled, refilled_by, reason, decided_by_id FROM charge WHERE id = $1', [id])
  return row
}
async function lateOn(date: BuiltOccurrence, minute = 10, change: Partial<Charge> = {}) {
  return aCharge(scene.app.database, { booking: await scene.gaveBack(date, minute), ...change })
}

describe('a late cancellation, once its course has begun', () => {
  it('whose place was taken again is no longer owed, and says by whom', async () => {
    const date = await scene.date({ places: 1 })
    const charge = await lateOn(date)
    const { reference } = await scene.booked(date, 20)
    expect(await settle()).toBe('1 settled')
    expect(await chargeOf(charge.id)).toEqual({
      ...{ state: 'waived', refilled: true, refilled_by: reference, decided_by_id: null },
      reason: `Somebody else took the place: ${reference}.`,
    })
  })

  it('whose place stayed empty stays as it is, and is not looked at twice', async () => {
    const charge = await lateOn(await scene.date({ places: 1 }))
    expect(await settle()).toBe('1 settled')
    expect(await chargeOf(charge.id)).toMatchObject({ state: 'proposed', refilled: false, refilled_by: '', reason: '' })
    expect(await settle()).toBe('')
  })

  it('is left alone up to the moment before', async () => {
    const charge = await lateOn(await scene.date({ places: 1 }))
    expect(await settle(new Date(BEGUN.getTime() - 1))).toBe('')
    expect(await chargeOf(charge.id)).toMatchObject({ refilled: null })
    expect(await settle()).toBe('1 settled')
  })

  it.each<[Charge['state'], string | null, string]>([
    ['confirmed', null, 'waived'],
    ['confirmed', 'exported', 'credited'],
    ['waived', null, 'waived'],
  ])('that was %s and %s becomes %s', async (state, exported, becomes) => {
    const date = await scene.date({ places: 1 })
    const charge = await lateOn(date, 10, { state, reason: 'As decided', decidedById: scene.people.oona.id })
    if (exported) {
      const number = (await scene.rows('SELECT 1 FROM charge_export')).length + 1
      await scene.rows('INSERT INTO charge_export (id, number, made_at, made_by_id) VALUES ($1, $2, now(), $3)', [
        charge.id,
        number,
        scene.people.oona.id,
      ])
      await scene.rows('UPDATE charge SET export_id = id WHERE id = $1', [charge.id])
    }
    await scene.booked(date, 20)
    await settle()
    const after = await chargeOf(charge.id)
    expect(after).toMatchObject({ state: becomes, refilled: true })
    if (becomes === state) expect(after).toMatchObject({ reason: 'As decided', decided_by_id: scene.people.oona.id })
    else expect(after).toMatchObject({ reason: expect.stringContaining('Somebody else took the place'), decided_by_id: null })
  })

  it('is charged all the same where the policy says so', async () => {
    const policy = await aPolicy(scene.app.database, { ...EXAMPLE_POLICIES.twoWorkingDays, refilled: 'charged' })
    const course = await aCourse(scene.app.database, { policyId: policy.id })
    const date = await anOccurrence(scene.app.database, { course, places: 1 })
    const charge = await lateOn(date)
    const { reference } = await scene.booked(date, 20)
    await settle()
    expect(await chargeOf(charge.id)).toMatchObject({ state: 'proposed', refilled: true, refilled_by: reference })
  })

  it('on a date that the organiser cancelled is not owed, before the day too', async () => {
    const date = await scene.date({ places: 1 })
    const charge = await lateOn(date)
    await scene.booked(date, 20)
    await scene.rows('UPDATE occurrence SET cancelled_at = $2 WHERE id = $1', [date.id, at(30)])
    expect(await settle(MONDAY)).toBe('1 settled')
    expect(await chargeOf(charge.id)).toMatchObject({ state: 'waived', refilled: false, reason: 'The organiser cancelled the date.' })
  })

  it('counts those who gave back without owing anything, and takes no walk-in for a newcomer', async () => {
    const date = await scene.date({ places: 2 })
    const charge = await lateOn(date, 11)
    await scene.gaveBack(date, 10)
    await scene.booked(date, 20)
    await scene.booked(date, 21, { walkIn: true })
    await settle()
    expect(await chargeOf(charge.id)).toMatchObject({ state: 'proposed', refilled: false })
  })

  it('of many occurrences is settled in as many statements as of one, and by two workers at once only once', async () => {
    const dates = async (count: number) => {
      for (let n = 0; n < count; n++) {
        const date = await scene.date({ places: 1 })
        await lateOn(date)
        await scene.booked(date, 20)
      }
    }
    await dates(1)
    const ofOne = await countQueries(() => settle())
    await dates(5)
    expect(await countQueries(() => settle())).toBe(ofOne)
    await dates(6)
    const settled = (await Promise.all([settle(), settle(), settle()])).map(words => Number.parseInt(words) || 0)
    expect(settled.reduce((a, b) => a + b)).toBe(6)
    expect(await settle()).toBe('')
  })
})
