import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { aFolder, and, everything, importing, instead, type Importing } from './a-folder.js'

let into: Importing
let empty: unknown
beforeAll(async () => {
  into = await importing()
  empty = await everything(into)
})
afterAll(() => into.stop())
// All or nothing: whatever was wrong, nothing at all was loaded.
afterEach(async () => expect(await everything(into)).toEqual(empty))

type Changed = (text: string) => string
describe('a cell', () => {
  it.each<[string, Changed, string]>([
    ['people.csv', instead('dana,Dana Delegate', 'dana,'), '2 name: This must not be empty.'],
    ['people.csv', instead('cole@example.org', 'cole at example.org'), '3 email: "cole at example.org" is not an e-mail address.'],
    [
      'people.csv',
      instead('training lead|', 'boss|'),
      '4 roles: "boss" must be one of: trainer, training lead, report reader, administrator.',
    ],
    ['people.csv', instead('Teacher', 'Tea\u0000cher'), '2 jobRole: The cell holds a character that cannot be seen. Type it anew.'],
    ['agencies.csv', instead('Education,yes', 'Education,y'), '2 listed: "y" must be yes or no.'],
    ['agencies.csv', and('a|b,Name,Group,'), '4 key: "a|b" cannot be a key: a key is one line without a "|".'],
    ['agencies.csv', and(`x,${'n'.repeat(501)},Group,`), `4 name: "${'n'.repeat(60)} ..." is longer than 500 characters.`],
    ['venues.csv', instead(',30,', ',thirty,'), '2 capacity: "thirty" must be a whole number from 1 to 100000.'],
    [
      'venues.csv',
      instead('https://maps', 'javascript:alert'),
      '2 mapUrl: "javascript:alert.example.org/hall" must be a web address that begins with https:// or http://.',
    ],
    ['policies.csv', instead('{""name', '""name'), '2 definition: The policy is not JSON.'],
    ['policies.csv', instead(',""bands"":[]', ''), '2 definition: The policy cannot be used. bands must be a list; it may be empty.'],
    ['courses.csv', instead('0.5,12', 'half,12'), '4 days: "half" must be a number of days such as 0.5 or 2.'],
    ['courses.csv', instead('external,', 'outside,'), '5 kind: "outside" must be one of: scheduled, e-learning, external.'],
    [
      'sessions.csv',
      instead('2026-04-14 09:30', '14/04/2026 09:30'),
      '4 startsAt: "14/04/2026 09:30" is not a date and time. Write it as 2024-04-09 09:30.',
    ],
    [
      'sessions.csv',
      instead('2026-04-14 09:30', '2026-03-29 01:30'),
      '4 startsAt: "2026-03-29 01:30" does not exist: the clocks go forward over this hour.',
    ],
    ['learning-records.csv', instead('2024-05-01', '2024-05-32'), '2 completedOn: "2024-05-32" is not a date. Write it as 2024-04-09.'],
    ['learning-records.csv', instead('2024-05-01', '0224-05-01'), '2 completedOn: "0224-05-01" lies outside the years 1990 to 2099.'],
  ])('of %s is named with the reason (%#)', async (file, change, told) => {
    expect(await into.errors(aFolder({ [file]: change }))).toEqual([`${file} ${told}`])
  })
})

describe('a row that contradicts itself', () => {
  it.each<[string, Changed, string]>([
    [
      'people.csv',
      instead('school,,Teacher', 'school,Elsewhere,Teacher'),
      '2 agencyOther: Give an agency from the list or the name of another one, not both.',
    ],
    [
      'people.csv',
      instead('2025-01-06 08:30', '2026-03-03 00:00'),
      '2 registeredAt: This has happened already, so it cannot be later than today, 2026-03-02.',
    ],
    ['occurrences.csv', instead('2025-11-10 17:00', '2025-08-10 17:00'), '2 bookingClosesAt: Booking closes before it opens.'],
    ['occurrences.csv', instead('2026-02-02 10:00,Snow', ',Snow'), '4 cancelReason: There is a reason for cancelling and no cancelledAt.'],
    ['occurrences.csv', instead('Snow,', 'Snow,2026-02-04 09:00'), '4 registerClosedAt: A cancelled occurrence has no register to close.'],
    ['sessions.csv', instead('2026-04-14 16:00', '2026-04-14 09:30'), '4 endsAt: The session must end after it starts.'],
    [
      'sessions.csv',
      instead('2026-04-14 16:00', '2026-04-16 16:00'),
      '4 endsAt: A session is shorter than a day. Give each day its own row.',
    ],
    [
      'bookings.csv',
      instead('2026-02-20 08:00,delegate', ',delegate'),
      '6 cancelledAt: A cancelled booking needs the time of its cancellation.',
    ],
    [
      'bookings.csv',
      instead('08:00,delegate', '08:00,'),
      '6 cancelledBy: A cancelled booking needs who cancelled it: delegate, agency or organiser.',
    ],
    ['bookings.csv', instead('2026-02-20 08:00', '2026-01-20 08:00'), '6 cancelledAt: The booking is cancelled before it is made.'],
    ['bookings.csv', instead('12:00,,,,,,', '12:00,,,,,yes,'), '5 late: Only a cancelled booking has this.'],
    ['bookings.csv', instead('12:00,,,,,,', '12:00,,yes,,,,'), '5 walkIn: A walk-in was there: its state is attended or partly attended.'],
    ['enrolments.csv', instead('2025-06-01 10:05', '2025-05-01 10:05'), '2 startedAt: This comes before the person signed up.'],
    ['enrolments.csv', instead('2025-07-01 00:30', '2025-06-01 10:04'), '2 completedAt: The course is completed before it is started.'],
    ['learning-records.csv', instead('2026-12-31', '2020-01-30'), '3 validUntil: The learning would stop counting before it was done.'],
    ['waiting-list.csv', instead('09:00,left', '09:00,'), '4 outcome: An entry that has ended needs its outcome: left, booked or lapsed.'],
    [
      'waiting-list.csv',
      instead('2026-02-15 09:00,left', ',left'),
      '4 endedAt: An entry with an outcome needs the time at which it ended.',
    ],
    ['waiting-list.csv', instead('2026-02-15 09:00', '2026-01-15 09:00'), '4 endedAt: The entry ends before the person joined.'],
  ])('in %s is named with the reason (%#)', async (file, change, told) => {
    expect(await into.errors(aFolder({ [file]: change }))).toEqual([`${file} ${told}`])
  })
})
