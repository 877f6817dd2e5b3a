import { addDays, type Day } from '../shared/dates.js'
import { courseOf } from './catalogue/courses.js'
import type { CourseData } from './catalogue/course-data.js'
import { isTrainingDay, type Moment, workdaysBefore } from './calendar.js'
import type { Random } from './random.js'
import type { Occurrence, Story } from './story.js'
import { TRAINERS } from './trainers.js'
import { VENUES } from './venues.js'

/** What is asked for; the first of `candidates` on which a trainer and a venue are free becomes the day. */
export interface Wanted {
  course: string
  event: string
  candidates: Day[]
  key?: string
  places?: number
  /** Booking opens this many working days before. */
  openFor?: number
  trainer?: string
}

const OPEN_FOR = 50
// Nobody opens a hall for a dozen people.
const ROOMY = 5

/** Puts one occurrence on the programme. Throws when none of the days will do. */
export function putOn(story: Story, wanted: Wanted, random: Random): Occurrence {
  const course = courseOf(wanted.course)
  const places = wanted.places ?? course.places
  for (const first of wanted.candidates) {
    const days = daysFrom(first, course.days)
    const trainers = freeTrainers(story, course, days, wanted.trainer)
    const venue = freeVenue(story, course, places, days)
    if (!isTrainingDay(first) || trainers === null || venue === null || !story.ledger.isFree(course.key, days)) continue
    for (const who of [course.key, venue, ...trainers].filter(Boolean)) story.ledger.occupy(who, days)
    const occurrence = describe(wanted, { course, places, days, trainers, venue }, random)
    story.occurrences.push(occurrence)
    return occurrence
  }
  throw new Error(`no day will do for ${wanted.course} (${wanted.event})`)
}

function describe(
  wanted: Wanted,
  settled: Pick<Occurrence, 'course' | 'places' | 'days' | 'trainers' | 'venue'>,
  random: Random,
): Occurrence {
  const first = settled.days[0]!
  return {
    ...settled,
    key: wanted.key ?? `${wanted.course}-${first}`,
    event: wanted.event,
    sessions: sittings(settled.course, settled.days, random),
    ...(settled.course.kind === 'external' ? ELSEWHERE : windowOf(first, wanted.openFor ?? OPEN_FOR)),
  }
}

const ELSEWHERE = { opensAt: '', closesAt: '' }

function windowOf(first: Day, openFor: number): { opensAt: Moment; closesAt: Moment } {
  return { opensAt: `${workdaysBefore(first, openFor)} 09:00`, closesAt: `${workdaysBefore(first, 1)} 17:00` }
}

function daysFrom(first: Day, days: number): Day[] {
  return days > 1 ? [first, workdaysBefore(first, -1)] : [first]
}

const WEBINARS = ['10:00-11:30', '12:30-13:30', '14:00-15:30']
const HALF_DAYS = ['09:30-12:30', '13:30-16:30']

/** The times that a course is held at: webinars 1 to 2 hours, half days morning or afternoon, else the whole day. */
export function sittings(course: CourseData, days: readonly Day[], random: Random): Occurrence['sessions'] {
  const hours = course.mode === 'webinar' ? random.pick(WEBINARS) : course.days < 1 ? random.pick(HALF_DAYS) : '09:30-16:00'
  const [start, end] = hours.split('-')
  return days.map(day => ({ startsAt: `${day} ${start}`, endsAt: `${day} ${end}` }))
}

/** Those who deliver the course and have delivered least of late, as many as it takes; null when too few are free. */
function freeTrainers(story: Story, course: CourseData, days: readonly Day[], only?: string): string[] | null {
  if (course.kind === 'external') return []
  const needed = course.mode === 'conference' ? 3 : 1
  const able = TRAINERS.filter(t => t.courses.includes(course.key) && t.since <= days[0]! && (only ?? t.key) === t.key)
  const free = leastUsed(story, able, days)
  return free.length < needed ? null : free.slice(0, needed)
}

export const isOnline = (course: CourseData): boolean => course.mode === 'virtual' || course.mode === 'webinar'

/** The least used venue that is large enough; '' for a course held online or elsewhere, null when none is free. */
function freeVenue(story: Story, course: CourseData, places: number, days: readonly Day[]): string | null {
  if (course.kind === 'external' || isOnline(course)) return ''
  const able = VENUES.filter(v => v.capacity >= places && v.capacity <= places * ROOMY && v.since <= days[0]!)
  return leastUsed(story, able, days)[0] ?? null
}

/** The keys of those who are free on the days, the least used in the year before them first. */
function leastUsed(story: Story, able: readonly { key: string }[], days: readonly Day[]): string[] {
  const yearBefore = addDays(days[0]!, -365)
  const use = (key: string) =>
    story.occurrences.filter(o => o.days[0]! > yearBefore && (o.venue === key || o.trainers.includes(key))).length
  return able
    .filter(({ key }) => story.ledger.isFree(key, days))
    .map(({ key }) => ({ key, use: use(key) }))
    .sort((a, b) => a.use - b.use)
    .map(({ key }) => key)
}

/** Takes an occurrence off the programme again, as if it had never been on it. */
export function withdraw(story: Story, occurrence: Occurrence): void {
  for (const who of [occurrence.course.key, occurrence.venue, ...occurrence.trainers]) story.ledger.vacate(who, occurrence.days)
  story.occurrences.splice(story.occurrences.indexOf(occurrence), 1)
}
