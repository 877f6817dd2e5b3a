import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { aFolder, everything, importing, type Importing } from './a-folder.js'

let into: Importing
let before: unknown
beforeAll(async () => {
  into = await importing()
  await into.mustLoad(aFolder())
  await happenHere()
  before = await everything(into)
})
afterAll(() => into.stop())
afterEach(async () => expect(await everything(into)).toEqual(before))

/** What people did here since the folder was loaded: one registered, one is marked on the register, one holds an offer. */
async function happenHere() {
  await into.rows(`INSERT INTO person (id, email, name, registered_at) VALUES (gen_random_uuid(), 'rhea@example.org', 'Rhea', now())`)
  await into.rows(`INSERT INTO register_mark (booking_id, session_id, mark, marked_at, marked_by_id)
    SELECT b.id, s.id, 'present', now(), b.person_id FROM booking b JOIN session s ON s.occurrence_id = b.occurrence_id WHERE b.key = 'b1'`)
  await into.rows(`UPDATE occurrence SET held = 1 WHERE key = 'coming'`)
}

/** A folder of these files only. */
const only = (files: Record<string, string>) => aFolder(files, {})
const PEOPLE = 'key,name,email\n'
const OCCURRENCES = 'key,event,places'
const BOOKINGS = 'key,occurrence,person,state,bookedAt'

describe('rows that refer to what is loaded', () => {
  it('find it', async () => {
    const folder = only({
      'events.csv': 'key,course\nev-new,l1\n',
      'occurrences.csv': `${OCCURRENCES},venue,trainers\nnew,ev-new,5,hall,t-tara\n`,
      'sessions.csv': 'occurrence,startsAt,endsAt\nnew,2026-06-01 09:30,2026-06-01 12:30\n',
      'bookings.csv': `${BOOKINGS},agency\nx1,new,dana,booked,2026-02-20 09:00,hospital\n`,
      'enrolments.csv': 'key,course,person,signedUpAt\nx1,el,oona,2026-02-20 09:00\n',
      'waiting-list.csv': 'key,course,person,joinedAt,dates\nx1,l1,cole,2026-02-20 09:00,new\n',
    })
    const undone = into.load(folder, { alongside: () => Promise.reject(new Error('it went well')) })
    await expect(undone).rejects.toThrow('it went well')
  })

  it('do not find what nobody has', async () => {
    const folder = only({ 'bookings.csv': `${BOOKINGS}\nx1,new,dana,booked,2026-02-20 09:00\n` })
    expect(await into.errors(folder)).toEqual([
      'bookings.csv 2 occurrence: There is no occurrence with the key new, neither in occurrences.csv nor loaded before.',
    ])
  })
})

