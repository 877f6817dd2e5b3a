import { newId, newReference } from '../../shared/ids.js'
import { aFile, may, must } from './files.js'
import { day, key, keys, moment, oneOf, prose, webAddress, whole, yesNo } from './rules/cells.js'
import { bookingRules, enrolmentRules, occurrenceRules, recordRules, sessionRules, waitingRules } from './rules/rows.js'

const STATES = ['booked', 'cancelled', 'attended', 'partly attended', 'no-show']
const MANY = 100_000

const itsKey = must('key', key)
const itsPerson = must('person', key, { refers: 'people.csv', to: 'person_id' })
const itsCourse = must('course', key, { refers: 'courses.csv', to: 'course_id' })
const itsAgency = may('agency', key, { refers: 'agencies.csv', to: 'agency_id', kept: true })

/** The files that say what has happened and what is coming. In the order in which they refer to one another. */
export const storyFiles = [
  aFile({ name: 'events.csv', table: 'event', what: 'event', columns: [itsKey, itsCourse] }),
  aFile({
    name: 'occurrences.csv',
    table: 'occurrence',
    what: 'occurrence',
    columns: [
      itsKey,
      must('event', key, { refers: 'events.csv', to: 'event_id' }),
      must('places', whole(0, MANY)),
      may('venue', key, { refers: 'venues.csv', to: 'venue_id' }),
      may('onlineUrl', webAddress, { empty: '' }),
      may('trainers', keys, { refers: 'trainers.csv', to: null, empty: [] }),
      may('bookingOpensAt', moment),
      may('bookingClosesAt', moment),
      may('cancelledAt', moment, { past: true }),
      may('cancelReason', prose, { empty: '' }),
      may('registerClosedAt', moment, { past: true }),
      may('externalUrl', webAddress, { empty: '' }),
    ],
    derived: {
      course_id: { type: 'uuid', written: 'always' },
      starts_at: { type: 'timestamptz', written: 'always' },
      ends_at: { type: 'timestamptz', written: 'always' },
    },
    rules: occurrenceRules,
    versioned: true,
  }),
  aFile({
    name: 'sessions.csv',
    table: 'session',
    what: 'session',
    columns: [
      must('occurrence', key, { refers: 'occurrences.csv', to: 'occurrence_id' }),
      must('startsAt', moment),
      must('endsAt', moment),
    ],
    derived: { number: { type: 'smallint', written: 'new' } },
    rules: sessionRules,
  }),
  aFile({
    name: 'bookings.csv',
    table: 'booking',
    what: 'booking',
    columns: [
      itsKey,
      must('occurrence', key, { refers: 'occurrences.csv', to: 'occurrence_id' }),
      itsPerson,
      must('state', oneOf(STATES)),
      must('bookedAt', moment, { past: true }),
      itsAgency,
      may('walkIn', yesNo, { empty: false }),
      may('cancelledAt', moment, { past: true }),
      may('cancelledBy', oneOf(['delegate', 'agency', 'organiser'])),
      may('late', yesNo, { empty: false }),
      may('reason', prose, { to: 'cancel_reason', empty: '' }),
    ],
    derived: {
      course_id: { type: 'uuid', written: 'always' },
      reference: { type: 'text', written: 'new' },
      second_on_course: { type: 'boolean', written: 'never' },
      was_on: { type: 'uuid', written: 'never' },
      record_id: { type: 'uuid', written: 'never' },
    },
    make: () => ({ reference: newReference(), record_id: newId() }),
    rules: bookingRules,
  }),
  aFile({
    name: 'enrolments.csv',
    table: 'enrolment',
    what: 'enrolment',
    columns: [
      itsKey,
      itsCourse,
      itsPerson,
      must('signedUpAt', moment, { past: true }),
      itsAgency,
      may('startedAt', moment, { past: true }),
      may('completedAt', moment, { past: true }),
    ],
    derived: { record_id: { type: 'uuid', written: 'never' } },
    make: () => ({ record_id: newId() }),
    rules: enrolmentRules,
    // Gone on with here: where somebody is by now is not for an older list to say.
    takenOver: 't.module_version_id IS NOT NULL',
  }),
  aFile({
    name: 'learning-records.csv',
    table: 'learning_record',
    what: 'learning record',
    columns: [
      itsKey,
      itsPerson,
      itsCourse,
      must('completedOn', day, { past: true }),
      must('how', oneOf(['attended', 'e-learning', 'evidence'])),
      may('validUntil', day),
      may('note', prose, { empty: '' }),
    ],
    derived: { recorded_at: { type: 'timestamptz', written: 'new' } },
    rules: recordRules,
  }),
  aFile({
    name: 'waiting-list.csv',
    table: 'waiting_entry',
    what: 'waiting-list entry',
    columns: [
      itsKey,
      itsCourse,
      itsPerson,
      must('joinedAt', moment, { past: true }),
      may('dates', keys, { refers: 'occurrences.csv', to: null, empty: [] }),
      may('endedAt', moment, { past: true }),
      may('outcome', oneOf(['left', 'booked', 'lapsed'])),
    ],
    derived: {
      agency_id: { type: 'uuid', written: 'new' },
      number: { type: 'integer', written: 'new' },
      occurrence_ids: { type: 'uuid[]', written: 'always' },
    },
    rules: waitingRules,
  }),
]
