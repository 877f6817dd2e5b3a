import { monthName } from '../../shared/dates.js'
import { renderPage } from '../../web/page-engine.js'
import type { Mine } from './mine.queries.js'
import { type Filter, filterAddress, filterProgramme, inUse, whatToDrop, without } from './rules/filter-programme.js'
import { type DateAction, lineFor, mayBook } from './rules/my-date.js'
import { courseText, type Shown, type ShownDate } from './shown-programme.js'

export const PER_PAGE = 20

export interface Asked {
  filter: Filter
  /** From 1; a page beyond the last is the last. */
  page: number
  /** null: a stranger. */
  mine: Mine | null
  now: Date
}

/** The list of what's on, one page of it: what the template of the list fills in. */
export function listFacts(shown: Shown, { filter, page: wanted, mine, now }: Asked) {
  const may = (date: ShownDate) => mine !== null && mayBook(date, mine, now)
  const found = filterProgramme(shown.dates, filter, may)
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE))
  const page = Math.min(pages, wanted)
  const titles = new Map(shown.programme.courses.map(course => [course.key, course.title]))
  const lineOf = (date: ShownDate) => (mine ? lineFor(date, mine, titles, now) : date.needsWords ? { text: date.needsWords } : null)
  const address = filterAddress(filter)
  return {
    ...{ total: found.length, page, pages, narrowed: inUse(filter).length },
    pageAddress: `/whats-on?${address}${address ? '&' : ''}page=`,
    months: byMonthAndDay(found.slice((page - 1) * PER_PAGE, page * PER_PAGE), shown, lineOf),
    undated: page === pages ? undated(shown, filter) : [],
    drops: found.length === 0 ? whatToDrop(shown.dates, filter, may).map(drop => dropWords(drop, filter, shown)) : [],
  }
}

interface Day {
  words: string
  dates: { row: string; line: DateAction | null }[]
}

function byMonthAndDay(dates: readonly ShownDate[], shown: Shown, lineOf: (date: ShownDate) => DateAction | null) {
  const months = new Map<string, Map<string, Day>>()
  for (const date of dates) {
    const days = months.get(date.month) ?? new Map<string, Day>()
    const day = days.get(date.day) ?? { words: date.dayInWords, dates: [] }
    // The same row for every reader: drawn once for as long as the programme is kept.
    const row = shown.kept(`row ${date.id}`, () => renderPage('modules/home/views/whats-on-row.njk', date))
    day.dates.push({ row, line: lineOf(date) })
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
  topic: 'the topic',
  level: 'the level',
  provider: 'the provider',
  mode: 'how it is held',
  month: 'the month',
  places: '“Only with places left”',
  mine: '“Only what I may book”',
}

function dropWords({ name, found }: { name: keyof Filter; found: number }, filter: Filter, shown: Shown) {
  const chosen = Object.values(shown.choices)
    .flat()
    .find(choice => choice.value === filter[name])
  const what = name === 'q' ? `the words “${filter.q}”` : chosen ? `“${chosen.text}”` : NAMES[name]
  return { what, found, href: `/whats-on?${filterAddress(without(filter, name))}` }
}
