import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { agencies } from './agencies.queries.js'
import { placedInWords } from './agency-desk.pages.js'
import { PlacePeople } from './place-people.js'

const PAGE = 20

/** People whose agency was not listed, by the name that they typed, each to be placed with an agency. */
@Controller('desk/agencies/unlisted')
@Access('administrator')
export class UnlistedPages {
  constructor(
    private readonly database: DataSource,
    private readonly people: PlacePeople,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Query('page') page: unknown) {
    return this.page(Number(page))
  }

  @Post()
  async place(@Body() body: { typed?: unknown; agency?: unknown }) {
    const typed = typeof body.typed === 'string' ? body.typed : ''
    const agency = typeof body.agency === 'string' ? body.agency : ''
    const answer = agency && (await this.people.run(typed, agency, this.clock.now()))
    if (!answer) return this.page(1, typed)
    return redirect('/desk/agencies/unlisted', `${answer.agency}: ${placedInWords(answer.placed)}`)
  }

  /** `wrong`: the typed name for which no agency was chosen. */
  private async page(asked: number, wrong?: string) {
    const page = Number.isInteger(asked) && asked > 0 && asked < 1000 ? asked : 1
    const [{ names, total }, listed] = await Promise.all([this.people.typed(PAGE, (page - 1) * PAGE), agencies(this.database)])
    const at = Math.max(0, names.findIndex(name => name.typed === wrong)) // prettier-ignore
    const errors = wrong === undefined ? [] : [{ field: `agency-${at}`, message: 'Choose the agency that they work for' }]
    const choices = listed.map(agency => ({ value: agency.key, text: `${agency.name} (${agency.group})` })).sort((a, b) => a.text.localeCompare(b.text)) // prettier-ignore
    const facts = { names, page, pages: Math.ceil(total / PAGE), choices, errors }
    return view('modules/home/views/unlisted.njk', facts, wrong === undefined ? 200 : 422)
  }
}
