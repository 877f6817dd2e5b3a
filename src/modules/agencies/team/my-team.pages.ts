import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longDate, longMoment, whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { EvaluationReader } from '../../evaluation/evaluation.reader.js'
import { addressOf, matrixAsked } from '../asked.js'
import { PEOPLE_PER_PAGE, Standing } from '../people/standing.js'
import { MyTeamQueries } from './my-team.queries.js'

/**
 * A line manager's team: who names the address of this account as their line manager's or deputy's. Naming somebody shows them one's own
 * places and standing, and shows nothing to oneself; no charges, no needs and no answers are here.
 */
@Controller('my-team')
@Access('delegate')
export class MyTeamPages {
  constructor(
    private readonly standing: Standing,
    private readonly queries: MyTeamQueries,
    private readonly evaluations: EvaluationReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Query() query: Record<string, unknown>) {
    const now = this.clock.now()
    const asked = { ...matrixAsked(query), name: '', job: '', standing: '' as const, sort: 'name' as const }
    const [matrix, requests, evaluations] = await Promise.all([
      this.standing.matrix({ managerId: me.id }, asked, PEOPLE_PER_PAGE, now),
      this.queries.toApprove(me.id, now),
      this.evaluations.ofManager(me.id, now),
    ])
    const { rows, pathway, pathways, total } = matrix
    return view('modules/agencies/views/my-team.njk', {
      ...{ pathway, total, page: asked.page, pages: Math.ceil(total / PEOPLE_PER_PAGE) },
      rows: rows.map(row => ({ ...row, coming: row.coming.map(one => ({ ...one, when: whenInWords(one.startsAt, one.endsAt) })) })),
      pathways: pathways.map(({ key, title }) => ({ value: key, text: title })),
      pageAddress: `${addressOf('/my-team', { pathway: pathway?.key ?? '' })}&page=`,
      requests: requests.map(one => ({ ...one, when: whenInWords(one.startsAt, one.endsAt), until: longMoment(one.runsOutAt) })),
      evaluations: evaluations.map(one => ({ ...one, on: longDate(one.startsAt), until: one.until && longDate(one.until) })),
    })
  }
}
