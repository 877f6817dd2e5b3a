import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { londonDate, whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { Download, view } from '../../../web/reply.js'
import { workbook } from '../../../web/workbook.js'
import { ALL_PATHWAYS } from '../rules/pathways.js'
import { addressOf, agencyOf, matrixAsked, noAgency } from '../asked.js'
import { AgencyBookingsQueries } from '../bookings/agency-bookings.queries.js'
import { bookAddress } from '../my-agency.pages.js'
import { STATE_TITLES } from '../rules/cell-words.js'
import { CELL_STATES } from '../rules/standing-cell.js'
import { csvOf, linesOf } from './matrix-file.js'
import { PeopleQueries } from './people.queries.js'
import { PEOPLE_PER_PAGE, Standing } from './standing.js'

type Asked = Record<string, unknown>

/** An agency's people and how they stand with the courses that build on one another. */
@Controller('my-agency')
@Access('training lead')
export class PeoplePages {
  constructor(
    private readonly people: PeopleQueries,
    private readonly standing: Standing,
    private readonly bookings: AgencyBookingsQueries,
    private readonly clock: Clock,
  ) {}

  @Get('people')
  async list(@Me() me: Who, @Query() query: Asked) {
    if (me.agencyId === null) return noAgency()
    const asked = matrixAsked(query)
    const matrix = await this.standing.matrix({ agencyId: me.agencyId }, asked, PEOPLE_PER_PAGE, this.clock.now())
    const { pathway, pathways, rows, total } = matrix
    const kept = { ...asked, pathway: pathway?.key ?? '', page: '' }
    return view('modules/agencies/views/people.njk', {
      ...{ asked, pathway, rows, total, page: asked.page },
      pathways: pathways.map(({ key, title }) => ({ value: key, text: title })),
      states: CELL_STATES.map(state => ({ value: state, text: STATE_TITLES[state] })),
      pages: Math.ceil(total / PEOPLE_PER_PAGE),
      pageAddress: `${addressOf('/my-agency/people', kept)}&page=`,
      csv: addressOf('/my-agency/people.csv', kept),
      xlsx: addressOf('/my-agency/people.xlsx', kept),
    })
  }

  @Get('people.csv')
  async csv(@Me() me: Who, @Query() query: Asked) {
    return new Download('text/csv; charset=utf-8', csvOf(await this.lines(me, query)), `${this.fileName()}.csv`)
  }

  @Get('people.xlsx')
  async workbook(@Me() me: Who, @Query() query: Asked) {
    return workbook(this.fileName(), 'People', await this.lines(me, query))
  }

  @Get('people/:id')
  async one(@Me() me: Who, @Param('id') id: string) {
    const person = await this.people.one(me.agencyId, id)
    if (!person) throw new NotFoundException()
    const now = this.clock.now()
    const asked = { ...matrixAsked({}), pathway: ALL_PATHWAYS, name: person.email }
    const [{ rows }, coming] = await Promise.all([
      this.standing.matrix({ agencyId: agencyOf(me) }, asked, null, now),
      this.bookings.ofPerson(person.id, now),
    ])
    const cells = rows.find(row => row.id === person.id)?.cells ?? []
    return view('modules/agencies/views/colleague.njk', {
      person,
      own: person.id === me.id,
      cells: cells.map(cell => ({ ...cell, book: bookAddress({ personId: person.id, courseKey: cell.courseKey, kind: cell.courseKind }) })),
      coming: coming.map(one => ({ ...one, when: whenInWords(one.startsAt, one.endsAt) })),
    })
  }

  private fileName(): string {
    return 'people-' + londonDate(this.clock.now())
  }

  private async lines(me: Who, query: Asked): Promise<string[][]> {
    return linesOf(await this.standing.matrix({ agencyId: agencyOf(me) }, matrixAsked(query), null, this.clock.now()))
  }
}