describe('rows that contradict what is loaded', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'an address that is another’s',
      { 'people.csv': `${PEOPLE}ella,Ella,dana@example.org\n` },
      ['people.csv 2 email: The address dana@example.org belongs to the person with the key dana, loaded before.'],
    ],
    [
      'a trainer under another key',
      { 'trainers.csv': 'key,person\nt-two,tara\n' },
      ['trainers.csv 2 person: The person tara is a trainer under the key t-tara already.'],
    ],
    [
      'a trainer who is somebody else',
      { 'trainers.csv': 'key,person\nt-tara,oona\n' },
      ['trainers.csv 2 person: The trainer t-tara is the person tara already. Give another trainer a key of their own.'],
    ],
    [
      'a loop with a loaded course',
      { 'courses.csv': 'key,title,kind,topic,requires\nnew,New,scheduled,neglect,l2\nl1,Awareness,scheduled,neglect,new\n' },
      ['courses.csv 2 requires: The courses require one another in a loop: new requires l2 requires l1 requires new.'],
    ],
    [
      'an event of another course',
      { 'events.csv': 'key,course\nev-l1,l2\n' },
      ['events.csv 2 course: The event ev-l1 has bookings for the course l1, so it cannot become another course’s.'],
    ],
    [
      'an occurrence of another course’s event',
      { 'occurrences.csv': `${OCCURRENCES}\npast,ev-l2,3\n` },
      ['occurrences.csv 2 event: The occurrence past has bookings for the course l1, so it cannot go to another course’s event.'],
    ],
    [
      'a register opened again',
      { 'occurrences.csv': `${OCCURRENCES},registerClosedAt\npast,ev-l1,3,\n` },
      ['occurrences.csv 2 registerClosedAt: The register of past is closed. An import cannot open it again; an administrator can.'],
    ],
    [
      'an occurrence cancelled over its bookings',
      { 'occurrences.csv': `${OCCURRENCES},cancelledAt\ncoming,ev-l2,2,2026-03-01 09:00\n` },
      ['occurrences.csv 2 cancelledAt: The occurrence coming is cancelled and has bookings, loaded before, that are not: 1.'],
    ],
    [
      'a register closed over a booking without an outcome',
      {
        'occurrences.csv': `${OCCURRENCES},registerClosedAt\ncoming,ev-l2,2,2026-03-01 17:00\n`,
        'sessions.csv': 'occurrence,startsAt,endsAt\ncoming,2026-03-01 09:30,2026-03-01 16:00\n',
      },
      ['occurrences.csv 2 registerClosedAt: The register of coming is closed and bookings loaded before have no outcome: 1.'],
    ],
    [
      'fewer places than bookings and offers',
      { 'occurrences.csv': `${OCCURRENCES}\ncoming,ev-l2,1\n` },
      ['occurrences.csv 2 places: The places of coming would be 1, fewer than its bookings loaded before and the places held for offers.'],
    ],
    [
      'a session fewer than are marked',
      { 'sessions.csv': 'occurrence,startsAt,endsAt\npast,2025-11-11 09:30,2025-11-11 16:00\n' },
      ['sessions.csv 2 occurrence: The register of past is marked for a session that is no longer in this file.'],
    ],
    [
      'the place that is held for somebody',
      { 'bookings.csv': `${BOOKINGS}\nx1,coming,tara,booked,2026-01-01 09:00\n` },
      ['bookings.csv 2 occurrence: This would be booking number 2 on coming, which has room for 1.'],
    ],
    [
      'a second booking on an occurrence',
      { 'bookings.csv': `${BOOKINGS}\nx1,past,dana,no-show,2025-01-01 09:00\n` },
      ['bookings.csv 2 person: The person dana has a booking on past already: one loaded already.'],
    ],
    [
      'a marked booking of somebody else',
      { 'bookings.csv': `${BOOKINGS}\nb1,past,tara,attended,2025-10-01 09:00\n` },
      ['bookings.csv 2 key: The booking b1 is marked on a register, so it cannot become another person’s or another occurrence’s.'],
    ],
    [
      'a second place in a queue',
      { 'waiting-list.csv': 'key,course,person,joinedAt\nx1,l2,cole,2026-01-01 09:00\n' },
      ['waiting-list.csv 2 person: The person cole waits for the course l2 already: one loaded already.'],
    ],
    [
      'a queue for somebody who is booked',
      { 'waiting-list.csv': 'key,course,person,joinedAt\nx1,l2,dana,2026-01-01 09:00\n' },
      ['waiting-list.csv 2 person: The person dana has a live booking on the course l2 and cannot wait for it too.'],
    ],
    [
      'an entry that becomes somebody else’s',
      { 'waiting-list.csv': 'key,course,person,joinedAt\nw2,l2,tara,2026-02-09 09:00\nw3,l1,tara,2026-02-01 09:00\n' },
      [
        'waiting-list.csv 2 key: The entry w2 cannot become another person’s or another course’s. End it and add one with a key of its own.',
        'waiting-list.csv 3 key: The entry w3 cannot become another person’s or another course’s. End it and add one with a key of its own.',
      ],
    ],
  ])('%s', async (_what, files, told) => {
    expect(await into.errors(only(files))).toEqual(told)
  })

  it('a live booking beside one on another date of the course', async () => {
    const folder = only({
      'occurrences.csv': `${OCCURRENCES}\nlater,ev-l2,5\n`,
      'sessions.csv': 'occurrence,startsAt,endsAt\nlater,2026-06-01 09:30,2026-06-01 12:30\n',
      'bookings.csv': `${BOOKINGS}\nx1,later,dana,booked,2026-01-01 09:00\n`,
    })
    expect(await into.errors(folder)).toEqual([
      'bookings.csv 2 person: The person dana has a live booking on the course l2 already: one loaded already.',
    ])
  })
})

it('waits for those who are writing, and begins again when they take too long', async () => {
  const client = await into.pool.connect()
  await client.query('BEGIN')
  await client.query(`UPDATE topic SET name = name`)
  const loading = into.load(only({ 'venues.csv': 'key,name\nhall,Another hall\n' }), {
    now: MONDAY,
    alongside: () => Promise.reject(new Error('it went well')),
  })
  await new Promise(resolve => setTimeout(resolve, 300))
  await client.query('ROLLBACK')
  client.release()
  await expect(loading).rejects.toThrow('it went well')
})
