/** What a reader of what's on has narrowed the list to; null or false: not narrowed by that. */
export interface Filter {
  q: string | null
  topic: string | null
  level: string | null
  provider: string | null
  mode: string | null
  month: string | null
  places: boolean
  mine: boolean
}

export type FilterName = keyof Filter

/** A date as the filter sees it. `search`: what the words are looked for in, made by `searchText`; `month`: `2026-03`. */
export interface Filterable {
  search: string
  topic: string
  level: string
  provider: string
  mode: string
  month: string
  hasPlaces: boolean
}

const NAMES: readonly FilterName[] = ['q', 'topic', 'level', 'provider', 'mode', 'month', 'places', 'mine']

/** Text without case and accents, so that "Resume" finds "Résumé"; anything but letters and digits parts words. */
export function searchText(...texts: string[]): string {
  const plain = texts.join(' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The filter of an address's parameters. What is empty, repeated or unknown to the list narrows nothing or finds nothing; it never fails. */
export function readFilter(query: Record<string, unknown>): Filter {
  const text = (name: FilterName) => (typeof query[name] === 'string' && query[name].trim() ? query[name].trim().slice(0, 100) : null)
  return {
    q: text('q'),
    topic: text('topic'),
    level: text('level'),
    provider: text('provider'),
    mode: text('mode'),
    month: text('month'),
    places: text('places') !== null,
    mine: text('mine') !== null,
  }
}

/** The filters in use, in the order of the form. */
export const inUse = (filter: Filter): FilterName[] => NAMES.filter(name => filter[name] !== null && filter[name] !== false)

/** The same filter without these. */
export const without = (filter: Filter, ...names: FilterName[]): Filter => ({
  ...filter,
  ...Object.fromEntries(names.map(name => [name, name === 'places' || name === 'mine' ? false : null])),
})

/** The dates that pass every filter, in the order given. Each of the words must begin a word of the date's text. `mayBook`: for `mine`. */
export function filterProgramme<Date extends Filterable>(dates: readonly Date[], filter: Filter, mayBook: (date: Date) => boolean): Date[] {
  const words =
    filter.q === null
      ? []
      : searchText(filter.q)
          .split(' ')
          .filter(Boolean)
          .map(word => ` ${word}`)
  const same = (['topic', 'level', 'provider', 'mode', 'month'] as const).filter(name => filter[name] !== null)
  return dates.filter(
    date =>
      same.every(name => date[name] === filter[name]) &&
      words.every(word => ` ${date.search}`.includes(word)) &&
      (!filter.places || date.hasPlaces) &&
      (!filter.mine || mayBook(date)),
  )
}

/** For a list that came out empty: which filter to drop, the one that brings back most first, and how many dates then show. */
export function whatToDrop<Date extends Filterable>(
  dates: readonly Date[],
  filter: Filter,
  mayBook: (date: Date) => boolean,
): { name: FilterName; found: number }[] {
  return inUse(filter)
    .map(name => ({ name, found: filterProgramme(dates, without(filter, name), mayBook).length }))
    .filter(drop => drop.found > 0)
    .sort((a, b) => b.found - a.found)
}

/** The filter as parameters of an address, without empty ones. */
export function filterAddress(filter: Filter): string {
  const entries = inUse(filter).map(name => [name, filter[name] === true ? 'yes' : String(filter[name])] as [string, string])
  return new URLSearchParams(entries).toString()
}
