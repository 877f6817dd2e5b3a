import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { aFolder, everything, importing, instead, type Importing } from './a-folder.js'

let into: Importing
beforeEach(async () => {
  into = await importing()
  await into.mustLoad(aFolder())
})
afterEach(() => into.stop())

const only = (files: Record<string, string>) => aFolder(files, {})
const one = async <Row extends object>(sql: string): Promise<Row> => (await into.rows<Row>(sql))[0]!
const changedIn = async (folder: string) => {
  const loaded = await into.mustLoad(folder)
  return Object.fromEntries(Object.entries(loaded).filter(([, { added, changed }]) => added + changed > 0))
}

describe('a row that is met again', () => {
  it('takes what it says now, and is counted as changed', async () => {
    const folder = aFolder({
      'agencies.csv': instead('Manor Hospital', 'Walsall Manor Hospital'),
      'courses.csv': instead('Understanding Neglect', 'Understanding Neglect Level 2'),
    })
    expect(await changedIn(folder)).toEqual({
      'agencies.csv': { added: 0, changed: 1, unchanged: 1 },
      'courses.csv': { added: 0, changed: 1, unchanged: 3 },
    })
    expect(await one(`SELECT name FROM agency WHERE key = 'hospital'`)).toEqual({ name: 'Walsall Manor Hospital' })
    expect(await one(`SELECT title, version FROM course WHERE key = 'l2'`)).toEqual({ title: 'Understanding Neglect Level 2', version: 2 })
  })

  it('is emptied by an empty cell, and left as it is by a column that is left out', async () => {
    await into.mustLoad(only({ 'venues.csv': 'key,name,capacity\nhall,Town Hall,\n' }))
    expect(await one(`SELECT capacity, postcode, access FROM venue`)).toEqual({ capacity: null, postcode: 'WS1 1TP', access: 'step-free' })
    await into.mustLoad(only({ 'courses.csv': 'key,title,kind,topic\nl2,Neglect,scheduled,neglect\n' }))
    expect(await one(`SELECT level, policy_id IS NOT NULL AS policy FROM course WHERE key = 'l2'`)).toEqual({ level: 2, policy: true })
    expect(await one(`SELECT count(*)::int AS n FROM course_prerequisite`)).toEqual({ n: 1 })
  })

  it('leaves rows alone that are not in the folder', async () => {
    await into.mustLoad(only({ 'agencies.csv': 'key,name,group\npolice,Police,Police\n' }))
    expect(await into.rows('SELECT key FROM agency ORDER BY 1')).toEqual([{ key: 'hospital' }, { key: 'police' }, { key: 'school' }])
  })
})

describe('people', () => {
  it('may swap their addresses', async () => {
    await into.mustLoad(only({ 'people.csv': 'key,name,email\ndana,Dana,cole@example.org\ncole,Cole,dana@example.org\n' }))
    expect(await into.rows(`SELECT key, email FROM person WHERE key IN ('dana', 'cole') ORDER BY 1`)).toEqual([
      { key: 'cole', email: 'dana@example.org' },
      { key: 'dana', email: 'cole@example.org' },
    ])
  })

  it('who registered here get the key of their address, and keep their password', async () => {
    await into.rows(`INSERT INTO person (id, email, name, password_hash, registered_at)
      VALUES (gen_random_uuid(), 'rhea@example.org', 'R.', 'hash', '2026-01-01')`)
    await into.mustLoad(only({ 'people.csv': 'key,name,email\nrhea,Rhea Reader,Rhea@example.org\n' }))
    expect(await into.rows(`SELECT key, name, password_hash, registered_at FROM person WHERE email = 'rhea@example.org'`)).toEqual([
      { key: 'rhea', name: 'Rhea Reader', password_hash: 'hash', registered_at: new Date('2026-01-01') },
    ])
  })

  it('keep the role of trainer while they are one, whatever people.csv says', async () => {
    const people = 'key,name,email,roles\ntara,Tara Trainer,tara@example.org,administrator\n'
    await into.mustLoad(only({ 'people.csv': people }))
    expect(await one(`SELECT roles FROM person WHERE key = 'tara'`)).toEqual({ roles: ['trainer', 'administrator'] })
    expect(await changedIn(only({ 'people.csv': people }))).toEqual({})
  })

  it('become trainers by trainers.csv alone', async () => {
    await into.mustLoad(only({ 'trainers.csv': 'key,person\nt-oona,oona\n' }))
    expect(await one(`SELECT roles FROM person WHERE key = 'oona'`)).toEqual({ roles: ['training lead', 'report reader', 'trainer'] })
  })

  it('who move on leave their bookings with the agency of the day', async () => {
    await into.mustLoad(aFolder({ 'people.csv': instead('school,,Teacher', 'hospital,,Teacher') }))
    expect(await one(`SELECT a.key FROM booking b JOIN agency a ON a.id = b.agency_id WHERE b.key = 'b1'`)).toEqual({ key: 'school' })
  })
})

