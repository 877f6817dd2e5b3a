import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access, Me, type Who } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { bookingDetails } from '../booking.queries.js'
import { mayHandle } from '../cancel-a-booking.js'
import { freeUntil, policyOf } from '../cancellation-quote.js'
import { policyWords } from '../rules/policy-words.js'
import { courseTerms, termsById } from './terms.queries.js'

/** What people accept when they book: of a course as it is now, and of a booking as it was. */
@Controller()
export class TermsPages {
  constructor(private readonly database: DataSource) {}

  @Get('courses/:key/terms')
  @Access('anyone')
  async ofCourse(@Param('key') key: string) {
    const course = await courseTerms(this.database, key)
    if (!course) throw new NotFoundException()
    const terms = await termsById(this.database, course.termsId)
    return view('modules/bookings/policies/views/terms.njk', { course, terms, words: policyWords(policyOf(course.policy)) })
  }

  @Get('bookings/:id/terms')
  @Access('delegate')
  async ofBooking(@Param('id') id: string, @Me() me: Who) {
    const booking = await bookingDetails(this.database, id)
    if (!booking || !mayHandle(booking, me)) throw new NotFoundException()
    const terms = await termsById(this.database, booking.termsId)
    const facts = {
      booking,
      own: booking.personId === me.id,
      terms,
      words: policyWords(policyOf(booking.policy)),
      deadline: freeUntil(booking),
    }
    return view('modules/bookings/policies/views/booking-terms.njk', facts)
  }
}
