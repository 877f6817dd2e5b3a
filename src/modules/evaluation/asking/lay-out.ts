import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { newId } from '../../../shared/ids.js'
import { newInvitation } from '../rules/asking.js'
import type { Stage } from '../rules/stage-settings.js'
import { factsOf, type FactsRow } from './asking-facts.js'
import { BEGIN, KNOW_DATES, LAY_OUT, toLayOut } from './asking.statements.js'
import { Links } from './links.js'

interface MissingRow extends FactsRow {
  bookingId: string
  stage: Stage
  personId: string
  courseId: string
  occurrenceId: string
}

/** Lays out who is to be asked, and when: one row for each stage of a booking, whose unique index says so once for all. */
@Injectable()
export class LayOut {
  constructor(private readonly links: Links) {}

  /** At most so many rows; how many were found to be missing. */
  async some(tx: EntityManager, now: Date, limit: number): Promise<number> {
    return this.write(tx, await tx.query<MissingRow[]>(toLayOut(false), [now, await sinceOf(tx, now), limit]))
  }

  /** All of one date at once, for somebody who stands at its door. */
  async ofOccurrence(tx: EntityManager, occurrenceId: string, now: Date): Promise<void> {
    await this.write(tx, await tx.query<MissingRow[]>(toLayOut(true), [now, await sinceOf(tx, now), MOST_ON_A_DATE, occurrenceId]))
  }

  private async write(tx: EntityManager, missing: MissingRow[]): Promise<number> {
    if (missing.length === 0) return 0
    await tx.query(KNOW_DATES, [[...new Set(missing.map(row => row.occurrenceId))]])
    await tx.query(LAY_OUT, [JSON.stringify(missing.map(row => this.row(row)))])
    return missing.length
  }

  private row(missing: MissingRow) {
    const { bookingId, stage, personId, courseId, occurrenceId } = missing
    const { times, settings } = factsOf(missing)
    return {
      ...{ id: newId(), bookingId, stage, personId, courseId, occurrenceId },
      ...newInvitation(stage, times, settings),
      ...this.links.make(),
    }
  }
}

const MOST_ON_A_DATE = 10_000

/** Since when people are asked; from now on, where nobody has been asked yet. */
export async function sinceOf(tx: Pick<EntityManager, 'query'>, now: Date): Promise<Date> {
  const [row] = await tx.query<{ since: Date }[]>(BEGIN, [now])
  return row!.since
}
