import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { mailsAbout, mailsTo } from '../support/mailbox.js'
import { anAdministrator, aPerson, aToken } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from '../bookings/places-as-they-are.js'
import { putTogether, signedIn } from './merge-scene.js'

let app: TestApp
let ada: Visitor
let alan: Visitor
let course: Course
let agencyId: string

beforeAll(async () => {
  app = await startApp()
  course = await aCourse(app.database, { title: 'Understanding Neglect' })
  agencyId = (await anAgency(app.database)).id
  ada = await signedIn(app, await anAdministrator(app.database))
  alan = await signedIn(app, await anAdministrator(app.database, { email: 'alan@example.org', name: 'Alan Administrator' }))
})
afterAll(() => app.stop())

const two = async (): Promise<[Person, Person]> => [
  await aPerson(app.database, { name: 'Dana Reed', agencyId }),
  await aPerson(app.database, { name: 'Dana Reed', agencyId }),
]
const rows = <Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> => app.database.query<Row[]>(sql, values)

describe('both have a place on one date', () => {
  it('one stays, the other is cancelled free of charge with the reason, and its place goes to the head of the queue', async () => {
    const [stays, goes] = await two()
    const queued = await aPerson(app.database)
    const occurrence = await anOccurrence(app.database, { course, startsAt: '2026-05-12 09:30', places: 2 })
    const first = await aBooking(app.database, { person: goes, occurrence, bookedAt: new Date('2026-02-01T10:00:00Z') })
    const second = await aBooking(app.database, { person: stays, occurrence })
    await app.database.query(`INSERT INTO need (booking_id, access, dietary) VALUES ($1, 'Hearing loop', '')`, [second.id])
    await aWaitingEntry(app.database, { person: queued, course })
    const page = await ada.get(`/desk/people/${stays.id}/merge/${goes.id}`)
    expect(page.text).toContain('Both have a place on Understanding Neglect, Tuesday 12 May 2026: one booking stays')
    await putTogether(ada, stays, goes)
    expect(
      await rows('SELECT id, state, cancelled_by, cancel_reason, late FROM booking WHERE person_id = $1 ORDER BY state', stays.id),
    ).toEqual([
      { id: first.id, state: 'booked', cancelled_by: null, cancel_reason: '', late: false },
      {
        ...{ id: second.id, state: 'cancelled', cancelled_by: 'organiser', late: false },
        cancel_reason: 'Two accounts of the same person were put together.',
      },
    ])
    expect(await rows('SELECT 1 FROM charge WHERE booking_id = ANY($1)', [first.id, second.id])).toEqual([])
    expect(await rows('SELECT access FROM need WHERE booking_id = $1', first.id)).toEqual([{ access: 'Hearing loop' }])
    expect(await placesOf(app.database, occurrence.id)).toEqual({ places: 2, ...sound(1, 1) })
    expect((await mailsTo(app, queued.email)).map(({ kind }) => kind)).toEqual(['place-offered'])
    expect((await mailsAbout(app, `booking:${second.id}`)).map(({ kind }) => kind)).toContain('booking-cancelled')
  })

  it('of a date that is over, who did not come under one account and came under the other came, and owes nothing', async () => {
    const [stays, goes] = await two()
    const occurrence = await anOccurrence(app.database, {
      course,
      startsAt: '2025-05-13 09:30',
      registerClosedAt: new Date('2025-05-13T17:00:00Z'),
    })
    const missed = await aBooking(app.database, { person: stays, occurrence, state: 'no-show' })
    const came = await aBooking(app.database, { person: goes, occurrence, state: 'attended', walkIn: true })
    const charge = await aCharge(app.database, { booking: missed, kind: 'no-show' })
    expect((await ada.get(`/desk/people/${stays.id}/merge/${goes.id}`)).text).toContain('in the figures of that day too')
    const before = await placesOf(app.database, occurrence.id)
    await putTogether(ada, stays, goes)
    expect(await rows('SELECT id, state FROM booking WHERE person_id = $1 ORDER BY state', stays.id)).toEqual([
      { id: came.id, state: 'attended' },
      { id: missed.id, state: 'cancelled' },
    ])
    expect(await rows('SELECT state, reason FROM charge WHERE id = $1', charge.id)).toEqual([
      { state: 'waived', reason: 'Two accounts of the same person were put together.' },
    ])
    expect(await placesOf(app.database, occurrence.id)).toEqual({ ...before, doubles: 0 })
  })

  it('of two dates of a course both stay, and the page says so', async () => {
    const [stays, goes] = await two()
    const [may, june] = [
      await anOccurrence(app.database, { course, startsAt: '2026-05-19 09:30' }),
      await anOccurrence(app.database, { course, startsAt: '2026-06-16 09:30' }),
    ]
    await aBooking(app.database, { person: stays, occurrence: may })
    await aBooking(app.database, { person: goes, occurrence: june, bookedAt: new Date('2026-02-25T10:00:00Z') })
    expect((await ada.get(`/desk/people/${stays.id}/merge/${goes.id}`)).text).toContain(
      'Both stay, the one on Tuesday 16 June 2026 as their second',
    )
    await putTogether(ada, stays, goes)
    expect(await rows('SELECT second_on_course AS second FROM booking WHERE person_id = $1 ORDER BY booked_at', stays.id)).toEqual([
      { second: false },
      { second: true },
    ])
  })
})

