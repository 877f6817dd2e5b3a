import type { Period } from '../shared/periods.js'
import { inOrder, trainingDays } from './calendar.js'
import { fill, type Fate } from './fill.js'
import { putOn } from './put-on.js'
import type { Random } from './random.js'
import { share } from './share.js'
import type { Occurrence, Story } from './story.js'

/** A course in a year's programme: how many events, and how many occurrences they have between them. */
export type YearRow = [course: string, events: number, occurrences: number]

const COUNTED = ['attended', 'partly', 'noShows', 'inTime', 'late', 'organiser'] as const
/** What the bookings of a year come to: outcomes and cancellations. `partly` is counted in `attended` as well. */
export type Totals = Record<(typeof COUNTED)[number], number>

export const totalsOf = (count: (name: keyof Totals) => number): Totals =>
  Object.fromEntries(COUNTED.map(name => [name, count(name)])) as Totals

/** Spreads the events of each course over the period; the further occurrences of an event follow a few weeks after its first. */
export function putOnYear(story: Story, rows: readonly YearRow[], period: Period, random: Random): Occurrence[] {
  const days = trainingDays(period.from, period.to)
  const year = period.from.slice(0, 4)
  return rows.flatMap(([course, events, occurrences]) =>
    Array.from({ length: occurrences }, (_, i) => {
      const number = i % events
      const start = (number + random.between(0.1, 0.8)) / events + Math.floor(i / events) * random.between(0.04, 0.07)
      // Two sessions must not run past the end of the year, so the last days are left out.
      const at = Math.min(Math.floor(start * days.length), days.length - 3)
      const candidates = [...days.slice(at, -2), ...days.slice(0, at).reverse()]
      return putOn(story, { course, event: `${course}-${year}-${number + 1}`, candidates }, random)
    }),
  )
}

/** Shares a year's totals out to its occurrences, exactly; booked and cancelled together never pass an occurrence's places. */
export function shareOut(occurrences: readonly Occurrence[], totals: Totals, random: Random): Map<Occurrence, Fate[]> {
  const places = occurrences.map(o => o.places)
  const weigh = (base: readonly number[]) => base.map(n => (n + 0.01) * random.between(0.4, 1.6))
  const cancellations = random.shuffled([
    ...times(totals.inTime, 'in time'),
    ...times(totals.late, 'late'),
    ...times(totals.organiser, 'organiser'),
  ])
  const half = places.map(n => Math.floor(n / 2))
  const cancelled = share(cancellations.length, weigh(places), half)
  const room = places.map((n, i) => n - cancelled[i]!)
  const held = share(totals.attended + totals.noShows, weigh(places), room)
  const noShows = share(totals.noShows, weigh(held), held)
  const present = held.map((n, i) => n - noShows[i]!)
  const partly = share(totals.partly, weigh(present), present)
  return new Map(
    occurrences.map((occurrence, i) => [
      occurrence,
      [
        ...times(present[i]! - partly[i]!, 'attended'),
        ...times(partly[i]!, 'partly attended'),
        ...times(noShows[i]!, 'no-show'),
        ...cancellations.splice(0, cancelled[i]),
      ],
    ]),
  )
}

export const times = (count: number, fate: Fate): Fate[] => Array.from({ length: count }, () => fate)

/** The trainer closes the register in the evening of the last day. */
export function closeRegister(occurrence: Occurrence, random: Random): void {
  occurrence.registerClosedAt = random.at(occurrence.days.at(-1)!, 17, 21)
}

/** Books people onto occurrences and closes their registers, in the order of their days. Lenient: see `fill`. */
export function playThrough(story: Story, fates: Map<Occurrence, Fate[]>, random: Random, lenient = false): void {
  for (const occurrence of [...fates.keys()].sort(byDay)) {
    fill(story, occurrence, fates.get(occurrence)!, random, { lenient })
    closeRegister(occurrence, random)
  }
}

export const byDay = (a: Occurrence, b: Occurrence): number => inOrder(a.days[0]!, b.days[0]!)
