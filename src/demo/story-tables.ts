import { isOnline } from './put-on.js'
import { agencyOn, type Person } from './person.js'
import type { Booking, Enrolment, Occurrence, Story, Waiting } from './story.js'
import { listed, type Row, type Tables, yesNo } from './tables.js'
import { dayOf, type Moment } from './calendar.js'

type StoryFile =
  | 'people.csv'
  | 'events.csv'
  | 'occurrences.csv'
  | 'sessions.csv'
  | 'bookings.csv'
  | 'enrolments.csv'
  | 'learning-records.csv'
  | 'waiting-list.csv'

const EARLIER = 'From the partnership’s earlier register'

/** The files that say who there is and what has happened. */
export const storyTables = (story: Story): Pick<Tables, StoryFile> => ({
  'people.csv': story.people.map(personRow),
  'events.csv': [...new Map(story.occurrences.map(o => [o.event, { key: o.event, course: o.course.key }])).values()],
  'occurrences.csv': story.occurrences.map(occurrenceRow),
  'sessions.csv': story.occurrences.flatMap(o => o.sessions.map(session => ({ occurrence: o.key, ...session }))),
  'bookings.csv': story.bookings.map(bookingRow),
  'enrolments.csv': story.enrolments.map(enrolmentRow),
  'learning-records.csv': story.earlier.map(({ person, course, completedOn }, i) => ({
    key: numbered('r', i),
    person: person.key,
    course,
    completedOn,
    how: 'evidence',
    note: EARLIER,
  })),
  'waiting-list.csv': story.waiting.map(waitingRow),
})

const numbered = (letter: string, i: number): string => `${letter}${String(i + 1).padStart(5, '0')}`
/** The key of a booking by its place in the story. */
export const bookingKey = (i: number): string => numbered('b', i)

/** The agency to credit when it is not the one the person works for now. */
function agencyThen(person: Person, moment: Moment): string | undefined {
  const then = agencyOn(person, dayOf(moment))
  return then === person.agency ? undefined : then
}

function personRow({ key, name, email, agency, agencyOther, jobRole, manager, roles, registeredOn }: Person): Row<'people.csv'> {
  return {
    key,
    name,
    email,
    agency,
    agencyOther,
    jobRole,
    managerName: manager.name,
    managerEmail: manager.email,
    roles: listed(roles),
    registeredAt: `${registeredOn} 08:30`,
  }
}

function occurrenceRow(occurrence: Occurrence): Row<'occurrences.csv'> {
  const { key, event, course, places, venue, trainers, opensAt, closesAt, cancelled, registerClosedAt } = occurrence
  return {
    key,
    event,
    places,
    venue,
    onlineUrl: course.kind === 'scheduled' && isOnline(course) ? `https://meet.example.org/${key}` : undefined,
    trainers: listed(trainers),
    bookingOpensAt: opensAt,
    bookingClosesAt: closesAt,
    cancelledAt: cancelled?.at,
    cancelReason: cancelled?.reason,
    registerClosedAt,
    externalUrl: course.externalUrl && `${course.externalUrl}?date=${occurrence.days[0]}`,
  }
}

function bookingRow({ occurrence, person, state, bookedAt, walkIn, cancelled }: Booking, i: number): Row<'bookings.csv'> {
  return {
    key: bookingKey(i),
    occurrence: occurrence.key,
    person: person.key,
    state,
    bookedAt,
    agency: agencyThen(person, occurrence.days[0]!),
    walkIn: walkIn ? 'yes' : undefined,
    cancelledAt: cancelled?.at,
    cancelledBy: cancelled?.by,
    late: cancelled && yesNo(cancelled.late),
    reason: cancelled?.reason,
  }
}

function enrolmentRow({ course, person, signedUpAt, startedAt, completedAt }: Enrolment, i: number): Row<'enrolments.csv'> {
  return { key: numbered('n', i), course, person: person.key, signedUpAt, agency: agencyThen(person, signedUpAt), startedAt, completedAt }
}

function waitingRow({ course, person, joinedAt, dates, ended }: Waiting, i: number): Row<'waiting-list.csv'> {
  return {
    key: numbered('w', i),
    course,
    person: person.key,
    joinedAt,
    dates: listed(dates.map(o => o.key)),
    endedAt: ended?.at,
    outcome: ended?.outcome,
  }
}
