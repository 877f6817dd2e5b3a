import { Inject, Injectable } from '@nestjs/common'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { londonDate, longDate, monthName } from '../../shared/dates.js'
import { BookingsReader, type WhoWaits } from '../bookings/bookings.reader.js'
import type { ConditionTerms } from '../bookings/rules/condition.js'
import { freePlaces, type OccurrenceFacts } from '../bookings/rules/places.js'
import { type Programme, type ProgrammeCourse, type ProgrammeOccurrence, ProgrammeReader } from '../courses/courses.reader.js'
import { runsInWords } from '../courses/rules/viability.js'
import { bookingWindow } from './rules/booking-window.js'
import { heldInWords, isOnline, modeInWords, needsInWords, placesInWords, timesInWords } from './rules/date-words.js'
import type { DateFacts } from './rules/my-date.js'
import { type Filterable, searchText } from './rules/filter-programme.js'

/** A coming occurrence with its sentences: made once for each programme that is read, not once for each reader. */
export interface ShownDate extends Filterable, DateFacts {
  id: string
  occurrence: ProgrammeOccurrence
  course: ProgrammeCourse
  day: string
  dayInWords: string
  /** Under its month's heading: "Tuesday 10 March". */
  dayInMonth: string
  times: string
  /** How and where: "Face to face, Town Hall, WS1 2AB". */
  held: string
  /** The venue's name, "Online", or empty. */
  where: string
  placesWords: string
  /** What a stranger reads of the prerequisites. */
  needsWords: string
  /** While it hangs on how many book: "Runs if at least 6 book; decided by ...". */
  runsWords: string
  free: number
  full: boolean
  waiting: number
  bookingOpen: boolean
}

export interface Choice {
  value: string
  text: string
}

/** The programme as pages show it, with the choices that its filters have. */
export interface Shown {
  programme: Programme
  dates: ShownDate[]
  byCourse: ReadonlyMap<string, ShownDate[]>
  waiting: WhoWaits
  choices: { topics: Choice[]; levels: Choice[]; providers: Choice[]; modes: Choice[]; months: Choice[] }
  /** What is the same for many readers is made once and kept with the programme. */
  kept<T>(key: string, make: () => T): T
}

// Search words can be anything: past this number pieces are made each time, so that nobody can fill the memory.
const MOST_KEPT = 2000

/** The programme with how many wait, put into words; kept for as long as the programme itself is. */
@Injectable()
export class ShownProgramme {
  private last: { programme: Programme; shown: Promise<Shown> } | null = null

  constructor(
    private readonly programme: ProgrammeReader,
    private readonly bookings: BookingsReader,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async current(now: Date): Promise<Shown> {
    const programme = await this.programme.current(now)
    if (this.last?.programme !== programme)
      this.last = { programme, shown: this.bookings.whoWaits().then(waiting => show(programme, waiting, this.terms(), now)) }
    return this.last.shown
  }

  private terms(): ConditionTerms {
    return { daysBefore: this.settings.conditionDays, warningDays: this.settings.conditionWarningDays }
  }
}

function show(programme: Programme, waiting: WhoWaits, terms: ConditionTerms, now: Date): Shown {
  const paths = { courses: programme.byId, terms }
  const searchTexts = new Map(programme.courses.map(course => [course.id, courseText(course)]))
  const dates = programme.occurrences.map(one =>
    showDate(one, programme, { search: searchTexts.get(one.course.id)!, waiting: waiting.forDate(one.course.id, one.id), paths, now }),
  )
  const byCourse = new Map<string, ShownDate[]>()
  for (const date of dates) byCourse.set(date.course.id, [...(byCourse.get(date.course.id) ?? []), date])
  return { programme, dates, byCourse, waiting, choices: choicesOf(programme, dates), kept: keeper() }
}

function keeper(): Shown['kept'] {
  const pieces = new Map<string, unknown>()
  return <T>(key: string, make: () => T): T => {
    if (pieces.has(key)) return pieces.get(key) as T
    const made = make()
    if (pieces.size < MOST_KEPT) pieces.set(key, made)
    return made
  }
}

/** What a search looks through. */
export const courseText = ({ title, summary, audience, topic, provider }: ProgrammeCourse): string =>
  searchText(title, topic.name, provider?.name ?? '', summary, audience)

/** An occurrence of the programme as the rules of booking see it. */
export function factsOf(occurrence: ProgrammeOccurrence, programme: Programme): OccurrenceFacts {
  const { course } = occurrence
  const needs = course.requires.map(id => ({ courseId: id, key: programme.byId.get(id)?.key ?? id }))
  const external = occurrence.externalUrl !== '' || course.kind !== 'scheduled'
  const { id, startsAt, opensAt, closesAt, places, booked, held } = occurrence
  return { id, startsAt, opensAt, closesAt, places, booked, held, cancelledAt: null, external, needs }
}

function showDate(
  occurrence: ProgrammeOccurrence,
  programme: Programme,
  { search, waiting, paths, now }: { search: string; waiting: number; paths: DateFacts['paths']; now: Date },
): ShownDate {
  const { course } = occurrence
  const facts = factsOf(occurrence, programme)
  const day = londonDate(occurrence.startsAt)
  const free = facts.external ? 0 : freePlaces(facts)
  const bookingOpen = bookingWindow(facts, now) === 'open'
  return {
    ...{ id: occurrence.id, occurrence, sessions: occurrence.sessions, course, facts, search, waiting, free, bookingOpen, day, paths },
    ...{ topic: course.topic.key, level: String(course.level ?? ''), provider: course.provider?.key ?? '', mode: course.mode },
    month: day.slice(0, 7),
    hasPlaces: bookingOpen && free > 0,
    full: bookingOpen && free === 0,
    dayInWords: longDate(day),
    dayInMonth: longDate(day).replace(/ \d{4}$/, ''),
    times: timesInWords(occurrence.sessions),
    held: heldInWords(occurrence.venue, course.mode, facts.external),
    where: occurrence.venue?.name ?? (isOnline(course.mode) ? 'Online' : ''),
    placesWords: placesInWords(facts, waiting, now),
    needsWords: needsInWords(course.requires.map(id => programme.byId.get(id)?.title ?? '')),
    runsWords: facts.external ? '' : runsInWords(occurrence.runs, londonDate(now)),
    elsewhere: facts.external ? occurrence.externalUrl || course.externalUrl : '',
  }
}

function choicesOf(programme: Programme, dates: readonly ShownDate[]): Shown['choices'] {
  const courses = programme.courses.filter(course => !course.retired && course.mode !== 'e-learning')
  const levels = [...new Set(courses.flatMap(course => course.level ?? []))].sort((a, b) => a - b)
  return {
    topics: distinct(courses.map(({ topic }) => ({ value: topic.key, text: topic.name }))),
    levels: levels.map(level => ({ value: String(level), text: `Level ${level}` })),
    providers: distinct(courses.flatMap(({ provider }) => (provider ? { value: provider.key, text: provider.name } : []))),
    modes: distinct(courses.map(({ mode }) => ({ value: mode, text: modeInWords(mode) }))),
    months: distinct(dates.map(({ month }) => ({ value: month, text: monthName(month) }))),
  }
}

const distinct = (choices: Choice[]): Choice[] => [...new Map(choices.map(choice => [choice.value, choice])).values()]
