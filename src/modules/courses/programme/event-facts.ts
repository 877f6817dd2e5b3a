import type { EntityManager } from 'typeorm'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { type Day, londonAt, londonDate, longDate, longMoment, whenInWords } from '../../../shared/dates.js'
import { workingDaysBefore } from '../../../shared/working-days.js'
import type { FieldError } from '../../../web/forms.js'
import { type Delivery, readDelivery, windowErrors } from '../forms/delivery-check.js'
import type { EventForm } from '../forms/delivery.form.js'
import { readMoment, readSittings, type Sitting, type TypedSession } from '../rules/event-times.js'
import { decisionDay, USUAL_DECISION_DAYS } from '../rules/viability.js'
import type { Wrong } from '../save-course.js'

const CLOSES_AT = '17:00'

/** One of an event's dates as it is to be saved. */
export interface PlannedDate {
  sittings: Sitting[]
  closesAt: Date | null
  decideOn: Day | null
}

/** What an event's form comes to: what is left empty is filled in from the course. `fewest` null: it is booked elsewhere. */
export interface EventFacts {
  courseId: string
  places: number
  fewest: number | null
  opensAt: Date | null
  delivery: Delivery
  dates: PlannedDate[]
}

interface CourseRow {
  id: string
  kind: string
  places: number
  fewest: number
}

/** Reads the form and what it names; or says what is wrong, one sentence for each field. */
export async function readEvent(
  tx: EntityManager,
  form: EventForm,
  typed: readonly TypedSession[][],
  now: Date,
): Promise<EventFacts | Wrong> {
  const { dates, opensAt, errors } = readTimes(form, typed, now)
  const [course] = await tx.query<CourseRow[]>(
    `SELECT id, kind, default_places AS places, fewest FROM course WHERE key = $1 AND NOT retired AND mode <> 'e-learning'`,
    [form.course],
  )
  const places = form.places === '' ? String(course?.places ?? '') : form.places
  const elsewhere = course?.kind === 'external' || form.externalUrl !== ''
  const found = await readDelivery(tx, { ...form, places }, course?.kind === 'external')
  errors.unshift(...found.errors)
  if (!course) errors.push({ field: 'course', message: 'Choose the course' })
  const fewest = elsewhere ? null : form.fewest === '' ? Math.min(course?.fewest ?? 0, Number(places)) : Number(form.fewest)
  if (fewest !== null && fewest > Number(places))
    errors.push({ field: 'fewest', message: `Enter ${places} or fewer: there are no more places` })
  const planned = dates.map(sittings => plannedDate(sittings, form, fewest, now))
  for (const { sittings, closesAt } of planned)
    if (sittings[0]) errors.push(...windowErrors(opensAt, closesAt, sittings[0].startsAt, 'closesDays'))
  if (!course || errors.length > 0) return { errors: withoutDoubles(errors) }
  return { courseId: course.id, places: Number(places), fewest, opensAt, delivery: found.delivery, dates: planned }
}

function readTimes(form: EventForm, typed: readonly TypedSession[][], now: Date) {
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

function plannedDate(sittings: Sitting[], { closesDays, decideDays }: EventForm, fewest: number | null, now: Date): PlannedDate {
  const [first] = sittings
  if (!first) return { sittings, closesAt: null, decideOn: null }
  const startsOn = londonDate(first.startsAt)
  // On the day itself 5pm would come too late: booking then closes when it starts.
  const closesOn = Number(closesDays) > 0 ? workingDaysBefore(startsOn, Number(closesDays), ENGLAND_AND_WALES) : null
  const days = decideDays === '' ? USUAL_DECISION_DAYS : Number(decideDays)
  const decideOn = fewest ? decisionDay(startsOn, days, ENGLAND_AND_WALES) : null
  const today = londonDate(now)
  return {
    sittings,
    closesAt: closesOn === null ? null : londonAt(closesOn, CLOSES_AT),
    decideOn: decideOn && decideOn < today ? today : decideOn,
  }
}

const withoutDoubles = (errors: FieldError[]): FieldError[] =>
  errors.filter((error, i) => errors.findIndex(other => other.field === error.field) === i)

/** A planned date as the check shows it. */
export interface DateInWords {
  sessions: string[]
  closes: string
  decided: string
}

export const dateInWords = ({ sittings, closesAt, decideOn }: PlannedDate): DateInWords => ({
  sessions: sittings.map(({ startsAt, endsAt }) => whenInWords(startsAt, endsAt)),
  closes: closesAt ? longMoment(closesAt) : '',
  decided: decideOn ? longDate(decideOn) : '',
})
