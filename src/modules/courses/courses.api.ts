import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import type { CourseKind } from './course.entity.js'
import { ProgrammeReader } from './courses.reader.js'

class CourseItem {
  @ApiProperty({ example: 'neglect-l2' }) key: string
  @ApiProperty({ example: 'Understanding Neglect Level 2' }) title: string
  @ApiProperty({ example: 2, nullable: true, type: Number }) level: number | null
  @ApiProperty({ example: 'child-neglect', description: 'Key of the topic' }) topic: string
  @ApiProperty({ example: 'wsp', nullable: true, type: String, description: 'Key of the provider' }) provider: string | null
  @ApiProperty({ enum: ['scheduled', 'e-learning', 'external'] }) kind: CourseKind
  @ApiProperty({ example: ['neglect-l1'], description: 'Keys of the prerequisites' }) requires: string[]
}

class CourseList {
  @ApiProperty({ type: [CourseItem] }) items: CourseItem[]
}

@ApiTags('Programme')
@Controller('api/v1/courses')
@Access('anyone')
export class CoursesApi {
  constructor(
    private readonly programme: ProgrammeReader,
    private readonly clock: Clock,
  ) {}

  /** Every course on offer, in order of topic, level and title. The catalogue is short: it comes in one piece, so there is no `next`. */
  @Get()
  @ApiOkResponse({ type: CourseList })
  async list(): Promise<CourseList> {
    const { courses, byId } = await this.programme.current(this.clock.now())
    const items = courses
      .filter(course => !course.retired)
      .map(({ key, title, level, topic, provider, kind, requires }) => ({
        ...{ key, title, level, topic: topic.key, provider: provider?.key ?? null, kind },
        requires: requires.flatMap(id => byId.get(id)?.key ?? []),
      }))
    return { items }
  }
}
