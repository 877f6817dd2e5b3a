import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { londonDate, longDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import type { ProgrammeCourse } from '../courses/courses.reader.js'
import { countsOn, missing, standing } from '../courses/rules/prerequisites.js'
import { ElearningReader, type TakenHere } from '../elearning/elearning.reader.js'
import { nextStep, standingWords } from '../elearning/rules/standing-words.js'
import { type Mine, MineQueries } from './mine.queries.js'
import { lengthInWords, modeInWords } from './rules/date-words.js'
import { actionFor, type DateAction, lineFor, strangerTo } from './rules/my-date.js'
import { pathwayOf, standingInWords } from './rules/pathway-words.js'
import { type Shown, ShownProgramme } from './shown-programme.js'

@Controller('courses')
@Access('anyone')
export class CoursePages {
  constructor(
    private readonly programme: ShownProgramme,
    private readonly mine: MineQueries,
    private readonly elearning: ElearningReader,
    private readonly clock: Clock,
  ) {}

  @Get(':key')
  async show(@Param('key') key: string, @Me() me: Who | undefined) {
    const now = this.clock.now()
    const [shown, mine] = await Promise.all([this.programme.current(now), this.mine.of(me)])
    const course = shown.programme.byKey.get(key)
    if (!course) throw new NotFoundException()
    const facts = { course, mine, now }
    const here = course.mode === 'e-learning' ? (await this.elearning.takenHere(me?.id)).get(course.id) : undefined
    return view('modules/home/views/course.njk', {
      course,
      about: aboutRows(course, shown),
      pathway: pathwayFacts(shown, facts),
      dates: datesOf(shown, facts),
      waiting: waitingFacts(shown, facts),
      elsewhere: elsewhereFacts(shown, facts),
      elearning: course.mode === 'e-learning',
      here: here && !course.retired ? hereFacts(here, facts) : null,
    })
  }
}

interface Facts {
  course: ProgrammeCourse
  /** null: a stranger. */
  mine: Mine | null
  now: Date
}

function aboutRows(course: ProgrammeCourse, shown: Shown) {
  const requires = course.requires.map(id => shown.programme.byId.get(id)?.title).join('; ')
  const valid = course.validMonths
  return [
    { key: 'Who it is for', value: course.audience },
    { key: 'Topic', value: course.topic.name },
    { key: 'Level', value: course.level },
    { key: 'How it is held', value: modeInWords(course.mode) },
    { key: 'Length', value: course.mode === 'e-learning' ? '' : lengthInWords(course.days) },
    { key: 'Provider', value: course.provider?.name },
    { key: 'Do first', value: requires },
    { key: 'How long it counts', value: valid ? (valid % 12 === 0 ? years(valid / 12) : `${valid} months`) : '' },
  ]
}

const years = (n: number) => (n === 1 ? '1 year' : `${n} years`)

const STATES = { done: 'You have this', next: 'Next for you', locked: 'Later' }

/** The pathway this course stands on, with the reader's standing; null for a course that stands alone. */
function pathwayFacts({ programme }: Shown, { course, mine, now }: Facts) {
  const offered = programme.courses.filter(one => !one.retired || one.id === course.id)
  const courses = pathwayOf(
    course.id,
    offered.map(one => ({ ...one, courseId: one.id })),
  )
  if (courses.length === 0) return null
  const stand = mine && standing(courses, mine.completed, londonDate(now))
  const stateOf = (id: string) => stand?.steps.find(step => step.courseId === id)
  return {
    sentence: stand ? standingInWords(stand, courses) : '',
    steps: courses.map(one => {
      const step = stateOf(one.id)
      const words = step ? (step.lapsed && step.state === 'next' ? 'No longer counts' : STATES[step.state]) : ''
      return { key: one.key, title: one.title, mode: modeInWords(one.mode), here: one.id === course.id, state: step?.state, words }
    }),
  }
}

/** What the course builds on and the reader does not have: it may have been done elsewhere. */
function elsewhereFacts({ programme }: Shown, { course, mine, now }: Facts) {
  if (!mine || course.retired) return []
  const needs = course.requires.map(courseId => ({ courseId }))
  return missing(needs, mine.completed, londonDate(now)).map(id => ({
    key: programme.byId.get(id)?.key,
    title: programme.byId.get(id)?.title,
    waits: mine.evidence.some(one => one.courseId === id),
  }))
}

function datesOf(shown: Shown, { course, mine, now }: Facts) {
  const provider = course.provider?.name ?? 'its provider'
  const titles = new Map(shown.programme.courses.map(one => [one.key, one.title]))
  return (shown.byCourse.get(course.id) ?? []).map(date => ({
    ...date,
    action: actionFor(date, mine ?? strangerTo(date), provider, now),
    line: mine ? myLine(lineFor(date, mine, titles, now)) : date.needsWords,
  }))
}

// Who is booked has read so at the top of the page; each other date need not say it again.
const myLine = (line: DateAction | null): string => (line && !line.href ? line.text : '')

/** How an e-learning course is taken here: where the reader stands, and the one thing to do next. */
function hereFacts({ mine: enrolment }: TakenHere, { course, mine, now }: Facts) {
  const today = londonDate(now)
  const lapsed = enrolment?.completedAt && !mine?.completed.some(record => record.courseId === course.id && countsOn(record, today))
  const step = lapsed ? 'sign up' : nextStep(enrolment)
  const open = enrolment?.here && step !== 'sign up' ? enrolment.id : ''
  return { step, words: enrolment ? standingWords(enrolment) : '', lapsed, open }
}

/** What the page says of the course's waiting list, beside the dates that are full. */
function waitingFacts(shown: Shown, { course, mine, now }: Facts) {
  const count = shown.waiting.onCourse(course.id)
  const position = mine?.waiting.find(entry => entry.courseId === course.id)?.position
  const offer = mine?.offers.find(one => one.courseId === course.id && one.runsOutAt > now)
  const live = mine?.live.find(booking => booking.courseId === course.id)
  const may = course.kind === 'scheduled' && !course.retired && !live
  return { count, position, offer, may, bookedOn: live ? longDate(live.startsAt) : '', bookingId: live?.id, requested: live?.requested }
}
