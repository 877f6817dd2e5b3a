import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { FiguresQueries } from '../figures.queries.js'
import { chooseImpact, type AskedImpact } from './ask-impact.js'
import { TextsQueries } from './texts.queries.js'

/** What was chosen for the annual report: in people's own words, by role, agency group and course, never by name. */
@Controller('reports/impact/statements')
@Access('report reader', 'administrator')
export class StatementsPages {
  constructor(
    private readonly texts: TextsQueries,
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Me() me: Who, @Query() asked: AskedImpact) {
    const chosen = chooseImpact(asked, await this.figures.span(), this.clock.now(), holds(me, 'administrator'))
    const statements = chosen.period ? await this.texts.statements(chosen.period) : []
    return view('modules/reports/views/impact-statements.njk', { ...chosen, statements }, chosen.period ? 200 : 422)
  }
}
