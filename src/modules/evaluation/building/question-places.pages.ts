import { Body, Controller, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal, refuse } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import type { FormContent } from '../rules/form-content.js'
import { placeQuestion, putQuestion, questionIn } from '../rules/form-draft.js'
import { type Body as Typed, editError, openForm, UUID, versionOf } from './desk-facts.js'
import { EditAForm } from './edit-a-form.js'
import { formPage } from './form-page.js'
import { FormsQueries } from './forms.queries.js'
import { whereOf } from './groups-desk.pages.js'
import { MeasuresQueries } from './measures.queries.js'
import { textOf } from './read-question.js'
import { SaveBankQuestion } from './save-bank-question.js'

/** Where the questions of a form stand, and their way into the bank and out of it. */
@Controller('desk/forms/:id')
@Access('administrator')
export class QuestionPlacesPages {
  constructor(
    readonly forms: FormsQueries,
    readonly measures: MeasuresQueries,
    private readonly edit: EditAForm,
    private readonly bank: SaveBankQuestion,
    private readonly clock: Clock,
  ) {}

  /** Earlier, later, or out of the form. */
  @Post('questions/:question/place')
  async place(
    @Param('id', UUID) id: string,
    @Param('question') question: string,
    @Body() body: Typed,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const edited = { formId: id, version: versionOf(body), sender: { personId: me.id, key } }
    const where = whereOf(body)
    const change = (content: FormContent) => {
      const draft = placeQuestion(content, question, where)
      return draft && { draft }
    }
    const answer = await this.edit.run(edited, change, this.clock.now())
    if (isRefusal(answer)) return formPage(this, id, [editError(answer, 'groups')], body)
    return where === 'away'
      ? redirect(`/desk/forms/${id}`, 'The question is taken out. What was answered to it stays with its versions.')
      : redirect(`/desk/forms/${id}#q-${question}`)
  }

  /** A copy for other forms to take. */
  @Post('questions/:question/bank')
  async keep(@Param('id', UUID) id: string, @Param('question') asked: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { draft } = await openForm(this.forms, id)
    const question = questionIn(draft, asked)
    const answer = await this.bank.add(() => Promise.resolve(question ?? refuse('not-found')), { personId: me.id, key })
    if (isRefusal(answer)) return formPage(this, id, [editError(answer, 'groups')])
    return redirect(`/desk/forms/${id}#q-${asked}`, 'The question is in the bank.')
  }

  /** Takes a question of the bank, under the key that it has there: the same question in several forms is known as the same. */
  @Post('bank-questions')
  async take(@Param('id', UUID) id: string, @Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    await openForm(this.forms, id)
    const [row, group] = [await this.measures.bankQuestion(textOf(body, 'question')), Number(textOf(body, 'group'))]
    const field = `bank-${group}`
    if (!row || row.retired) return formPage(this, id, [{ field, message: 'Choose a question of the bank' }], body)
    const change = (content: FormContent) => {
      if (questionIn(content, row.key)) return refuse('in-the-form')
      const draft = putQuestion(content, row.question, group)
      return draft ? { draft } : refuse('no-group')
    }
    const answer = await this.edit.run({ formId: id, version: null, sender: { personId: me.id, key } }, change, this.clock.now())
    if (isRefusal(answer)) return formPage(this, id, [editError(answer, field)], body)
    return redirect(`/desk/forms/${id}#q-${row.key}`)
  }
}
