import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { forgetAnswers } from '../database/answered-request.js'
import { PeopleWriter } from '../modules/people/people.writer.js'
import { counted, inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Removes what is past its day and only takes up room: sessions, links and tokens, failed sign-ins, answers kept for repeats. */
@Injectable()
export class ClearAway implements Job {
  constructor(
    private readonly people: PeopleWriter,
    private readonly database: DataSource,
  ) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const sessions = await inSteps(limit => this.people.removeSessions(now, limit), stopping)
    const tokens = await inSteps(limit => this.people.removeTokens(now, limit), stopping)
    const tries = await inSteps(limit => this.people.removeTries(now, limit), stopping)
    const answers = await inSteps(limit => forgetAnswers(this.database, now, limit), stopping)
    const words = counted([
      [sessions, 'session', 'sessions'],
      [tokens, 'link or token', 'links and tokens'],
      [tries, 'failed sign-in', 'failed sign-ins'],
      [answers, 'answered request', 'answered requests'],
    ])
    return words && `${words} removed`
  }
}