describe('both wait', () => {
  const held = async (person: Person, entryOf: string, occurrenceId: string) => {
    await app.database.query(
      `INSERT INTO offer (id, entry_id, occurrence_id, person_id, kind, made_at, runs_out_at)
       SELECT gen_random_uuid(), id, $3, $1, 'hold', now(), '2030-01-01' FROM waiting_entry WHERE person_id = $1 AND course_id = $2`,
      [person.id, entryOf, occurrenceId],
    )
    await app.database.query('UPDATE occurrence SET held = held + 1 WHERE id = $1', [occurrenceId])
  }

  it.each([
    ['the offer of the place that ends goes along with its person', false, 1],
    ['of two offers one is open afterwards, and the other’s place goes on', true, 0],
  ])('one place in the queue stays, the earlier: %s', async (_what, both, more) => {
    const own = await aCourse(app.database, { title: 'Safer Recruitment' })
    const [stays, goes] = await two()
    const occurrences = [
      await anOccurrence(app.database, { course: own, startsAt: '2026-05-12 09:30', places: 1 }),
      await anOccurrence(app.database, { course: own, startsAt: '2026-05-19 09:30', places: 1 }),
    ]
    for (const person of [goes, stays]) await aWaitingEntry(app.database, { person, course: own })
    await held(stays, own.id, occurrences[0]!.id)
    if (both) await held(goes, own.id, occurrences[1]!.id)
    expect((await ada.get(`/desk/people/${stays.id}/merge/${goes.id}`)).text).toContain('Both wait for Safer Recruitment')
    await putTogether(ada, stays, goes)
    const entries = await rows<{ outcome: string | null }>(
      'SELECT outcome FROM waiting_entry WHERE person_id = $1 ORDER BY number',
      stays.id,
    )
    expect(entries).toEqual([{ outcome: null }, { outcome: 'left' }])
    const open = await rows(
      'SELECT 1 FROM offer f JOIN waiting_entry w ON w.id = f.entry_id WHERE w.ended_at IS NULL AND f.state = $2 AND f.person_id = $1',
      stays.id,
      'open',
    )
    expect(open).toHaveLength(1)
    for (const { id } of occurrences) expect(await placesOf(app.database, id)).toMatchObject({ doubles: 0 })
    const [first, second] = await Promise.all(occurrences.map(({ id }) => placesOf(app.database, id)))
    expect([first!.held, first!.openHolds]).toEqual([more, more])
    expect(second!.held).toBe(second!.openHolds)
  })

  it('nobody waits for what they have a place on, proofs and records stand once', async () => {
    const own = await aCourse(app.database)
    const [stays, goes] = await two()
    const occurrence = await anOccurrence(app.database, { course: own, startsAt: '2026-05-12 09:30' })
    await aBooking(app.database, { person: goes, occurrence })
    await aWaitingEntry(app.database, { person: stays, course: own })
    for (const person of [stays, goes]) {
      await anEvidence(app.database, { person, course: own })
      await aRecord(app.database, {
        person,
        course,
        how: 'evidence',
        note: person === stays ? 'seen' : 'by post',
        validUntil: person === stays ? '2027-01-01' : null,
      })
    }
    await putTogether(ada, stays, goes)
    expect(await rows('SELECT outcome FROM waiting_entry WHERE person_id = $1', stays.id)).toEqual([{ outcome: 'booked' }])
    expect(await rows('SELECT state FROM evidence WHERE person_id = $1 ORDER BY state', stays.id)).toEqual([
      { state: 'handed in' },
      { state: 'taken back' },
    ])
    expect(await rows('SELECT note, valid_until FROM learning_record WHERE person_id = $1', stays.id)).toEqual([
      { note: 'seen by post', valid_until: null },
    ])
  })
})

