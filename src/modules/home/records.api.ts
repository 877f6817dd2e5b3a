import { Controller, Get } from '@nestjs/common'
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../shared/clock.js'
import { londonDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { countsOn } from '../courses/rules/prerequisites.js'
import { RecordsReader } from '../records/records.reader.js'

class RecordedCourse {
  @ApiProperty({ example: 'neglect-l1' }) key: string
  @ApiProperty({ example: 'Child Neglect Awareness - Level 1' }) title: string
}

class RecordItem {
  @ApiProperty({ format: 'uuid' }) id: string
  @ApiProperty() course: RecordedCourse
  @ApiProperty({ example: '2026-03-02', description: 'A London day' }) completedOn: string
  @ApiProperty({ enum: ['attended', 'e-learning', 'evidence'] }) how: string
  @ApiProperty({ nullable: true, type: String, example: '2029-03-02', description: 'The last day it counts; null: for good' })
  validUntil: string | null
  @ApiProperty({ description: 'Whether it counts today' }) counts: boolean
}

class RecordList {
  @ApiProperty({ type: [RecordItem] }) items: RecordItem[]
}

@ApiTags('Learning records')
@ApiBearerAuth()
@Controller('api/v1/me/records')
@Access('delegate')
export class RecordsApi {
  constructor(
    private readonly records: RecordsReader,
    private readonly clock: Clock,
  ) {}

  /** One's own learning records, newest first. */
  @Get()
  @ApiOkResponse({ type: RecordList })
  async mine(@Me() me: Who): Promise<RecordList> {
    const today = londonDate(this.clock.now())
    const records = await this.records.recordsOf(me.id)
    const items = records.map(({ id, courseKey, courseTitle, completedOn, how, validUntil, ...record }) => ({
      ...{ id, course: { key: courseKey, title: courseTitle }, completedOn, how, validUntil },
      counts: countsOn({ ...record, completedOn, validUntil }, today),
    }))
    return { items }
  }
}
