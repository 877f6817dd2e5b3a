import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { type Held, JoiningGates } from '../../bookings/coming/joining-gates.writer.js'
import { joiningHeld } from '../rules/asking.js'
import { FACTS, FACTS_OF_BOOKING, factsOf, type FactsRow, hasForm } from './asking-facts.js'

// Whether there is an invitation yet or not: who has just booked is held back too.
const UNANSWERED = `
  SELECT b.id, i.id AS "invitationId", ${FACTS}
  FROM ${FACTS_OF_BOOKING} LEFT JOIN evaluation_invitation i ON i.booking_id = b.id AND i.stage = 'pre'
  WHERE b.id = ANY($1::uuid[]) AND e.gate_joining AND coalesce(i.state, 'due') IN ('due', 'asked') AND ${hasForm(`'pre'`)}`

const WHY = 'They come as soon as you have answered a few questions about what you know and can do now. It takes about a minute.'

/** Joining details wait for the answers before the course, where the course says so. */
@Injectable()
export class JoiningGate implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly gates: JoiningGates,
  ) {}

  onModuleInit(): void {
    this.gates.register((ids, now) => this.held(ids, now))
  }

  private async held(bookingIds: string[], now: Date): Promise<Map<string, Held>> {
    const rows = await this.database.query<(FactsRow & { id: string; invitationId: string | null })[]>(UNANSWERED, [bookingIds])
    const held = rows.filter(row => joiningHeld(factsOf(row), now))
    return new Map(
      held.map(({ id, invitationId }) => [id, { why: WHY, path: `/my-learning/evaluations${invitationId ? `/${invitationId}` : ''}` }]),
    )
  }
}
