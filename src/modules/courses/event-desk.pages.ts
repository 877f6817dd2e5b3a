import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { ProgrammeReader } from './courses.reader.js'
import { DeskQueries } from './desk.queries.js'
import { ClashForm, EventForm, NO_SESSION, noMoreRows, readDates, rowsAfter, tidyDates } from './forms/delivery.form.js'
import { copiedEvent } from './programme/copied-event.js'
import { savedAnyway } from './programme/saved-anyway.js'
import { type HowToPut, PutOnEvent } from './put-on-event.js'
import type { TypedSession } from './rules/event-times.js'
import { USUAL_DECISION_DAYS } from './rules/viability.js'

const USUAL_TIMES: TypedSession = { ...NO_SESSION, start: '09:30', end: '16:00' }

interface FormBody {
  idempotencyKey?: string
  rows?: string
  how?: string
}

/** Puts a course on the programme: one form with as many dates and sessions as it needs. */
@Controller('desk/events')
@Access('administrator')
export class EventDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly programme: ProgrammeReader,
    private readonly events: PutOnEvent,
    private readonly clock: Clock,
  ) {}

  /** `course`: to be put on; `copy`: an occurrence whose event is put on again. */
  @Get('new')
  async blank(@Query('course') course: unknown, @Query('copy') copy: unknown) {
    const copied = isUUID(copy) ? await copiedEvent(this.database, String(copy)) : null
    if (copied) return this.form(copied)
    const { byKey } = await this.programme.current(this.clock.now())
    const known = typeof course === 'string' ? byKey.get(course) : undefined
    const usual = known ? await this.desk.usual(known.id) : { places: '', fewest: '' }
    const values = { course: known?.key ?? '', ...usual, closesDays: '1', decideDays: String(USUAL_DECISION_DAYS), trainers: [] }
    return this.form({ values, dates: [[USUAL_TIMES]] })
  }

  @Post()
  async put(@Body() body: FormBody, @Me() me: Who) {
    const dates = readDates(body)
    const { values, errors } = readForm(EventForm, body)
    const clash = readForm(ClashForm, body).values
    const rows = rowsAfter(body.rows, dates)
    if (rows) return this.form({ values, clash, dates: rows, errors: noMoreRows(body.rows, dates, rows) })
    const typed = tidyDates(dates)
    if (errors.length) return this.form({ values, clash, dates: typed, errors }, 422)
    const asked = { how: howOf(body.how), anyway: savedAnyway(clash) }
    const answer = await this.events.run(values, typed, asked, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    if ('look' in answer) return this.form({ values, clash, dates: typed, ...answer }, asked.how === 'check' ? 200 : 422)
    if ('errors' in answer) return this.form({ values, clash, dates: typed, ...answer }, 422)
    const { put, eventId } = answer
    const [first] = put
    return redirect(put.length > 1 ? `/desk/events/${eventId}` : `/desk/occurrences/${first}`, saved(asked.how, put.length))
  }

  private async form(facts: { values: Partial<EventForm> } & Record<string, unknown>, status = 200) {
    return view(
      'modules/courses/views/event-form.njk',
      { ...facts, choices: await this.desk.eventChoices(facts.values.trainers, facts.values) },
      status,
    )
  }
}

const howOf = (how: unknown): HowToPut => (how === 'draft' || how === 'check' ? how : 'publish')

function saved(how: HowToPut, many: number): string {
  if (how === 'draft')
    return `${many > 1 ? `${many} drafts are` : 'The draft is'} saved. Only the desk sees ${many > 1 ? 'them' : 'it'} until you publish.`
  return many > 1 ? `${many} dates are on the programme.` : 'The date is on the programme.'
}
