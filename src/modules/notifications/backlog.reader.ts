import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface BacklogNow {
  /** To be sent now. */
  due: number
  /** Given up. */
  failed: number
  /** Since when the oldest of those due has been; null where none is. */
  oldest: Date | null
}

// Each by its partial index.
const NOW = `
  SELECT (SELECT count(*)::int FROM message WHERE state = 'due' AND try_at <= $1) AS due,
    (SELECT min(try_at) FROM message WHERE state = 'due' AND try_at <= $1) AS oldest,
    (SELECT count(*)::int FROM message WHERE state = 'failed') AS failed`

/** How the outbox stands, for whoever watches. */
@Injectable()
export class Backlog {
  constructor(private readonly database: DataSource) {}

  async at(now: Date): Promise<BacklogNow> {
    const [row]: BacklogNow[] = await this.database.query(NOW, [now])
    return row!
  }
}
