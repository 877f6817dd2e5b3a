import { Injectable } from '@nestjs/common'
import { retryPassing } from '../../../database/passing.js'
import { Prepared, type RunStatement } from '../../../database/prepared.js'
import { Busy } from '../../../shared/busy.js'
import { Clock } from '../../../shared/clock.js'
import { Lanes, type LaneBatch } from '../../../shared/lanes.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { joinFacts, type JoinAsked, type JoinsRow } from './waiting-lane.facts.js'
import { joinWrites, planList, type JoinAnswer, type ListPlan } from './waiting-lane.plan.js'
import { lockLists, readJoins, writeJoins } from './waiting-lane.statements.js'

// Another process was quicker; or a person's account has just become part of another. The second reading sees either.
const OVERTAKEN = ['23505', '23503']
/** Tries without a lock, then a few under the lock of the lists, as with bookings. */
const FREE_TRIES = 3
const MOST_TRIES = 6

/** Joins waiting lists: one lane for each course, so that a crowd gets positions 1 to n without a gap, in order of commit. */
@Injectable()
export class JoinTheWaitingList {
  private readonly lanes = new Lanes<JoinAsked, JoinAnswer>(batches => this.join(batches))

  constructor(
    private readonly prepared: Prepared,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A place in the queue of the course with this key, or why not (codes in rules/waiting-list.ts, and `not-found`). */
  run(courseKey: string, asked: JoinAsked): Promise<JoinAnswer> {
    return this.lanes.enter(courseKey, asked)
  }

  /** A round: lists that another process moved on meanwhile took nothing, and are read and decided again. */
  private async join(batches: LaneBatch<JoinAsked>[]): Promise<JoinAnswer[][]> {
    const answers = new Map<string, JoinAnswer[]>()
    let open = batches
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > MOST_TRIES) throw new Busy('Others kept moving the list; nothing was changed.')
      const plans = await retryPassing(
        () => (attempt <= FREE_TRIES ? this.round(open, this.prepared.run) : this.lockedRound(open)),
        OVERTAKEN,
      )
      for (const [key, plan] of plans) answers.set(key, plan.answers)
      open = open.filter(batch => !answers.has(batch.key))
    }
    return batches.map(batch => answers.get(batch.key) ?? [])
  }

  private lockedRound(batches: LaneBatch<JoinAsked>[]): Promise<[string, ListPlan][]> {
    return this.prepared.inTransaction(async run => {
      await run(lockLists(batches))
      return this.round(batches, run)
    })
  }

  private async round(batches: LaneBatch<JoinAsked>[], run: RunStatement): Promise<[string, ListPlan][]> {
    const now = this.clock.now()
    const [row] = await run<JoinsRow>(readJoins(batches, now))
    const facts = joinFacts(row as JoinsRow)
    const plans = batches.map(({ key, requests }): [string, ListPlan] => [key, planList(requests, facts.get(key), now)])
    const joining = plans.map(([, plan]) => plan).filter(plan => plan.taken.length > 0)
    if (joining.length === 0) return plans
    const moved = await run<{ id: string }>(writeJoins(joinWrites(joining, this.outbox, now), now))
    const took = new Set(moved.map(({ id }) => id))
    return plans.filter(([, plan]) => plan.taken.length === 0 || took.has(plan.course?.courseId ?? ''))
  }
}
