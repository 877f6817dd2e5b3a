import { Api } from '../support/api.js'
import type { TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { mailsAbout } from '../support/mailbox.js'

/** A date that line managers approve; a place on it that waits, with the manager's link, and one that was refused. */
export async function approvals(app: TestApp): Promise<Record<string, string>> {
  const { id: policyId } = await aPolicy(app.database)
  const course = await aCourse(app.database, { title: 'Safer Recruitment', needsApproval: true, policyId })
  const date = await anOccurrence(app.database, { course, startsAt: '2026-04-28 09:30' })
  const ask = async (email: string) => {
    const { body } = await (await Api.of(app, email)).post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    const [mail] = await mailsAbout(app, `approval:${body.id}`)
    return { id: body.id, secret: mail!.link.split('/').at(-1)! }
  }
  const [waits, refused] = [await ask('dana@example.org'), await ask('cole@example.org')]
  await app.database.query(
    `UPDATE approval SET state = 'refused', answered_at = asked_at, answered_by = 'manager', reason = 'We are two short' WHERE booking_id = $1`,
    [refused.id],
  )
  await app.database.query(
    `UPDATE booking SET state = 'cancelled', cancelled_at = booked_at, cancelled_by = 'agency', cancel_reason = 'We are two short' WHERE id = $1`,
    [refused.id],
  )
  await app.database.query('UPDATE occurrence SET booked = booked - 1 WHERE id = $1', [date.id])
  return { toApprove: date.id, requested: waits.id, approval: waits.secret, answered: refused.secret }
}
