import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { EnrolmentProgress, type LockedEnrolment } from '../enrolment-progress.js'
import type { BuiltContent } from '../rules/built-content.js'
import { type AnswerCode, markAnswer, readAnswer } from '../rules/marking.js'
import { isLearned, secondsSpent } from '../rules/outcome.js'
import { hasQuiz, progressAt } from '../rules/steps.js'
import { keepAnswer } from './keep-answer.js'

export type ReadCode = 'not-found' | 'answer-first' | AnswerCode

/** A page of somebody's module. */
export interface PageAsked {
  personId: string
  enrolmentId: string
  /** From 1. */
  page: number
}

const ANSWERED = 'SELECT 1 FROM quiz_answer WHERE enrolment_id = $1 AND attempt = 0 AND question = $2'

/** Reading a module that is built here: starting, turning the page, and the questions between pages. */
@Injectable()
export class ReadOn {
  constructor(
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
  ) {}

  /** Opens the first page; whoever has begun stays where they are. */
  start(personId: string, enrolmentId: string, now: Date): Promise<null | Refusal<ReadCode>> {
    return this.locked({ personId, enrolmentId }, async (tx, enrolment) => {
      if (enrolment.position === 0) await this.progress.record(tx, enrolment, { position: 1 }, now)
      return null
    })
  }

  /**
   * Turns the page: whoever presses twice, or on a page read long ago, moves on no further than one beyond it. A page ahead of where
   * somebody is cannot be turned (`not-found`). The last page of a module without a quiz completes it.
   */
  turn({ page, ...who }: PageAsked, now: Date): Promise<null | Refusal<ReadCode>> {
    return this.locked(who, async (tx, enrolment, content) => {
      const read = content.pages[page - 1]
      if (!read || page > enrolment.position) return refuse('not-found')
      if (page < enrolment.position || enrolment.completedAt) return null
      if (read.question && (await tx.query<unknown[]>(ANSWERED, [enrolment.id, read.question.id])).length === 0)
        return refuse('answer-first')
      const position = page + 1
      const completed = position > content.pages.length && isLearned({ completed: true, success: 'unknown', wantsPass: hasQuiz(content) })
      const reached = { position, progress: progressAt(content, position), seconds: secondsSpent(enrolment.lastSeenAt, now), completed }
      await this.progress.record(tx, enrolment, reached, now)
      return null
    })
  }

  /** Keeps the first answer to a page's question; another changes nothing. */
  answer({ page, chosen, ...who }: PageAsked & { chosen: string[] }, now: Date): Promise<null | Refusal<ReadCode>> {
    return this.locked(who, async (tx, enrolment, content) => {
      const question = content.pages[page - 1]?.question
      if (!question || page > enrolment.position) return refuse('not-found')
      const answer = readAnswer(question, chosen)
      if (isRefusal(answer)) return answer
      await keepAnswer(
        tx,
        { enrolmentId: enrolment.id, attempt: 0, question: question.id, chosen: answer },
        markAnswer(question, answer),
        now,
      )
      await this.progress.record(tx, enrolment, { seconds: secondsSpent(enrolment.lastSeenAt, now) }, now)
      return null
    })
  }

  private locked(
    { personId, enrolmentId }: Omit<PageAsked, 'page'>,
    work: (tx: EntityManager, enrolment: LockedEnrolment, content: BuiltContent) => Promise<null | Refusal<ReadCode>>,
  ): Promise<null | Refusal<ReadCode>> {
    return this.transaction.run(async tx => {
      const enrolment = await this.progress.lock(tx, enrolmentId, personId)
      return enrolment?.kind === 'built' ? work(tx, enrolment, enrolment.content as BuiltContent) : refuse('not-found')
    })
  }
}
