import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { aFolder, everything, importing, type Importing, YEAR } from './a-folder.js'

let into: Importing
beforeAll(async () => {
  into = await importing()
})
afterAll(() => into.stop())

const all = (added: number) => ({ added, changed: 0, unchanged: 0 })
const same = (unchanged: number) => ({ added: 0, changed: 0, unchanged })
const COUNTS = {
  'agencies.csv': 2,
  'providers.csv': 1,
  'topics.csv': 1,
  'venues.csv': 1,
  'policies.csv': 1,
  'people.csv': 4,
  'trainers.csv': 1,
  'courses.csv': 4,
  'events.csv': 2,
  'occurrences.csv': 3,
  'sessions.csv': 4,
  'bookings.csv': 5,
  'enrolments.csv': 2,
  'learning-records.csv': 2,
  'waiting-list.csv': 3,
}
const counted = (each: (rows: number) => object) => Object.fromEntries(Object.entries(COUNTS).map(([file, rows]) => [file, each(rows)]))

it('loads a whole folder, and counts the rows of each file', async () => {
  expect(Object.keys(COUNTS).sort()).toEqual(Object.keys(YEAR).sort())
  expect(await into.mustLoad(aFolder())).toEqual(counted(all))
})

describe('what is there afterwards', () => {
  it('people: addresses in lower case, no password yet, the trainer’s role', async () => {
    const people = await into.rows(
      `SELECT p.key, email, a.name AS agency, agency_other, manager_email, roles, password_hash, confirmed_at, registered_at
       FROM person p LEFT JOIN agency a ON a.id = p.agency_id ORDER BY p.key`,
    )
    const nobody = { agency: null, agency_other: null, manager_email: '', roles: [], password_hash: null, confirmed_at: null }
    expect(people).toEqual([
      {
        ...nobody,
        key: 'cole',
        email: 'cole@example.org',
        agency: 'Birchills Primary School',
        registered_at: new Date('2025-01-06T08:31:00Z'),
      },
      {
        ...nobody,
        key: 'dana',
        email: 'dana@example.org',
        agency: 'Birchills Primary School',
        manager_email: 'mary@example.org',
        registered_at: new Date('2025-01-06T08:30:00Z'),
      },
      {
        ...nobody,
        key: 'oona',
        email: 'oona@example.org',
        agency: 'Manor Hospital',
        roles: ['training lead', 'report reader'],
        registered_at: new Date('2025-01-06T08:32:00Z'),
      },
      {
        ...nobody,
        key: 'tara',
        email: 'tara@example.org',
        agency_other: 'Tara and Sons',
        roles: ['trainer'],
        registered_at: new Date('2025-01-06T08:33:00Z'),
      },
    ])
  })

  it('courses: what was left empty has its usual meaning, and the pathway is there', async () => {
    const courses = await into.rows(
      `SELECT c.key, mode, days::text, valid_months, default_places, retired, version,
         ARRAY(SELECT r.key FROM course_prerequisite x JOIN course r ON r.id = x.requires_id WHERE x.course_id = c.id) AS requires
       FROM course c ORDER BY c.key`,
    )
    const usual = { mode: 'face-to-face', days: '1.0', valid_months: null, default_places: 20, retired: false, version: 1, requires: [] }
    expect(courses).toEqual([
      { ...usual, key: 'away' },
      { ...usual, key: 'el', mode: 'e-learning', days: '0.5', valid_months: 12 },
      { ...usual, key: 'l1', days: '2.0', valid_months: 36 },
      { ...usual, key: 'l2', requires: ['l1'] },
    ])
  })

  it('occurrences: from their first session to their last, with course, trainers and the places taken', async () => {
    const occurrences = await into.rows(
      `SELECT o.key, c.key AS course, starts_at, ends_at, booked, held, (SELECT count(*)::int FROM occurrence_trainer t WHERE t.occurrence_id = o.id) AS trainers
       FROM occurrence o JOIN course c ON c.id = o.course_id ORDER BY o.key`,
    )
    const at = (text: string) => new Date(text)
    expect(occurrences).toEqual([
      {
        key: 'coming',
        course: 'l2',
        starts_at: at('2026-04-14T08:30Z'),
        ends_at: at('2026-04-14T15:00Z'),
        booked: 1,
        held: 0,
        trainers: 0,
      },
      { key: 'off', course: 'l1', starts_at: at('2026-02-03T09:30Z'), ends_at: at('2026-02-03T12:30Z'), booked: 0, held: 0, trainers: 0 },
      { key: 'past', course: 'l1', starts_at: at('2025-11-11T09:30Z'), ends_at: at('2025-11-12T16:00Z'), booked: 0, held: 0, trainers: 1 },
    ])
    const numbered = await into.rows(
      `SELECT s.number, s.starts_at FROM session s JOIN occurrence o ON o.id = s.occurrence_id WHERE o.key = 'past' ORDER BY 1`,
    )
    expect(numbered).toEqual([
      { number: 1, starts_at: at('2025-11-11T09:30Z') },
      { number: 2, starts_at: at('2025-11-12T09:30Z') },
    ])
  })

  it('bookings: with a reference, the course, and the agency of the day', async () => {
    const bookings = await into.rows<{ key: string; reference: string }>(
      `SELECT b.key, b.reference, c.key AS course, a.key AS agency, b.state, walk_in, late, cancelled_by, cancel_reason
       FROM booking b JOIN course c ON c.id = b.course_id LEFT JOIN agency a ON a.id = b.agency_id ORDER BY b.key`,
    )
    const held = { walk_in: false, late: false, cancelled_by: null, cancel_reason: '' }
    expect(bookings.map(({ reference: _reference, ...booking }) => booking)).toEqual([
      { ...held, key: 'b1', course: 'l1', agency: 'school', state: 'attended' },
      { ...held, key: 'b2', course: 'l1', agency: 'hospital', state: 'no-show' },
      { ...held, key: 'b3', course: 'l1', agency: 'hospital', state: 'attended', walk_in: true },
      { ...held, key: 'b4', course: 'l2', agency: 'school', state: 'booked' },
      {
        key: 'b5',
        course: 'l2',
        agency: 'school',
        state: 'cancelled',
        walk_in: false,
        late: true,
        cancelled_by: 'delegate',
        cancel_reason: 'Inspection',
      },
    ])
    expect(bookings.filter(booking => !/^GT-[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(booking.reference))).toEqual([])
  })

  it('learning: of the file, of attended bookings and of completed e-learning, each until its day', async () => {
    const records = await into.rows(
      `SELECT p.key AS person, c.key AS course, r.completed_on::text, r.valid_until::text, r.how, split_part(coalesce(r.source, r.key), ':', 1) AS source
       FROM learning_record r JOIN person p ON p.id = r.person_id JOIN course c ON c.id = r.course_id ORDER BY 1, 2`,
    )
    expect(records).toEqual([
      { person: 'cole', course: 'l1', completed_on: '2024-05-01', valid_until: '2027-05-01', how: 'evidence', source: 'r1' },

      { person: 'dana', course: 'el', completed_on: '2025-07-01', valid_until: '2026-07-01', how: 'e-learning', source: 'enrolment' },
      { person: 'dana', course: 'l1', completed_on: '2025-11-12', valid_until: '2028-11-12', how: 'attended', source: 'booking' },
      { person: 'oona', course: 'l1', completed_on: '2025-11-12', valid_until: '2028-11-12', how: 'attended', source: 'booking' },
      { person: 'tara', course: 'l2', completed_on: '2020-01-31', valid_until: '2026-12-31', how: 'evidence', source: 'r2' },
    ])
  })

  it('the waiting list: numbered in order of joining, not of the file', async () => {
    const entries = await into.rows(
      `SELECT w.key, number, outcome, last_number, a.key AS agency, ARRAY(SELECT o.key FROM occurrence o WHERE o.id = ANY(occurrence_ids)) AS dates
       FROM waiting_entry w JOIN waiting_list l ON l.course_id = w.course_id LEFT JOIN agency a ON a.id = w.agency_id ORDER BY number`,
    )
    expect(entries).toEqual([
      { key: 'w3', number: 1, outcome: 'left', last_number: 3, agency: null, dates: [] },
      { key: 'w2', number: 2, outcome: null, last_number: 3, agency: 'school', dates: [] },
      { key: 'w1', number: 3, outcome: null, last_number: 3, agency: 'hospital', dates: ['coming'] },
    ])
  })
})

it('changes nothing when the same folder is loaded again, not even later', async () => {
  const before = await everything(into)
  expect(await into.mustLoad(aFolder(), { now: new Date(MONDAY.getTime() + 86_400_000) })).toEqual(counted(same))
  expect(await everything(into)).toEqual(before)
})

it('does what is to be done alongside in the same transaction', async () => {
  const failing = into.load(aFolder({ 'topics.csv': 'key,name\nother,Another topic\n' }), {
    alongside: async client => {
      await client.query(`UPDATE topic SET position = 99`)
      throw new Error('the power went out')
    },
  })
  await expect(failing).rejects.toThrow('the power went out')
  expect(await into.rows('SELECT key, position FROM topic')).toEqual([{ key: 'neglect', position: 1 }])
})

it('tells what it is doing', async () => {
  const told: string[] = []
  await into.mustLoad(aFolder(), { progress: (doing, rows) => told.push(`${doing} ${rows ?? ''}`.trim()) })
  expect(told[0]).toBe('Reading agencies.csv 2')
  expect(told.slice(-3)).toEqual(['Reading waiting-list.csv 3', 'Checking', 'Writing'])
})
