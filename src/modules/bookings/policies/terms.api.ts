import { Controller, Get, Param } from '@nestjs/common'
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { Problem } from '../../../web/problem.js'
import { bookingDetails, isUuid } from '../booking.queries.js'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { readOccurrence } from '../booking-lane.statements.js'
import { mayHandle } from '../cancel-a-booking.js'
import { policyOf, promisedDeadline } from '../cancellation-quote.js'
import { policyWords } from '../rules/policy-words.js'
import { agreedNow, shownTerms } from './agreed.js'
import { termsById } from './terms.queries.js'

const NOT_FOUND = () => new Problem(404, 'not-found', 'We could not find that.')

/** The terms of a date before it is booked, and those that a booking was made under. */
@ApiTags('Bookings')
@ApiBearerAuth()
@Controller('api/v1')
@Access('delegate')
export class TermsApi {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `accepted` can be sent with the booking: it is then refused (`terms-changed`) where anything of this has changed meanwhile. */
  @Get('occurrences/:id/terms')
  async ofDate(@Param('id') id: string) {
    const read = readOccurrence(id)
    const [date] = isUuid(id) ? await this.database.query<LaneOccurrence[]>(read.text, read.values) : []
    if (!date) throw NOT_FOUND()
    const { policy, startsAt, policyVersion: version, termsId } = date
    const deadline = promisedDeadline({ policy, ...agreedNow(date, this.clock.now()), startsAt })
    return {
      accepted: shownTerms(date),
      deadline,
      policy: { version, words: policyWords(policyOf(policy)) },
      terms: await this.terms(termsId),
    }
  }

  @Get('bookings/:id/terms')
  async ofBooking(@Param('id') id: string, @Me() me: Who) {
    const booking = await bookingDetails(this.database, id)
    if (!booking || !mayHandle(booking, me)) throw NOT_FOUND()
    const policy = { version: booking.policyVersion, words: policyWords(policyOf(booking.policy)) }
    return { deadline: promisedDeadline(booking), policy, terms: await this.terms(booking.termsId) }
  }

  private async terms(id: string | null) {
    const terms = await termsById(this.database, id)
    return terms && { version: terms.number, words: terms.words, ownOfCourse: terms.own }
  }
}
