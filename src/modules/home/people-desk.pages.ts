import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate, londonDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RecordsReader } from '../records/records.reader.js'
import { HomeDeskQueries } from './desk.queries.js'
import { LearningForm } from './forms/learning.form.js'
import { RecordLearning } from './record-learning.js'
import { pageOf } from './rules/paging.js'
import { recordWords } from './rules/record-words.js'

const PER_PAGE = 25
const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))

/** People at the desk: find one, see their learning, record what they learned elsewhere. */
@Controller('desk/people')
@Access('administrator')
export class PeopleDeskPages {
  constructor(
    private readonly desk: HomeDeskQueries,
    private readonly records: RecordsReader,
    private readonly recordLearning: RecordLearning,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query('q') q: unknown, @Query('page') wanted: unknown) {
    const { page, offset } = pageOf(wanted, PER_PAGE)
    const asked = typeof q === 'string' ? q.trim().slice(0, 100) : ''
    const people = await this.desk.people(asked.split(/\s+/).filter(Boolean), PER_PAGE, offset)
    const total = people[0]?.total ?? 0
    const pages = Math.max(page, Math.ceil(total / PER_PAGE))
    return view('modules/home/views/people.njk', {
      q: asked,
      people,
      total,
      page,
      pages,
      pageAddress: `/desk/people?${queryOf(asked)}page=`,
    })
  }

  @Get(':id')
  open(@Id() id: string) {
    return this.page(id, { values: {} })
  }

  @Post(':id/records')
  async record(@Id() id: string, @Body() body: { idempotencyKey?: string }, @Me() me: Who) {
    const { values, errors } = readForm(LearningForm, body)
    if (errors.length) return this.page(id, { values, errors }, 422)
    if (!(await this.desk.person(id))) throw new NotFoundException()
    const answer = await this.recordLearning.run(id, values, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    if ('errors' in answer) return this.page(id, { values, ...answer }, 422)
    return redirect(`/desk/people/${id}`, `${answer.recorded} is on the record.`)
  }

  private async page(id: string, more: object, status = 200) {
    const [person, records, courses] = await Promise.all([this.desk.person(id), this.records.recordsOf(id), this.desk.courseChoices()])
    if (!person) throw new NotFoundException()
    const today = londonDate(this.clock.now())
    const shown = records.map(record => ({ ...record, on: longDate(record.completedOn), ...recordWords(record, today) }))
    return view('modules/home/views/person.njk', { person, records: shown, courses, today, ...more }, status)
  }
}

const queryOf = (q: string): string => (q ? `${new URLSearchParams({ q }).toString()}&` : '')
