import { Injectable } from '@nestjs/common'
import { BookingsWriter } from '../modules/bookings/bookings.writer.js'
import type { Job } from './job.js'

/** Offers places that are free and unoffered: of new dates, of more places, and when the last hours have come. */
@Injectable()
export class OfferPlaces implements Job {
  constructor(private readonly bookings: BookingsWriter) {}

  async run(now: Date): Promise<string> {
    const made = await this.bookings.offerPlaces(now)
    return made ? `${made} ${made === 1 ? 'offer' : 'offers'} made` : ''
  }
}
