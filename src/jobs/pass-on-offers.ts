import { Injectable } from '@nestjs/common'
import { BookingsWriter } from '../modules/bookings/bookings.writer.js'
import type { Job } from './job.js'

/** Ends offers whose time is over and offers their places to the next in the queue, when nobody happens to look. */
@Injectable()
export class PassOnOffers implements Job {
  constructor(private readonly bookings: BookingsWriter) {}

  async run(now: Date): Promise<string> {
    return (await this.bookings.passOnOffers(now)) ? 'places of offers that had run out passed on' : ''
  }
}
