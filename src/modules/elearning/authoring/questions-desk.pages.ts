import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { validate } from 'uuid'
import { Clock } from '../../../shared/clock.js'
import { newId } from '../../../shared/ids.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { type BuiltContent, type Question, questionSays } from '../rules/built-content.js'
import { builtDraft, editError, revisionOf } from './desk-facts.js'
import { EditAModule } from './edit-a-module.js'
import { ModulesQueries } from './modules.queries.js'
import { MOST_OPTIONS, moved, readQuestion, textOf, withPart } from './read-parts.js'

type Body = Record<string, unknown>
/** Where a question is asked: in the quiz (`quiz`), or after the page of this id. */
const QUIZ = 'quiz'

/** The questions of a module: of its quiz, or between its pages. */
@Controller('desk/e-learning/modules/:id/questions/:at')
@Access('administrator')
export class QuestionsDeskPages {
  constructor(
    private readonly modules: ModulesQueries,
    private readonly edit: EditAModule,
    private readonly clock: Clock,
  ) {}

  /** `new`: an empty form. */
  @Get(':question')
  show(@Param() where: Where) {
    return this.form(where)
  }

  @Post(':question')
  async save(@Param() where: Where, @Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { part, errors } = readQuestion(body, where.question === 'new' ? newId() : where.question)
    if (errors.length) return this.form(where, errors, body)
    return this.change(where, body, key, me, content => withQuestion(content, where.at, part, where.question === 'new'))
  }

  /** A place earlier or later in the quiz, or out of the module. */
  @Post(':question/place')
  async place(@Param() where: Where, @Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    return this.change(where, body, key, me, content => placed(content, where, textOf(body, 'where')))
  }

  private async change(where: Where, body: Body, key: string | undefined, me: Who, change: (content: BuiltContent) => BuiltContent | null) {
    const moduleId = idOf(where)
    const edited = { moduleId, revision: revisionOf(body), sender: { personId: me.id, key } }
    const answer = await this.edit.run(edited, change, this.clock.now())
    if (isRefusal(answer)) return this.form(where, [editError(answer, 'text')], body)
    return redirect(`/desk/e-learning/modules/${moduleId}`, 'Saved.')
  }

  private async form(where: Where, errors: FieldError[] = [], typed?: Body) {
    const module = await builtDraft(this.modules, idOf(where))
    const page = module.draft.pages.find(one => one.id === where.at)
    const list = where.at === QUIZ ? module.draft.quiz.questions : [page?.question].flatMap(one => one ?? [])
    const saved = list.find(one => one.id === where.question)
    if ((!saved && where.question !== 'new') || (where.at !== QUIZ && !page)) throw new NotFoundException()
    const question = typed ? readQuestion(typed, where.question).part : saved
    const says = saved && !typed ? questionSays(saved) : []
    const rows = Array.from({ length: MOST_OPTIONS }, (_, i) => question?.options[i] ?? { id: '', text: '', correct: false, feedback: '' })
    return view(
      'modules/elearning/authoring/views/question-form.njk',
      { module, where, page, question, rows, says, errors },
      errors.length ? 422 : 200,
    )
  }
}

interface Where {
  id: string
  at: string
  question: string
}

function idOf({ id }: Where): string {
  if (!validate(id)) throw new NotFoundException()
  return id
}

/** The draft with this question; null where its page, or the question itself, is not there any more. */
function withQuestion(content: BuiltContent, at: string, question: Question, isNew: boolean): BuiltContent | null {
  const { quiz, pages } = content
  if (at !== QUIZ) {
    const page = pages.find(one => one.id === at)
    const there = page && (isNew ? page.question === null : page.question?.id === question.id)
    return there ? { ...content, pages: withPart(pages, { ...page, question }) } : null
  }
  if (!isNew && !quiz.questions.some(one => one.id === question.id)) return null
  const questions = withPart(quiz.questions, question)
  // A quiz that asked all of its questions goes on asking all.
  return { ...content, quiz: { ...quiz, questions, ask: quiz.ask === quiz.questions.length ? questions.length : quiz.ask } }
}

function placed(content: BuiltContent, { at, question }: Where, where: string): BuiltContent | null {
  const { quiz, pages } = content
  if (at !== QUIZ) {
    const page = pages.find(one => one.id === at && one.question?.id === question)
    return page && where === 'away' ? { ...content, pages: withPart(pages, { ...page, question: null }) } : null
  }
  const questions = moved(quiz.questions, question, where)
  return questions && { ...content, quiz: { ...quiz, questions, ask: Math.min(quiz.ask, questions.length) } }
}
