import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { longDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import type { FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { AskAgencies } from './ask-agencies.js'
import { KeepAReturn } from './keep-a-return.js'
import { askableYears, OpenAReturn, type TypedReturn } from './open-a-return.js'
import { sheets, yearOf, years } from './returns.queries.js'
import { textOf } from './rules/answers.js'
import { USUAL_LINES } from './rules/lines.js'
import { sumOf } from './summed.js'

type Typed = Partial<Record<keyof TypedReturn, unknown>>

/** The yearly return of the training that agencies give their own people: begun, asked for, watched and closed at the desk. */
@Controller('desk/returns')
@Access('administrator')
export class ReturnsDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly opening: OpenAReturn,
    private readonly asking: AskAgencies,
    private readonly keeping: KeepAReturn,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/returns/views/years.njk', { years: await years(this.database) })
  }

  @Get('new')
  async form() {
    const [last] = await years(this.database)
    const lines = last?.lines.map(line => line.words).join('\n') ?? USUAL_LINES
    const [, year = ''] = askableYears(this.clock.now())
    return this.newPage({ year, dueOn: '', lines })
  }

  @Post()
  async open(@Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    const typed = { year: textOf(body.year), dueOn: textOf(body.dueOn), lines: textOf(body.lines) }
    const answer = await this.opening.run(typed, { personId: me.id, key }, this.clock.now())
    if ('errors' in answer) return this.newPage(typed, answer.errors)
    return redirect(`/desk/returns/${answer.opened}`, 'The return is begun. Nobody has been asked yet.')
  }

  @Get(':year')
  async show(@Param('year') year: string) {
    const [found, all] = await Promise.all([yearOf(this.database, year), sheets(this.database, year)])
    if (!found) throw new NotFoundException()
    const waiting = all.filter(one => !one.askedAt && !one.sentAt)
    return view('modules/returns/views/year.njk', {
      ...{ year: found, due: longDate(found.dueOn), sheets: all, sum: sumOf(all, found.lines).whole },
      ...{ toAsk: waiting.filter(one => one.contactEmail).length, unknown: waiting.filter(one => !one.contactEmail).length },
    })
  }

  @Post(':year/asking')
  async ask(@Param('year') year: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    if (!(await yearOf(this.database, year))) throw new NotFoundException()
    const { asked } = await this.asking.all(year, { personId: me.id, key }, this.clock.now())
    const words = asked === 0 ? 'Nobody was left to ask.' : `${asked} ${asked === 1 ? 'agency is' : 'agencies are'} asked.`
    return redirect(`/desk/returns/${year}`, words)
  }

  @Post(':year/closing')
  async close(@Param('year') year: string) {
    if (!(await this.keeping.close(year, this.clock.now()))) throw new NotFoundException()
    return redirect(`/desk/returns/${year}`, 'The year is closed: nothing more is answered.')
  }

  private newPage(values: TypedReturn, errors: FieldError[] = []) {
    const facts = { values, errors, years: askableYears(this.clock.now()) }
    return view('modules/returns/views/new.njk', facts, errors.length ? 422 : 200)
  }
}
