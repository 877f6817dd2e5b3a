import { Body, Controller, Param, ParseIntPipe, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import type { FormContent } from '../rules/form-content.js'
import { addGroup, placeGroup, renameGroup, type Where } from '../rules/form-draft.js'
import { type Body as Typed, editError, openForm, UUID, versionOf } from './desk-facts.js'
import { EditAForm } from './edit-a-form.js'
import { formPage } from './form-page.js'
import { FormsQueries } from './forms.queries.js'
import { MeasuresQueries } from './measures.queries.js'
import { textOf, tooLong } from './read-question.js'

const AT = new ParseIntPipe({ errorHttpStatusCode: 404 })
export const whereOf = (body: Typed): Where => (body.where === 'up' || body.where === 'away' ? body.where : 'down')

/** The groups of a form: questions under one heading, and a page of their own where a form is answered page by page. Counted from 0. */
@Controller('desk/forms/:id/groups')
@Access('administrator')
export class GroupsDeskPages {
  constructor(
    readonly forms: FormsQueries,
    readonly measures: MeasuresQueries,
    private readonly edit: EditAForm,
    private readonly clock: Clock,
  ) {}

  @Post()
  async add(@Param('id', UUID) id: string, @Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { draft } = await openForm(this.forms, id)
    const title = textOf(body, 'newGroup')
    const errors = titleErrors('newGroup', title)
    if (errors.length > 0) return this.page(id, errors, body)
    const at = draft.groups.length
    return this.change(id, body, { key, me, field: 'newGroup', back: `#group-${at}` }, content => addGroup(content, title))
  }

  @Post(':at')
  async rename(
    @Param('id', UUID) id: string,
    @Param('at', AT) at: number,
    @Body() body: Typed,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    await openForm(this.forms, id)
    const field = `group-${at}-title`
    const title = textOf(body, field)
    const errors = titleErrors(field, title)
    if (errors.length > 0) return this.page(id, errors, body)
    return this.change(id, body, { key, me, field, back: `#group-${at}` }, content => renameGroup(content, at, title))
  }

  /** Earlier, later, or out of the form with all its questions. */
  @Post(':at/place')
  place(
    @Param('id', UUID) id: string,
    @Param('at', AT) at: number,
    @Body() body: Typed,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    return this.change(id, body, { key, me, field: 'groups', back: '#groups' }, content => placeGroup(content, at, whereOf(body)))
  }

  private async change(
    id: string,
    body: Typed,
    { key, me, field, back }: { key: string | undefined; me: Who; field: string; back: string },
    change: (draft: FormContent) => FormContent | null,
  ) {
    const edited = { formId: id, version: versionOf(body), sender: { personId: me.id, key } }
    const edit = (content: FormContent) => {
      const draft = change(content)
      return draft && { draft }
    }
    const answer = await this.edit.run(edited, edit, this.clock.now())
    return isRefusal(answer) ? this.page(id, [editError(answer, field)], body) : redirect(`/desk/forms/${id}${back}`)
  }

  private page(id: string, errors: FieldError[], typed: Typed) {
    return formPage(this, id, errors, typed)
  }
}

const titleErrors = (field: string, title: string): FieldError[] =>
  title === '' ? [{ field, message: 'Enter the heading of the group' }] : tooLong(field, title, 120)
