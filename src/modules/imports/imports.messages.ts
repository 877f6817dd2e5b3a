import type { CsvCode } from './read-csv.js'
import type { CellCode, Facts } from './rules/cells.js'
import type { RowCode } from './rules/rows.js'

type FolderCode = 'no-folder' | 'not-a-folder' | 'no-files' | 'unknown-file'
type HeaderCode = 'not-commas' | 'unknown-column' | 'nameless-column' | 'column-twice' | 'column-missing'
type KeyCode =
  'key-twice' | 'no-such-key' | 'email-twice' | 'email-taken' | 'person-twice' | 'other-trainer' | 'other-person' | 'joined-person'
type ProgrammeCode =
  | 'loop'
  | 'not-on-programme'
  | 'event-moved'
  | 'no-session'
  | 'occurrence-moved'
  | 'register-reopened'
  | 'closed-too-soon'
  | 'closes-late'
  | 'cancelled-with-bookings'
  | 'closed-with-open-bookings'
  | 'too-few-places'
  | 'session-twice'
  | 'sessions-overlap'
  | 'marked-session-gone'
type BookingCode =
  | 'register-open'
  | 'register-closed'
  | 'occurrence-cancelled'
  | 'twice-on-occurrence'
  | 'twice-on-course'
  | 'no-place-left'
  | 'marked-booking-moved'
type LearningCode = 'not-e-learning' | 'no-waiting-list' | 'entry-moved' | 'other-courses-date' | 'waits-twice' | 'booked-too'

export type Code =
  | FolderCode
  | CsvCode
  | HeaderCode
  | 'wrong-number-of-cells'
  | 'empty'
  | CellCode
  | RowCode
  | KeyCode
  | ProgrammeCode
  | BookingCode
  | LearningCode

