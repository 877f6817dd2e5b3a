import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { type Day, londonDate } from '../../../shared/dates.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { BookAPlace } from '../book-a-place.js'
import type { BookingAsked } from '../booking-lane.facts.js'
import type { BookingAnswer } from '../booking-lane.plan.js'
import { bookingPreview, type BookingPreview } from '../booking-preview.js'
import { isUuid } from '../booking.queries.js'
import { type OnCondition, warningDay } from '../rules/condition.js'
import { decideBooking } from '../rules/places.js'
import { LearningHere, type PathStep } from './learning-here.writer.js'

/** What booking on condition would come to: all that is to be learned, what the condition names, until when, and when a warning comes. */
export interface PathOffer {
  steps: PathStep[]
  courses: { key: string; title: string }[]
  until: Day
  warning: Day
  onCondition: OnCondition
}
export type PathAnswer = BookingAnswer | Refusal<'condition-changed'>

/** Signs somebody up for what a course builds on, and books the course on condition that they complete it: in one go. */
@Injectable()
export class BookThePath {
  constructor(
    private readonly database: DataSource,
    private readonly lane: BookAPlace,
    private readonly here: LearningHere,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Whether this date could be booked on condition now, by the rule of the booking itself; null where it cannot. */
  async offer({ occurrence, person, missing }: BookingPreview, now: Date): Promise<PathOffer | null> {
    if (missing.length === 0) return null
    const courseIds = missing.map(need => need.courseId)
    const steps = await this.here.path(person.id, courseIds, londonDate(occurrence.startsAt), now)
    if (!steps) return null
    const { conditionDays: daysBefore, conditionWarningDays: warningDays } = this.settings
    const onCondition = { courseIds, daysBefore, warningDays }
    const decision = decideBooking({ occurrence, person: person.facts, onCondition }, now)
    if (!('booked' in decision) || !decision.condition) return null
    const { until } = decision.condition
    return { steps, courses: missing, until, warning: warningDay(until, onCondition), onCondition }
  }

  /** The same of an occurrence by its id. */
  async offerOn(occurrenceId: string, personId: string, now: Date): Promise<PathOffer | null> {
    const preview = isUuid(occurrenceId) ? await bookingPreview(this.database, occurrenceId, personId, now) : null
    return preview && this.offer(preview, now)
  }

  /**
   * Signs up first, for that is safely repeated, then books through the lane as everybody does; where nothing is lacking any more the place
   * stands without condition. `shown`: the last day that the page had named; another is not taken. A repeat with the same key is
   * answered as the first time.
   */
  async run(occurrenceId: string, asked: BookingAsked, shown: Day | null, now: Date): Promise<PathAnswer> {
    const offer = await this.offerOn(occurrenceId, asked.personId, now)
    if (!offer) return this.lane.run(occurrenceId, asked)
    if (shown !== null && shown !== offer.until) return refuse('condition-changed')
    const ready = offer.steps.filter(step => step.ready).map(step => step.key)
    if (!(await this.here.signUp(asked.personId, ready, now))) return this.lane.run(occurrenceId, asked)
    return this.lane.run(occurrenceId, { ...asked, onCondition: offer.onCondition })
  }
}
