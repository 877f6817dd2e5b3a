import { Controller, Get } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate, londonDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { type ProgrammeCourse, ProgrammeReader } from '../courses/courses.reader.js'
import { countsOn } from '../courses/rules/prerequisites.js'
import { type MyRecord, RecordsReader } from '../records/records.reader.js'
import { ElearningReader, type TakenHere } from './elearning.reader.js'
import { nextStep, standingWords } from './rules/standing-words.js'

/** The e-learning titles, topic by topic, with what the reader has done of them. */
@Controller('e-learning')
@Access('anyone')
export class ElearningPages {
  constructor(
    private readonly programme: ProgrammeReader,
    private readonly records: RecordsReader,
    private readonly elearning: ElearningReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who | undefined) {
    const now = this.clock.now()
    const [{ courses }, records, here] = await Promise.all([
      this.programme.current(now),
      me ? this.records.recordsOf(me.id) : [],
      this.elearning.takenHere(me?.id),
    ])
    const today = londonDate(now)
    const titles = courses.filter(course => course.mode === 'e-learning' && !course.retired)
    return view('modules/elearning/views/e-learning.njk', {
      topics: byTopic(titles, course => ({ done: doneWords(course, records, today), ...hereFacts(here.get(course.id)) })),
      here: titles.some(course => here.has(course.id)),
      asking: titles.some(course => !here.has(course.id) && !course.externalUrl),
    })
  }
}

interface Mine {
  done: string
  /** It can be taken here. */
  here: boolean
  words: string
  /** Where to go on, of one's own that is open here. */
  href: string
}

function hereFacts(taken: TakenHere | undefined): Omit<Mine, 'done'> {
  const { mine } = taken ?? {}
  const open = mine && !mine.completedAt ? mine : null
  return {
    here: taken !== undefined,
    words: open ? standingWords(open) : '',
    href: open?.here && nextStep(open) !== 'sign up' ? `/learning/${open.id}` : '',
  }
}

function byTopic(courses: readonly ProgrammeCourse[], mine: (course: ProgrammeCourse) => Mine) {
  const topics = new Map<string, { name: string; titles: (ProgrammeCourse & Mine)[] }>()
  for (const course of courses) {
    const topic = topics.get(course.topic.key) ?? { name: course.topic.name, titles: [] }
    topic.titles.push({ ...course, ...mine(course) })
    topics.set(course.topic.key, topic)
  }
  return [...topics.values()]
}

/** "You did this on Monday 2 March 2026", of the newest record that counts. */
function doneWords(course: ProgrammeCourse, records: readonly MyRecord[], today: string): string {
  const record = records.find(one => one.courseId === course.id && countsOn(one, today))
  return record ? `You did this on ${longDate(record.completedOn)}` : ''
}
