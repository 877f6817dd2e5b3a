import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { longDate } from '../../../shared/dates.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { bookingDetails, type BookingDetails } from '../booking.queries.js'
import { endingMails } from '../cancel-a-booking.js'
import { quote } from '../cancellation-quote.js'
import { endBooking, lockedBooking } from '../end-booking.js'
import { isLive } from '../rules/booking-states.js'
import { type ConditionStep, conditionStep, letGoAt, limitWhenWarned } from '../rules/condition.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'
import { conditionLetGo, conditionMet, conditionWarning } from './condition-mails.js'
import type { KeptOn } from './kept-on.js'
import { LearningHere } from './learning-here.writer.js'

const END = `UPDATE booking_condition SET state = $2, ended_at = $3 WHERE booking_id = $1`
const WARNED = `UPDATE booking_condition SET warned_at = $2, until = $3, next_at = $4 WHERE booking_id = $1`
const WARNED_AT = `SELECT warned_at IS NOT NULL AS warned FROM booking_condition WHERE booking_id = $1 AND state = 'open' FOR UPDATE`

// A place given above the limit is taken back first: it was never free for anybody else.
const LESS_BOOKED = `
  UPDATE occurrence SET booked = booked - 1, overbooked = greatest(0, least(overbooked, booked - 1 + held - places)) WHERE id = $1`

/** What becomes of one place that is kept on condition, in the caller's transaction. */
@Injectable()
export class SettleConditions {
  constructor(
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
    private readonly here: LearningHere,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Does what is due, and says what that was; null: nothing. The person's row is locked against the very writing of a learning record, whose
   * row refers to it: a completion is seen here, or it waits until the place has been let go. There is nothing in between.
   */
  async settle(tx: EntityManager, bookingId: string, now: Date): Promise<ConditionStep | null> {
    const seen = await lockedBooking(tx, bookingId)
    if (!seen) return null
    await tx.query('SELECT 1 FROM person WHERE id = $1 FOR UPDATE', [seen.personId])
    const [open] = await tx.query<{ warned: boolean }[]>(WARNED_AT, [bookingId])
    const booking = await bookingDetails(tx, bookingId)
    if (!open || !booking?.condition) return null
    const { condition: kept, startsAt } = booking
    const live = isLive(booking.state) && booking.occurrenceCancelledAt === null
    const handedIn = await this.allHandedIn(tx, booking.personId, kept)
    const facts = { until: kept.until, warned: open.warned, live, met: kept.state === 'met', handedIn, startsAt }
    const step = conditionStep(facts, { warningDays: this.settings.conditionWarningDays }, now)
    if (step) await this.take(step, tx, booking, kept, now)
    return step
  }

  private async allHandedIn(tx: EntityManager, personId: string, { courses }: KeptOn): Promise<boolean> {
    const lacking = courses.filter(course => !course.done).map(course => course.courseId)
    const handedIn = await this.here.handedIn(tx, personId, lacking)
    return lacking.every(id => handedIn.includes(id))
  }

  private async take(step: ConditionStep, tx: EntityManager, booking: BookingDetails, kept: KeptOn, now: Date): Promise<void> {
    if (step === 'warn') return this.warn(tx, booking, kept, now)
    if (step === 'let-go') return this.letGo(tx, booking, kept, now)
    await tx.query(END, [booking.id, step === 'met' ? 'met' : 'over', now])
    if (step === 'met') await this.outbox.add(tx, [conditionMet(booking, kept)], now)
  }

  private async warn(tx: EntityManager, booking: BookingDetails, kept: KeptOn, now: Date): Promise<void> {
    const until = limitWhenWarned({ startsAt: booking.startsAt, until: kept.until }, now) ?? kept.until
    await tx.query(WARNED, [booking.id, now, until, letGoAt(until)])
    await this.outbox.add(tx, [conditionWarning(booking, { ...kept, until })], now)
  }

  /** The booking ends as a cancellation in time, without charge; the place goes to whoever waits for it. */
  private async letGo(tx: EntityManager, booking: BookingDetails, kept: KeptOn, now: Date): Promise<void> {
    const lacking = kept.courses.filter(course => !course.done).map(({ title }) => title)
    const reason = `Not completed by ${longDate(kept.until)}: ${lacking.join(', ')}`
    await tx.query(END, [booking.id, 'let-go', now])
    await endBooking(tx, booking, { by: 'condition', personId: null, reason }, quote(booking, 'organiser', now), now)
    await tx.query(LESS_BOOKED, [booking.occurrenceId])
    await this.outbox.add(tx, endingMails(booking, conditionLetGo(booking, kept), now), now)
    await this.offers.passOn(tx, booking.occurrenceId, now)
  }
}
