import { Body, Controller, Get, NotFoundException, Param, ParseIntPipe, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { elearningSentence } from '../elearning.messages.js'
import { UUID } from '../learning.pages.js'
import { type Learning, LearningQueries } from '../learning.queries.js'
import { renderMarkdown } from '../markdown.js'
import type { BuiltContent } from '../rules/built-content.js'
import { betweenPages } from '../rules/draw.js'
import { hasQuiz } from '../rules/steps.js'
import { chosenIn, questionFacts } from './question-facts.js'
import { ReadOn } from './read-on.js'

export const NUMBER = new ParseIntPipe({ errorHttpStatusCode: 404 })
type Body = Record<string, unknown>

/** The pages of a module that is built here. Turning one is a POST: looking changes nothing, and where one is, is known on every device. */
@Controller('learning/:id/pages/:page')
@Access('delegate')
export class ReadingPages {
  constructor(
    private readonly learning: LearningQueries,
    private readonly reading: ReadOn,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('id', UUID) id: string, @Param('page', NUMBER) page: number, @Me() me: Who) {
    return this.page(id, page, me)
  }

  @Post()
  async turn(@Param('id', UUID) id: string, @Param('page', NUMBER) page: number, @Me() me: Who) {
    const refused = await this.reading.turn({ personId: me.id, enrolmentId: id, page }, this.clock.now())
    if (refused?.refused === 'not-found') throw new NotFoundException()
    if (refused) return this.page(id, page, me, [{ field: 'answer', message: elearningSentence(refused) }])
    const mine = await this.mine(id, me)
    const { pages, quiz } = mine.content as BuiltContent
    if (page < pages.length) return redirect(`/learning/${id}/pages/${page + 1}`)
    return redirect(mine.completedAt || quiz.questions.length === 0 ? `/learning/${id}/done` : `/learning/${id}/quiz`)
  }

  @Post('answer')
  async answer(@Param('id', UUID) id: string, @Param('page', NUMBER) page: number, @Body() body: Body, @Me() me: Who) {
    const chosen = chosenIn(body)
    const refused = await this.reading.answer({ personId: me.id, enrolmentId: id, page, chosen }, this.clock.now())
    if (!refused) return redirect(`/learning/${id}/pages/${page}#answer`)
    if (refused.refused === 'not-found') throw new NotFoundException()
    return this.page(id, page, me, [{ field: 'answer', message: elearningSentence(refused) }], body)
  }

  /** A page that is still ahead leads back to where one is. */
  private async page(id: string, number: number, me: Who, errors: object[] = [], typed: Body = {}) {
    const mine = await this.mine(id, me)
    const content = mine.content as BuiltContent
    const page = content.pages[number - 1]
    if (mine.kind !== 'built' || mine.closedAt || !page) throw new NotFoundException()
    if (number > mine.position && !mine.completedAt) return redirect(`/learning/${id}`)
    const given = mine.answers.find(one => one.attempt === 0 && one.question === page.question?.id)
    const question = page.question && questionFacts(page.question, betweenPages(page.question), given?.chosen ?? null)
    const pages = content.pages.map((one, i) => ({
      number: i + 1,
      title: one.title,
      open: mine.completedAt !== null || i + 1 <= mine.position,
    }))
    const html = renderMarkdown(page.text, { base: `/learning/${id}/pictures`, pictures: mine.pictures })
    const facts = { ...mine, number, page, pages, html, question, quiz: hasQuiz(content) }
    return view('modules/elearning/views/page.njk', { ...facts, errors, typed }, errors.length ? 422 : 200)
  }

  private async mine(id: string, me: Who): Promise<Learning> {
    const mine = await this.learning.mine(id, me.id)
    if (!mine) throw new NotFoundException()
    return mine
  }
}
