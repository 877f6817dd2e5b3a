import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { newId } from '../../src/shared/ids.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate } from '../support/people.js'

let app: TestApp
let dana: Api

// Two working days' notice: the course is on the Tuesday after Easter 2026, so the last day to cancel is the Wednesday before.
const EASTER = { startsAt: '2026-04-07T08:30:00Z', endsAt: '2026-04-07T15:00:00Z' }
const twoWorkingDays = EXAMPLE_POLICIES.twoWorkingDays

beforeAll(async () => {
  app = await startApp(new Date('2026-03-30T09:00:00Z'))
  await aDelegate(app.database)
  dana = await Api.of(app, 'dana@example.org')
  await app.database.query('INSERT INTO cancellation_policy (id, key, name, definition) VALUES ($1, $2, $3, $4)', [
    newId(),
    'two-days',
    'Two working days',
    twoWorkingDays,
  ])
})
afterAll(() => app.stop())

const attempt = (more: object) => dana.post('/policies/try', { policy: 'two-days', ...EASTER, ...more })

describe('trying a policy', () => {
  it.each([
    ['in the last moment', '2026-04-01T22:59:59.999Z', false, 0],
    ['a moment later', '2026-04-01T23:00:00Z', true, 5000],
  ])('over the Easter weekend and the clock change, cancelled %s', async (_when, cancelledAt, late, chargePence) => {
    expect(await attempt({ cancelledAt })).toMatchObject({
      status: 200,
      body: { deadline: '2026-04-01T22:59:59.999Z', late, chargePence, why: { code: late ? 'late' : 'in-time' } },
    })
  })

  it('takes now where no moment is given', async () => {
    expect((await attempt({})).body).toMatchObject({ late: false })
    app.clock.moveTo('2026-04-07T08:00:00Z')
    expect((await attempt({})).body).toMatchObject({ late: true })
    app.clock.moveTo('2026-03-30T09:00:00Z')
  })

  it.each([
    ['half a day of four hours', '2026-04-07T12:30:00Z', 2500],
    ['a minute more', '2026-04-07T12:31:00Z', 5000],
  ])('charges a no-show for %s', async (_length, endsAt, chargePence) => {
    expect((await attempt({ endsAt, noShow: true })).body).toMatchObject({ late: true, chargePence, why: { code: 'no-show' } })
  })

  it('takes a policy’s own JSON, and the rate of an agency group', async () => {
    const policy = EXAMPLE_POLICIES.tenWorkingDaysByGroup
    const cancelledAt = '2026-04-07T08:00:00Z'
    expect((await attempt({ policy, cancelledAt })).body).toMatchObject({ chargePence: 7000 })
    expect((await attempt({ policy, cancelledAt, agencyGroup: 'voluntary' })).body).toMatchObject({ chargePence: 3500 })
  })

  it.each([
    ['no such key', { policy: 'nothing' }, 404, 'not-found'],
    ['no policy', { policy: { name: 'Odd', notice: { amount: -1 } } }, 422, 'policy-invalid'],
    ['no instant', { startsAt: 'tomorrow' }, 422, 'fields-invalid'],
    ['the end before the start', { endsAt: EASTER.startsAt }, 422, 'fields-invalid'],
  ])('refuses %s', async (_case, more, status, code) => {
    expect(await attempt(more)).toMatchObject({ status, body: { code } })
  })
})
