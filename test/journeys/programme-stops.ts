import { anOccurrence } from '../support/builders/occurrence.js'
import type { TestApp } from '../support/app.js'
import type { Stop } from './tour.js'

const ada = (path: string, more: Partial<Stop> = {}): Stop => ({ who: 'ada', path, ...more })

/** The programme at the desk: the month and the list, putting an event on, the event, and a date that is a draft or tentative. */
export const PROGRAMME: Stop[] = [
  ada('/desk/programme'),
  ada('/desk/programme?month=2026-04&course=neglect-l2'),
  ada('/desk/programme/list'),
  ada('/desk/programme/list?page=9'),
  ada('/desk/events/new', { press: 'Put it on the programme', status: 422 }),
  ada('/desk/events/new?copy=:tentative', { press: 'Check for clashes', status: 422 }),
  ada('/desk/events/:draftEvent'),
  ada('/desk/occurrences/:coming'),
  ada('/desk/occurrences/:draft'),
  ada('/desk/occurrences/:tentative'),
]

/** A draft, and a date that runs only if enough people book. */
export async function someDrafts({ database }: TestApp) {
  const [course] = await database.query<{ id: string }[]>(`SELECT id FROM course WHERE key = 'neglect-l2'`)
  const draft = await anOccurrence(database, { course: course!, startsAt: '2026-04-23 09:30', draft: true })
  const tentative = await anOccurrence(database, { course: course!, startsAt: '2026-04-24 09:30', fewest: 6, decideOn: '2026-04-10' })
  return { draft: draft.id, draftEvent: draft.eventId, tentative: tentative.id }
}
