import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { londonDate, longMoment } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { ChangeOccurrence, type ToConfirm } from './change-occurrence.js'
import { DeskQueries } from './desk.queries.js'
import { ClashForm, OccurrenceForm, readSessions, rowsAfter, tidySessions } from './forms/delivery.form.js'
import {
  OCCURRENCE_FIELDS,
  type OccurrenceValues,
  sessionLine,
  sessionOfLine,
  type StoredOccurrence,
  storedOccurrence,
} from './forms/occurrence-values.js'
import { savedAnyway } from './programme/saved-anyway.js'
import { runsInWords, viabilityOf } from './rules/viability.js'
import { changeInWords, readOpened } from './rules/merge-edits.js'
import { changeProblem } from './rules/occurrence-change.js'

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
  rows?: string
  /** The key of what the page had shown to be confirmed. */
  seen?: string
  /** Back from there to the form. */
  again?: string
}
interface Facts {
  values: OccurrenceValues
  version: unknown
  opened: unknown
  clash?: ClashForm
  [more: string]: unknown
}

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))

/** One occurrence at the desk: what it is, how it is booked, and its change. */
@Controller('desk/occurrences/:id')
@Access('administrator')
export class OccurrenceDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly change: ChangeOccurrence,
    private readonly clock: Clock,
  ) {}

  @Get()
  async open(@Id() id: string) {
    const stored = await this.stored(id)
    return this.form(stored, { values: stored.values, version: stored.version, opened: JSON.stringify(stored.values) })
  }

  @Post()
  async save(@Id() id: string, @Body() body: FormBody, @Me() me: Who) {
    const stored = await this.stored(id)
    const typed = readSessions(body)
    const rows = rowsAfter(body.rows, [typed])?.[0]
    const { values: form, errors } = readForm(OccurrenceForm, body)
    const values = { ...form, sessions: (rows ?? tidySessions(typed)).map(sessionLine) }
    const clash = readForm(ClashForm, body).values
    const kept = { values, version: body.version, opened: body.opened, clash }
    if (rows || body.again) return this.form(stored, kept)
    if (errors.length) return this.form(stored, { ...kept, errors }, 422)
    const opened = {
      version: Number(body.version),
      opened: readOpened(body.opened),
      seen: String(body.seen ?? ''),
      anyway: savedAnyway(clash),
    }
    const answer = await this.change.run(id, values, opened, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    if (!answer) throw new NotFoundException()
    if ('look' in answer) return this.form(stored, { ...kept, ...answer }, 422)
    if ('errors' in answer) return this.form(stored, { ...kept, ...answer }, 422)
    if ('saved' in answer) return redirect(`/desk/occurrences/${id}`, 'Your changes are saved.')
    if ('confirm' in answer) return confirmPage(stored, kept, answer, Boolean(body.seen))
    const again = { values: answer.values, version: answer.version, opened: JSON.stringify(answer.current) }
    return this.form(stored, { ...again, overtaken: answer.changed.map(one => changeInWords(one, OCCURRENCE_FIELDS)) }, 409)
  }

  private async stored(id: string): Promise<StoredOccurrence> {
    const stored = await storedOccurrence(this.database, id)
    if (!stored) throw new NotFoundException()
    return stored
  }

  private async form(stored: StoredOccurrence, facts: Facts, status = 200) {
    const choices = await this.desk.eventChoices(facts.values.trainers, facts.values)
    const shown = {
      ...{ ...stored, when: longMoment(stored.startsAt), closed: changeProblem(stored), ...this.viability(stored) },
      ...{ sessions: facts.values.sessions.map(sessionOfLine), choices },
    }
    return view('modules/courses/views/occurrence-form.njk', { ...shown, ...facts }, status)
  }

  /** Where it stands, and what delegates read of that. */
  private viability({ draft, cancelledAt, confirmedAt, startsAt, values }: StoredOccurrence) {
    const now = this.clock.now()
    const runs = {
      fewest: values.fewest === '' ? null : Number(values.fewest),
      decideOn: values.decideOn || null,
      confirmed: confirmedAt !== null,
    }
    const viability = viabilityOf({ ...runs, draft, cancelled: cancelledAt !== null })
    return { viability, runs: runsInWords(runs, londonDate(now)), begun: startsAt <= now }
  }
}

/** What changes, whom it touches, and the button; everything typed comes along. `anew`: it was shown before, and is no longer true. */
function confirmPage(stored: StoredOccurrence, { values, version, opened, clash }: Facts, { confirm }: ToConfirm, anew: boolean) {
  const { sessions, trainers, ...plain } = values
  const typed = [
    ...Object.entries(plain),
    ...trainers.map((trainer): [string, string] => ['trainers', trainer]),
    ...sessions.flatMap((line, i) =>
      Object.entries<string>({ ...sessionOfLine(line) }).map(([part, value]): [string, string] => [`sessions[${i}][${part}]`, value]),
    ),
    ...Object.entries({ version: String(version), opened: String(opened), ...clash }),
  ]
  const told = confirm.touched.groups.reduce((sum, group) => sum + (group.gets ? group.count : 0), 0)
  const facts = { id: stored.id, courseTitle: stored.courseTitle, when: longMoment(stored.startsAt), ...confirm, typed, told, anew }
  return view('modules/courses/views/occurrence-confirm.njk', facts, anew ? 409 : 200)
}
