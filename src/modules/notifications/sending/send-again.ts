import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

const AGAIN = `UPDATE message SET state = 'due', try_at = $1, attempts = 0, claim = NULL WHERE state = 'failed'`

/** Puts messages that were given up back among those that are due. What has not failed is left as it is, so doing it twice does nothing. */
@Injectable()
export class SendAgain {
  constructor(private readonly database: DataSource) {}

  /** Whether it had failed. */
  async one(id: string, now: Date): Promise<boolean> {
    const [, count] = await this.database.query<[unknown, number]>(`${AGAIN} AND id = $2`, [now, id])
    return count > 0
  }

  /** How many had failed. */
  async all(now: Date): Promise<number> {
    const [, count] = await this.database.query<[unknown, number]>(AGAIN, [now])
    return count
  }
}
