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
const both =
  (...changes: Changed[]): Changed =>
  text =>
    changes.reduce((done, change) => change(done), text)

describe('a key', () => {
  it.each<[string, Changed, string]>([
    [
      'people.csv',
      instead('school,,Teacher', 'schule,,Teacher'),
      '2 agency: There is no agency with the key schule, neither in agencies.csv nor loaded before.',
    ],
    [
      'trainers.csv',
      instead('t-tara,tara', 't-tara,Tara'),
      '2 person: There is no person with the key Tara, neither in people.csv nor loaded before.',
    ],
    [
      'courses.csv',
      instead('scheduled,neglect', 'scheduled,negligence'),
      '2 topic: There is no topic with the key negligence, neither in topics.csv nor loaded before.',
    ],
    [
      'courses.csv',
      instead('neglect,wsp', 'neglect,police'),
      '2 provider: There is no provider with the key police, neither in providers.csv nor loaded before.',
    ],
    [
      'courses.csv',
      instead('20,standard', '20,strict'),
      '2 policy: There is no policy with the key strict, neither in policies.csv nor loaded before.',
    ],
    [
      'courses.csv',
      instead(',,l1,', ',,l1|l0|l9,'),
      '3 requires: There is no course with the key l0, neither in courses.csv nor loaded before.',
    ],
    [
      'occurrences.csv',
      instead('coming,ev-l2', 'coming,ev-l3'),
      '3 event: There is no event with the key ev-l3, neither in events.csv nor loaded before.',
    ],
    [
      'occurrences.csv',
      instead('hall,,t-tara', 'hut,,t-tara'),
      '2 venue: There is no venue with the key hut, neither in venues.csv nor loaded before.',
    ],
    [
      'occurrences.csv',
      instead('t-tara', 't-tara|t-tom'),
      '2 trainers: There is no trainer with the key t-tom, neither in trainers.csv nor loaded before.',
    ],
    [
      'bookings.csv',
      instead('past,dana', 'passed,dana'),
      '2 occurrence: There is no occurrence with the key passed, neither in occurrences.csv nor loaded before.',
    ],
    [
      'bookings.csv',
      instead('past,cole', 'past,col'),
      '3 person: There is no person with the key col, neither in people.csv nor loaded before.',
    ],
    [
      'waiting-list.csv',
      instead('coming', 'coming|going'),
      '2 dates: There is no occurrence with the key going, neither in occurrences.csv nor loaded before.',
    ],
    ['agencies.csv', and('school,Another school,Education,'), '4 key: The key school stands in line 2 already.'],
    [
      'people.csv',
      and('dan,Dan,dana@EXAMPLE.org,,,,,,,'),
      '6 email: The address dana@example.org stands in line 2 already. Each person has their own.',
    ],
    ['trainers.csv', and('t-two,tara'), '3 person: The person tara is a trainer in line 2 already.'],
  ])('of %s is named with the reason (%#)', async (file, change, told) => {
    const [first] = await into.errors(aFolder({ [file]: change }))
    expect(first).toBe(`${file} ${told}`)
  })
})

