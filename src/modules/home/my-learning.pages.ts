import { Controller, Get } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate, longMoment, londonDate, whenInWords } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { BookingsReader, type MyBooking, type MyWaiting } from '../bookings/bookings.reader.js'
import { isLive } from '../bookings/rules/booking-states.js'
import { ElearningReader, type MyEnrolment } from '../elearning/elearning.reader.js'
import { standingWords } from '../elearning/rules/standing-words.js'
import { EvaluationReader, type OwnEvaluation } from '../evaluation/evaluation.reader.js'
import { RecordsReader } from '../records/records.reader.js'
import { recordWords } from '../records/rules/record-words.js'

/** Everything of one's own: what waits for an answer, what is coming up, what is done. */
@Controller('my-learning')
@Access('delegate')
export class MyLearningPages {
  constructor(
    private readonly bookings: BookingsReader,
    private readonly records: RecordsReader,
    private readonly elearning: ElearningReader,
    private readonly evaluations: EvaluationReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who) {
    const now = this.clock.now()
    const [{ bookings, waiting }, records, { enrolments, evidence }, evaluations] = await Promise.all([
      this.bookings.bookingsAndWaitingOf(me.id, now),
      this.records.recordsOf(me.id),
      this.elearning.learningOf(me.id),
      this.evaluations.toDo(me.id, now),
    ])
    const comingUp = bookings.filter(booking => isLive(booking.state) && booking.endsAt > now && !booking.occurrenceCancelled)
    return view('modules/home/views/my-learning.njk', {
      offers: waiting.flatMap(offerFacts),
      evaluations: { ...evaluations, open: evaluations.open.map(evaluationFacts) },
      comingUp: comingUp.map(booking => ({
        ...booking,
        when: whenInWords(booking.startsAt, booking.endsAt),
        begun: booking.startsAt <= now,
        until: booking.waitsFor && longMoment(new Date(booking.waitsFor.until)),
        kept: keptFacts(booking, enrolments),
      })),
      waiting: waiting.map(entry => ({ ...entry, dates: entry.occurrenceIds.length })),
      records: records.map(record => ({ ...record, on: longDate(record.completedOn), ...recordWords(record, londonDate(now)) })),
      earlier: bookings
        .filter(booking => !comingUp.includes(booking))
        .map(earlierFacts)
        .reverse(),
      enrolments: enrolments.map(enrolmentFacts),
      evidence: evidence.map(one => ({ ...one, handedIn: longDate(one.handedInAt) })),
    })
  }
}

const offerFacts = ({ offer, courseTitle }: MyWaiting) =>
  offer ? [{ id: offer.id, courseTitle, when: whenInWords(offer.startsAt, offer.endsAt), until: longMoment(offer.runsOutAt) }] : []

const TELL_US: Record<OwnEvaluation['stage'], string> = {
  pre: 'Tell us what you know and can do now',
  post: 'Tell us what you learned',
  impact: 'Tell us what came of it',
  manager: '',
}

const evaluationFacts = (one: OwnEvaluation) => ({
  ...one,
  words: TELL_US[one.stage],
  when: longDate(one.startsAt),
  // The first hours of a course are told as a time, the weeks after it as a day.
  until: one.until && (one.stage === 'pre' ? longMoment(one.until) : longDate(one.until)),
})

const earlierFacts = (booking: MyBooking) => ({ ...booking, on: longDate(booking.startsAt), outcome: outcomeWords(booking) })

function outcomeWords({ state, occurrenceCancelled }: MyBooking): string {
  if (isLive(state)) return occurrenceCancelled ? 'Called off by the organiser' : 'Register not closed yet'
  return `${state.charAt(0).toUpperCase()}${state.slice(1)}`
}

/** What the place hangs on, each with how far it is and the way to it; null: on nothing any more. */
function keptFacts({ condition }: MyBooking, enrolments: MyEnrolment[]) {
  if (!condition || condition.state !== 'open') return null
  const courses = condition.courses
    .filter(course => !course.done)
    .map(({ courseId, key, title }) => {
      const mine = enrolments.find(one => one.courseId === courseId && one.here && !one.closedAt && !one.completedAt)
      return {
        title,
        words: mine ? standingWords(mine) : 'Not signed up',
        path: mine ? `/learning/${mine.id}` : `/courses/${key}`,
        begun: mine?.startedAt,
      }
    })
  return { until: longDate(condition.until), courses }
}

/** What is closed is begun anew from the course's page; what is open or done here is opened. */
const enrolmentFacts = (one: MyEnrolment) => ({ ...one, words: standingWords(one), open: one.here && !one.closedAt })
