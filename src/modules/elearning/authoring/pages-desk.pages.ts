import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { newId } from '../../../shared/ids.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { UUID } from '../learning.pages.js'
import { renderMarkdown } from '../markdown.js'
import type { BuiltContent, BuiltPage } from '../rules/built-content.js'
import { asked, betweenPages } from '../rules/draw.js'
import { builtDraft, editError, revisionOf } from './desk-facts.js'
import { EditAModule } from './edit-a-module.js'
import { modulePage } from './modules-desk.pages.js'
import { ModulesQueries } from './modules.queries.js'
import { moved, readPage, textOf, withPart } from './read-parts.js'

type Body = Record<string, unknown>

/** The pages of a module, written in Markdown and looked at as learners will see them. */
@Controller('desk/e-learning/modules/:id/pages')
@Access('administrator')
export class PagesDeskPages {
  constructor(
    private readonly modules: ModulesQueries,
    private readonly edit: EditAModule,
    private readonly clock: Clock,
  ) {}

  /** `new`: an empty form. */
  @Get(':page')
  show(@Param('id', UUID) id: string, @Param('page') pageId: string) {
    return this.form(id, pageId)
  }

  @Post(':page')
  async save(
    @Param('id', UUID) id: string,
    @Param('page') pageId: string,
    @Body() body: Body,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const own = pageId === 'new' ? newId() : pageId
    const { part, errors } = readPage(body, own, null)
    if (errors.length) return this.form(id, pageId, errors, body)
    const change = (content: BuiltContent) => withPage(content, part, pageId === 'new')
    const answer = await this.edit.run(this.edited(id, body, me, key), change, this.clock.now())
    if (isRefusal(answer)) return this.form(id, pageId, [editError(answer, 'title')], body)
    const saved = pageId === 'new' ? await this.lastPage(id) : own
    return body.look === 'yes'
      ? redirect(`/desk/e-learning/modules/${id}/pages/${saved}/preview`)
      : redirect(`/desk/e-learning/modules/${id}`, 'The page is saved.')
  }

  @Get(':page/preview')
  async preview(@Param('id', UUID) id: string, @Param('page') pageId: string) {
    const module = await builtDraft(this.modules, id)
    const number = module.draft.pages.findIndex(one => one.id === pageId) + 1
    const page = module.draft.pages[number - 1]
    if (!page) throw new NotFoundException()
    const question = page.question && asked(betweenPages(page.question))
    const html = renderMarkdown(page.text, { base: `/desk/e-learning/modules/${id}/pictures`, pictures: module.pictures })
    const facts = { module, page, number, question, html, pages: module.draft.pages }
    return view('modules/elearning/authoring/views/preview.njk', facts)
  }

  /** A place earlier or later in the module, or out of it. */
  @Post(':page/place')
  async place(
    @Param('id', UUID) id: string,
    @Param('page') pageId: string,
    @Body() body: Body,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const change = (content: BuiltContent) => {
      const pages = moved(content.pages, pageId, textOf(body, 'where'))
      return pages && { ...content, pages }
    }
    const answer = await this.edit.run(this.edited(id, body, me, key), change, this.clock.now())
    if (isRefusal(answer)) return modulePage(await builtDraft(this.modules, id), [editError(answer, 'pages')])
    return redirect(`/desk/e-learning/modules/${id}`)
  }

  private readonly edited = (moduleId: string, body: Body, me: Who, key: string | undefined) => ({
    ...{ moduleId, revision: revisionOf(body) },
    sender: { personId: me.id, key },
  })

  private async lastPage(id: string): Promise<string> {
    return (await builtDraft(this.modules, id)).draft.pages.at(-1)!.id
  }

  private async form(id: string, pageId: string, errors: FieldError[] = [], typed: Body = {}) {
    const module = await builtDraft(this.modules, id)
    const page = module.draft.pages.find(one => one.id === pageId)
    if (!page && pageId !== 'new') throw new NotFoundException()
    const { url = '', title = '', transcript = '' } = page?.video ?? {}
    const values = { title: page?.title, text: page?.text, videoUrl: url, videoTitle: title, transcript, ...typed }
    return view('modules/elearning/authoring/views/page-form.njk', { module, pageId, page, values, errors }, errors.length ? 422 : 200)
  }
}

/** The draft with this page in it, which keeps the question it had; null for a page that is not there any more. */
function withPage(content: BuiltContent, page: BuiltPage, isNew: boolean): BuiltContent | null {
  const was = content.pages.find(one => one.id === page.id)
  return was || isNew ? { ...content, pages: withPart(content.pages, { ...page, question: was?.question ?? null }) } : null
}
