import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface ListedAgency {
  id: string
  key: string
  name: string
  group: string
}

/** The agencies that people choose from. */
@Injectable()
export class AgenciesQueries {
  constructor(private readonly database: DataSource) {}

  /** Those of the list, by name, and the person's own even when new people can no longer choose it. */
  listed(own: string | null): Promise<ListedAgency[]> {
    return this.database.query(
      `SELECT id, key, name, agency_group AS "group" FROM agency WHERE listed OR id = $1 ORDER BY lower(name), key`,
      [own],
    )
  }
}
