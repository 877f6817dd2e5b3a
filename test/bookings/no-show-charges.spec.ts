import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { BookingsWriter } from '../../src/modules/bookings/bookings.writer.js'
import type { Booking } from '../../src/modules/bookings/booking.entity.js'
import type { BookingState } from '../../src/modules/bookings/rules/booking-states.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { aPerson } from '../support/people.js'

let app: TestApp
let date: BuiltOccurrence
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const CLOSED_AT = new Date('2026-03-10T16:30:00Z')
const close = () => app.database.transaction(tx => app.app.get(BookingsWriter).proposeNoShowCharges(tx, date.id, CLOSED_AT))
const charges = () =>
  app.database.query<
    {
      booking_id: string
      agency_id: string
      pence: number
      state: string
      why: string
      reason: string
      decided_at: Date | null
      proposed_at: Date
    }[]
  >(
    `SELECT g.booking_id, g.agency_id, g.pence, g.state, g.why, g.reason, g.decided_at, g.proposed_at FROM charge g JOIN booking b ON b.id = g.booking_id
     WHERE b.occurrence_id = $1 AND g.kind = 'no-show' ORDER BY g.booking_id`,
    [date.id],
  )
const turn = (booking: { id: string }, state: BookingState) =>
  app.database.query('UPDATE booking SET state = $2 WHERE id = $1', [booking.id, state])

async function onTerms(terms: object | null, sessions: [string, string][] = [['2026-03-10 09:30', '2026-03-10 16:00']]) {
  const course = await aCourse(app.database, { policyId: terms ? (await aPolicy(app.database, terms)).id : null })
  date = await anOccurrence(app.database, { course, sessions })
}
async function held(state: BookingState, agencyGroup = 'Education'): Promise<Booking> {
  const { id } = await anAgency(app.database, { key: agencyGroup.toLowerCase(), name: agencyGroup, agencyGroup })
  return aBooking(app.database, { person: await aPerson(app.database, { agencyId: id }), occurrence: date, state })
}

describe('the charges for not coming', () => {
  beforeEach(() => onTerms(EXAMPLE_POLICIES.twoWorkingDays))

  it('are proposed for each no-show, to the agency of the booking, in words', async () => {
    const absent = await held('no-show')
    for (const state of ['attended', 'partly attended'] as const) await held(state)
    await close()
    expect(await charges()).toEqual([
      {
        booking_id: absent.id,
        agency_id: absent.agencyId,
        reason: '',
        decided_at: null,
        pence: 5000,
        state: 'proposed',
        why: 'Did not come and did not cancel: 1 full day, £50.00.',
        proposed_at: CLOSED_AT,
      },
    ])
  })

  it('are proposed once, however often the register closes', async () => {
    await held('no-show')
    await close()
    await close()
    expect(await charges()).toHaveLength(1)
  })

  it('are taken back when the register is reopened and says otherwise, and proposed again should it change its mind', async () => {
    const [absent, other] = [await held('no-show'), await held('no-show')]
    await close()
    await turn(absent, 'attended')
    await close()
    expect((await charges()).map(charge => charge.booking_id)).toEqual([other.id])
    await turn(absent, 'no-show')
    await close()
    expect(await charges()).toHaveLength(2)
  })

  it('that were confirmed meanwhile do not vanish: they are waived, and say why', async () => {
    const absent = await held('no-show')
    await close()
    await app.database.query(`UPDATE charge SET state = 'confirmed' WHERE booking_id = $1`, [absent.id])
    await turn(absent, 'attended')
    await close()
    expect(await charges()).toMatchObject([{ state: 'waived', reason: 'The register was corrected.', decided_at: expect.anything() }])
  })

  it('that were waived stay waived', async () => {
    const absent = await held('no-show')
    await close()
    await app.database.query(`UPDATE charge SET state = 'waived' WHERE booking_id = $1`, [absent.id])
    await close()
    expect(await charges()).toMatchObject([{ state: 'waived' }])
  })

  it('leave late cancellations alone', async () => {
    const cancelled = await aBooking(app.database, {
      person: await aPerson(app.database),
      occurrence: date,
      state: 'cancelled',
      cancelledAt: CLOSED_AT,
      cancelledBy: 'delegate',
      late: true,
    })
    await app.database.query(
      `INSERT INTO charge (id, booking_id, kind, pence, proposed_at) VALUES (gen_random_uuid(), $1, 'late cancellation', 2500, now())`,
      [cancelled.id],
    )
    await close()
    expect(await app.database.query('SELECT pence FROM charge WHERE booking_id = $1', [cancelled.id])).toEqual([{ pence: 2500 }])
  })
})

describe('how much', () => {
  it.each<[string, object | null, [string, string][], string, number | null]>([
    ['half a day', EXAMPLE_POLICIES.twoWorkingDays, [['2026-03-10 09:30', '2026-03-10 12:30']], 'Education', 2500],
    [
      'two days',
      EXAMPLE_POLICIES.twoWorkingDays,
      [
        ['2026-03-10 09:30', '2026-03-10 16:00'],
        ['2026-03-11 09:30', '2026-03-11 12:30'],
      ],
      'Education',
      7500,
    ],
    ['another rate for a group', EXAMPLE_POLICIES.tenWorkingDaysByGroup, [['2026-03-10 09:30', '2026-03-10 16:00']], 'Voluntary', 3500],
    ['everybody’s rate for the rest', EXAMPLE_POLICIES.tenWorkingDaysByGroup, [['2026-03-10 09:30', '2026-03-10 16:00']], 'Health', 7000],
    [
      'nothing from a group that is waived',
      EXAMPLE_POLICIES.fiveClearWorkingDays,
      [['2026-03-10 09:30', '2026-03-10 16:00']],
      'Volunteers',
      null,
    ],
    ['nothing where there are no terms', null, [['2026-03-10 09:30', '2026-03-10 16:00']], 'Education', null],
  ])('%s', async (_case, terms, sessions, group, pence) => {
    await onTerms(terms, sessions)
    await held('no-show', group)
    await close()
    expect((await charges()).map(charge => charge.pence)).toEqual(pence === null ? [] : [pence])
  })
})
