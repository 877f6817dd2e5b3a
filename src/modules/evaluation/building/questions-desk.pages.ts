import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { newId } from '../../../shared/ids.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { QUESTION_KINDS, type QuestionKind } from '../rules/form-content.js'
import { groupOf, questionIn } from '../rules/form-draft.js'
import { kindsOf } from './building.messages.js'
import { type Body as Typed, editError, openForm, template, UUID } from './desk-facts.js'
import { EditAForm } from './edit-a-form.js'
import type { OpenForm } from './forms.queries.js'
import { FormsQueries } from './forms.queries.js'
import { MeasuresQueries } from './measures.queries.js'
import { savedQuestion } from './put-question.js'
import { questionFacts } from './question-facts.js'
import { readQuestion, textOf, type TypedQuestion } from './read-question.js'

const NEW = 'new'
export const newKey = (): string => newId().slice(-12)

/** The questions of a form, each on a page of its own. `new`: one that is being added, of the kind and to the group that the address names. */
@Controller('desk/forms/:id/questions')
@Access('administrator')
export class QuestionsDeskPages {
  constructor(
    private readonly forms: FormsQueries,
    private readonly measures: MeasuresQueries,
    private readonly edit: EditAForm,
    private readonly clock: Clock,
  ) {}

  @Get(':question')
  async show(@Param('id', UUID) id: string, @Param('question') key: string, @Query() { kind, group }: Record<string, string>) {
    const form = await openForm(this.forms, id)
    return this.page(form, key, { kind: this.kindOf(form, key, kind), group: groupNumber(form, key, group) })
  }

  @Post(':question')
  async save(
    @Param('id', UUID) id: string,
    @Param('question') asked: string,
    @Body() body: Typed,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const form = await openForm(this.forms, id)
    const kind = this.kindOf(form, asked, textOf(body, 'kind'))
    const group = groupNumber(form, asked, textOf(body, 'group'))
    const names = await this.measures.names()
    const typed = readQuestion(body, { key: asked === NEW ? newKey() : asked, kind, measures: names, newKey })
    if (typed.errors.length > 0) return this.page(form, asked, { kind, group, typed, errors: typed.errors, body })
    const change = savedQuestion(typed, { group, was: textOf(body, 'was') })
    const answer = await this.edit.run({ formId: id, version: null, sender: { personId: me.id, key } }, change, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/desk/forms/${id}#q-${typed.question.key}`, 'The question is saved.')
    const field = answer.refused === 'measure-taken' ? 'newMeasure' : 'words'
    const now = await openForm(this.forms, id)
    return this.page(now, asked, { kind, group, typed, errors: [editError(answer, field)], body, overtaken: field === 'words' })
  }

  private kindOf(form: OpenForm, key: string, kind: string | undefined): QuestionKind {
    if (key === NEW) return kindsOf(form.stage).find(one => one === kind) ?? 'scale'
    // A question that somebody took out meanwhile is still of the kind that its page says.
    const found = questionIn(form.draft, key)?.kind ?? QUESTION_KINDS.find(one => one === kind)
    if (!found) throw new NotFoundException()
    return found
  }

  private async page(form: OpenForm, key: string, shown: Shown) {
    const stored = key === NEW ? undefined : questionIn(form.draft, key)
    if (!stored && key !== NEW && !shown.typed) throw new NotFoundException()
    const facts = await questionFacts(this.measures, { ...shown, question: shown.typed?.question ?? stored })
    const groups = form.draft.groups.map(({ title }, i) => ({ value: i, text: title || `Group ${i + 1}` }))
    // Errors are put right on the same page that was opened; only who was told of another's change takes its place.
    const was = shown.body && !shown.overtaken ? textOf(shown.body, 'was') : stored ? JSON.stringify(stored) : ''
    const status = shown.errors?.length ? 422 : 200
    return view(template('question-form'), { ...facts, form, key, groups, group: shown.group, was, stored }, status)
  }
}

interface Shown {
  kind: QuestionKind
  group: number
  typed?: TypedQuestion
  errors?: FieldError[]
  body?: Typed
  overtaken?: boolean
}

/** The group that a question is in or is to be in; the last one where the address names none. */
function groupNumber({ draft }: OpenForm, key: string, asked: string | undefined): number {
  if (asked !== undefined && /^\d{1,2}$/.test(asked)) return Number(asked)
  const at = groupOf(draft, key)
  return at === -1 ? Math.max(draft.groups.length - 1, 0) : at
}
