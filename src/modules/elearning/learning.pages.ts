import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate, londonDate } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { elearningSentence } from './elearning.messages.js'
import { type Learning, LearningQueries } from './learning.queries.js'
import { renderMarkdown } from './markdown.js'
import type { BuiltContent, ElsewhereContent } from './rules/built-content.js'
import { hasQuiz, stepOf } from './rules/steps.js'
import { SignUp } from './sign-up.js'
import { ReadOn } from './taking/read-on.js'

export const UUID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })

/** One's own e-learning: signing up, where one is, going on, and what it was good for. */
@Controller()
@Access('delegate')
export class LearningPages {
  constructor(
    private readonly learning: LearningQueries,
    private readonly signUp: SignUp,
    private readonly reading: ReadOn,
    private readonly clock: Clock,
  ) {}

  @Post('courses/:key/enrolments')
  async enrol(@Param('key') key: string, @Me() me: Who) {
    const answer = await this.signUp.run(me.id, key, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/learning/${answer.enrolmentId}`)
    if (answer.refused === 'not-found') throw new NotFoundException()
    return redirect(`/courses/${key}`, `${elearningSentence(answer)}.`)
  }

  @Get('learning/:id')
  async show(@Param('id', UUID) id: string, @Me() me: Who) {
    const mine = await this.mine(id, me)
    if (mine.kind === 'scorm') return redirect(`/learning/${id}/package`)
    return mine.kind === 'built' ? builtPage(mine) : elsewherePage(mine)
  }

  @Post('learning/:id/start')
  async start(@Param('id', UUID) id: string, @Me() me: Who) {
    const refused = await this.reading.start(me.id, id, this.clock.now())
    if (refused) throw new NotFoundException()
    const { content, position } = await this.mine(id, me)
    const page = Math.min(Math.max(position, 1), (content as BuiltContent).pages.length)
    return redirect(`/learning/${id}/pages/${page}`)
  }

  @Get('learning/:id/done')
  async done(@Param('id', UUID) id: string, @Me() me: Who) {
    const mine = await this.mine(id, me)
    if (!mine.completedAt) return redirect(`/learning/${id}`)
    const { learned, opens, courseTitle, courseKey, kind } = mine
    const counts = learned?.validUntil ? `It counts until ${longDate(learned.validUntil)}.` : learned ? 'It counts for good.' : ''
    const on = longDate(learned?.completedOn ?? londonDate(mine.completedAt))
    return view('modules/elearning/views/done.njk', { id, courseTitle, courseKey, counts, on, opens, kind })
  }

  private async mine(id: string, me: Who): Promise<Learning> {
    const mine = await this.learning.mine(id, me.id)
    if (!mine) throw new NotFoundException()
    return mine
  }
}

function builtPage(mine: Learning) {
  const content = mine.content as BuiltContent
  const reached = mine.completedAt ? content.pages.length : mine.position
  const pages = content.pages.map((page, i) => ({ number: i + 1, title: page.title, open: i + 1 <= reached }))
  const step = mine.closedAt ? { at: 'closed' } : stepOf(content, mine.position, mine.completedAt !== null)
  const { passMark, ask } = content.quiz
  return view('modules/elearning/views/learning.njk', { ...mine, content, pages, step, quiz: hasQuiz(content) ? { passMark, ask } : null })
}

/** A module that is taken on another site, with the form that declares it done; `errors` of that form. */
export function elsewherePage(mine: Learning, values: object = {}, errors: object[] = []) {
  if (mine.completedAt) return redirect(`/learning/${mine.id}/done`)
  const { url, text, certificate } = mine.content as ElsewhereContent
  return view(
    'modules/elearning/views/elsewhere.njk',
    { ...mine, url, html: renderMarkdown(text), certificate, values, errors },
    errors.length ? 422 : 200,
  )
}