describe('the programme', () => {
  it('changes prerequisites and trainers with their lists', async () => {
    const folder = aFolder({ 'courses.csv': instead(',,l1,', ',,away|l1,'), 'occurrences.csv': instead('hall,,t-tara', 'hall,,') })
    expect(Object.keys(await changedIn(folder))).toEqual(['courses.csv', 'occurrences.csv'])
    expect(await one(`SELECT count(*)::int AS n FROM course_prerequisite`)).toEqual({ n: 2 })
    expect(await one(`SELECT count(*)::int AS n FROM occurrence_trainer`)).toEqual({ n: 0 })
  })

  it('moves an occurrence by its sessions alone, and the learning of its bookings with it', async () => {
    const sessions = 'occurrence,startsAt,endsAt\npast,2025-11-11 09:30,2025-11-11 16:00\npast,2025-11-13 09:30,2025-11-13 16:00\n'
    expect(await changedIn(only({ 'sessions.csv': sessions }))).toEqual({ 'sessions.csv': { added: 0, changed: 1, unchanged: 1 } })
    expect(await one(`SELECT ends_at, version FROM occurrence WHERE key = 'past'`)).toEqual({
      ends_at: new Date('2025-11-13T16:00Z'),
      version: 2,
    })
    expect(await into.rows(`SELECT completed_on::text, valid_until::text FROM learning_record WHERE source LIKE 'booking:%'`)).toEqual([
      { completed_on: '2025-11-13', valid_until: '2028-11-13' },
      { completed_on: '2025-11-13', valid_until: '2028-11-13' },
    ])
  })

  it('takes away sessions that the folder no longer has', async () => {
    await into.mustLoad(only({ 'sessions.csv': 'occurrence,startsAt,endsAt\npast,2025-11-11 09:30,2025-11-11 16:00\n' }))
    expect(await into.rows(`SELECT number FROM session s JOIN occurrence o ON o.id = s.occurrence_id WHERE o.key = 'past'`)).toEqual([
      { number: 1 },
    ])
  })

  it('moves an event without bookings to another course, and its occurrences with it', async () => {
    await into.rows(`DELETE FROM booking WHERE key IN ('b4', 'b5')`)
    await into.mustLoad(only({ 'events.csv': 'key,course\nev-l2,l1\n' }))
    expect(await one(`SELECT c.key FROM occurrence o JOIN course c ON c.id = o.course_id WHERE o.key = 'coming'`)).toEqual({ key: 'l1' })
  })

  it('has fewer places once bookings of the same folder are cancelled', async () => {
    await into.mustLoad(
      only({
        'occurrences.csv': 'key,event,places\ncoming,ev-l2,0\n',
        'bookings.csv':
          'key,occurrence,person,state,bookedAt,cancelledAt,cancelledBy\nb4,coming,dana,cancelled,2026-02-01 12:00,2026-02-28 09:00,organiser\n',
      }),
    )
    expect(await one(`SELECT places, booked FROM occurrence WHERE key = 'coming'`)).toEqual({ places: 0, booked: 0 })
  })
})

