import { Clock } from '../../src/shared/clock.js'

/** The clock of a test: it stands still unless the test moves it. */
export class FixedClock extends Clock {
  constructor(private at: Date) {
    super()
  }
  override now(): Date {
    return new Date(this.at)
  }
  moveTo(instant: Date | string): void {
    this.at = new Date(instant)
  }
  pass(change: { days?: number; hours?: number; minutes?: number }): void {
    const minutes = ((change.days ?? 0) * 24 + (change.hours ?? 0)) * 60 + (change.minutes ?? 0)
    this.at = new Date(this.at.getTime() + minutes * 60_000)
  }
}
