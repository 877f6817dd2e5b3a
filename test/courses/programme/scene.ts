import { newId } from '../../../src/shared/ids.js'
import type { TestApp } from '../../support/app.js'
import { theNeglectPathway } from '../../support/builders/course.js'
import { aTrainerRow } from '../../support/builders/trainer.js'
import { aVenue } from '../../support/builders/venue.js'
import { anAdministrator, aPerson, aTrainer } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'

export type Fields = Record<string, string | string[]>

/** The fields of one session of one date of an event's form. */
export const session = (d: number, s: number, day: string, start = '09:30', end = '16:00'): Fields => ({
  [`dates[${d}][sessions][${s}][day]`]: day,
  [`dates[${d}][sessions][${s}][start]`]: start,
  [`dates[${d}][sessions][${s}][end]`]: end,
})

/** A form as it is sent when nothing but the course is filled in. */
export const EVENT: Fields = {
  ...{ course: 'neglect-l2', venue: '', room: '', places: '', fewest: '', onlineUrl: '', externalUrl: '' },
  ...{ opensDay: '', opensTime: '', closesDays: '', decideDays: '', joiningDetails: '' },
}

/** The neglect pathway, two venues, two trainers, and Ada at the desk. */
export async function aProgramme(app: TestApp) {
  const { l2, gcp2 } = await theNeglectPathway(app.database)
  const hall = await aVenue(app.database, { key: 'town-hall', name: 'Town Hall', capacity: 30 })
  const barn = await aVenue(app.database, { key: 'barn', name: 'The Barn', capacity: 12 })
  const tara = await aTrainerRow(app.database, { person: await aTrainer(app.database) })
  const tom = await aTrainerRow(app.database, { person: await aPerson(app.database, { name: 'Tom Trainer' }) })
  const ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
  const put = async (fields: Fields, visitor = ada) => {
    await visitor.get('/desk/events/new')
    return visitor.post('/desk/events', { ...EVENT, ...fields })
  }
  return { l2, gcp2, hall, barn, tara, tom, ada, put }
}

export type AProgramme = Awaited<ReturnType<typeof aProgramme>>

/** A form that is sent for the first time, whatever page is open. */
export const anew = (fields: Fields): Fields => ({ ...EVENT, ...fields, idempotencyKey: newId() })

export const idOf = (url: string): string => url.split('/').at(-1)!
