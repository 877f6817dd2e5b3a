import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { MONDAY } from '../support/app.js'
import type { Visitor } from '../support/visitor.js'
import { theScene, type Scene } from './scene.js'
import { aBookingOnTerms, cancelledMail, chargeOf } from './terms.js'

let scene: Scene
let dana: Visitor

beforeAll(async () => {
  scene = await theScene()
  dana = await scene.browser('dana')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const cancel = (id: string, key?: string) => scene.api.dana.delete<{ late: boolean; chargePence: number }>(`/bookings/${id}`, key)

describe('cancelling late', () => {
  const LATE = '2026-03-09T12:00:00Z'

  it('charges what the page showed before its button: the sentence, the amount, the agency', async () => {
    const { id } = await aBookingOnTerms(scene)
    scene.app.clock.moveTo(LATE)
    const page = await dana.get(`/bookings/${id}/cancel`)
    const warned = 'The time to cancel free of charge ended on Friday 6 March 2026, 11:59pm. Your agency will be charged £50.00.'
    expect(page.text).toContain(`Warning ${warned}`)
    const after = await dana.post(`/bookings/${id}/cancellation`, { reason: '' })
    expect(after.url).toBe(`/bookings/${id}`)
    expect(after.text).toContain('State Cancelled')
    expect(after.text).toContain('Charge £50.00')
    expect(await chargeOf(scene, id)).toEqual({
      kind: 'late cancellation',
      pence: 5000,
      state: 'proposed',
      why: warned,
      agency_id: scene.people.dana.agencyId,
    })
  })

  it('takes no other charge than the one shown: a page left open past the deadline is shown anew', async () => {
    const { id } = await aBookingOnTerms(scene)
    await dana.get(`/bookings/${id}/cancel`)
    scene.app.clock.moveTo(LATE)
    const seen = await dana.post(`/bookings/${id}/cancellation`, { reason: 'Ill' })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('The charge has changed while this page was open.')
    expect(seen.text).toContain('Charge now £50.00')
    expect(seen.html).toContain('value="Ill"')
    expect(await chargeOf(scene, id)).toBeUndefined()
    expect((await dana.post(`/bookings/${id}/cancellation`, { reason: 'Ill' })).text).toContain('Charge £50.00')
  })

  it.each([
    ['half a day costs half', { startsAt: '2026-03-10 09:30', endsAt: '2026-03-10 12:30' }, 2500],
    [
      'two days cost both',
      {
        sessions: [
          ['2026-03-10 09:30', '2026-03-10 16:00'],
          ['2026-03-11 09:30', '2026-03-11 12:00'],
        ] as [string, string][],
      },
      7500,
    ],
  ])('%s', async (_case, overrides, chargePence) => {
    const { id } = await aBookingOnTerms(scene, overrides)
    scene.app.clock.moveTo(LATE)
    expect((await cancel(id)).body.chargePence).toBe(chargePence)
  })

  it('costs another agency group what its terms say', async () => {
    const group = {
      ...EXAMPLE_POLICIES.twoWorkingDays,
      bands: [{ charge: { halfDayPence: 2500, fullDayPence: 5000, groups: { Education: { halfDayPence: 500, fullDayPence: 1000 } } } }],
    }
    const { id } = await aBookingOnTerms(scene, {}, group)
    scene.app.clock.moveTo(LATE)
    expect((await cancel(id)).body.chargePence).toBe(1000)
  })

  it('is told in the mail, with the charge', async () => {
    const { id } = await aBookingOnTerms(
      scene,
      {},
      { ...EXAMPLE_POLICIES.twoWorkingDays, bands: [{ charge: { halfDayPence: 100, fullDayPence: 12345 } }], noShow: undefined },
    )
    scene.app.clock.moveTo(LATE)
    await cancel(id)
    const mail = await cancelledMail(scene, id)
    expect(mail.text).toContain('Charge to your agency: £123.45')
  })
})
