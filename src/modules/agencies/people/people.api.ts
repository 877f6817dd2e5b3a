import { Controller, Get, Query } from '@nestjs/common'
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { agencyOf, matrixAsked } from '../asked.js'
import { CELL_STATES, type CellState } from '../rules/standing-cell.js'
import { Standing } from './standing.js'

const PER_PAGE = 100

class StandingItem {
  @ApiProperty({ example: 'neglect-l2' }) course: string
  @ApiProperty({ enum: CELL_STATES }) state: CellState
  @ApiProperty({ nullable: true, type: String, format: 'date', description: 'The last day on which it counts, or counted' }) until:
    string | null
  @ApiProperty({ nullable: true, type: Date, description: 'The start of the next date on which they have a place' }) bookedFor: Date | null
}

class ColleagueItem {
  @ApiProperty({ format: 'uuid' }) id: string
  @ApiProperty() name: string
  @ApiProperty() email: string
  @ApiProperty() jobRole: string
  @ApiProperty({ type: [StandingItem] }) standing: StandingItem[]
}

class ColleagueList {
  @ApiProperty({ type: [ColleagueItem] }) items: ColleagueItem[]
  @ApiPropertyOptional({ description: 'There is more: ask again with this as `page`' }) next?: string
}

@ApiTags('Agencies')
@Controller('api/v1/my-agency/people')
@Access('training lead')
export class AgencyPeopleApi {
  constructor(
    private readonly standing: Standing,
    private readonly clock: Clock,
  ) {}

  /** The people of the training lead's own agency, and how each stands with the courses of a pathway. */
  @Get()
  @ApiQuery({ name: 'pathway', required: false, description: 'Key of the course that the pathway leads to, or `all`' })
  @ApiQuery({ name: 'standing', required: false, enum: CELL_STATES })
  @ApiQuery({ name: 'name', required: false })
  @ApiQuery({ name: 'job', required: false })
  @ApiQuery({ name: 'page', required: false })
  @ApiOkResponse({ type: ColleagueList })
  async list(@Me() me: Who, @Query() query: Record<string, unknown>): Promise<ColleagueList> {
    const asked = matrixAsked(query)
    const { rows, total } = await this.standing.matrix({ agencyId: agencyOf(me) }, asked, PER_PAGE, this.clock.now())
    const items = rows.map(({ cells, coming: _coming, ...person }) => ({
      ...person,
      standing: cells.map(({ courseKey, state, until, booked }) => ({
        course: courseKey,
        state,
        until,
        bookedFor: booked?.startsAt ?? null,
      })),
    }))
    return asked.page * PER_PAGE < total ? { items, next: String(asked.page + 1) } : { items }
  }
}
