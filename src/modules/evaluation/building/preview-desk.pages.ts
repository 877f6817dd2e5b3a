import { Body, Controller, Get, NotFoundException, Param, ParseIntPipe, Post } from '@nestjs/common'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { checkAnswers } from '../rules/check-answers.js'
import type { FormContent } from '../rules/form-content.js'
import { answerErrors, readAnswers } from '../rules/read-answers.js'
import { STAGE_WORDS } from './building.messages.js'
import { type Body as Typed, template, UUID } from './desk-facts.js'
import { FormsQueries, type ListedForm, type Version } from './forms.queries.js'

/** What the person of the preview has committed to, so that it can be looked back on. */
const SAMPLE_ACTIONS = ['ask to see where the baby sleeps on my next visit', 'bring the neglect tool to our next team meeting']

/** Forms as those see them who answer: the draft, to be tried out, and each version as it was published. Nothing is kept. */
@Controller('desk/forms/:id')
@Access('administrator')
export class PreviewDeskPages {
  constructor(private readonly forms: FormsQueries) {}

  @Get('preview')
  async preview(@Param('id', UUID) id: string) {
    const form = await this.one(id)
    return shown({ form, content: form.draft })
  }

  /** Tries the answers out as if they were sent. */
  @Post('preview')
  async tryOut(@Param('id', UUID) id: string, @Body() body: Typed) {
    const form = await this.one(id)
    const values = readAnswers(form.draft, body)
    const errors = answerErrors(checkAnswers(form.draft, values, { actions: SAMPLE_ACTIONS }))
    return shown({ form, content: form.draft, values, errors, quotable: body.quotable === 'yes', sent: errors.length === 0 })
  }

  @Get('versions/:number')
  async version(@Param('id', UUID) id: string, @Param('number', new ParseIntPipe({ errorHttpStatusCode: 404 })) number: number) {
    const [form, version] = await Promise.all([this.one(id), number < 1e9 ? this.forms.version(id, number) : null])
    if (!version) throw new NotFoundException()
    return shown({ form, version, content: version.content })
  }

  private async one(id: string) {
    const form = await this.forms.one(id)
    if (!form) throw new NotFoundException()
    return form
  }
}

interface Shown {
  form: ListedForm
  content: FormContent
  version?: Version
  values?: object
  errors?: { field: string; message: string }[]
  quotable?: boolean
  sent?: boolean
}

const shown = (facts: Shown) =>
  view(
    template('preview'),
    { values: {}, errors: [], ...facts, actions: SAMPLE_ACTIONS, stageWords: STAGE_WORDS[facts.form.stage] },
    facts.errors?.length ? 422 : 200,
  )
