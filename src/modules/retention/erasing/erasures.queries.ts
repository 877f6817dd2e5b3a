import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface AskedErasure {
  id: string
  personId: string
  name: string
  email: string
  askedAt: Date
  words: string
}
export interface DecidedErasure {
  id: string
  /** null: erased. */
  name: string | null
  state: 'done' | 'refused' | 'taken back'
  decidedAt: Date
  by: string | null
}
export interface PersonToErase {
  id: string
  name: string
  email: string
  erasedAt: Date | null
  coming: number
  waiting: number
  certificates: number
  pastBookings: number
}

const PERSON = `
  SELECT p.id, p.name, p.email, p.erased_at AS "erasedAt",
    (SELECT count(*)::int FROM booking b JOIN occurrence o ON o.id = b.occurrence_id WHERE b.person_id = p.id
      AND b.state IN ('requested', 'booked') AND o.cancelled_at IS NULL AND o.starts_at > $2) AS coming,
    (SELECT count(*)::int FROM waiting_entry w WHERE w.person_id = p.id AND w.ended_at IS NULL) AS waiting,
    (SELECT count(*)::int FROM certificate c WHERE c.person_id = p.id AND c.withdrawn_at IS NULL) AS certificates,
    (SELECT count(*)::int FROM booking b JOIN occurrence o ON o.id = b.occurrence_id WHERE b.person_id = p.id AND o.starts_at <= $2) AS "pastBookings"
  FROM person p WHERE p.id = $1`

/** Reads who asked to be erased, and what became of it. */
@Injectable()
export class ErasuresQueries {
  constructor(private readonly database: DataSource) {}

  asked(): Promise<AskedErasure[]> {
    return this.database.query(
      `SELECT e.id, e.person_id AS "personId", p.name, p.email, e.asked_at AS "askedAt", e.words
       FROM erasure e JOIN person p ON p.id = e.person_id WHERE e.state = 'asked' ORDER BY e.asked_at, e.id LIMIT 200`,
    )
  }

  decided(): Promise<DecidedErasure[]> {
    return this.database.query(
      `SELECT e.id, CASE WHEN p.erased_at IS NULL THEN p.name END AS name, e.state, e.decided_at AS "decidedAt", d.name AS by
       FROM erasure e JOIN person p ON p.id = e.person_id LEFT JOIN person d ON d.id = e.decided_by_id
       WHERE e.state <> 'asked' ORDER BY e.asked_at DESC, e.id DESC LIMIT 50`,
    )
  }

  /** When they asked; null: they did not, or were answered. */
  async askedBy(personId: string): Promise<Date | null> {
    const [row] = await this.database.query<{ at: Date }[]>(`SELECT asked_at AS at FROM erasure WHERE person_id = $1 AND state = 'asked'`, [
      personId,
    ])
    return row?.at ?? null
  }

  async person(id: string, now: Date): Promise<PersonToErase | null> {
    const [row] = await this.database.query<PersonToErase[]>(PERSON, [id, now])
    return row ?? null
  }
}
