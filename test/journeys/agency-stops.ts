import type { TestApp } from '../support/app.js'
import type { Stop, Who } from './tour.js'

const of = (who: Who, pages: (string | Omit<Stop, 'who'>)[]): Stop[] =>
  pages.map(page => (typeof page === 'string' ? { who, path: page } : { who, ...page }))

/** A training lead's agency, and a line manager's team. */
export const AGENCIES: Stop[] = [
  ...of('lena', [
    '/',
    '/my-details',
    '/my-agency',
    '/my-agency/people',
    '/my-agency/people?standing=expired&job=nobody+of+this+kind',
    '/my-agency/people/:person',
    { path: '/my-agency/people/no-such-person', status: 404 },
    '/my-agency/expiring?months=12',
    '/my-agency/bookings?from=2025-04-01&to=2027-03-31',
    { path: '/my-agency/bookings?from=2026-03-02&to=2026-03-01', status: 422 },
    '/my-agency/book',
    '/my-agency/book?who=dana',
    '/my-agency/book?person=:person',
    '/my-agency/book?person=:person&course=neglect-l2',
    '/my-agency/book/:coming?person=:person',
    '/my-agency/waiting-list/:course?person=:person',
    '/my-agency/bookings/:booked',
    { path: '/my-agency/bookings/:booked/cancel', press: 'Cancel the booking', status: 422 },
    { path: '/my-agency/bookings/:booked/swap', press: 'Send this colleague', status: 422 },
    { path: '/my-agency/approvals/:requested', press: 'Answer', status: 422 },
    '/my-agency/approvals',
    '/my-team',
  ]),
  ...of('dana', [{ path: '/my-agency/people', status: 403 }, '/my-team']),
  ...of('ada', [{ path: '/my-agency', status: 403 }, '/my-team']),
]

/** Leads of the school answer for line managers, and one of them is such a manager. */
export async function someAgencies({ database }: TestApp): Promise<Record<string, string>> {
  await database.query(`UPDATE agency SET leads_approve = true WHERE key = 'birchills-primary'`)
  await database.query(`UPDATE person SET manager_email = 'lena@example.org' WHERE email IN ('cole@example.org', 'oona@example.org')`)
  await database.query(
    `UPDATE learning_record SET valid_until = '2026-05-01' WHERE course_id = (SELECT id FROM course WHERE key = 'neglect-l1')`,
  )
  return {}
}
