import { Injectable } from '@nestjs/common'
import { retryPassing } from '../../database/passing.js'
import { Prepared, type RunStatement } from '../../database/prepared.js'
import { Busy } from '../../shared/busy.js'
import { Clock } from '../../shared/clock.js'
import { Lanes, type LaneBatch } from '../../shared/lanes.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { roundFacts, type BookingAsked, type RoundRow } from './booking-lane.facts.js'
import { isFull, planLane, roundWrites, type BookingAnswer, type LanePlan } from './booking-lane.plan.js'
import { lockRound, readRound, writeRound } from './booking-lane.statements.js'
import { NewApprovals } from './approval/approval-row.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'

// Another process was quicker; or a person's account has just become part of another. The second reading sees either.
const OVERTAKEN = ['23505', '23503']
/** Tries without a lock, which is nearly always enough; then a few under the lock of the occurrences. */
const FREE_TRIES = 3
const MOST_TRIES = 6

/** Books places. All requests for one occurrence pass through its lane: read together, decided in order of arrival, written together. */
@Injectable()
export class BookAPlace {
  private readonly lanes = new Lanes<BookingAsked, BookingAnswer>(batches => this.book(batches))

  constructor(
    private readonly prepared: Prepared,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly offers: OfferFreedPlaces,
    private readonly approvals: NewApprovals,
  ) {}

  /**
   * A place for this person, or why not (codes in rules/places.ts, and `not-found`). A repeat with the same key is answered as the
   * booking it made; a refusal changed nothing and is decided anew.
   */
  run(occurrenceId: string, asked: BookingAsked): Promise<BookingAnswer> {
    return this.lanes.enter(occurrenceId, asked)
  }

  /** "Full" while places are held is said only once those that are due have been passed on: an unanswered offer keeps nobody out. */
  private async book(batches: LaneBatch<BookingAsked>[]): Promise<BookingAnswer[][]> {
    const plans = await this.decide(batches)
    const answersOf = (key: string) => plans.get(key)?.answers ?? []
    const held = batches.filter(({ key }) => plans.get(key)?.occurrence?.held && answersOf(key).some(isFull))
    if (held.length === 0 || !(await this.offers.settleDue(this.clock.now()))) return batches.map(({ key }) => answersOf(key))
    const again = held.map(({ key, requests }) => ({ key, requests: requests.filter((_, i) => isFull(answersOf(key)[i])) }))
    const second = await this.decide(again)
    return batches.map(({ key }) => {
      const later = [...(second.get(key)?.answers ?? [])]
      return answersOf(key).map(answer => (isFull(answer) ? (later.shift() ?? answer) : answer))
    })
  }

  /** Lanes whose occurrence somebody changed meanwhile wrote nothing: they are read and decided again, in the end under a lock. */
  private async decide(batches: LaneBatch<BookingAsked>[]): Promise<Map<string, LanePlan>> {
    const decided = new Map<string, LanePlan>()
    let open = batches
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > MOST_TRIES) throw new Busy('Others kept changing the occurrence; nothing was changed.')
      const plans = await retryPassing(
        () => (attempt <= FREE_TRIES ? this.round(open, this.prepared.run) : this.lockedRound(open)),
        OVERTAKEN,
      )
      for (const [key, plan] of plans) decided.set(key, plan)
      open = open.filter(batch => !decided.has(batch.key))
    }
    return decided
  }

  private lockedRound(batches: LaneBatch<BookingAsked>[]): Promise<[string, LanePlan][]> {
    return this.prepared.inTransaction(async run => {
      await run(lockRound(batches))
      return this.round(batches, run)
    })
  }

  /** The plans that hold: those that wrote nothing, and those whose writing took. */
  private async round(batches: LaneBatch<BookingAsked>[], run: RunStatement): Promise<[string, LanePlan][]> {
    const now = this.clock.now()
    const [row] = await run<RoundRow>(readRound(batches))
    const facts = roundFacts(row as RoundRow)
    const plans = batches.map(({ key, requests }): [string, LanePlan] => [key, planLane(requests, facts.get(key), now)])
    const giving = plans.map(([, plan]) => plan).filter(plan => plan.move)
    if (giving.length === 0) return plans
    const moved = await run<{ id: string }>(writeRound(roundWrites(giving, this.outbox, this.approvals, now), now))
    const taken = new Set(moved.map(({ id }) => id))
    return plans.filter(([key, plan]) => !plan.move || taken.has(key))
  }
}
