import { clockTime, type Day, londonDate, longDate, longMoment, whenInWords } from '../../shared/dates.js'
import { pounds } from '../../shared/money.js'
import { recordWords } from '../records/rules/record-words.js'
import type {
  BookingAtDesk,
  EnrolmentAtDesk,
  EvidenceAtDesk,
  MessageAtDesk,
  OnePersonQueries,
  PersonAtDesk,
  RecordAtDesk,
  WaitingAtDesk,
} from './one-person.queries.js'

const STAGES: Record<string, string> = {
  pre: 'Before the course',
  post: 'After the course',
  impact: 'Weeks later',
  manager: 'Their manager, months later',
}
const ASKED: Record<string, string> = {
  due: 'not asked yet',
  asked: 'asked, not answered',
  answered: 'answered',
  closed: 'not asked any more',
}
const OFFERS: Record<string, string> = {
  open: 'offered, to be answered',
  accepted: 'offered and accepted',
  declined: 'offered and declined',
  'run-out': 'offered, not answered in time',
  gone: 'offered, no longer open',
}
const ENDED: Record<string, string> = { left: 'Left the list', booked: 'Got a place', lapsed: 'The list ended' }
const MESSAGES: Record<string, string> = {
  due: 'To be sent',
  sent: 'Sent',
  failed: 'Could not be sent',
  dropped: 'Not sent: it was no longer true, or not wanted',
  gathered: 'Sent within another mail',
}

/** Everything about one person in words: what is to come first, then what is past, the latest first. */
export function shown(
  person: PersonAtDesk,
  found: Awaited<ReturnType<OnePersonQueries['everything']>>,
  titleOf: (kind: string) => string,
  now: Date,
) {
  const bookings = found.bookings.map(bookingShown)
  const ahead = (row: { endsAt: Date; state: string }) => row.endsAt > now && row.state !== 'cancelled'
  const today = londonDate(now)
  return {
    cameBy: cameBy(person),
    lastSeen: lastSeen(person),
    openings: openings(person),
    coming: bookings.filter(ahead).reverse(),
    past: bookings.filter(row => !ahead(row)),
    charges: found.bookings.flatMap(chargesShown),
    asked: found.bookings.filter(({ asked }) => asked.length).map(askedShown),
    waiting: found.waiting.map(waitingShown),
    records: found.records.map(record => recordShown(record, today)),
    enrolments: found.enrolments.map(enrolmentShown),
    evidence: found.evidence.map(evidenceShown),
    messages: found.messages.map(message => ({ ...messageShown(message, person.email), title: titleOf(message.kind) })),
    courses: found.courses,
    messagesInAll: found.messages[0]?.total ?? 0,
  }
}

function cameBy({ key, registeredAt, hasPassword, merged }: PersonAtDesk): string[] {
  const how = key !== null ? 'Loaded from a file' : hasPassword ? 'Registered' : 'Entered at the desk; has not chosen a password yet'
  return [
    `${how}, ${longDate(registeredAt)}`,
    ...merged.map(at => `Another account of theirs was put into this one, ${longDate(new Date(at))}`),
  ]
}

const lastSeen = ({ lastSignedInAt, hasPassword }: PersonAtDesk): string => {
  if (lastSignedInAt) return longMoment(lastSignedInAt)
  return hasPassword ? 'Not known' : 'Never: there is no password yet'
}

const several = (n: number, one: string, many: string): string[] => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`])

/** What could read or change their things at this moment. */
export function openings({ browsers, tokens, feed }: PersonAtDesk): string[] {
  return [
    ...several(browsers, 'browser is signed in', 'browsers are signed in'),
    ...several(tokens, 'program has a key', 'programs have keys'),
    ...(feed ? ['a calendar looks up their sessions'] : []),
  ]
}

const bookingShown = (row: BookingAtDesk) => ({ ...row, when: whenInWords(row.startsAt, row.endsAt), where: row.venue ?? 'Online' })

const chargesShown = ({ charges, courseTitle, startsAt }: BookingAtDesk) =>
  charges.map(charge => ({ ...charge, courseTitle, on: longDate(startsAt), amount: pounds(charge.pence) }))

const askedShown = ({ id, courseTitle, startsAt, asked }: BookingAtDesk) => ({
  id,
  courseTitle,
  on: longDate(startsAt),
  stages: asked.map(({ stage, state }) => `${STAGES[stage] ?? stage}: ${ASKED[state] ?? state}`),
})

const waitingShown = (row: WaitingAtDesk) => ({
  ...row,
  since: longDate(new Date(row.joinedAt)),
  ended: row.endedAt && `${ENDED[row.outcome ?? ''] ?? 'Ended'}, ${longDate(new Date(row.endedAt))}`,
  offers: row.offers.map(offer => ({
    occurrenceId: offer.occurrenceId,
    words: `${longDate(new Date(offer.startsAt))}: ${OFFERS[offer.state] ?? offer.state}${
      offer.state === 'open' ? ` by ${longMoment(new Date(offer.runsOutAt))}` : ''
    }`,
  })),
})

function recordShown(record: RecordAtDesk, today: Day) {
  const { howWords, until, counting } = recordWords(record, today)
  return { ...record, on: longDate(record.completedOn), howWords, until, counting }
}

function enrolmentShown({ courseTitle, signedUpAt, startedAt, completedAt, closedAt, progress }: EnrolmentAtDesk) {
  const stand = completedAt
    ? `Completed, ${longDate(new Date(completedAt))}`
    : closedAt
      ? `Closed unfinished, ${longDate(new Date(closedAt))}`
      : startedAt
        ? `In progress, ${progress}% seen`
        : 'Not begun'
  return { courseTitle, since: longDate(new Date(signedUpAt)), stand }
}

const evidenceShown = (row: EvidenceAtDesk) => ({ ...row, on: longDate(new Date(row.handedInAt)) })

const messageShown = ({ state, createdAt, toEmail, ...row }: MessageAtDesk, own: string) => ({
  ...row,
  state,
  on: `${longDate(createdAt)}, ${clockTime(createdAt)}`,
  stateWords: MESSAGES[state] ?? state,
  to: toEmail === own ? '' : toEmail,
})
