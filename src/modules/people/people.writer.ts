import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'

// Each by an index, and in steps, so that no statement holds many rows for long. `expire` of a session has no time zone: it is UTC.
const SESSIONS = `DELETE FROM web_session WHERE sid IN (SELECT sid FROM web_session WHERE expire <= $1::timestamptz AT TIME ZONE 'UTC' ORDER BY expire LIMIT $2)`
const TOKENS = `DELETE FROM person_token WHERE hash IN (SELECT hash FROM person_token WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)`
const TRIES = `DELETE FROM failed_sign_in WHERE key IN
  (SELECT key FROM failed_sign_in WHERE expire <= extract(epoch FROM $1::timestamptz) * 1000 ORDER BY expire LIMIT $2)`

/** What jobs and the desk may change in people's tables. What is `removed` is past its time: at most `limit` rows, answered with how many. */
@Injectable()
export class PeopleWriter {
  constructor(private readonly database: DataSource) {}

  /** Browser sessions that nobody can use any more. */
  removeSessions = (now: Date, limit: number): Promise<number> => this.removed(SESSIONS, now, limit)

  /** Mailed links and API tokens past their day. */
  removeTokens = (now: Date, limit: number): Promise<number> => this.removed(TOKENS, now, limit)

  /** Failed sign-ins that no longer count. */
  removeTries = (now: Date, limit: number): Promise<number> => this.removed(TRIES, now, limit)

  /**
   * Ends every browser's session and every program's key. A request under way may still write its session back: what it holds of the
   * password then no longer counts, because of the number that goes up here. Answers whose they were; null: nobody's.
   */
  async signOut(tx: EntityManager, personId: string): Promise<{ name: string; email: string } | null> {
    const [[person]] = await tx.query<[{ name: string; email: string }[], number]>(
      'UPDATE person SET signed_out = signed_out + 1 WHERE id = $1 RETURNING name, email',
      [personId],
    )
    if (!person) return null
    await tx.query(`DELETE FROM web_session WHERE sess->>'personId' = $1`, [personId])
    await tx.query(`DELETE FROM person_token WHERE person_id = $1 AND kind = 'api'`, [personId])
    return person
  }

  private async removed(sql: string, now: Date, limit: number): Promise<number> {
    const [, count] = await this.database.query<[unknown, number]>(sql, [now, limit])
    return count
  }
}
