import { Controller, Get, Inject, NotFoundException, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { Clock } from '../../../shared/clock.js'
import { Access } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { forwarding, VERB_WORDS } from './statement-words.js'
import { type ListedStatement, STATEMENTS_PER_PAGE, StatementsDeskQueries } from './statements-desk.queries.js'

const UUID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })
const HERE = '/desk/e-learning/statements'

/** The statements at the desk: what was told of whom, and whether it went on to the outside store. */
@Controller('desk/e-learning/statements')
@Access('administrator')
export class StatementsDeskPages {
  constructor(
    private readonly statements: StatementsDeskQueries,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  async list(@Query() asked: { page?: unknown; state?: unknown }) {
    const page = typeof asked.page === 'string' && /^[1-9]\d{0,3}$/.test(asked.page) ? Number(asked.page) : 1
    const refusedOnly = asked.state === 'refused'
    const [rows, standing] = await Promise.all([this.statements.list(refusedOnly, page), this.statements.standing()])
    const count = refusedOnly ? standing.refused : standing.due + standing.sent + standing.refused
    const pages = Math.max(page, Math.ceil(count / STATEMENTS_PER_PAGE))
    const pageAddress = `${HERE}?${refusedOnly ? 'state=refused&' : ''}page=`
    const { xapi, publicUrl } = this.settings
    const facts = { standing, refusedOnly, page, pages, count, pageAddress, outside: xapi && new URL(xapi.url).host }
    return view('modules/elearning/xapi/views/statements.njk', { ...facts, feed: `${publicUrl}/api/v1/xapi/`, rows: rows.map(this.shown) })
  }

  @Post('again')
  async allAgain() {
    const count = await this.statements.again(null, this.clock.now())
    return redirect(
      HERE,
      count === 0 ? 'Nothing to do: no statement was refused or waits.' : `${sentences(count)} sent again within a minute.`,
    )
  }

  @Get(':id')
  async one(@Param('id', UUID) id: string) {
    const found = await this.statements.one(id)
    if (!found) throw new NotFoundException()
    const json = JSON.stringify(found.statement, null, 2)
    return view('modules/elearning/xapi/views/statement.njk', { ...this.shown(found), json, outside: this.settings.xapi !== null })
  }

  @Post(':id/again')
  async again(@Param('id', UUID) id: string) {
    if (!(await this.statements.one(id))) throw new NotFoundException()
    const count = await this.statements.again(id, this.clock.now())
    return redirect(
      `${HERE}/${id}`,
      count === 0 ? 'Nothing to do: it was not refused, or is being sent again.' : `${sentences(count)} sent again within a minute.`,
    )
  }

  private readonly shown = <S extends ListedStatement>(one: S) => ({
    ...one,
    says: `${one.person} ${VERB_WORDS[one.verb]} ${one.course}`,
    standing: forwarding(one, this.settings.xapi !== null),
  })
}

const sentences = (count: number): string => (count === 1 ? 'It is' : `${count.toLocaleString('en-GB')} statements are`)
