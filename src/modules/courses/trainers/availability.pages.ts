import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { DeskQueries } from '../desk.queries.js'
import { readOpened } from '../rules/merge-edits.js'
import { AvailabilityForm } from './availability.form.js'
import { SaveTrainer } from './save-trainer.js'
import {
  absenceLine,
  absenceOfLine,
  noMoreAbsences,
  readAbsences,
  type StoredTrainer,
  storedTrainer,
  trainerChange,
  type TrainerValues,
  typedAbsences,
  WEEKDAYS,
} from './trainer-values.js'

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
  /** A press on one of the small buttons. */
  rows?: string
}
interface Facts {
  values: TrainerValues
  version: unknown
  opened: unknown
  [more: string]: unknown
}

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))
const NO_DAYS = { fromDay: '', toDay: '', words: '' }

/** What one trainer may deliver, on which weekdays they usually can, and the days that they cannot. */
@Controller('desk/trainers/:id/availability')
@Access('administrator')
export class AvailabilityPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly trainers: SaveTrainer,
  ) {}

  @Get()
  async open(@Id() id: string) {
    const stored = await this.stored(id)
    return this.form(stored, { values: stored.values, version: stored.version, opened: JSON.stringify(stored.values) })
  }

  @Post()
  async save(@Id() id: string, @Body() body: FormBody, @Me() me: Who) {
    const stored = await this.stored(id)
    const { values: form, errors } = readForm(AvailabilityForm, body)
    const pressed = body.rows === 'add-days'
    const rows = readAbsences(body)
    const full = pressed ? noMoreAbsences(rows) : []
    const more = full.length === 0 ? [NO_DAYS] : []
    const values = { ...form, absences: (pressed ? [...rows, ...more] : typedAbsences(rows)).map(absenceLine) }
    const kept = { values, version: body.version, opened: body.opened }
    if (pressed) return this.form(stored, { ...kept, errors: full })
    if (errors.length) return this.form(stored, { ...kept, errors }, 422)
    const opened = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.trainers.run(id, values, opened, { personId: me.id, key: body.idempotencyKey })
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.form(stored, { ...kept, ...answer }, 422)
    if ('saved' in answer) return redirect('/desk/trainers', `What ${answer.saved} may deliver and when is saved.`)
    const again = { values: answer.values, version: answer.version, opened: JSON.stringify(answer.current) }
    return this.form(stored, { ...again, overtaken: answer.changed.map(trainerChange) }, 409)
  }

  private async stored(id: string): Promise<StoredTrainer> {
    const stored = await storedTrainer(this.database, id)
    if (!stored) throw new NotFoundException()
    return stored
  }

  private async form(stored: StoredTrainer, facts: Facts, status = 200) {
    const choices = await this.desk.courseChoices(facts.values.courses)
    // What is ticked stands first: the list is long.
    const courses = [true, false].flatMap(ticked => choices.courses.filter(one => facts.values.courses.includes(one.value) === ticked))
    const absences = facts.values.absences.map(absenceOfLine)
    return view('modules/courses/views/trainer-availability.njk', { ...stored, ...facts, courses, absences, weekdays: WEEKDAYS }, status)
  }
}
