import { Injectable } from '@nestjs/common'
import { retryPassing } from '../../database/passing.js'
import { Pipeline } from '../../database/pipeline.js'
import { Clock } from '../../shared/clock.js'
import { Lane } from '../../shared/lane.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { readAnswered } from './booking-lane.statements.js'
import { planJoins, waitingFacts, type JoinAnswer, type JoinAsked } from './waiting-lane.plan.js'
import { countWaiting, lockList, openList, readCourse, readJoiners } from './waiting-lane.statements.js'

const UNIQUE_VIOLATION = '23505'

/** Joins waiting lists: one lane for each course, so that a crowd gets positions 1 to n without a gap, in order of commit. */
@Injectable()
export class JoinTheWaitingList {
  private readonly lane = new Lane<JoinAsked, JoinAnswer>((courseKey, batch) => this.join(courseKey, batch))

  constructor(
    private readonly pipeline: Pipeline,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A place in the queue of the course with this key, or why not (codes in rules/waiting-list.ts, and `not-found`). */
  run(courseKey: string, asked: JoinAsked): Promise<JoinAnswer> {
    return this.lane.enter(courseKey, asked)
  }

  private join(courseKey: string, batch: JoinAsked[]): Promise<JoinAnswer[]> {
    const now = this.clock.now()
    const keyed = batch.filter(asked => asked.key)
    const people = [...new Set(batch.map(asked => asked.personId))]
    const reads = [
      readCourse(courseKey, now),
      readJoiners(courseKey, people),
      readAnswered(
        keyed.map(asked => asked.personId),
        keyed.map(asked => asked.key as string),
      ),
      openList(courseKey),
      lockList(courseKey),
      countWaiting(courseKey),
    ]
    return retryPassing(
      () => this.pipeline.transact(reads, found => planJoins(batch, waitingFacts(found), this.outbox, now)),
      [UNIQUE_VIOLATION],
    )
  }
}
