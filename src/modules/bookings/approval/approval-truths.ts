import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { StillTrue, type AskedMessage } from '../../notifications/still-true.writer.js'

/** What must still hold when a message about an approval is sent: nobody is asked for an answer that has been given. */
@Injectable()
export class ApprovalTruths implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.registerEach(['approval-asked', 'approval-deputy-asked', 'approval-chased'], (messages, now) => this.open(messages, now))
    this.stillTrue.register(['booking-requested'], ids => this.inState(ids, ['requested']))
    this.stillTrue.register(['copy-confirmed'], ids => this.inState(ids, ['booked', 'attended', 'partly attended', 'no-show']))
    this.stillTrue.register(['copy-no-show'], ids => this.inState(ids, ['no-show']))
  }

  /** Those of the round that is open: the links of an earlier one open nothing any more. */
  private async open(messages: AskedMessage[], now: Date): Promise<AskedMessage[]> {
    const rows = await this.database.query<{ subject: string; round: number }[]>(
      `SELECT 'approval:' || a.booking_id AS subject, a.round FROM approval a JOIN booking b ON b.id = a.booking_id
       WHERE a.booking_id = ANY($1::uuid[]) AND a.state = 'open' AND a.runs_out_at > $2 AND b.state = 'requested'`,
      [messages.map(({ subject }) => subject.replace('approval:', '')), now],
    )
    const rounds = new Map(rows.map(row => [row.subject, row.round]))
    return messages.filter(({ subject, sequence }) => rounds.get(subject) === sequence)
  }

  private async inState(ids: string[], states: string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>('SELECT id FROM booking WHERE id = ANY($1::uuid[]) AND state = ANY($2)', [
      ids,
      states,
    ])
    return rows.map(row => row.id)
  }
}
