import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longDate } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { elearningSentence } from '../elearning.messages.js'
import { UUID } from '../learning.pages.js'
import { type Learning, LearningQueries, type ShownGo } from '../learning.queries.js'
import type { BuiltContent } from '../rules/built-content.js'
import { drawQuestions } from '../rules/draw.js'
import { nextGo } from '../rules/goes.js'
import { hasQuiz } from '../rules/steps.js'
import { chosenIn, questionFacts } from './question-facts.js'
import { NUMBER } from './reading.pages.js'
import { TakeTheQuiz } from './take-the-quiz.js'

type Body = Record<string, unknown>

/** The quiz of a module that is built here: one question a page, marked and explained at once. */
@Controller('learning/:id/quiz')
@Access('delegate')
export class QuizPages {
  constructor(
    private readonly learning: LearningQueries,
    private readonly quiz: TakeTheQuiz,
    private readonly clock: Clock,
  ) {}

  /** Before it, in the middle of it, or how the last go went. */
  @Get()
  async show(@Param('id', UUID) id: string, @Me() me: Who) {
    const mine = await this.atTheQuiz(id, me)
    if (!mine) return redirect(`/learning/${id}`)
    const content = mine.content as BuiltContent
    const last = mine.goes.at(-1)
    const may = nextGo(mine.goes, content.quiz.goesADay, this.clock.now())
    const { passMark, ask, goesADay } = content.quiz
    const facts = { ...mine, passMark, ask, goesADay, last, open: last?.finishedAt === null, pagesCount: content.pages.length }
    const from = isRefusal(may) && may.facts.from ? longDate(String(may.facts.from)) : ''
    return view('modules/elearning/views/quiz.njk', {
      ...facts,
      from,
      questions: last ? goFacts(mine, last) : [],
      next: last ? placeIn(mine, last) : 1,
    })
  }

  @Post()
  async begin(@Param('id', UUID) id: string, @Me() me: Who) {
    const number = await this.quiz.begin({ personId: me.id, enrolmentId: id }, this.clock.now())
    if (!isRefusal(number)) {
      const mine = await this.atTheQuiz(id, me)
      const go = mine?.goes.find(one => one.number === number)
      return redirect(`/learning/${id}/quiz/${mine && go ? placeIn(mine, go) : 1}`)
    }
    if (number.refused === 'not-found') throw new NotFoundException()
    return redirect(`/learning/${id}/quiz`)
  }

  @Get(':question')
  question(@Param('id', UUID) id: string, @Param('question', NUMBER) question: number, @Me() me: Who) {
    return this.page(id, question, me)
  }

  @Post(':question')
  async answer(@Param('id', UUID) id: string, @Param('question', NUMBER) question: number, @Body() body: Body, @Me() me: Who) {
    const asked = { personId: me.id, enrolmentId: id, question, attempt: Number(body.attempt) || 0, chosen: chosenIn(body) }
    const refused = await this.quiz.answer(asked, this.clock.now())
    if (!refused) return redirect(`/learning/${id}/quiz/${question}`)
    if (refused.refused === 'not-found') throw new NotFoundException()
    return this.page(id, question, me, [{ field: 'answer', message: elearningSentence(refused) }], body)
  }

  /** A question of the newest go: to be answered, or with its answer. Those still ahead lead back to the first without one. */
  private async page(id: string, number: number, me: Who, errors: object[] = [], typed: Body = {}) {
    const mine = await this.atTheQuiz(id, me)
    const go = mine?.goes.at(-1)
    if (!mine || !go) return redirect(`/learning/${id}`)
    const questions = goFacts(mine, go)
    const question = questions[number - 1]
    if (!question) throw new NotFoundException()
    const next = placeIn(mine, go)
    if (number > next) return redirect(`/learning/${id}/quiz/${next}`)
    const facts = { ...mine, number, question, attempt: go.number, count: questions.length, finished: go.finishedAt !== null }
    return view('modules/elearning/views/quiz-question.njk', { ...facts, errors, typed }, errors.length ? 422 : 200)
  }

  /** null for a module without a quiz, or for somebody who has not read all of its pages. */
  private async atTheQuiz(id: string, me: Who): Promise<Learning | null> {
    const mine = await this.learning.mine(id, me.id)
    if (!mine) throw new NotFoundException()
    if (mine.kind !== 'built' || mine.closedAt) return null
    const content = mine.content as BuiltContent
    return hasQuiz(content) && mine.position > content.pages.length ? mine : null
  }
}

const answersOf = (mine: Learning, go: ShownGo) =>
  new Map(mine.answers.filter(one => one.attempt === go.number).map(one => [one.question, one.chosen]))

/** The questions of a go in their order, each with its answer where there is one. */
function goFacts(mine: Learning, go: ShownGo) {
  const { quiz } = mine.content as BuiltContent
  const given = answersOf(mine, go)
  return drawQuestions(quiz, go.seed).map(shown => {
    const written = quiz.questions.find(one => one.id === shown.id)!
    return questionFacts(written, shown, given.get(shown.id) ?? null)
  })
}

/** The place of the first question without an answer; the last one's when all have theirs. */
function placeIn(mine: Learning, go: ShownGo): number {
  const given = answersOf(mine, go)
  const drawn = drawQuestions((mine.content as BuiltContent).quiz, go.seed)
  const open = drawn.findIndex(question => !given.has(question.id))
  return open === -1 ? drawn.length : open + 1
}
