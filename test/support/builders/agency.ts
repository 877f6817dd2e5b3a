import type { DataSource, EntityManager } from 'typeorm'
import { newId } from '../../../src/shared/ids.js'
import { Agency } from '../../../src/modules/people/agency.entity.js'

/** An agency; one whose key is there already is given back as it is, so that two people can share it. */
export async function anAgency(database: DataSource | EntityManager, change: Partial<Agency> = {}): Promise<Agency> {
  const agencies = database.getRepository(Agency)
  const agency = {
    id: newId(),
    key: 'birchills-primary',
    name: 'Birchills Primary School',
    agencyGroup: 'Education',
    listed: true,
    ...change,
  }
  await agencies.createQueryBuilder().insert().values(agency).orIgnore().execute()
  return agencies.findOneByOrFail({ key: agency.key })
}