describe('rows that contradict each other', () => {
  it.each<[string, Record<string, Changed>, string[]]>([
    [
      'a course that requires itself',
      { 'courses.csv': instead(',,l1,', ',,l2,') },
      ['courses.csv 3 requires: The courses require one another in a loop: l2 requires l2.'],
    ],
    [
      'courses in a loop',
      { 'courses.csv': both(instead('2,36,,', '2,36,away,'), instead('external,neglect,,,,,,', 'external,neglect,,,,,l2,')) },
      ['courses.csv 2 requires: The courses require one another in a loop: l1 requires away requires l2 requires l1.'],
    ],
    [
      'an event of e-learning',
      { 'events.csv': and('ev-el,el') },
      ['events.csv 4 course: The course el is e-learning, which has no events.'],
    ],
    [
      'an occurrence without a session',
      { 'sessions.csv': instead('coming,2026-04-14 09:30,2026-04-14 16:00\n', '') },
      ['occurrences.csv 3 key: The occurrence coming has no session in sessions.csv.'],
    ],
    [
      'a register closed before the start',
      { 'occurrences.csv': instead('2025-11-12 17:00', '2025-11-11 09:29') },
      ['occurrences.csv 2 registerClosedAt: The register of past is closed before it starts.'],
    ],
    [
      'booking that closes after the end',
      { 'occurrences.csv': instead('2025-11-10 17:00', '2025-11-12 16:01') },
      ['occurrences.csv 2 bookingClosesAt: Booking for past closes after it has ended.'],
    ],
    [
      'a session twice',
      { 'sessions.csv': and('coming,2026-04-14 09:30,2026-04-14 12:00') },
      ['sessions.csv 6 startsAt: The occurrence coming has a session at this time in line 4 already.'],
    ],
    [
      'sessions at the same time',
      { 'sessions.csv': and('coming,2026-04-14 15:59,2026-04-14 17:00') },
      ['sessions.csv 6 startsAt: The session starts before the one before it on coming has ended.'],
    ],
    [
      'an outcome without a closed register',
      { 'bookings.csv': instead('coming,dana,booked', 'coming,dana,attended') },
      ['bookings.csv 5 state: The state attended needs a closed register, and coming has no registerClosedAt.'],
    ],
    [
      'no outcome under a closed register',
      { 'bookings.csv': instead('past,cole,no-show', 'past,cole,booked') },
      [
        'bookings.csv 3 state: The register of past is closed, so the booking must say what came of it: attended, partly attended or no-show.',
      ],
    ],
    [
      'a booking on a cancelled occurrence',
      { 'bookings.csv': and('b6,off,dana,booked,2026-01-10 09:00,,,,,,') },
      ['bookings.csv 7 state: The occurrence off is cancelled, so its bookings are too.'],
    ],
    [
      'two bookings on an occurrence',
      { 'bookings.csv': and('b6,past,dana,no-show,2025-10-02 09:00,,,,,,') },
      ['bookings.csv 7 person: The person dana has a booking on past already: line 2.'],
    ],
    [
      'two live bookings on a course',
      {
        'occurrences.csv': and('later,ev-l2,5,,,,,,,,'),
        'sessions.csv': and('later,2026-05-05 09:30,2026-05-05 16:00'),
        'bookings.csv': and('b6,later,dana,booked,2026-02-02 09:00,,,,,,'),
      },
      ['bookings.csv 7 person: The person dana has a live booking on the course l2 already: line 5.'],
    ],
    [
      'more bookings than places, the last in time',
      {
        'bookings.csv': and('b6,coming,tara,booked,2026-02-03 09:00,,,,,,', 'b7,coming,oona,booked,2026-02-02 09:00,,,,,,'),
        'waiting-list.csv': () => 'key,course,person,joinedAt\n',
      },
      ['bookings.csv 7 occurrence: This would be booking number 3 on coming, which has room for 2.'],
    ],
    [
      'a place on e-learning',
      { 'enrolments.csv': instead('n2,el', 'n2,l1') },
      ['enrolments.csv 3 course: The course l1 is not e-learning; a place on it is a booking.'],
    ],
    [
      'a queue for e-learning',
      { 'waiting-list.csv': instead('w2,l2', 'w2,el') },
      ['waiting-list.csv 3 course: The course el is not scheduled here, so it has no waiting list.'],
    ],
    [
      'a date of another course',
      { 'waiting-list.csv': instead('09:00,coming', '09:00,coming|past') },
      ['waiting-list.csv 2 dates: The occurrence past is not one of the course l2.'],
    ],
    [
      'somebody who waits twice',
      { 'waiting-list.csv': and('w4,l2,oona,2026-02-08 09:00,,,') },
      ['waiting-list.csv 2 person: The person oona waits for the course l2 already: line 5.'],
    ],
    [
      'somebody who waits and is booked',
      { 'waiting-list.csv': and('w4,l2,dana,2026-02-08 09:00,,,') },
      ['waiting-list.csv 5 person: The person dana has a live booking on the course l2 and cannot wait for it too.'],
    ],
  ])('%s', async (_what, changes, told) => {
    expect(await into.errors(aFolder(changes))).toEqual(told)
  })

  it('are fine as long as they just fit', async () => {
    const sound = aFolder({
      'bookings.csv': both(
        instead('coming,cole,cancelled', 'coming,tara,cancelled'),
        and('b6,coming,cole,booked,2026-02-21 09:00,,,,,,', 'b7,past,tara,cancelled,2025-10-01 09:00,,,2025-10-02 09:00,agency,,'),
      ),
      'sessions.csv': and('coming,2026-04-14 16:00,2026-04-14 17:00'),
      'waiting-list.csv': instead('w2,l2,cole', 'w2,l1,cole'),
    })
    const undone = into.load(sound, { alongside: () => Promise.reject(new Error('it went well')) })
    await expect(undone).rejects.toThrow('it went well')
  })
})

describe('a folder with much that is wrong', () => {
  it('is told everything at once, in the order of the files, lines and columns', async () => {
    const folder = aFolder({
      'people.csv': instead('school,,Teacher', 'schule,,Teacher'),
      'courses.csv': instead('e-learning', 'elearning'),
      'bookings.csv': both(instead('b1,past,dana,attended', 'b1,past,nobody,came'), instead('coming,cole', 'going,cole')),
    })
    expect((await into.errors(folder)).map(told => told.replace(/:.*/, ''))).toEqual([
      'people.csv 2 agency',
      'courses.csv 4 kind',
      'bookings.csv 2 person',
      'bookings.csv 2 state',
      'bookings.csv 6 occurrence',
    ])
  })

  it('is told a thousand reasons and how many more there are', async () => {
    const rows = Array.from({ length: 1205 }, (_one, i) => `x${i},Agency ${i},Group,perhaps`)
    const result = await into.load(aFolder({ 'agencies.csv': and(...rows) }))
    expect(result).toMatchObject({ more: 205 })
    const told = 'errors' in result ? result.errors : []
    expect([told.length, told[0]!.line, told[999]!.line]).toEqual([1000, 4, 1003])
  })
})