describe('at the same moment', () => {
  it('two administrators put each into the other: one does it, the other is shown where both are', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = await two()
      const path = (one: Person, other: Person) => `/desk/people/${one.id}/merge/${other.id}`
      await Promise.all([ada.get(path(a, b)), alan.get(path(b, a))])
      const answers = await Promise.all([ada.post(path(a, b)), alan.post(path(b, a))])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(answers.map(({ text }) => /have been put together already|has one account now/.exec(text)?.[0]).sort()).toEqual([
        'has one account now',
        'have been put together already',
      ])
      expect(await rows('SELECT 1 FROM person WHERE id = ANY($1)', [a.id, b.id])).toHaveLength(1)
      expect(await rows('SELECT 1 FROM merged_person WHERE id = ANY($1)', [a.id, b.id])).toHaveLength(1)
    }
  })

  it('a booking that waits for an account to go is for nobody, and is told so', async () => {
    const [, goes] = await two()
    const { id } = await anOccurrence(app.database, { course, startsAt: '2026-05-20 09:30' })
    const program = Api.holding(app, await aToken(app.database, goes))
    const runner = app.database.createQueryRunner()
    await runner.startTransaction()
    await runner.query('DELETE FROM person WHERE id = $1', [goes.id])
    const asked = program.post(`/occurrences/${id}/bookings`, {})
    const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    while ((await rows(waits)).length === 0);
    await runner.commitTransaction()
    await runner.release()
    expect((await asked).status).toBe(404)
    expect(await placesOf(app.database, id)).toEqual({ places: 20, ...sound(0) })
  })

  it('the person books, in two processes, under both accounts: no booking is lost, doubled or of nobody', async () => {
    const beside = await startBeside(app)
    try {
      for (let round = 0; round < 6; round++) {
        const [stays, goes] = await two()
        const dates = await Promise.all(
          [12, 13, 14].map(async day =>
            anOccurrence(app.database, { course: await aCourse(app.database), startsAt: `2026-05-${day} 09:30` }),
          ),
        )
        const of = async (at: TestApp, person: Person) => Api.holding(at, await aToken(app.database, person))
        const programs = [await of(app, goes), await of(beside, goes), await of(beside, stays)]
        const path = `/desk/people/${stays.id}/merge/${goes.id}`
        await ada.get(path)
        const [merged, ...booked] = await Promise.all([
          ada.post(path),
          ...dates.flatMap(({ id }) => programs.map(program => program.post(`/occurrences/${id}/bookings`, {}))),
        ])
        expect([200, 409]).toContain(merged.status)
        expect(booked.map(({ status }) => status).filter(status => ![201, 401, 404, 409].includes(status))).toEqual([])
        // What was booked meanwhile is shown before it is put together.
        if (merged.status === 409) await ada.get(path)
        if (merged.status === 409) expect((await ada.post(path)).text).toContain('has one account now')
        for (const { id } of dates) {
          const places = await placesOf(app.database, id)
          expect(places).toEqual({ places: 20, ...sound(places.booked) })
          const given = await rows<{ id: string }>('SELECT person_id AS id FROM booking WHERE occurrence_id = $1', id)
          expect(new Set(given.map(row => row.id)).size).toBeLessThanOrEqual(1)
          expect(given.every(row => row.id === stays.id)).toBe(true)
        }
      }
    } finally {
      await beside.stop()
    }
  })
})
