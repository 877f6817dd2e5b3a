import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { proposePastCharges } from '../../src/modules/charges/past-charges.writer.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { chargesScene, type ChargesScene } from './scene.js'

let scene: ChargesScene
let client: pg.Client

beforeAll(async () => {
  scene = await chargesScene()
  client = new pg.Client(scene.app.databaseUrl)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await scene.app.stop()
})

const propose = () => proposePastCharges(client, new Date('2026-02-01T00:00:00Z'))
const chargesOn = ({ id }: BuiltOccurrence) =>
  scene.rows<{ kind: string; pence: number; state: string }>(
    'SELECT g.kind, g.pence, g.state FROM charge g JOIN booking b ON b.id = g.booking_id WHERE b.occurrence_id = $1 ORDER BY g.kind',
    [id],
  )

describe('charges of history', () => {
  it('are proposed for no-shows and late cancellations of dates since a day, once', async () => {
    const course = await aCourse(scene.app.database, { policyId: (await aPolicy(scene.app.database)).id })
    const on = (startsAt: string) => anOccurrence(scene.app.database, { course, startsAt, endsAt: startsAt.replace('09:30', '16:00') })
    const [before, since, called] = [await on('2026-01-31 09:30'), await on('2026-02-02 09:30'), await on('2026-02-03 09:30')]
    await scene.rows('UPDATE occurrence SET cancelled_at = now() WHERE id = $1', [called.id])
    for (const date of [before, since, called]) {
      const late = new Date(date.startsAt.getTime() - 3_600_000)
      await scene.gaveBack(date, 0, { cancelledAt: late, bookedAt: new Date('2026-01-02T09:00:00Z') })
      await scene.booked(date, 0, { state: 'no-show' })
      await scene.booked(date, 0, { state: 'attended' })
      await scene.gaveBack(date, 0, { late: false })
    }
    expect(await propose()).toBe(2)
    expect(await propose()).toBe(2)
    expect(await chargesOn(since)).toEqual([
      { kind: 'late cancellation', pence: 5000, state: 'proposed' },
      { kind: 'no-show', pence: 5000, state: 'proposed' },
    ])
    for (const date of [before, called]) expect(await chargesOn(date)).toEqual([])
  })

  it('are none where the agency owes nothing, and stop at a policy that cannot be read', async () => {
    const policy = await aPolicy(scene.app.database, { ...EXAMPLE_POLICIES.twoWorkingDays, waivedGroups: ['Education'] })
    const course = await aCourse(scene.app.database, { policyId: policy.id })
    const date = await anOccurrence(scene.app.database, { course, startsAt: '2026-02-12 09:30' })
    await scene.booked(date, 0, { state: 'no-show', agencyId: scene.people.dana.agencyId })
    await scene.booked(date, 0, { state: 'no-show', agencyId: scene.people.oona.agencyId })
    const before = await propose()
    expect(await chargesOn(date)).toEqual([{ kind: 'no-show', pence: 5000, state: 'proposed' }])
    // The version that was booked under counts, not what became of the policy since, nor whether the course still has it.
    await scene.rows(`UPDATE cancellation_policy SET definition = '{"name": "Terms"}' WHERE id = $1`, [policy.id])
    await scene.rows('UPDATE course SET policy_id = NULL WHERE id = $1', [course.id])
    expect(await propose()).toBe(before)
    await scene.rows(`UPDATE policy_version SET definition = '{"name": "Terms"}' WHERE policy_id = $1`, [policy.id])
    await expect(propose()).rejects.toThrow('A stored cancellation policy cannot be read')
    await scene.rows('UPDATE booking SET policy_id = NULL, policy_version = 0 WHERE policy_id = $1', [policy.id])
    expect(await propose()).toBe(before - 1)
  })

  it('are none of courses without a policy', async () => {
    const date = await scene.date({ startsAt: '2026-02-10 09:30' })
    await scene.booked(date, 0, { state: 'no-show' })
    await propose()
    expect(await chargesOn(date)).toEqual([])
  })
})
