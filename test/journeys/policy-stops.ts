import { newId } from '../../src/shared/ids.js'
import type { TestApp } from '../support/app.js'
import type { Stop, Who } from './tour.js'

const of = (who: Who, pages: (string | Omit<Stop, 'who'>)[]): Stop[] =>
  pages.map(page => (typeof page === 'string' ? { who, path: page } : { who, ...page }))

/** A policy there is, and a day on which the office is closed. */
export async function somePolicies({ database, clock }: TestApp): Promise<{ policy: string; closedDay: string }> {
  const [policy] = await database.query<{ key: string }[]>('SELECT key FROM cancellation_policy ORDER BY key LIMIT 1')
  const closedDay = newId()
  await database.query('INSERT INTO closed_day (id, day, name, added_at) VALUES ($1, $2, $3, $4)', [
    closedDay,
    '2027-12-24',
    'Staff day',
    clock.now(),
  ])
  return { policy: policy!.key, closedDay }
}

/** Policies, terms and closed days at the desk, and what is accepted, as people read it. */
export const POLICIES: Stop[] = [
  ...of('nobody', ['/courses/:course/terms']),
  ...of('dana', ['/bookings/:booked/terms']),
  ...of('ada', [
    '/desk/policies',
    '/desk/policies/new',
    { path: '/desk/policies/new', press: 'Save', status: 422 },
    '/desk/policies/:policy',
    '/desk/policies/:policy/versions/1',
    '/desk/terms',
    '/desk/terms/partnership',
    '/desk/terms/courses/:course',
    '/desk/bank-holidays',
    { path: '/desk/bank-holidays', press: 'See what it changes', status: 422 },
    '/desk/bank-holidays/:closedDay/removal',
  ]),
]
