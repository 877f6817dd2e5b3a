import { Body, Controller, Get, NotFoundException, Param, Post, Res } from '@nestjs/common'
import type { Response } from 'express'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import type { KindRow } from '../kinds/kind.js'
import { kindRow, kinds, type Kind } from '../kinds/kinds.js'
import { bothForms, framed, noPreview } from '../mail-frame.js'
import { shippedTemplate } from '../mail-text.js'
import { NotificationsReader } from '../notifications.reader.js'
import { type TemplateProblem, templateOf, wordsOf, type Words } from './template-problems.js'
import { placeholdersOf } from './placeholders.js'
import { SaveTemplate } from './save-template.js'
import { TemplatesQueries } from './templates.queries.js'
import { WordsForm } from './words.form.js'

interface FormBody {
  idempotencyKey?: string
  version?: string
}

/** The words of the mails, as administrators change them. */
@Controller('desk/templates')
@Access('administrator')
export class TemplatesPages {
  constructor(
    private readonly templates: TemplatesQueries,
    private readonly saving: SaveTemplate,
    private readonly notifications: NotificationsReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/notifications/views/template-list.njk', { templates: await this.templates.list() })
  }

  @Get(':kind')
  open(@Param('kind') asked: string) {
    return this.form(known(asked).kind)
  }

  @Post(':kind')
  async save(@Param('kind') asked: string, @Body() body: FormBody, @Me() me: Who) {
    const { kind, row } = known(asked)
    const words = typed(body)
    const form = { version: versionOf(body), key: body.idempotencyKey }
    const answer = await this.saving.run(kind, words, form, me, this.clock.now())
    if ('errors' in answer) return this.form(kind, { words, version: form.version, errors: oneForEach(answer.errors) })
    if ('overtaken' in answer) return this.form(kind, { words, overtaken: true })
    return redirect(`/desk/templates/${kind}`, `The words of “${row.title}” are saved. They are used within a minute.`)
  }

  @Post(':kind/shipped')
  async back(@Param('kind') asked: string, @Body() body: FormBody, @Me() me: Who) {
    const { kind } = known(asked)
    const answer = await this.saving.run(kind, null, { version: versionOf(body), key: body.idempotencyKey }, me, this.clock.now())
    if ('overtaken' in answer) return this.form(kind, { overtaken: true })
    return redirect(`/desk/templates/${kind}`, 'The words are back to those that the product brings.')
  }

  /** What is saved, with the sample: for the frame of the page. */
  @Get(':kind/preview.html')
  async saved(@Param('kind') asked: string, @Res({ passthrough: true }) response: Response) {
    const { kind, row } = known(asked)
    const [newest] = await this.templates.changes(kind)
    return framed(response, bothForms(this.notifications.renderTemplate(kind, newest?.words ?? shippedTemplate(kind), row.sample)))
  }

  /** What is typed, with the sample, without saving it: the page's button sends it here, into its frame. */
  @Post(':kind/preview.html')
  preview(@Param('kind') asked: string, @Body() body: FormBody, @Res({ passthrough: true }) response: Response) {
    const { kind, row } = known(asked)
    const words = typed(body)
    const problems = this.saving.problems(kind, words)
    return framed(
      response,
      problems.length > 0 ? noPreview(problems) : bothForms(this.notifications.renderTemplate(kind, templateOf(words), row.sample)),
    )
  }

  private async form(kind: Kind, sent: { words?: Words; version?: number; errors?: TemplateProblem[]; overtaken?: boolean } = {}) {
    const row = kindRow(kind)!
    const changes = await this.templates.changes(kind)
    const stored = wordsOf(changes[0]?.words ?? shippedTemplate(kind))
    const { subject, text } = sent.words ?? stored
    const overtaken = sent.overtaken ? overtakenBy(changes[0]) : undefined
    const facts = {
      ...{
        kind,
        title: row.title,
        subject,
        words: text,
        errors: sent.errors,
        overtaken,
        stored: overtaken && sent.words ? stored : undefined,
      },
      version: sent.version ?? changes[0]?.version ?? 0,
      ...{ own: Boolean(changes[0]?.words), changes, placeholders: placeholdersOf(row.sample), needs: row.needs ?? [] },
    }
    return view('modules/notifications/views/template-form.njk', facts, sent.errors ? 422 : sent.overtaken ? 409 : 200)
  }
}

function known(kind: string): { kind: Kind; row: KindRow } {
  const row = Object.hasOwn(kinds, kind) ? kindRow(kind) : undefined
  if (!row) throw new NotFoundException()
  return { kind: kind as Kind, row }
}

function typed(body: FormBody): Words {
  const { values } = readForm(WordsForm, body)
  return { subject: values.subject, text: values.words }
}

/** Pages have one sentence at a field, in which all stands that is wrong with it. */
function oneForEach(problems: TemplateProblem[]): TemplateProblem[] {
  const fields = [...new Set(problems.map(({ field }) => field))]
  return fields.map(field => ({ field, message: problems.flatMap(one => (one.field === field ? one.message : [])).join('. ') }))
}

/** A version that is none is never the stored one. */
const versionOf = ({ version }: FormBody): number => (/^\d{1,9}$/.test(String(version ?? '')) ? Number(version) : -1)

const overtakenBy = (change: { changedByName: string; words: string | null } | undefined): string[] =>
  change ? [`${change.changedByName} ${change.words === null ? 'went back to the shipped words' : 'changed the words'}`] : []
