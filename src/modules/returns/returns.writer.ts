import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { StillTrue } from '../notifications/still-true.writer.js'
import { AskAgencies } from './ask-agencies.js'

const OPEN = `SELECT r.id FROM agency_return r JOIN training_return t ON t.id = r.return_id
  WHERE r.id = ANY($1::uuid[]) AND r.sent_at IS NULL AND t.closed_at IS NULL`

/** What runs by itself for returns, and when a mail that asks for one is no longer true: once it is sent, or the year is closed. */
@Injectable()
export class ReturnsWriter implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly asking: AskAgencies,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['return-asked'], async ids => {
      const open = await this.database.query<{ id: string }[]>(OPEN, [ids])
      return open.map(({ id }) => id)
    })
  }

  /** Asks again at most `limit` agencies that are due; how many. */
  chase(now: Date, limit: number): Promise<number> {
    return this.asking.again(now, limit)
  }
}
