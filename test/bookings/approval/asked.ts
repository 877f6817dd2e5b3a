import type { Approval } from '../../../src/modules/bookings/approval/approval.entity.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { mailsAbout } from '../../support/mailbox.js'
import type { Api } from '../../support/api.js'
import type { Scene } from '../scene.js'

export const MARY = 'mary.manager@example.org'
export const DEPUTY = { name: 'Dev Deputy', email: 'dev.deputy@example.org' }

/** A date, far enough away, of a course that asks line managers. */
export async function aDateToApprove(
  scene: Scene,
  overrides: Partial<OccurrenceOverrides> = {},
  course: object = {},
): Promise<BuiltOccurrence> {
  const own = await aCourse(scene.app.database, { title: 'Safer Recruitment', needsApproval: true, ...course })
  return anOccurrence(scene.app.database, { course: own, startsAt: '2026-04-20 09:30', ...overrides })
}

export interface Asked {
  id: string
  date: BuiltOccurrence
  /** The path of the manager's link. */
  link: string
}

/** Dana's place that waits for Mary's answer; `body` goes with the booking. */
export async function aRequest(
  scene: Scene,
  overrides: Partial<OccurrenceOverrides> = {},
  body: object = {},
  api: Api = scene.api.dana,
): Promise<Asked> {
  const date = await aDateToApprove(scene, overrides)
  const answer = await api.post<{ id: string; state: string }>(`/occurrences/${date.id}/bookings`, body)
  if (answer.body.state !== 'requested') throw new Error(`It was not asked for: ${JSON.stringify(answer.body)}`)
  return { id: answer.body.id, date, link: await linkTo(scene, answer.body.id) }
}

/** The path of the link in the last mail that asked this person about a booking. */
export async function linkTo(scene: Scene, bookingId: string, email = MARY): Promise<string> {
  const mail = (await mailsAbout(scene.app, `approval:${bookingId}`)).findLast(({ to }) => to === email)
  if (!mail) throw new Error(`${email} was not asked`)
  return mail.link
}

export const approvalOf = async (scene: Scene, bookingId: string): Promise<Approval> => {
  const found = await scene.app.database.query<Approval[]>(
    `SELECT state, manager_name AS "managerName", manager_email AS "managerEmail", deputy_name AS "deputyName", deputy_email AS "deputyEmail",
       manager_hash AS "managerHash", deputy_hash AS "deputyHash", round, asked_at AS "askedAt", chased_at AS "chasedAt", runs_out_at AS "runsOutAt",
       answered_at AS "answeredAt", answered_by AS "answeredBy", answered_by_person_id AS "answeredByPersonId", reason
     FROM approval WHERE booking_id = $1`,
    [bookingId],
  )
  return found[0]!
}

export const bookingOf = async (scene: Scene, id: string) =>
  (await scene.row<{ state: string; by: string | null; reason: string; late: boolean; charges: number }>(
    `SELECT state, cancelled_by AS by, cancel_reason AS reason, late,
       (SELECT count(*)::int FROM charge c WHERE c.booking_id = b.id) AS charges FROM booking b WHERE id = $1`,
    [id],
  ))!
