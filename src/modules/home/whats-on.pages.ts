import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { monthName } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { type Mine, MineQueries } from './mine.queries.js'
import { type Filter, filterAddress, filterProgramme, inUse, readFilter, whatToDrop, without } from './rules/filter-programme.js'
import { type DateAction, lineFor, mayBook } from './rules/my-date.js'
import { courseText, type Shown, type ShownDate, ShownProgramme } from './shown-programme.js'

const PER_PAGE = 20

@Controller('whats-on')
@Access('anyone')
export class WhatsOnPages {
  constructor(
    private readonly programme: ShownProgramme,
    private readonly mine: MineQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() query: Record<string, unknown>, @Me() me: Who | undefined) {
    const now = this.clock.now()
    const [shown, mine] = await Promise.all([this.programme.current(now), this.mine.of(me)])
    const asked = readFilter(query)
    const filter = me ? asked : without(asked, 'mine')
    return view('modules/home/views/whats-on.njk', whatsOn(shown, filter, { page: query.page, mine, now }))
  }
}

interface Asked {
  page: unknown
  /** null: a stranger. */
  mine: Mine | null
  now: Date
}

function whatsOn(shown: Shown, filter: Filter, { page: wanted, mine, now }: Asked) {
  const may = (date: ShownDate) => mine !== null && mayBook(date, mine, now)
  const found = filterProgramme(shown.dates, filter, may)
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(wanted)) || 1))
  const titles = new Map(shown.programme.courses.map(course => [course.key, course.title]))
  const lineOf = (date: ShownDate) => (mine ? lineFor(date, mine, titles, now) : date.needsWords ? { text: date.needsWords } : null)
  const address = filterAddress(filter)
  return {
    ...{ filter, choices: shown.choices, total: found.length, page, pages, signedIn: mine !== null, narrowed: inUse(filter).length },
    pageAddress: `/whats-on?${address}${address ? '&' : ''}page=`,
    months: byMonthAndDay(found.slice((page - 1) * PER_PAGE, page * PER_PAGE), lineOf),
    undated: page === pages ? undated(shown, filter) : [],
    drops: found.length === 0 ? whatToDrop(shown.dates, filter, may).map(drop => dropWords(drop, filter, shown)) : [],
  }
}

interface Day {
  words: string
  dates: (ShownDate & { line: DateAction | null })[]
}

function byMonthAndDay(dates: readonly ShownDate[], lineOf: (date: ShownDate) => DateAction | null): { month: string; days: Day[] }[] {
  const months = new Map<string, Map<string, Day>>()
  for (const date of dates) {
    const days = months.get(date.month) ?? new Map<string, Day>()
    const day = days.get(date.day) ?? { words: date.dayInWords, dates: [] }
    day.dates.push({ ...date, line: lineOf(date) })
    months.set(date.month, days.set(date.day, day))
  }
  return [...months].map(([month, days]) => ({ month: monthName(month), days: [...days.values()] }))
}

/** Courses that people come to and that match, but have no date yet: there is a list to wait on. */
function undated(shown: Shown, filter: Filter) {
  if (inUse(without(filter, 'q', 'topic', 'level', 'provider', 'mode')).length > 0 || inUse(filter).length === 0) return []
  const courses = shown.programme.courses.filter(
    course => !course.retired && course.mode !== 'e-learning' && !shown.byCourse.has(course.id),
  )
  const facts = courses.map(course => ({
    ...{ course, search: courseText(course), topic: course.topic.key, level: String(course.level ?? '') },
    ...{ provider: course.provider?.key ?? '', mode: course.mode, month: '', hasPlaces: false },
  }))
  return filterProgramme(facts, filter, () => false).map(one => one.course)
}

const NAMES: Record<string, string> = {
  q: 'the search words',
  topic: 'the topic',
  level: 'the level',
  provider: 'the provider',
  mode: 'how it is held',
  month: 'the month',
  places: '“only with places left”',
  mine: '“only what I may book”',
}

function dropWords({ name, found }: { name: keyof Filter; found: number }, filter: Filter, shown: Shown) {
  const chosen = Object.values(shown.choices)
    .flat()
    .find(choice => choice.value === filter[name])
  const what = name === 'q' ? `the words “${filter.q}”` : chosen ? `“${chosen.text}”` : NAMES[name]
  return { what, found, href: `/whats-on?${filterAddress(without(filter, name))}` }
}
