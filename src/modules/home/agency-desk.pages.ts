import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { changeInWords, readOpened } from '../courses/rules/merge-edits.js'
import { agencies, AGENCY_FIELDS, storedAgency } from './agencies.queries.js'
import { AgencyForm } from './forms/agency.form.js'
import { SaveAgency } from './save-agency.js'

/** Agencies at the desk: their names and groups, and what they want line managers asked and told. */
@Controller('desk/agencies')
@Access('administrator')
export class AgencyDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly saveAgency: SaveAgency,
  ) {}

  @Get()
  async list() {
    return view('modules/home/views/agencies.njk', { agencies: await agencies(this.database) })
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedAgency(this.database, key)
    if (!stored) throw new NotFoundException()
    return form({ ...stored, opened: JSON.stringify(stored.values) })
  }

  @Post(':key')
  async change(
    @Param('key') key: string,
    @Body() body: { version?: string; opened?: string },
    @RequestKey() requestKey: string | undefined,
    @Me() me: Who,
  ) {
    const { values, errors } = readForm(AgencyForm, body)
    if (errors.length) return form({ key, version: body.version, opened: body.opened, values, errors }, 422)
    const opened = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.saveAgency.run(key, { ...values }, opened, { personId: me.id, key: requestKey })
    if (!answer) throw new NotFoundException()
    if ('saved' in answer) return redirect('/desk/agencies', `${values.name} is saved.`)
    const { version, values: merged, current, changed } = answer
    const overtaken = changed.map(one => changeInWords(one, AGENCY_FIELDS))
    return form({ key, version, values: merged, opened: JSON.stringify(current), overtaken }, 409)
  }
}

const form = (facts: object, status = 200) => view('modules/home/views/agency.njk', facts, status)
