import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { StillTrue } from '../../notifications/still-true.writer.js'

const OPEN = `
  SELECT f.id FROM offer f JOIN occurrence o ON o.id = f.occurrence_id JOIN waiting_entry w ON w.id = f.entry_id
  WHERE f.id = ANY($1::uuid[]) AND f.state = 'open' AND f.runs_out_at > $2 AND w.ended_at IS NULL AND o.cancelled_at IS NULL
    AND (f.kind = 'hold' OR o.booked + o.held < o.places)`

/** A place is told of while it can be had: the offer is open and runs, and one for the first to accept has not been taken. */
@Injectable()
export class OffersStillTrue implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['place-offered', 'place-free'], async (ids, now) => {
      const open = await this.database.query<{ id: string }[]>(OPEN, [ids, now])
      return open.map(({ id }) => id)
    })
  }
}
