import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { ENGLAND_AND_WALES } from '../../shared/bank-holidays.js'
import { londonAt, londonDate } from '../../shared/dates.js'
import { newId } from '../../shared/ids.js'
import { workingDaysBefore } from '../../shared/working-days.js'
import type { FieldError } from '../../web/forms.js'
import { ProgrammeReader } from './courses.reader.js'
import { type Delivery, readDelivery, windowErrors } from './forms/delivery-check.js'
import { Event } from './event.entity.js'
import type { EventForm } from './forms/delivery.form.js'
import { OccurrenceChanges } from './occurrence-changes.writer.js'
import { OccurrenceTrainer } from './occurrence-trainer.entity.js'
import { Occurrence } from './occurrence.entity.js'
import { readMoment, readSittings, type Sitting, type TypedSession } from './rules/event-times.js'
import type { Sender, Wrong } from './save-course.js'
import { Session } from './session.entity.js'

const CLOSES_AT = '17:00'

/** Puts a course on the programme: one event, with an occurrence for each of the dates. */
@Injectable()
export class PutOnEvent {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
    private readonly changes: OccurrenceChanges,
  ) {}

  /** The ids of the occurrences, in the order typed. */
  async run(form: EventForm, dates: readonly TypedSession[][], sender: Sender, now: Date): Promise<{ put: string[] } | Wrong> {
    const read = readTimes(form, dates, now)
    const answer = await this.transaction.run(tx => once(tx, sender, () => this.putOn(tx, form, read, now)))
    this.programme.invalidate()
    return answer
  }

  /** Who waits for the course is offered the new places at once. */
  private async putOn(tx: EntityManager, form: EventForm, times: Times, now: Date): Promise<{ put: string[] } | Wrong> {
    const answer = await putOn(tx, form, times)
    if ('errors' in answer) return answer
    await this.changes.added(tx, answer.courseId, answer.put, now)
    return { put: answer.put }
  }
}

interface Times {
  dates: Sitting[][]
  opensAt: Date | null
  errors: FieldError[]
}

function readTimes(form: EventForm, typed: readonly TypedSession[][], now: Date): Times {
  const errors: FieldError[] = []
  const dates = typed.map((sessions, d) => {
    const read = readSittings(sessions, now)
    if ('sittings' in read) return read.sittings
    for (const { index, part, message } of read.problems)
      errors.push({
        field: `dates-${d}-sessions-${index}-${part}`,
        message: `Date ${d + 1}${sessions.length > 1 ? `, session ${index + 1}` : ''}: ${message}`,
      })
    return []
  })
  const opens = readMoment(form.opensDay, form.opensTime, '09:00')
  if ('problem' in opens) errors.push({ field: 'opensDay', message: opens.problem })
  return { dates, opensAt: 'at' in opens ? opens.at : null, errors }
}

async function putOn(
  tx: EntityManager,
  form: EventForm,
  { dates, opensAt, errors: wrong }: Times,
): Promise<{ put: string[]; courseId: string } | Wrong> {
  const [course] = await tx.query<{ id: string; kind: string }[]>(
    `SELECT id, kind FROM course WHERE key = $1 AND NOT retired AND mode <> 'e-learning'`,
    [form.course],
  )
  const { delivery, errors } = await readDelivery(tx, form, course?.kind === 'external')
  errors.push(...wrong)
  if (!course) errors.push({ field: 'course', message: 'Choose the course' })
  const closing = dates.map(sittings => closesBefore(sittings, form.closesDays))
  dates.forEach((sittings, d) => sittings[0] && errors.push(...windowErrors(opensAt, closing[d]!, sittings[0].startsAt, 'closesDays')))
  if (!course || errors.length > 0) return { errors: withoutDoubles(errors) }
  return { put: await insert(tx, course.id, form, { dates, opensAt, closing, delivery }), courseId: course.id }
}

function closesBefore([first]: Sitting[], days: string): Date | null {
  if (!first || days === '') return null
  // On the day itself 5pm would come too late: booking then closes when it starts.
  if (Number(days) === 0) return null
  return londonAt(workingDaysBefore(londonDate(first.startsAt), Number(days), ENGLAND_AND_WALES), CLOSES_AT)
}

const withoutDoubles = (errors: FieldError[]): FieldError[] =>
  errors.filter((error, i) => errors.findIndex(other => other.field === error.field) === i)

interface Facts {
  dates: Sitting[][]
  opensAt: Date | null
  closing: (Date | null)[]
  delivery: Delivery
}

async function insert(
  tx: EntityManager,
  courseId: string,
  form: EventForm,
  { dates, opensAt, closing, delivery }: Facts,
): Promise<string[]> {
  const eventId = newId()
  const ids = dates.map(newId)
  const { onlineUrl, externalUrl } = form
  await tx.getRepository(Event).insert({ id: eventId, key: eventId, courseId })
  await tx.getRepository(Occurrence).insert(
    dates.map((sittings, d) => ({
      ...{ id: ids[d]!, key: ids[d]!, eventId, courseId, venueId: delivery.venueId, roomId: delivery.roomId, onlineUrl, externalUrl },
      ...{ startsAt: sittings[0]!.startsAt, endsAt: sittings.at(-1)!.endsAt, places: Number(form.places) },
      ...{ bookingOpensAt: opensAt, bookingClosesAt: closing[d] ?? null },
    })),
  )
  const sessions = dates.flatMap((sittings, d) => sittings.map((one, s) => ({ id: newId(), occurrenceId: ids[d]!, number: s + 1, ...one })))
  await tx.getRepository(Session).insert(sessions)
  const trainers = ids.flatMap(occurrenceId => delivery.trainerIds.map(trainerId => ({ occurrenceId, trainerId })))
  await tx.getRepository(OccurrenceTrainer).insert(trainers)
  return ids
}
