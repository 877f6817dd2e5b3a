import { Injectable } from '@nestjs/common'
import { randomInt } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { EnrolmentProgress, type LockedEnrolment } from '../enrolment-progress.js'
import type { BuiltContent, Question } from '../rules/built-content.js'
import { drawQuestions } from '../rules/draw.js'
import { type Go, type GoCode, nextGo } from '../rules/goes.js'
import { type AnswerCode, isPass, markAnswer, readAnswer, scoreOf } from '../rules/marking.js'
import { isLearned, secondsSpent } from '../rules/outcome.js'
import { hasQuiz } from '../rules/steps.js'
import { keepAnswer } from './keep-answer.js'

export type QuizCode = 'not-found' | GoCode | AnswerCode

interface Who {
  personId: string
  enrolmentId: string
}
/** `attempt`: the go that the page belonged to, so that a page left open cannot answer for another. `question`: its place, from 1. */
export interface QuizAsked extends Who {
  attempt: number
  question: number
  chosen: string[]
}

type OpenGo = Go & { seed: number }

const GOES = `SELECT number, seed, finished_at AS "finishedAt", passed FROM quiz_attempt WHERE enrolment_id = $1 ORDER BY number`
const BEGIN = 'INSERT INTO quiz_attempt (enrolment_id, number, seed, started_at) VALUES ($1, $2, $3, $4)'
const ANSWERS = 'SELECT question, chosen FROM quiz_answer WHERE enrolment_id = $1 AND attempt = $2'
const FINISH = 'UPDATE quiz_attempt SET finished_at = $3, score = $4, passed = $5 WHERE enrolment_id = $1 AND number = $2'

/** The quiz at the end of a module that is built here. It is marked here, and opens once every page has been read. */
@Injectable()
export class TakeTheQuiz {
  constructor(
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
  ) {}

  /** Begins a go, or answers with the one that is open. The seed is kept, so that the same questions are met on another device. */
  begin(who: Who, now: Date): Promise<number | Refusal<QuizCode>> {
    return this.atTheQuiz(who, async (tx, enrolment, { quiz }) => {
      const goes = await tx.query<OpenGo[]>(GOES, [enrolment.id])
      const number = nextGo(goes, quiz.goesADay, now)
      if (isRefusal(number) || goes.some(go => go.number === number)) return number
      await tx.query(BEGIN, [enrolment.id, number, randomInt(2 ** 31), now])
      await this.progress.record(tx, enrolment, { seconds: secondsSpent(enrolment.lastSeenAt, now) }, now)
      return number
    })
  }

  /** Keeps the answer to one question of the open go; the last one ends it, and a pass completes the module in the same transaction. */
  answer(asked: QuizAsked, now: Date): Promise<null | Refusal<QuizCode>> {
    return this.atTheQuiz(asked, async (tx, enrolment, content) => {
      const goes = await tx.query<OpenGo[]>(GOES, [enrolment.id])
      const go = goes.find(one => one.number === asked.attempt)
      const drawn = go ? drawQuestions(content.quiz, go.seed) : []
      const question = drawn[asked.question - 1]
      if (!go || !question) return refuse('not-found')
      if (go.finishedAt !== null) return null
      // The order of an ordering question is marked against the module's own, never against the shuffled one.
      const written = content.quiz.questions.find(one => one.id === question.id)!
      const chosen = readAnswer(written, asked.chosen)
      if (isRefusal(chosen)) return chosen
      await keepAnswer(
        tx,
        { enrolmentId: enrolment.id, attempt: go.number, question: question.id, chosen },
        markAnswer(written, chosen),
        now,
      )
      await this.finishWhenAnswered(tx, enrolment, content, { number: go.number, drawn }, now)
      return null
    })
  }

  private async finishWhenAnswered(
    tx: EntityManager,
    enrolment: LockedEnrolment,
    { quiz }: BuiltContent,
    go: { number: number; drawn: Question[] },
    now: Date,
  ): Promise<void> {
    const given = await tx.query<{ question: string; chosen: string[] }[]>(ANSWERS, [enrolment.id, go.number])
    const seconds = secondsSpent(enrolment.lastSeenAt, now)
    if (given.length < go.drawn.length) return this.progress.record(tx, enrolment, { seconds }, now)
    const written = new Map(quiz.questions.map(question => [question.id, question]))
    const score = scoreOf(given.map(one => markAnswer(written.get(one.question)!, one.chosen)))
    const passed = isPass(score, quiz.passMark)
    await tx.query(FINISH, [enrolment.id, go.number, now, score, passed])
    const completed = isLearned({ completed: true, success: passed ? 'passed' : 'failed', wantsPass: true })
    const failed = passed ? null : { attempt: String(go.number), score }
    await this.progress.record(tx, enrolment, { seconds, score, passed, completed, failed }, now)
  }

  private atTheQuiz<T>(
    { personId, enrolmentId }: Who,
    work: (tx: EntityManager, enrolment: LockedEnrolment, content: BuiltContent) => Promise<T | Refusal<QuizCode>>,
  ): Promise<T | Refusal<QuizCode>> {
    return this.transaction.run(async tx => {
      const enrolment = await this.progress.lock(tx, enrolmentId, personId)
      if (enrolment?.kind !== 'built') return refuse('not-found')
      const content = enrolment.content as BuiltContent
      const there = hasQuiz(content) && enrolment.position > content.pages.length
      return there ? work(tx, enrolment, content) : refuse('not-found')
    })
  }
}
