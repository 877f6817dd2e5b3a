import { Feed } from 'feed'
import { createEvents, type EventAttributes } from 'ics'
import { monthName, whenInWords } from '../../shared/dates.js'
import { placesByMonth } from './rules/places-by-month.js'
import type { Shown, ShownDate } from './shown-programme.js'

/** What a feed says of itself. `url`: the address people see, without a trailing slash. */
export interface FeedFacts {
  url: string
  partnership: string
  now: Date
}

const courseUrl = ({ url }: FeedFacts, date: ShownDate) => `${url}/courses/${date.course.key}`

/** The coming dates as RSS 2.0, in order of time; an entry keeps its id when its places change. */
export function rssOf({ dates }: Shown, facts: FeedFacts): string {
  const feed = new Feed({
    title: `${facts.partnership} training: places by month`,
    description: 'Coming dates with the places left on each.',
    id: `${facts.url}/places-by-month`,
    link: `${facts.url}/places-by-month`,
    language: 'en-GB',
    updated: facts.now,
    generator: 'Goldthread',
    copyright: facts.partnership,
    feedLinks: { rss: `${facts.url}/places-by-month.rss` },
  })
  for (const date of dates)
    feed.addItem({
      title: `${date.course.title}, ${date.dayInWords}`,
      id: `urn:uuid:${date.id}`,
      link: `${courseUrl(facts, date)}#o-${date.id}`,
      description: [`${date.dayInWords}, ${date.times}.`, `${date.held}.`, `${date.placesWords}.`, date.needsWords && `${date.needsWords}.`]
        .filter(Boolean)
        .join(' '),
      date: putOnAt(date.id) ?? facts.now,
    })
  return feed.rss2()
}

/** Feed readers sort by the day an entry appeared. An id of version 7 begins with the moment it was made. */
function putOnAt(id: string): Date | null {
  return id[14] === '7' ? new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)) : null
}

/** The coming sessions as iCalendar, in UTC: one VEVENT each, whose UID stays the same when its time changes. Throws on what ics refuses. */
export function calendarOf({ dates }: Shown, facts: FeedFacts): string {
  const { error, value } = createEvents(
    dates.flatMap(date => sessionEvents(date, facts)),
    { productId: '-//Goldthread//Places by month//EN', calName: `${facts.partnership} training`, method: 'PUBLISH' },
  )
  if (error) throw error
  return value ?? ''
}

/** The package takes the DTSTAMP too, though its types do not know. */
type Stamped = EventAttributes & { timestamp: number }

function sessionEvents(date: ShownDate, facts: FeedFacts): Stamped[] {
  const { sessions, version, venue } = date.occurrence
  const common: Omit<Stamped, 'start' | 'end'> = {
    startInputType: 'utc',
    startOutputType: 'utc',
    endInputType: 'utc',
    endOutputType: 'utc',
    timestamp: facts.now.getTime(),
    sequence: version,
    description: [date.placesWords, date.needsWords].filter(Boolean).join('. '),
    location: venue ? [venue.name, venue.address, venue.postcode].filter(Boolean).join(', ') : date.where,
    url: courseUrl(facts, date),
    busyStatus: 'FREE',
  }
  return sessions.map(({ startsAt, endsAt }, i) => ({
    ...common,
    uid: `${date.id}-${i + 1}@goldthread`,
    title: sessions.length > 1 ? `${date.course.title} (${i + 1} of ${sessions.length})` : date.course.title,
    start: startsAt.getTime(),
    end: endsAt.getTime(),
  }))
}

/** The list by month for programs: instants in ISO 8601. */
export function jsonOf({ dates }: Shown) {
  const months = placesByMonth(dates).map(({ month, courses }) => ({
    month,
    name: monthName(month),
    courses: courses.map(({ course, dates: ofCourse }) => ({ key: course.key, title: course.title, dates: ofCourse.map(jsonDate) })),
  }))
  return { months }
}

const jsonDate = (date: ShownDate) => ({
  id: date.id,
  startsAt: date.occurrence.startsAt.toISOString(),
  endsAt: date.occurrence.endsAt.toISOString(),
  when: whenInWords(date.occurrence.startsAt, date.occurrence.endsAt),
  venue: date.occurrence.venue?.name ?? null,
  places: date.facts.places,
  placesLeft: date.free,
  waiting: date.waiting,
  bookingOpen: date.bookingOpen,
  ...(date.elsewhere && { externalUrl: date.elsewhere }),
})
