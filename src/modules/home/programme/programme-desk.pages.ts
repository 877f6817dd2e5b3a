import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { type Day, londonDate, longDate, monthName, periodBounds, timeRange, whenInWords } from '../../../shared/dates.js'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { viabilityOf } from '../../courses/rules/viability.js'
import { monthGrid, wantedMonth } from '../rules/month-grid.js'
import { pageOf } from '../rules/paging.js'
import { type CalendarRow, type ComingRow, ProgrammeDeskQueries, type ProgrammeFilter } from './programme.queries.js'

const PER_PAGE = 25

type Asked = Record<'month' | 'page' | 'venue' | 'trainer' | 'course', unknown>

/** The programme at the desk: a month on the wall, or everything to come as a list. Both are narrowed by venue, trainer and course. */
@Controller('desk/programme')
@Access('administrator')
export class ProgrammeDeskPages {
  constructor(
    private readonly programme: ProgrammeDeskQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async calendar(@Query() asked: Asked) {
    const today = londonDate(this.clock.now())
    const grid = monthGrid(wantedMonth(asked.month, today))
    const filter = filterOf(asked)
    const { start, end } = periodBounds(grid.weeks[0]![0]!, grid.weeks.at(-1)!.at(-1)!)
    const { rows, choices } = await this.programme.month(filter, start, end)
    const days = byDay(rows.map(shownSession))
    const weeks = grid.weeks.map(week => week.map(day => shownDay(day, grid.month, today, days.get(day) ?? [])))
    const dates = new Set(rows.filter(row => londonDate(new Date(row.startsAt)).startsWith(grid.month)).map(row => row.id)).size
    return view('modules/home/views/programme-month.njk', {
      ...{ weeks, choices, filter, dates, month: grid.month, name: monthName(grid.month), narrowed: narrowed(filter) },
      previous: { name: monthName(grid.previous), href: linkTo('/desk/programme', { month: grid.previous, ...filter }) },
      next: { name: monthName(grid.next), href: linkTo('/desk/programme', { month: grid.next, ...filter }) },
      now: grid.month === today.slice(0, 7) ? '' : linkTo('/desk/programme', { ...filter }),
      other: linkTo('/desk/programme/list', { ...filter }),
    })
  }

  @Get('list')
  async list(@Query() asked: Asked) {
    const { page, offset } = pageOf(asked.page, PER_PAGE)
    const filter = filterOf(asked)
    const { rows, total, choices } = await this.programme.coming(filter, this.clock.now(), { limit: PER_PAGE, offset })
    const pages = Math.max(page, Math.ceil(total / PER_PAGE))
    const more = linkTo('/desk/programme/list', { ...filter })
    const links = {
      pagesHref: `${more}${more.includes('?') ? '&' : '?'}page=`,
      first: more,
      other: linkTo('/desk/programme', { ...filter }),
    }
    return view('modules/home/views/programme.njk', {
      ...{ coming: rows.map(shownComing), total, page, pages, choices, filter, narrowed: narrowed(filter), ...links },
    })
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '')
const filterOf = ({ venue, trainer, course }: Asked): ProgrammeFilter => ({
  venue: text(venue),
  trainer: text(trainer),
  course: text(course),
})
const narrowed = (filter: ProgrammeFilter): boolean => Object.values(filter).some(Boolean)

function linkTo(path: string, asked: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()
  return query ? `${path}?${query}` : path
}

const standing = ({ draft, cancelled, fewest, confirmed }: CalendarRow | ComingRow) =>
  viabilityOf({ draft, cancelled, fewest, confirmed, decideOn: null })

function shownSession(row: CalendarRow) {
  const [startsAt, endsAt] = [new Date(row.startsAt), new Date(row.endsAt)]
  const part = row.sessions > 1 ? `session ${row.number} of ${row.sessions}` : ''
  return { ...row, day: londonDate(startsAt), times: timeRange(startsAt, endsAt), part, viability: standing(row) }
}

function byDay<Row extends { day: Day }>(rows: Row[]): Map<Day, Row[]> {
  const days = new Map<Day, Row[]>()
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row])
  return days
}

function shownDay(day: Day, month: string, today: Day, dates: ReturnType<typeof shownSession>[]) {
  const number = Number(day.slice(8))
  return { day, number, words: longDate(day).replace(/ \d{4}$/, ''), inMonth: day.startsWith(month), today: day === today, dates }
}

const shownComing = (row: ComingRow) => ({
  ...row,
  when: whenInWords(new Date(row.startsAt), new Date(row.endsAt)),
  viability: standing(row),
})
