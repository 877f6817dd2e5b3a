import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { managersEvaluations, type OwnEvaluation, ownEvaluations } from './answering/own-evaluations.queries.js'
import { FACTS, FACTS_OF_BOOKING, factsOf, type FactsRow, hasForm } from './asking/asking-facts.js'
import { Links } from './asking/links.js'
import { demandedStage, type Stage } from './rules/stage-settings.js'

export type { OwnEvaluation } from './answering/own-evaluations.queries.js'

// Nobody is held back by questions that they were never asked: what ended before the product began to ask has no invitation.
const UNANSWERED = `
  SELECT b.id, ${FACTS}
  FROM ${FACTS_OF_BOOKING} LEFT JOIN evaluation_invitation i ON i.booking_id = b.id AND i.stage = 'post'
  WHERE b.id = ANY($1::uuid[]) AND c.kind = 'scheduled' AND i.state IS DISTINCT FROM 'answered'
    AND (i.id IS NOT NULL OR o.external_url = '' AND o.ends_at > (SELECT since FROM evaluation_start)) AND ${hasForm(`'post'`)}`

/** What other modules may know of evaluations. */
@Injectable()
export class EvaluationReader {
  constructor(
    private readonly database: DataSource,
    private readonly links: Links,
  ) {}

  /** Of these bookings, those whose certificate waits for an answer, with the stages that it waits for; the others have no entry. One query. */
  async stagesWanted(bookingIds: string[]): Promise<Map<string, Stage[]>> {
    const rows = await this.database.query<(FactsRow & { id: string })[]>(UNANSWERED, [bookingIds])
    return new Map(
      rows.flatMap(row => {
        const stage = demandedStage(factsOf(row).settings, 'certificate')
        return stage ? [[row.id, [stage]] as const] : []
      }),
    )
  }

  /** What a person can answer about others as their line manager, with the page of each. By the address that their account has confirmed. One query. */
  async ofManager(
    personId: string,
    now: Date,
  ): Promise<{ personName: string; course: string; startsAt: Date; until: Date | null; path: string }[]> {
    const asked = await managersEvaluations(this.database, personId, now)
    return asked.map(({ nonce, ...one }) => ({ ...one, path: this.links.path(nonce) }))
  }

  /** What a person can answer now, and whether anything was asked of them at all. One query. */
  async toDo(personId: string, now: Date): Promise<{ open: OwnEvaluation[]; any: boolean }> {
    const own = await ownEvaluations(this.database, personId, now)
    return { open: own.filter(({ stage, standing }) => stage !== 'manager' && standing === 'open'), any: own.length > 0 }
  }
}
