import type { DataSource } from 'typeorm'
import { Venue } from '../../../src/modules/courses/venue.entity.js'
import { newId } from '../../../src/shared/ids.js'

let made = 0

/** A venue for 30 with a step-free way in, unless told otherwise. */
export async function aVenue(database: DataSource, overrides: Partial<Venue> = {}): Promise<Venue> {
  const n = ++made
  const venue = {
    id: newId(),
    key: `venue-${n}`,
    name: `Hall ${n}`,
    address: '1 Lime Street, Walsall',
    postcode: 'WS1 1AA',
    capacity: 30,
    access: 'Step-free way in',
    mapUrl: '',
    features: [],
    retired: false,
    version: 1,
    ...overrides,
  }
  await database.getRepository(Venue).insert(venue)
  return venue
}
