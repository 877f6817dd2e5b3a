import type { TestApp } from '../support/app.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aPerson } from '../support/people.js'
import type { Stop } from './tour.js'

const ada = (path: string, more: Partial<Stop> = {}): Stop => ({ who: 'ada', path, ...more })

/** The catalogue at the desk: trainers and their half-days, topics, providers, a course in one place, its pathway and its end, agencies. */
export const CATALOGUE: Stop[] = [
  ada('/desk/venues'),
  ada('/desk/venues/new', { press: 'Save', status: 422 }),
  ada('/desk/venues/:venue'),
  ada('/desk/venues/town-hall-with-rooms'),
  ada('/desk/trainers'),
  ada('/desk/trainers/new', { press: 'Add to the pool', status: 422 }),
  ada('/desk/trainers/:poolTrainer/availability', { press: 'Save', status: 422 }),
  ada('/desk/trainers/half-days'),
  ada('/desk/topics'),
  ada('/desk/topics/new', { press: 'Save', status: 422 }),
  ada('/desk/topics/child-neglect'),
  ada('/desk/providers'),
  ada('/desk/providers/new', { press: 'Save', status: 422 }),
  ada('/desk/providers/wsp'),
  ada('/desk/courses/neglect-l2/overview'),
  ada('/desk/courses/neglect-l1/overview'),
  ada('/desk/courses/neglect-l2/pathway'),
  ada('/desk/courses/neglect-l2/retirement'),
  ada('/desk/agencies'),
  ada('/desk/agencies/birchills-primary'),
  ada('/desk/agencies/new', { press: 'Save', status: 422 }),
  ada('/desk/agencies/new?typed=Pleck%20Playgroup'),
  ada('/desk/agencies/unlisted', { press: 'Place with this agency', status: 422 }),
]

/** A venue with rooms, a trainer who is away and teaches little, and somebody whose agency was not listed. */
export async function someCatalogue({ database }: TestApp) {
  await aPerson(database, { agencyId: null, agencyOther: 'Pleck Playgroup', name: 'Lou Lone' })
  const person = await aPerson(database, { name: 'Theo Teacher' })
  const trainer = await aTrainerRow(database, { person, anyCourse: false, weekdays: [1, 2] })
  await database.query(
    `INSERT INTO trainer_absence (id, trainer_id, from_day, to_day, words) VALUES (gen_random_uuid(), $1, '2026-04-01', '2026-04-03', 'annual leave')`,
    [trainer.id],
  )
  await database.query(
    `WITH v AS (INSERT INTO venue (id, key, name, features) VALUES (gen_random_uuid(), 'town-hall-with-rooms', 'Town hall', '{step-free,lift}') RETURNING id)
     INSERT INTO venue_room (id, venue_id, name, capacity, position) SELECT gen_random_uuid(), v.id, r.name, 20, r.n FROM v, (VALUES ('Blue room', 0), ('Attic', 1)) AS r (name, n)`,
  )
  return { poolTrainer: trainer.id }
}
