import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { renderPage } from '../../web/page-engine.js'
import { view } from '../../web/reply.js'
import { MineQueries } from './mine.queries.js'
import { type Filter, filterAddress, inUse, readFilter, without } from './rules/filter-programme.js'
import { pageOf } from './rules/paging.js'
import { type Shown, ShownProgramme } from './shown-programme.js'
import { type Asked, listFacts, PER_PAGE } from './whats-on.list.js'

@Controller('whats-on')
@Access('anyone')
export class WhatsOnPages {
  constructor(
    private readonly programme: ShownProgramme,
    private readonly mine: MineQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() query: Record<string, unknown>, @Me() me: Who | undefined) {
    const now = this.clock.now()
    const [shown, mine] = await Promise.all([this.programme.current(now), this.mine.of(me)])
    const read = readFilter(query)
    const filter = me ? read : without(read, 'mine')
    const form = formHtml(shown, filter, me !== undefined)
    return view('modules/home/views/whats-on.njk', {
      form,
      ...listOf(shown, { filter, page: pageOf(query.page, PER_PAGE).page, mine, now }),
    })
  }
}

// Strangers all see the same: their pages, and everybody's form, are drawn once for as long as the programme is kept.
function listOf(shown: Shown, asked: Asked): { list: string; page: number; pages: number } {
  if (asked.mine) return drawList(shown, asked)
  return shown.kept(`list ${filterAddress(asked.filter)} ${asked.page}`, () => drawList(shown, asked))
}

function drawList(shown: Shown, asked: Asked) {
  const facts = listFacts(shown, asked)
  return { list: renderPage('modules/home/views/whats-on-list.njk', facts), page: facts.page, pages: facts.pages }
}

const formHtml = (shown: Shown, filter: Filter, signedIn: boolean): string =>
  shown.kept(`form ${signedIn} ${filterAddress(filter)}`, () =>
    renderPage('modules/home/views/whats-on-form.njk', { filter, choices: shown.choices, signedIn, narrowed: inUse(filter).length }),
  )
