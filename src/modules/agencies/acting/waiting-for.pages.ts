import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { ColleaguesReader } from '../../bookings/colleagues.reader.js'
import { ColleaguesWriter, isLeadRefusal } from '../../bookings/colleagues.writer.js'
import { type Colleague, PeopleQueries } from '../people/people.queries.js'
import { JoinForColleagueForm } from './acting.form.js'

const NO_DATES: FieldError = { field: 'dates', message: 'Choose at least one date that they could make, or choose any date' }

/** A colleague's place in the queue of a course; offers go to the colleague, who answers them. */
@Controller('my-agency/waiting-list/:key')
@Access('training lead')
export class WaitingForPages {
  constructor(
    private readonly people: PeopleQueries,
    private readonly reader: ColleaguesReader,
    private readonly writer: ColleaguesWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(@Param('key') key: string, @Me() me: Who, @Query('person') personId: unknown) {
    return this.page(key, await this.colleague(me, personId))
  }

  @Post()
  async join(@Param('key') key: string, @Body() body: object, @RequestKey() requestKey: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(JoinForColleagueForm, body)
    const person = await this.colleague(me, values.person)
    const dates = values.when === 'some' ? values.dates : []
    if (errors.length === 0 && values.when === 'some' && dates.length === 0) errors.push(NO_DATES)
    if (errors.length) return this.page(key, person, { values, errors }, 422)
    const answer = await this.writer.join(me, { courseKey: key, personId: person.id, dates }, requestKey)
    if (isLeadRefusal(answer)) {
      if (answer.refused === 'not-found') throw new NotFoundException()
      return this.page(key, person, { values, errors: [{ field: 'when', message: answer.sentence }] }, 409)
    }
    return redirect(
      `/my-agency/people/${person.id}`,
      `${person.name} is number ${answer.position} on the waiting list. We have written to them.`,
    )
  }

  private async colleague(me: Who, id: unknown): Promise<Colleague> {
    const person = await this.people.one(me.agencyId, id)
    if (!person) throw new NotFoundException()
    return person
  }

  private async page(key: string, person: Colleague, more: { values?: JoinForColleagueForm; errors?: FieldError[] } = {}, status = 200) {
    const list = await this.reader.waitingList(key, person.id, this.clock.now())
    if (!list || list.kind !== 'scheduled') throw new NotFoundException()
    return view('modules/agencies/views/waiting-list.njk', { list, person, ...more }, status)
  }
}
