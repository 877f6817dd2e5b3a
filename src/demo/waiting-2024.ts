import { addDays, type Day } from '../shared/dates.js'
import { courseOf } from './catalogue/courses.js'
import { dayOf } from './calendar.js'
import type { Person } from './person.js'
import { Random } from './random.js'
import type { Booking, Story, Waiting } from './story.js'

/** 50 people were waiting at the end of March 2024: these got a place after it, the others gave up or were let go. */
const GOT_A_PLACE = 24
const GAVE_UP = 26
const IN_THE_YEAR = 45
const JOINED: [Day, Day] = ['2024-02-12', '2024-03-28']
// Before booking opens for the autumn, so that nobody waits for a course and has a place on it.
const ENDED: [Day, Day] = ['2024-04-03', '2024-06-21']
const WAITED_FOR = ['neglect-l2', 'gcp2', 'csa-workshop', 'suicide-prevention', 'rhrt-full', 'hidden-harm', 'outcome-star']

/** The waiting list of the published year, from the bookings that ended the waiting. */
export function writeWaiting2024(story: Story): void {
  const random = new Random('waiting 2024')
  const waited = new Set<Person>()
  const add = (entry: Waiting) => {
    waited.add(entry.person)
    story.waiting.push(entry)
  }
  const single = bookingsOfTheirOwn(story)
  const between = (from: Day, to: Day) => single.filter(b => b.bookedAt >= from && b.bookedAt <= to)
  const within = between('2023-06-01', '2024-03-20').map(b => waitFor(b, addDays(dayOf(b.bookedAt), -random.whole(4, 28)), random))
  const after = between('2024-04-03', '2024-06-21').map(b => waitFor(b, random.day(...JOINED), random))
  const got = after.filter(entry => isSound(story, entry))
  for (const entry of random.sample(got, GOT_A_PLACE)) add(entry)
  for (let i = 0; i < GAVE_UP; i++) add(inVain(story, WAITED_FOR[i % WAITED_FOR.length]!, waited, random))
  const others = within.filter(entry => isSound(story, entry) && !waited.has(entry.person))
  for (const entry of random.sample(others, IN_THE_YEAR)) add(entry)
}

/** The bookings of people who have no other on the same course: beside them there is nothing that the waiting could contradict. */
function bookingsOfTheirOwn(story: Story): Booking[] {
  const keyOf = (booking: Booking) => `${booking.person.key} ${booking.occurrence.course.key}`
  const counts = new Map<string, number>()
  for (const booking of story.bookings) counts.set(keyOf(booking), (counts.get(keyOf(booking)) ?? 0) + 1)
  return story.bookings.filter(booking => !booking.walkIn && counts.get(keyOf(booking)) === 1)
}

function waitFor(booking: Booking, joinedOn: Day, random: Random): Waiting {
  const { person, occurrence, bookedAt } = booking
  return {
    course: occurrence.course.key,
    person,
    joinedAt: random.at(joinedOn, 9, 17),
    dates: [],
    ended: { at: bookedAt, outcome: 'booked' },
  }
}

/** Had the person registered, and done what the course requires, before joining? */
function isSound(story: Story, { person, course, joinedAt }: Waiting): boolean {
  const required = courseOf(course).requires ?? []
  return person.registeredOn < joinedAt && required.every(key => (story.ledger.completedOn(person, key) ?? '9999') < dayOf(joinedAt))
}

function inVain(story: Story, course: string, waited: Set<Person>, random: Random): Waiting {
  const joinedAt = random.at(random.day(...JOINED), 9, 17)
  const entry = (person: Person): Waiting => ({ course, person, joinedAt, dates: [] })
  const able = story.crowd.filter(person => !waited.has(person) && story.ledger.isNewTo(person, course) && isSound(story, entry(person)))
  const outcome = random.chance(0.6) ? 'left' : 'lapsed'
  return { ...entry(random.pick(able)), ended: { at: random.at(random.day(...ENDED), 9, 17), outcome } }
}
