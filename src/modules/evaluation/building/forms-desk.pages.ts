import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { STAGES } from '../rules/stage-settings.js'
import { BeginAForm } from './begin-a-form.js'
import { STAGE_WORDS } from './building.messages.js'
import { type Body as Typed, editError, openForm, template, UUID, versionOf } from './desk-facts.js'
import { EditAForm } from './edit-a-form.js'
import { formPage } from './form-page.js'
import { FormsQueries } from './forms.queries.js'
import { MeasuresQueries } from './measures.queries.js'
import { textOf, tooLong } from './read-question.js'

/** Evaluation forms at the desk: every form, a new one, and each with its parts, what stands in its way, and publishing. */
@Controller('desk/forms')
@Access('administrator')
export class FormsDeskPages {
  constructor(
    readonly forms: FormsQueries,
    readonly measures: MeasuresQueries,
    private readonly begin: BeginAForm,
    private readonly edit: EditAForm,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    const forms = await this.forms.list()
    const stages = STAGES.map(stage => ({
      stage,
      ...STAGE_WORDS[stage],
      forms: forms.filter(form => form.stage === stage && form.state !== 'retired'),
    }))
    return view(template('forms'), { stages, retired: forms.filter(form => form.state === 'retired'), stageWords: STAGE_WORDS })
  }

  /** `stage`, `course`, `copy`: what is chosen already. */
  @Get('new')
  blank(@Query() { stage, course, copy }: Record<string, string>) {
    return this.newPage({ stage, course, copy })
  }

  @Post()
  async create(@Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    const title = textOf(body, 'title')
    const stage = STAGES.find(one => one === textOf(body, 'stage'))
    const [course, copy] = [textOf(body, 'course'), textOf(body, 'copy')]
    const [courses, forms] = await Promise.all([this.forms.courses(), this.forms.list()])
    const errors = [
      ...(title === '' ? [{ field: 'title', message: 'Enter what the form is called at the desk' }] : tooLong('title', title, 120)),
      ...(stage ? [] : [{ field: 'stage', message: 'Choose when it is asked' }]),
      ...(course === '' || courses.some(({ id }) => id === course) ? [] : [{ field: 'course', message: 'Choose a course from the list' }]),
      ...(copy === '' || forms.some(({ id }) => id === copy) ? [] : [{ field: 'copy', message: 'Choose a form from the list' }]),
    ]
    if (!stage || errors.length > 0) return this.newPage(body, errors)
    const made = { title, stage, courseId: course || null, copyOf: copy || null }
    const { id } = await this.begin.run(made, { personId: me.id, key }, this.clock.now())
    return redirect(`/desk/forms/${id}`)
  }

  @Get(':id')
  async show(@Param('id', UUID) id: string) {
    const form = await this.forms.one(id)
    if (!form) throw new NotFoundException()
    return this.page(id)
  }

  /** What the form is called, and what stands above its questions. */
  @Post(':id/settings')
  async settings(@Param('id', UUID) id: string, @Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    await openForm(this.forms, id)
    const [title, intro] = [textOf(body, 'title'), textOf(body, 'intro')]
    const errors = [
      ...(title === '' ? [{ field: 'title', message: 'Enter what the form is called at the desk' }] : tooLong('title', title, 120)),
      ...tooLong('intro', intro, 1000),
    ]
    if (errors.length > 0) return this.page(id, errors, body)
    const edited = { formId: id, version: versionOf(body), sender: { personId: me.id, key } }
    const answer = await this.edit.run(edited, draft => ({ title, draft: { ...draft, intro } }), this.clock.now())
    if (isRefusal(answer)) return this.page(id, [editError(answer, 'title')], body)
    return redirect(`/desk/forms/${id}`, 'Saved.')
  }

  @Post(':id/publication')
  async publish(@Param('id', UUID) id: string, @Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    const edited = { formId: id, version: versionOf(body), sender: { personId: me.id, key } }
    const answer = await this.edit.publish(edited, this.clock.now())
    if (isRefusal(answer)) return this.page(id, [editError(answer, 'publication')])
    return redirect(`/desk/forms/${id}`, 'Published. Who is asked from now on gets this version; answers keep theirs.')
  }

  @Post(':id/retirement')
  async retire(@Param('id', UUID) id: string, @Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    const edited = { formId: id, version: versionOf(body), sender: { personId: me.id, key } }
    const answer = await this.edit.retire(edited, this.clock.now())
    if (isRefusal(answer)) return this.page(id, [editError(answer, 'retirement')])
    return redirect('/desk/forms', 'The form is retired. Its answers and versions stay.')
  }

  private page(id: string, errors: FieldError[] = [], typed: Typed = {}) {
    return formPage(this, id, errors, typed)
  }

  private async newPage(values: Typed, errors: FieldError[] = []) {
    const [courses, forms] = await Promise.all([this.forms.courses(), this.forms.list()])
    const facts = {
      stages: STAGES.map(stage => ({ value: stage, text: STAGE_WORDS[stage].title, hint: STAGE_WORDS[stage].says })),
      courses: courses.map(({ id, title }) => ({ value: id, text: title })),
      copies: forms.map(form => ({
        value: form.id,
        text: `${form.title} (${form.courseTitle ?? 'default'}${form.state === 'retired' ? ', retired' : ''})`,
      })),
    }
    return view(template('new-form'), { ...facts, values, errors }, errors.length > 0 ? 422 : 200)
  }
}
