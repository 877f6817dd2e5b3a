import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { UUID } from '../learning.pages.js'
import { type BuiltContent, contentProblems, type ElsewhereContent, isWebAddress } from '../rules/built-content.js'
import { editError, revisionOf } from './desk-facts.js'
import { EditAModule } from './edit-a-module.js'
import { type DraftModule, ModulesQueries } from './modules.queries.js'
import { readQuizSettings, textOf } from './read-parts.js'

type Body = Record<string, unknown>

/** E-learning at the desk: every module, and each with its parts, what stands in its way, and publishing. */
@Controller('desk/e-learning')
@Access('administrator')
export class ModulesDeskPages {
  constructor(
    private readonly modules: ModulesQueries,
    private readonly edit: EditAModule,
    private readonly clock: Clock,
  ) {}

  @Get()
  list() {
    return this.listPage()
  }

  @Post('modules')
  async create(@Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    const kind = body.kind === 'elsewhere' ? 'elsewhere' : 'built'
    const made = await this.edit.create(textOf(body, 'course'), kind, { personId: me.id, key }, this.clock.now())
    if (!made) return this.listPage([{ field: 'course', message: 'Choose the course that it is for' }], body)
    return redirect(`/desk/e-learning/modules/${made.id}`)
  }

  @Get('modules/:id')
  async show(@Param('id', UUID) id: string) {
    return modulePage(await this.one(id))
  }

  @Post('modules/:id/settings')
  async settings(@Param('id', UUID) id: string, @Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    const module = await this.one(id)
    const { errors, change } = module.kind === 'built' ? builtSettings(module, body) : elsewhereSettings(body)
    if (errors.length) return modulePage(module, errors, body)
    const edited = { moduleId: id, revision: revisionOf(body), sender: { personId: me.id, key } }
    const answer = await this.edit.run(edited, change, this.clock.now())
    if (isRefusal(answer)) return modulePage(module, [editError(answer, 'settings')], body)
    return redirect(`/desk/e-learning/modules/${id}`, 'Saved.')
  }

  @Post('modules/:id/publication')
  async publish(@Param('id', UUID) id: string, @Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    const edited = { moduleId: id, revision: revisionOf(body), sender: { personId: me.id, key } }
    const answer = await this.edit.publish(edited, this.clock.now())
    if (isRefusal(answer)) return modulePage(await this.one(id), [editError(answer, 'publication')])
    return redirect(`/desk/e-learning/modules/${id}`, 'Published. Who begins now gets this version; who is half way keeps theirs.')
  }

  private async one(id: string): Promise<DraftModule> {
    const module = await this.modules.one(id)
    if (!module) throw new NotFoundException()
    return module
  }

  private async listPage(errors: FieldError[] = [], values: Body = {}) {
    const [modules, courses] = await Promise.all([this.modules.list(), this.modules.coursesWithout()])
    const facts = { modules, courses: courses.map(({ id, title }) => ({ value: id, text: title })), errors, values }
    return view('modules/elearning/authoring/views/modules.njk', facts, errors.length ? 422 : 200)
  }
}

function builtSettings({ draft }: DraftModule, body: Body) {
  const { part, errors } = readQuizSettings(body, (draft as BuiltContent).quiz)
  const notice = textOf(body, 'notice')
  if (notice.length > 500) errors.push({ field: 'notice', message: 'Use 500 characters or fewer' })
  const { passMark, goesADay, ask } = part
  return {
    errors,
    change: (content: object) => ({ ...content, notice, quiz: { ...(content as BuiltContent).quiz, passMark, goesADay, ask } }),
  }
}

function elsewhereSettings(body: Body) {
  const certificate = textOf(body, 'certificate') === 'yes'
  const content: ElsewhereContent = { url: textOf(body, 'url'), text: textOf(body, 'text'), certificate }
  const errors: FieldError[] = isWebAddress(content.url)
    ? []
    : [{ field: 'url', message: 'Enter a full web address that starts with https://' }]
  if (content.text.length > 5000) errors.push({ field: 'text', message: 'Use 5,000 characters or fewer' })
  return { errors, change: () => content }
}

/** A module with all its parts; `typed`: what a refused form of its settings had in it. */
export function modulePage(module: DraftModule, errors: FieldError[] = [], typed: Body = {}) {
  const numbers = module.pictures.map(({ number }) => number)
  const problems = module.kind === 'built' ? contentProblems(module.draft as BuiltContent, numbers) : []
  const facts = { module, content: module.draft, problems, changed: module.revision !== module.publishedRevision, errors }
  const values =
    module.kind === 'built'
      ? { ...(module.draft as BuiltContent).quiz, notice: (module.draft as BuiltContent).notice, ...typed }
      : { ...module.draft, ...typed }
  const template = module.kind === 'built' ? 'module' : 'elsewhere'
  return view(`modules/elearning/authoring/views/${template}.njk`, { ...facts, values }, errors.length ? 422 : 200)
}