describe('bookings and learning', () => {
  it('take learning back, give it, and move the places taken', async () => {
    const folder = aFolder({
      'bookings.csv': text =>
        text
          .replace('past,dana,attended', 'past,dana,no-show')
          .replace('past,cole,no-show', 'past,cole,attended')
          .replace('coming,dana', 'coming,oona'),
      'waiting-list.csv': instead('2026-02-10 09:00,coming,,', '2026-02-10 09:00,coming,2026-02-20 09:00,booked'),
    })
    expect(await changedIn(folder)).toEqual({
      'bookings.csv': { added: 0, changed: 3, unchanged: 2 },
      'waiting-list.csv': { added: 0, changed: 1, unchanged: 2 },
    })
    const learned = await into.rows(
      `SELECT p.key FROM learning_record r JOIN person p ON p.id = r.person_id WHERE source LIKE 'booking:%' ORDER BY 1`,
    )
    expect(learned).toEqual([{ key: 'cole' }, { key: 'oona' }])
    expect(await one(`SELECT booked FROM occurrence WHERE key = 'coming'`)).toEqual({ booked: 1 })
  })

  it('may change places: one is cancelled and the other comes back to life', async () => {
    const before = await one<{ reference: string }>(`SELECT reference FROM booking WHERE key = 'b4'`)
    const header = 'key,occurrence,person,state,bookedAt,cancelledAt,cancelledBy,late,reason'
    const rows = ['b5,coming,dana,booked,2026-02-01 12:01,,,,', 'b4,coming,dana,cancelled,2026-02-01 12:00,2026-02-02 09:00,delegate,,']
    await into.mustLoad(only({ 'bookings.csv': [header, ...rows].join('\n') }))
    expect(await into.rows(`SELECT key, state, late, cancel_reason FROM booking WHERE key IN ('b4', 'b5') ORDER BY 1`)).toEqual([
      { key: 'b4', state: 'cancelled', late: false, cancel_reason: '' },
      { key: 'b5', state: 'booked', late: false, cancel_reason: '' },
    ])
    expect(await one(`SELECT reference FROM booking WHERE key = 'b4'`)).toEqual(before)
    expect(await one(`SELECT booked FROM occurrence WHERE key = 'coming'`)).toEqual({ booked: 1 })
  })

  it('follow the e-learning: completed later, and not completed after all', async () => {
    const rows = 'key,course,person,signedUpAt,completedAt\nn1,el,dana,2025-06-01 10:00,\nn2,el,cole,2025-06-02 10:00,2025-08-01 10:00\n'
    await into.mustLoad(only({ 'enrolments.csv': rows }))
    expect(
      await into.rows(
        `SELECT p.key, completed_on::text FROM learning_record r JOIN person p ON p.id = r.person_id WHERE how = 'e-learning'`,
      ),
    ).toEqual([{ key: 'cole', completed_on: '2025-08-01' }])
  })

  it('count by the course’s months as the folder has them', async () => {
    await into.mustLoad(aFolder({ 'courses.csv': instead('2,36,,', '2,12,,') }))
    expect(await into.rows(`SELECT DISTINCT valid_until::text FROM learning_record WHERE source LIKE 'booking:%'`)).toEqual([
      { valid_until: '2026-11-12' },
    ])
  })
})

describe('the waiting list', () => {
  it('goes on numbering where it stands, by the time of joining', async () => {
    await into.rows(`UPDATE waiting_list SET last_number = 7`)
    const rows =
      'key,course,person,joinedAt,endedAt,outcome\nx2,l2,tara,2026-02-20 09:00,,\nx1,l1,cole,2026-02-21 09:00,,\nx3,l2,tara,2026-02-18 09:00,2026-02-19 09:00,left\n'
    await into.mustLoad(only({ 'waiting-list.csv': rows }))
    expect(await into.rows(`SELECT key, number FROM waiting_entry WHERE key LIKE 'x%' ORDER BY key`)).toEqual([
      { key: 'x1', number: 1 },
      { key: 'x2', number: 9 },
      { key: 'x3', number: 8 },
    ])
    expect(await into.rows(`SELECT c.key, last_number FROM waiting_list l JOIN course c ON c.id = l.course_id ORDER BY 1`)).toEqual([
      { key: 'l1', last_number: 1 },
      { key: 'l2', last_number: 9 },
    ])
  })

  it('keeps the numbers of those who are on it, and lets one entry end as another begins', async () => {
    const rows =
      'key,course,person,joinedAt,endedAt,outcome\nw3,l2,tara,2026-02-01 09:00,,\nw2,l2,cole,2026-02-09 09:00,2026-02-20 09:00,lapsed\nx1,l2,cole,2026-02-21 09:00,,\n'
    await into.mustLoad(only({ 'waiting-list.csv': rows }))
    const entries = await into.rows(`SELECT key, number, outcome FROM waiting_entry ORDER BY number`)
    expect(entries).toEqual([
      { key: 'w3', number: 1, outcome: null },
      { key: 'w2', number: 2, outcome: 'lapsed' },
      { key: 'w1', number: 3, outcome: null },
      { key: 'x1', number: 4, outcome: null },
    ])
  })
})

it('comes back to the first folder when that is loaded again', async () => {
  const people = () => into.rows('SELECT key, name, email, agency_id, roles FROM person ORDER BY key')
  const before = await people()
  await into.mustLoad(aFolder({ 'people.csv': instead('Dana Delegate', 'Dana D.'), 'topics.csv': instead('Child neglect', 'Neglect') }))
  await into.mustLoad(aFolder())
  expect(await people()).toEqual(before)
  const again = await everything(into)
  await into.mustLoad(aFolder())
  expect(await everything(into)).toEqual(again)
})