/** Why a row (or a file) is refused, and what to do. Words in braces are filled in; docs/import.md has every one of them. */
export const MESSAGES: Record<Code, string> = {
  'no-folder': 'There is no such folder.',
  'not-a-folder': 'This is a file. Name the folder that holds the CSV files.',
  'no-files': 'There is no CSV file in this folder. These are read: {files}.',
  'unknown-file': 'A file of this name is not read. Rename it or move it elsewhere. These are read: {files}.',

  'empty-file': 'The file is empty. Its first line must name the columns.',
  unreadable: 'The file cannot be read: {why}.',
  'quote-not-closed': 'A quotation mark opens in this line or a later one and never closes.',
  'quotes-broken': 'The quotation marks in this line do not pair up. Put a cell that holds one in quotation marks and write it twice: "".',
  'line-too-long': 'This line is longer than a million characters. Probably a quotation mark opens and never closes.',
  'not-commas': 'The columns are separated by {separator}. Save the file with commas.',
  'unknown-column': 'There is no such column. These are read: {columns}.',
  'nameless-column': 'A column has no name. Remove it or name it. These are read: {columns}.',
  'column-twice': 'The column is named twice.',
  'column-missing': 'The first line must name this column.',
  'wrong-number-of-cells': 'The line has {cells} cells and the first line names {columns} columns.',

  empty: 'This must not be empty.',
  'not-utf8': '"{found}" holds characters that are not UTF-8. Save the file as UTF-8.',
  'control-character': 'The cell holds a character that cannot be seen. Type it anew.',
  'too-long': '"{found}" is longer than {most} characters.',
  'not-a-key': '"{found}" cannot be a key: a key is one line without a "|".',
  'not-an-email': '"{found}" is not an e-mail address.',
  'not-yes-or-no': '"{found}" must be yes or no.',
  'not-a-whole-number': '"{found}" must be a whole number from {least} to {most}.',
  'not-days': '"{found}" must be a number of days such as 0.5 or 2.',
  'not-a-day': '"{found}" is not a date. Write it as 2024-04-09.',
  'not-a-moment': '"{found}" is not a date and time. Write it as 2024-04-09 09:30.',
  'skipped-hour': '"{found}" does not exist: the clocks go forward over this hour.',
  'far-off': '"{found}" lies outside the years {first} to {last}.',
  'not-one-of': '"{found}" must be one of: {choices}.',
  'not-a-web-address': '"{found}" must be a web address that begins with https:// or http://.',
  'not-json': 'The policy is not JSON.',
  'not-a-policy': 'The policy cannot be used. {why}',

  'lies-ahead': 'This has happened already, so it cannot be later than today, {today}.',
  'agency-twice': 'Give an agency from the list or the name of another one, not both.',
  'window-backwards': 'Booking closes before it opens.',
  'ends-before-start': 'The session must end after it starts.',
  'session-too-long': 'A session is shorter than a day. Give each day its own row.',
  'reason-without-cancelled': 'There is a reason for cancelling and no cancelledAt.',
  'cancelled-and-closed': 'A cancelled occurrence has no register to close.',
  'cancelled-at-missing': 'A cancelled booking needs the time of its cancellation.',
  'cancelled-by-missing': 'A cancelled booking needs who cancelled it: delegate, agency or organiser.',
  'not-cancelled': 'Only a cancelled booking has this.',
  'cancelled-before-booked': 'The booking is cancelled before it is made.',
  'walk-in-state': 'A walk-in was there: its state is attended or partly attended.',
  'before-sign-up': 'This comes before the person signed up.',
  'completed-before-started': 'The course is completed before it is started.',
  'valid-before-completed': 'The learning would stop counting before it was done.',
  'outcome-missing': 'An entry that has ended needs its outcome: left, booked or lapsed.',
  'ended-at-missing': 'An entry with an outcome needs the time at which it ended.',
  'ended-before-joined': 'The entry ends before the person joined.',

  'key-twice': 'The key {key} stands in line {first} already.',
  'no-such-key': 'There is no {what} with the key {key}, neither in {file} nor loaded before.',
  'email-twice': 'The address {email} stands in line {first} already. Each person has their own.',
  'email-taken': 'The address {email} belongs to the person with the key {key}, loaded before.',
  'person-twice': 'The person {person} is a trainer in line {first} already.',
  'other-trainer': 'The person {person} is a trainer under the key {key} already.',
  'other-person': 'The trainer {key} is the person {person} already. Give another trainer a key of their own.',
  'joined-person': 'The person {key} was put together with {into} here. Write {into} instead, and leave {key} out of people.csv.',

  loop: 'The courses require one another in a loop: {loop}.',
  'not-on-programme': 'The course {course} is e-learning, which has no events.',
  'event-moved': 'The event {event} has bookings for the course {course}, so it cannot become another course’s.',
  'no-session': 'The occurrence {occurrence} has no session in sessions.csv.',
  'occurrence-moved': 'The occurrence {occurrence} has bookings for the course {course}, so it cannot go to another course’s event.',
  'register-reopened': 'The register of {occurrence} is closed. An import cannot open it again; an administrator can.',
  'closed-too-soon': 'The register of {occurrence} is closed before it starts.',
  'closes-late': 'Booking for {occurrence} closes after it has ended.',
  'cancelled-with-bookings': 'The occurrence {occurrence} is cancelled and has bookings, loaded before, that are not: {bookings}.',
  'closed-with-open-bookings': 'The register of {occurrence} is closed and bookings loaded before have no outcome: {bookings}.',
  'too-few-places': 'The places of {occurrence} would be {places}, fewer than its bookings loaded before and the places held for offers.',
  'session-twice': 'The occurrence {occurrence} has a session at this time in line {first} already.',
  'sessions-overlap': 'The session starts before the one before it on {occurrence} has ended.',
  'marked-session-gone': 'The register of {occurrence} is marked for a session that is no longer in this file.',

  'register-open': 'The state {state} needs a closed register, and {occurrence} has no registerClosedAt.',
  'register-closed':
    'The register of {occurrence} is closed, so the booking must say what came of it: attended, partly attended or no-show.',
  'occurrence-cancelled': 'The occurrence {occurrence} is cancelled, so its bookings are too.',
  'twice-on-occurrence': 'The person {person} has a booking on {occurrence} already: {other}.',
  'twice-on-course': 'The person {person} has a live booking on the course {course} already: {other}.',
  'no-place-left': 'This would be booking number {place} on {occurrence}, which has room for {room}.',
  'marked-booking-moved': 'The booking {booking} is marked on a register, so it cannot become another person’s or another occurrence’s.',

  'not-e-learning': 'The course {course} is not e-learning; a place on it is a booking.',
  'no-waiting-list': 'The course {course} is not scheduled here, so it has no waiting list.',
  'entry-moved': 'The entry {entry} cannot become another person’s or another course’s. End it and add one with a key of its own.',
  'other-courses-date': 'The occurrence {occurrence} is not one of the course {course}.',
  'waits-twice': 'The person {person} waits for the course {course} already: {other}.',
  'booked-too': 'The person {person} has a live booking on the course {course} and cannot wait for it too.',
}

/** The sentence for a code with its facts filled in. */
export function explain(code: Code, facts: Facts): string {
  return MESSAGES[code].replace(/\{(\w+)\}/g, (_all, fact: string) => String(facts[fact] ?? '-'))
}
