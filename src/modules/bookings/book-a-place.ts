import { Injectable } from '@nestjs/common'
import { retryPassing } from '../../database/passing.js'
import { Pipeline } from '../../database/pipeline.js'
import { Clock } from '../../shared/clock.js'
import { Lane } from '../../shared/lane.js'
import { isRefusal } from '../../shared/refusal.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { laneFacts, type BookingAsked, type LaneOccurrence } from './booking-lane.facts.js'
import { planBatch, type BookingAnswer } from './booking-lane.plan.js'
import { lockCounters, readAnswered, readOccurrence, readPeople } from './booking-lane.statements.js'

const UNIQUE_VIOLATION = '23505'

/** Books places. All requests for one occurrence pass through its lane: read together, decided in order of arrival, written together. */
@Injectable()
export class BookAPlace {
  private readonly lane = new Lane<BookingAsked, BookingAnswer>((occurrenceId, batch) => this.book(occurrenceId, batch))
  /** Occurrences that were full when last looked at: there a look without a lock comes first, for most will be told the same. */
  private readonly full = new Set<string>()

  constructor(
    private readonly pipeline: Pipeline,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * A place for this person, or why not (codes in rules/places.ts, and `not-found`). A repeat with the same key is answered as the
   * booking it made; a refusal changed nothing and is decided anew.
   */
  run(occurrenceId: string, asked: BookingAsked): Promise<BookingAnswer> {
    return this.lane.enter(occurrenceId, asked)
  }

  private async book(occurrenceId: string, batch: BookingAsked[]): Promise<BookingAnswer[]> {
    const answers =
      (this.full.has(occurrenceId) ? await this.lookOnly(occurrenceId, batch) : null) ?? (await this.decide(occurrenceId, batch))
    if (answers.some(answer => isRefusal(answer) && answer.refused === 'full')) this.full.add(occurrenceId)
    else this.full.delete(occurrenceId)
    return answers
  }

  private decide(occurrenceId: string, batch: BookingAsked[]): Promise<BookingAnswer[]> {
    const reads = [...this.reads(occurrenceId, batch), lockCounters(occurrenceId)]
    const now = this.clock.now()
    return retryPassing(
      () =>
        this.pipeline.transact(reads, found => {
          const counters = (found.at(-1)?.[0] ?? {}) as Partial<LaneOccurrence>
          return planBatch(batch, laneFacts(found), counters, this.outbox, now)
        }),
      [UNIQUE_VIOLATION],
    )
  }

  /** The answers when nobody of the batch gets a place; null when somebody would: then the lock is needed. */
  private async lookOnly(occurrenceId: string, batch: BookingAsked[]): Promise<BookingAnswer[] | null> {
    const found = await this.pipeline.read(this.reads(occurrenceId, batch))
    const { writes, answer } = planBatch(batch, laneFacts(found), {}, this.outbox, this.clock.now())
    return writes.length ? null : answer
  }

  private reads(occurrenceId: string, batch: BookingAsked[]) {
    const keyed = batch.filter(asked => asked.key)
    const people = [...new Set(batch.map(asked => asked.personId))]
    return [
      readOccurrence(occurrenceId),
      readPeople(occurrenceId, people),
      readAnswered(
        keyed.map(asked => asked.personId),
        keyed.map(asked => asked.key as string),
      ),
    ]
  }
}
