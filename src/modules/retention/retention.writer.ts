import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Purge, type Purged } from './purging/purge.js'

// The last mail to somebody who was erased holds their name and address until it is sent, and a request that was under way when they were
// erased may write its session once more.
const SENT = `
  UPDATE message SET to_name = '', to_email = '', data = '{}', calendar = NULL, outcome = NULL, cleared_at = $1,
    state = CASE state WHEN 'failed' THEN 'dropped' ELSE state END
  WHERE id IN (SELECT id FROM message WHERE kind = 'account-erased' AND state <> 'due' AND cleared_at IS NULL LIMIT 500)`
const SESSIONS = `
  DELETE FROM web_session s USING person p
  WHERE p.erased_at > $1::timestamptz - interval '8 days' AND s.sess->>'personId' = p.id::text`

/** What runs by itself of keeping things no longer than needed. */
@Injectable()
export class RetentionWriter {
  constructor(
    private readonly purge: Purge,
    private readonly database: DataSource,
  ) {}

  /** The nightly purge; what it removed, by kind. */
  async run(now: Date, stopping: AbortSignal): Promise<Purged> {
    const { purged } = await this.purge.run({ by: null, stopping }, now)
    return purged
  }

  /** Clears what was still needed to tell somebody that they are erased; how much that was. */
  async finishErasures(now: Date): Promise<number> {
    const [, mails] = await this.database.query<[unknown, number]>(SENT, [now])
    const [, sessions] = await this.database.query<[unknown, number]>(SESSIONS, [now])
    return mails + sessions
  }
}
