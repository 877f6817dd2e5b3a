import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { changeInWords, readOpened } from '../courses/rules/merge-edits.js'
import { agencies, AGENCY_FIELDS, agencyGroups, storedAgency, type AgencyValues } from './agencies.queries.js'
import { AgencyForm } from './forms/agency.form.js'
import { PlacePeople } from './place-people.js'
import { SaveAgency } from './save-agency.js'

interface FormBody {
  version?: string
  opened?: string
  /** The name that people typed who are placed with a new agency. */
  typed?: unknown
}

const nameOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 160) : '')

/** Agencies at the desk: their names and groups, and what they want line managers asked and told. */
@Controller('desk/agencies')
@Access('administrator')
export class AgencyDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly saveAgency: SaveAgency,
    private readonly people: PlacePeople,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    const [listed, { total }] = await Promise.all([agencies(this.database), this.people.typed(1, 0)])
    return view('modules/home/views/agencies.njk', { agencies: listed, unlisted: total })
  }

  @Get('new')
  blank(@Query('typed') asked: unknown) {
    const typed = nameOf(asked)
    return this.form({ values: { name: typed, listed: 'yes' }, typed })
  }

  @Post()
  async add(@Body() body: FormBody, @RequestKey() requestKey: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(AgencyForm, body)
    const typed = nameOf(body.typed)
    if (errors.length) return this.form({ values, typed, errors }, 422)
    const answer = await this.saveAgency.add({ ...values }, typed, { personId: me.id, key: requestKey }, this.clock.now())
    if ('errors' in answer) return this.form({ values, typed, ...answer }, 422)
    if (!typed) return redirect('/desk/agencies', `${values.name} is added.`)
    return redirect('/desk/agencies/unlisted', `${values.name} is added. ${placedInWords(answer.placed)}`)
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedAgency(this.database, key)
    if (!stored) throw new NotFoundException()
    return this.form({ ...stored, opened: JSON.stringify(stored.values) })
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: FormBody, @RequestKey() requestKey: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(AgencyForm, body)
    const kept = { key, version: body.version, opened: body.opened, values }
    if (errors.length) return this.form({ ...kept, errors }, 422)
    const opened = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.saveAgency.run(key, { ...values }, opened, { personId: me.id, key: requestKey })
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.form({ ...kept, ...answer }, 422)
    if ('saved' in answer) return redirect('/desk/agencies', `${values.name} is saved.`)
    const { version, values: merged, current, changed } = answer
    const overtaken = changed.map(one => changeInWords(one, AGENCY_FIELDS))
    return this.form({ key, version, values: merged, opened: JSON.stringify(current), overtaken }, 409)
  }

  private async form(facts: { values: Partial<AgencyValues>; typed?: string } & Record<string, unknown>, status = 200) {
    const [groups, waiting] = await Promise.all([agencyGroups(this.database), facts.typed ? this.people.count(facts.typed) : 0])
    return view('modules/home/views/agency.njk', { ...facts, groups, waiting }, status)
  }
}

export const placedInWords = (placed: number): string =>
  placed === 0 ? 'Nobody had to be placed any more.' : `${placed === 1 ? '1 person is' : `${placed} people are`} placed with it.`
