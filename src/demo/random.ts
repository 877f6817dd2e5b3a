import { addDays, type Day } from '../shared/dates.js'
import { seeded } from '../shared/seeded.js'
import { daysBetween, type Moment } from './calendar.js'

/** FNV-1a: a number from a name, so that every part of the demo draws from a stream of its own and a change in one leaves the others be. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return hash >>> 0
}

/** Chance that falls the same way each time: all of it hangs on the name. */
export class Random {
  private readonly next: () => number

  constructor(name: string) {
    this.next = seeded(seedOf(name))
  }

  /** A whole number, both ends counted. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  chance(likelihood: number): boolean {
    return this.next() < likelihood
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.whole(0, list.length - 1)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  /** `count` of the list, or all when there are fewer, in an order of chance; the heavier, the likelier and the earlier. */
  sample<T>(list: readonly T[], count: number, weight: (item: T) => number = () => 1): T[] {
    return list
      .map(item => ({ item, turn: -Math.log(1 - this.next()) / weight(item) }))
      .sort((a, b) => a.turn - b.turn)
      .slice(0, count)
      .map(({ item }) => item)
  }

  shuffled<T>(list: readonly T[]): T[] {
    return this.sample(list, list.length)
  }

  /** A day of the span, both ends counted. */
  day(from: Day, to: Day): Day {
    return addDays(from, this.whole(0, Math.max(0, daysBetween(from, to))))
  }

  /** A moment on a day, in the hours from `first` up to, not including, `last`. */
  at(day: Day, first: number, last: number): Moment {
    const two = (n: number) => String(n).padStart(2, '0')
    return `${day} ${two(this.whole(first, last - 1))}:${two(this.whole(0, 59))}`
  }
}
