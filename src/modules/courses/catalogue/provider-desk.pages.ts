import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { changeInWords, readOpened } from '../rules/merge-edits.js'
import { CatalogueQueries, type ProviderValues, storedProvider, usedBy } from './catalogue.queries.js'
import { ProviderForm } from './provider.form.js'
import { SaveNamed } from './save-named.js'

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
}

const FIELDS: Record<keyof ProviderValues, string> = { name: 'Name', internal: 'The partnership itself', retired: 'Retired' }

/** Who delivers courses: the list, a new one, a change. */
@Controller('desk/providers')
@Access('administrator')
export class ProviderDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly queries: CatalogueQueries,
    private readonly providers: SaveNamed,
  ) {}

  @Get()
  async list() {
    return view('modules/courses/views/provider-list.njk', { providers: await this.queries.providers() })
  }

  @Get('new')
  blank() {
    return this.form({ values: {} })
  }

  @Post()
  async add(@Body() body: FormBody, @Me() me: Who) {
    const { values, errors } = readForm(ProviderForm, body)
    const answer = errors.length ? { errors } : await this.providers.add('provider', values, { personId: me.id, key: body.idempotencyKey })
    if ('errors' in answer) return this.form({ values, ...answer }, 422)
    return redirect('/desk/providers', `${values.name} is saved.`)
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedProvider(this.database, key)
    if (!stored) throw new NotFoundException()
    return this.form({ ...stored, opened: JSON.stringify(stored.values) })
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    const { values, errors } = readForm(ProviderForm, body)
    const kept = { key, version: body.version, opened: body.opened }
    if (errors.length) return this.form({ ...kept, values, errors }, 422)
    const opened = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.providers.change('provider', key, { ...values }, opened, { personId: me.id, key: body.idempotencyKey })
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.form({ ...kept, values, ...answer }, 422)
    if ('saved' in answer) return redirect('/desk/providers', `${values.name} is saved.`)
    const { version, values: merged, current, changed } = answer
    const overtaken = changed.map(one => changeInWords(one, FIELDS))
    return this.form({ key, version, values: merged, opened: JSON.stringify(current), overtaken }, 409)
  }

  @Post(':key/removal')
  async remove(@Param('key') key: string) {
    const answer = await this.providers.remove('provider', key)
    if (!answer) throw new NotFoundException()
    if ('removed' in answer) return redirect('/desk/providers', `${answer.removed} is gone.`)
    return redirect(`/desk/providers/${key}`, 'Courses name this provider, so it stays. Retire it instead.')
  }

  private async form(facts: { values: Partial<ProviderValues>; key?: string } & Record<string, unknown>, status = 200) {
    const id = facts.key === undefined ? null : (await storedProvider(this.database, facts.key))?.id
    const used = id ? await usedBy(this.database, 'provider', id) : []
    return view('modules/courses/views/provider-form.njk', { ...facts, used }, status)
  }
}
