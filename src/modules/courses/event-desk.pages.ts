import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { ProgrammeReader } from './courses.reader.js'
import { DeskQueries } from './desk.queries.js'
import { EventForm, NO_SESSION, readDates, rowsAfter, tidyDates } from './forms/delivery.form.js'
import { PutOnEvent } from './put-on-event.js'
import type { TypedSession } from './rules/event-times.js'

const USUAL_TIMES: TypedSession = { ...NO_SESSION, start: '09:30', end: '16:00' }

interface FormBody {
  idempotencyKey?: string
  rows?: string
}

/** Puts a course on the programme: one form with as many dates and sessions as it needs. */
@Controller('desk/events')
@Access('administrator')
export class EventDeskPages {
  constructor(
    private readonly desk: DeskQueries,
    private readonly programme: ProgrammeReader,
    private readonly events: PutOnEvent,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  async blank(@Query('course') course: unknown) {
    const { byKey } = await this.programme.current(this.clock.now())
    const known = typeof course === 'string' ? byKey.get(course) : undefined
    const places = known ? await this.desk.usualPlaces(known.id) : ''
    return this.form({ values: { course: known?.key ?? '', places, closesDays: '1', trainers: [] }, dates: [[USUAL_TIMES]] })
  }

  @Post()
  async put(@Body() body: FormBody, @Me() me: Who) {
    const dates = readDates(body)
    const { values, errors } = readForm(EventForm, body)
    const rows = rowsAfter(body.rows, dates)
    if (rows) return this.form({ values, dates: rows })
    const typed = tidyDates(dates)
    if (errors.length) return this.form({ values, dates: typed, errors }, 422)
    const answer = await this.events.run(values, typed, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    if ('errors' in answer) return this.form({ values, dates: typed, ...answer }, 422)
    const [first] = answer.put
    const many = answer.put.length > 1
    return redirect(
      many ? '/desk/programme' : `/desk/occurrences/${first}`,
      many ? `${answer.put.length} dates are on the programme.` : 'The date is on the programme.',
    )
  }

  private async form(facts: { values: Partial<EventForm> } & Record<string, unknown>, status = 200) {
    return view('modules/courses/views/event-form.njk', { ...facts, choices: await this.desk.eventChoices(facts.values.trainers, facts.values) }, status)
  }
}
