import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'

/** A name that people typed because their agency was not listed; `likely`: the agency of the list that is called so. */
export interface TypedName {
  typed: string
  people: { id: string; name: string }[]
  count: number
  likely: string | null
}

// Big and small letters and white space apart, it is one name.
const NAME = `lower(regexp_replace(btrim(agency_other), '\\s+', ' ', 'g'))`
const MOST_SHOWN = 5
const TYPED = `
  SELECT regexp_replace(btrim(min(p.agency_other)), '\\s+', ' ', 'g') AS typed, count(*)::int AS count, count(*) OVER ()::int AS total,
    (array_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.name))[1:${MOST_SHOWN}] AS people,
    (SELECT a.key FROM agency a WHERE lower(a.name) = ${NAME.replace('agency_other', 'min(p.agency_other)')} LIMIT 1) AS likely
  FROM person p WHERE p.agency_id IS NULL AND btrim(p.agency_other) <> '' GROUP BY ${NAME} ORDER BY count(*) DESC, 1 LIMIT $1 OFFSET $2`

/**
 * Places everybody who typed this name with an agency, with their coming places and their places in queues; what is behind them stays
 * credited as it was. Answers who they were.
 */
export async function placePeople(tx: EntityManager, typed: string, agencyKey: string, now: Date): Promise<{ id: string }[]> {
  const [people] = await tx.query<[{ id: string }[], number]>(
    `UPDATE person SET agency_id = a.id, agency_other = NULL FROM agency a
     WHERE a.key = $2 AND person.agency_id IS NULL AND ${NAME} = ${NAME.replace('agency_other', '$1::text')} RETURNING person.id`,
    [typed, agencyKey],
  )
  const ids = people.map(person => person.id)
  await tx.query(
    `UPDATE booking b SET agency_id = a.id FROM agency a, occurrence o WHERE a.key = $2 AND b.person_id = ANY($1) AND b.agency_id IS NULL
       AND b.state IN ('requested', 'booked') AND o.id = b.occurrence_id AND o.starts_at > $3`,
    [ids, agencyKey, now],
  )
  await tx.query(
    `UPDATE waiting_entry w SET agency_id = a.id FROM agency a WHERE a.key = $2 AND w.person_id = ANY($1) AND w.agency_id IS NULL AND w.ended_at IS NULL`,
    [ids, agencyKey],
  )
  return people
}

/** "My agency is not listed": what people typed, and placing them. */
@Injectable()
export class PlacePeople {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
  ) {}

  /** The names that most people typed first. */
  async typed(limit: number, offset: number): Promise<{ names: TypedName[]; total: number }> {
    const rows = await this.database.query<(TypedName & { total: number })[]>(TYPED, [limit, offset])
    return { names: rows, total: rows[0]?.total ?? 0 }
  }

  /** How many people typed this name. */
  async count(typed: string): Promise<number> {
    const [row] = await this.database.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM person WHERE agency_id IS NULL AND ${NAME} = ${NAME.replace('agency_other', '$1::text')}`,
      [typed],
    )
    return row.count
  }

  /** Answers how many were placed, and with which agency; null: there is no such agency. */
  run(typed: string, agencyKey: string, now: Date): Promise<{ placed: number; agency: string } | null> {
    return this.transaction.run(async tx => {
      const [agency] = await tx.query<{ name: string }[]>('SELECT name FROM agency WHERE key = $1', [agencyKey])
      return agency ? { placed: (await placePeople(tx, typed, agencyKey, now)).length, agency: agency.name } : null
    })
  }
}
