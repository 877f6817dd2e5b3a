import { addDays, type Day, weekdayOf } from '../shared/dates.js'
import { daysBetween, isTrainingDay } from './calendar.js'
import { comingProgramme } from './coming-programme.js'
import { fill } from './fill.js'
import { putOn } from './put-on.js'
import { Random } from './random.js'
import type { Occurrence, Story } from './story.js'
import { SIGN_IN_TRAINER } from './trainers.js'
import { byDay, times } from './year.js'

const FULL = 'full'

/** How many are booked where it matters; elsewhere the nearer the day, the fuller. */
const BOOKED: Record<string, number | typeof FULL> = {
  'coming-neglect-l2-1': FULL,
  'coming-neglect-l2-2': 8,
  'coming-neglect-l2-3': 4,
  'coming-neglect-l2-4': 1,
  'coming-neglect-l2-5': 0,
  'coming-gcp2-1': FULL,
  'coming-gcp2-2': 6,
  'coming-gcp2-3': 3,
  'coming-gcp2-4': 1,
  'coming-gcp2-5': 0,
  'coming-csa-workshop-1': FULL,
  'coming-suicide-prevention-1': FULL,
  'coming-suicide-prevention-5': 1,
  'coming-rhrt-full-2': 0,
  'coming-self-neglect-conference-1': 0,
  'coming-hsb-1': 0,
}

/** How many wait for a full occurrence; for any date where the course has no other. */
const WAITING: Record<string, number> = {
  'coming-neglect-l2-1': 6,
  'coming-gcp2-1': 4,
  'coming-suicide-prevention-1': 5,
  'coming-csa-workshop-1': 8,
}
const ONLY_DATE = ['coming-csa-workshop-1']
const WAITED_DAYS = 9

/** The last training day up to `today`: the day of the register that is still open. */
export function registerDay(today: Day): Day {
  let day = today
  while (!isTrainingDay(day)) day = addDays(day, -1)
  return day
}

/** The last day of the history: the Sunday before the week of the open registers. */
export function historyEnd(today: Day): Day {
  const day = registerDay(today)
  return addDays(day, -(weekdayOf(day) || 7))
}

/** What took place this week with the register still to be closed, all of it delivered by the sign-in trainer. */
export function writeOpenRegisters(story: Story, today: Day): void {
  const random = new Random('open registers')
  const last = registerDay(today)
  const before = registerDay(addDays(last, -1))
  const putOnAs = (course: string, day: Day) => {
    const key = `register-${course}`
    return putOn(story, { course, key, event: key, candidates: [day], trainer: SIGN_IN_TRAINER }, random)
  }
  if (before > historyEnd(today)) fill(story, putOnAs('rhrt-full', before), [...times(8, 'booked'), 'in time', 'late'], random)
  fill(story, putOnAs('neglect-l2', last), [...times(9, 'booked'), 'in time'], random)
}

/** The coming twelve weeks with their bookings and waiting lists as they stand on the morning of `today`. */
export function writeComing(story: Story, today: Day): void {
  const random = new Random('coming')
  const put = comingProgramme(today).map(wanted => putOn(story, wanted, random))
  const own = put.filter(o => o.course.kind === 'scheduled').sort(byDay)
  for (const occurrence of own) {
    const count = bookedOn(occurrence, today, random)
    const until = addDays(today, count === occurrence.places ? -WAITED_DAYS - 1 : -1)
    fill(story, occurrence, times(count, 'booked'), random, { until })
  }
  for (const occurrence of own) queueFor(story, occurrence, today, random)
}

function bookedOn(occurrence: Occurrence, today: Day, random: Random): number {
  const fixed = BOOKED[occurrence.key]
  if (fixed === FULL) return occurrence.places
  if (fixed !== undefined) return fixed
  const near = 1 - daysBetween(today, occurrence.days[0]!) / 90
  return Math.min(occurrence.places - 1, Math.round(occurrence.places * near * random.between(0.5, 1)))
}

function queueFor(story: Story, occurrence: Occurrence, today: Day, random: Random): void {
  const { key, course, days } = occurrence
  const since = addDays(today, -WAITED_DAYS)
  const able = story.crowd.filter(person => {
    const from = story.ledger.bookableFrom(person, course, since)
    return from !== null && from <= since && story.ledger.isFree(person.key, days)
  })
  for (const person of random.sample(able, WAITING[key] ?? 0, one => one.pull)) {
    const joinedAt = random.at(random.day(since, addDays(today, -1)), 9, 17)
    story.waiting.push({ course: course.key, person, joinedAt, dates: ONLY_DATE.includes(key) ? [] : [occurrence] })
    story.ledger.engage(person, course.key)
  }
}
