import type { Visitor } from '../../support/visitor.js'
import type { Scene } from '../scene.js'

/** The desk's page of a date's reserved places. */
export const page = (date: { id: string }) => `/desk/occurrences/${date.id}/reserved`

/** Two places for the school until Friday 13 March 2026, unless told otherwise. */
export async function reserve(ada: Visitor, date: { id: string }, fields: Record<string, string> = {}) {
  await ada.get(page(date))
  return ada.post(page(date), { agency: 'birchills-primary', places: '2', returnsOn: '2026-03-13', ...fields })
}

export const reservedOn = (scene: Scene, date: { id: string }) =>
  scene.row<{ id: string; unused: number; back: Date | null }>(
    'SELECT id, unused, returned_at AS back FROM reserved_places WHERE occurrence_id = $1 ORDER BY returned_at NULLS FIRST',
    [date.id],
  )

/** How many are booked, held and above the limit on a date, and how many reserved places nobody has used. */
export async function counted(scene: Scene, date: { id: string }) {
  const row = await scene.row<Record<'booked' | 'held' | 'overbooked', number>>(
    'SELECT booked, held, overbooked FROM occurrence WHERE id = $1',
    [date.id],
  )
  return { ...row!, unused: (await reservedOn(scene, date))?.unused ?? 0 }
}
