import { addDays, type Day } from '../shared/dates.js'
import { NOTICE } from './catalogue/policies.js'
import { dayOf, earlierOf, laterOf, workdaysBefore, type Moment } from './calendar.js'
import type { Person } from './person.js'
import type { Random } from './random.js'
import type { Booking, Occurrence, Story } from './story.js'

/** What becomes of a booking. The last three are cancellations. */
export type Fate = 'attended' | 'partly attended' | 'no-show' | 'booked' | 'in time' | 'late' | 'organiser'

interface Options {
  /** The only people who may be picked; left out: the whole crowd. */
  among?: Person[]
  /** People who get a place before chance picks, the first fates being theirs. */
  first?: Person[]
  /** Nobody books after this day. */
  until?: Day
  /** When fewer people can book than fates are given: true leaves the last fates out, else that is an error. */
  lenient?: boolean
}

const REASONS = ['Urgent visit on the day', 'Unwell', 'On leave', 'Court hearing', 'Rota changed', 'Changed post', 'Workload']
const ORGANISER_REASONS = ['Moved to another date', 'Booked on the wrong course', 'Level 1 to be taken first']

/** Books people onto an occurrence, one for each fate, in an order of chance. */
export function fill(story: Story, occurrence: Occurrence, fates: readonly Fate[], random: Random, options: Options = {}): void {
  // Everybody books while there is still time to cancel free of charge, so that any fate can become theirs.
  const lastStart = earlierOf(workdaysBefore(occurrence.days[0]!, NOTICE + 4), options.until ?? '9999')
  const starts = new Map<Person, Day>()
  for (const person of [...(options.first ?? []), ...(options.among ?? story.crowd)]) {
    const start = startOf(story, occurrence, person, lastStart)
    if (start !== null) starts.set(person, start)
  }
  const first = (options.first ?? []).filter(person => starts.has(person))
  const others = [...starts.keys()].filter(person => !first.includes(person))
  const picked = [...first, ...random.sample(others, fates.length - first.length, person => person.pull)]
  if (picked.length < fates.length && !options.lenient)
    throw new Error(`${occurrence.key}: ${fates.length} wanted, ${picked.length} can book`)
  picked.forEach((person, i) => {
    const span = { from: starts.get(person)!, until: options.until ?? '9999' }
    keep(story, bookingOf(occurrence, person, fates[i]!, span, random))
  })
}

/** Adds a walk-in, written down by the trainer as the first session starts. */
export function walkIn(story: Story, occurrence: Occurrence, random: Random): void {
  const able = story.crowd.filter(person => startOf(story, occurrence, person, occurrence.days[0]!) !== null)
  const person = random.pick(able)
  keep(story, { occurrence, person, state: 'attended', bookedAt: occurrence.sessions[0]!.startsAt, walkIn: true })
}

/** The first day on which the person can book this occurrence, or null when it is not for them. */
function startOf(story: Story, occurrence: Occurrence, person: Person, last: Day): Day | null {
  const day = story.ledger.bookableFrom(person, occurrence.course, dayOf(occurrence.opensAt))
  return day !== null && day <= last && story.ledger.isFree(person.key, occurrence.days) ? day : null
}

function bookingOf(occurrence: Occurrence, person: Person, fate: Fate, span: { from: Day; until: Day }, random: Random): Booking {
  if (fate === 'in time' || fate === 'late' || fate === 'organiser') return cancelledBooking(occurrence, person, fate, span.from, random)
  const last = earlierOf(dayOf(occurrence.closesAt), span.until)
  return { occurrence, person, state: fate, bookedAt: officeHour(random.day(span.from, last), random) }
}

/** A day is left between the last free cancellation and the first late one, so that neither hangs on the hour. */
function cancelledBooking(occurrence: Occurrence, person: Person, fate: Fate, from: Day, random: Random): Booking {
  const start = occurrence.days[0]!
  const lastFree = workdaysBefore(start, NOTICE + 2)
  const bookedOn = random.day(from, addDays(lastFree, -1))
  const span: [Day, Day] = fate === 'late' ? [workdaysBefore(start, NOTICE), addDays(start, -1)] : [addDays(bookedOn, 1), lastFree]
  const by = fate === 'organiser' ? 'organiser' : random.chance(0.15) ? 'agency' : 'delegate'
  const reason = random.pick(by === 'organiser' ? ORGANISER_REASONS : REASONS)
  const cancelled = { at: officeHour(random.day(...span), random), by, late: fate === 'late', reason } as const
  return { occurrence, person, state: 'cancelled', bookedAt: officeHour(bookedOn, random), cancelled }
}

// From when booking opens in the morning to when it closes in the afternoon.
const officeHour = (day: Day, random: Random): Moment => random.at(day, 9, 17)

/** Adds the booking and what it means for its person from now on. */
export function keep(story: Story, booking: Booking): void {
  const { person, occurrence, state } = booking
  const last = occurrence.days.at(-1)!
  story.bookings.push(booking)
  if (state === 'attended') story.ledger.complete(person, occurrence.course.key, last)
  else if (state === 'booked') story.ledger.engage(person, occurrence.course.key)
  else story.ledger.engage(person, occurrence.course.key, booking.cancelled ? dayOf(booking.cancelled.at) : last)
  if (state !== 'cancelled') story.ledger.occupy(person.key, occurrence.days)
}

/** Cancels an occurrence with everybody on it, a few days before it would have been. */
export function cancelOccurrence(story: Story, occurrence: Occurrence, reason: string, bookings: number, random: Random): void {
  const day = workdaysBefore(occurrence.days[0]!, 2)
  occurrence.cancelled = { at: `${day} 10:15`, reason }
  const able = story.crowd.filter(person => startOf(story, occurrence, person, addDays(day, -10)) !== null)
  for (const person of random.sample(able, bookings, one => one.pull)) {
    const from = story.ledger.bookableFrom(person, occurrence.course, dayOf(occurrence.opensAt))!
    const bookedAt = officeHour(random.day(from, laterOf(from, addDays(day, -1))), random)
    keep(story, {
      occurrence,
      person,
      state: 'cancelled',
      bookedAt,
      cancelled: { at: occurrence.cancelled.at, by: 'organiser', late: false, reason },
    })
  }
}
