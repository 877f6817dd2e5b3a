import { Injectable } from '@nestjs/common'

/** The only place that reads the time. Pages, apis and commands ask it once and pass `now` inward. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date()
  }
}
