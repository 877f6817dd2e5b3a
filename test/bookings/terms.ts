import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { mailsAbout, type ReadMail } from '../support/mailbox.js'
import type { Scene } from './scene.js'

export interface Booked {
  date: BuiltOccurrence
  id: string
}

/** Dana's booking on a course with terms: two working days' notice, then £25 for half a day and £50 for a full one. */
export async function aBookingOnTerms(
  { app, api }: Scene,
  overrides: Partial<OccurrenceOverrides> = {},
  terms: object = EXAMPLE_POLICIES.twoWorkingDays,
): Promise<Booked> {
  const policy = await aPolicy(app.database, terms)
  const course = await aCourse(app.database, { title: 'Safer Recruitment', policyId: policy.id })
  const date = await anOccurrence(app.database, { course, ...overrides })
  const { body } = await api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
  return { date, id: body.id }
}

export const chargeOf = (scene: Scene, bookingId: string) =>
  scene.row<{ kind: string; pence: number; state: string; why: string; agency_id: string }>(
    'SELECT kind, pence, state, why, agency_id FROM charge WHERE booking_id = $1',
    [bookingId],
  )

export async function cancelledMail({ app }: Scene, bookingId: string): Promise<ReadMail> {
  const mail = (await mailsAbout(app, `booking:${bookingId}`)).find(({ kind }) => kind === 'booking-cancelled')
  if (!mail) throw new Error('No mail tells of the cancellation')
  return mail
}
