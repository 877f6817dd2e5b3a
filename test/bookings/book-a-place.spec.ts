import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { MONDAY } from '../support/app.js'
import { Api } from '../support/api.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { aPolicy } from '../support/builders/policy.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence, moment, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsTo } from '../support/mailbox.js'
import { placesOf, sound } from './places-as-they-are.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())

/** A date of a course of its own, open to everybody. */
const aDate = async (overrides: Partial<OccurrenceOverrides> = {}) =>
  anOccurrence(scene.app.database, { course: await aCourse(scene.app.database), ...overrides })

const book = (api: Api, occurrence: { id: string }, body?: object, key?: string) =>
  api.post<{ id: string; reference: string; code: string }>(`/occurrences/${occurrence.id}/bookings`, body, key)

const at = async <T>(instant: Date, fn: () => Promise<T>): Promise<T> => {
  scene.app.clock.moveTo(instant)
  return fn().finally(() => scene.app.clock.moveTo(MONDAY))
}
const justBefore = (instant: Date) => new Date(instant.getTime() - 1)

describe('booking a place', () => {
  it('gives a reference, counts the place, and is the person’s own', async () => {
    const date = await aDate()
    const { status, body } = await book(scene.api.dana, date)
    expect([status, body]).toEqual([
      201,
      { id: expect.any(String), reference: expect.stringMatching(/^GT-[0-9A-Z]{4}-[0-9A-Z]{4}$/), state: 'booked', occurrenceId: date.id },
    ])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    const { body: mine } = await scene.api.dana.get<{ items: { id: string; state: string }[] }>('/me/bookings')
    expect(mine.items).toContainEqual(expect.objectContaining({ id: body.id, state: 'booked' }))
    const { body: theirs } = await scene.api.cole.get<{ items: unknown[] }>('/me/bookings')
    expect(theirs.items).toEqual([])
  })

  it('keeps who booked, for whom they work, and when', async () => {
    const { body } = await book(scene.api.dana, await aDate())
    const { dana } = scene.people
    expect(
      await scene.row('SELECT person_id, agency_id, booked_by_id, booked_at, override_reason FROM booking WHERE id = $1', [body.id]),
    ).toEqual({
      person_id: dana.id,
      agency_id: dana.agencyId,
      booked_by_id: dana.id,
      booked_at: MONDAY,
      override_reason: '',
    })
  })

  it('asks for a sign-in first', async () => {
    expect(await book(Api.stranger(scene.app), await aDate())).toMatchObject({ status: 401, body: { code: 'sign-in-needed' } })
  })

  it.each([
    ['no id', 'not-an-id'],
    ['an id nobody has', randomUUID()],
  ])('finds nothing under %s', async (_case, id) => {
    expect(await book(scene.api.dana, { id })).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })

  it('writes one confirmation, in the words of the page', async () => {
    const [person] = await aCrowd(scene.app.database, 1)
    const { body } = await book(apiOf(scene.app, person!), await aDate())
    const [mail, ...more] = await mailsTo(scene.app, person!.email)
    expect(more).toEqual([])
    expect(mail!.subject).toMatch(/^You have a place: Course \d+$/)
    expect(mail!.text).toContain('When: Tuesday 10 March 2026, 9:30am to 4pm')
    expect(mail!.text).toContain(`Reference: ${body.reference}`)
    expect(mail!.text).toContain(`/bookings/${body.id}\n`)
    expect(mail!.text).toContain('please cancel: somebody may be waiting')
  })

  it('says in the confirmation until when cancelling is free, where it is not always', async () => {
    const [person] = await aCrowd(scene.app.database, 1)
    const course = await aCourse(scene.app.database, { policyId: (await aPolicy(scene.app.database)).id })
    await book(apiOf(scene.app, person!), await anOccurrence(scene.app.database, { course }))
    const [mail] = await mailsTo(scene.app, person!.email)
    expect(mail!.text).toContain('please cancel: it is free of charge until Friday 6 March 2026, 11:59pm, and somebody may be waiting')
  })
})

describe('the last place', () => {
  it('is given, and the next person is told the date is full', async () => {
    const date = await aDate({ places: 2 })
    const answers = [await book(scene.api.dana, date), await book(scene.api.cole, date), await book(scene.api.oona, date)]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [201, undefined],
      [201, undefined],
      [409, 'full'],
    ])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(2))
  })

  it('comes back when somebody cancels and nobody waits', async () => {
    const date = await aDate({ places: 1 })
    const { body } = await book(scene.api.dana, date)
    expect(await book(scene.api.cole, date)).toMatchObject({ status: 409 })
    await scene.api.dana.delete(`/bookings/${body.id}`)
    expect(await book(scene.api.cole, date)).toMatchObject({ status: 201 })
  })
})

describe('the booking window', () => {
  const OPENS = '2026-03-03 08:00'
  const CLOSES = '2026-03-06 17:00'
  const windowed = () => aDate({ bookingOpensAt: OPENS, bookingClosesAt: CLOSES })

  it.each([
    ['just before it opens', justBefore(moment(OPENS)), 409, 'booking-not-open'],
    ['at the moment it opens', moment(OPENS), 201, undefined],
    ['just before it closes', justBefore(moment(CLOSES)), 201, undefined],
    ['at the moment it closes', moment(CLOSES), 409, 'booking-closed'],
  ])('%s', async (_case, instant, status, code) => {
    const date = await windowed()
    const answer = await at(instant, () => book(scene.api.dana, date))
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('ends with the start where it has no end of its own', async () => {
    const date = await aDate()
    expect(await at(justBefore(date.startsAt), () => book(scene.api.dana, date))).toMatchObject({ status: 201 })
    expect(await at(date.startsAt, () => book(scene.api.cole, date))).toMatchObject({ status: 409, body: { code: 'booking-closed' } })
  })
})

describe('prerequisites', () => {
  it('are named when they are missing', async () => {
    const date = await anOccurrence(scene.app.database, { course: scene.gcp2 })
    expect(await book(scene.api.oona, date)).toMatchObject({
      status: 409,
      body: { code: 'prerequisites-missing', missing: ['neglect-l1', 'neglect-l2'] },
    })
    expect(await book(scene.api.dana, date)).toMatchObject({ body: { missing: ['neglect-l2'] } })
  })

  it.each([
    ['that ends on the day of the occurrence', '2026-03-10', 201],
    ['that ends the day before, though it still counts today', '2026-03-09', 409],
  ])('%s', async (_case, validUntil, status) => {
    const [person] = await aCrowd(scene.app.database, 1)
    await aRecord(scene.app.database, { person: person!, course: scene.l1, validUntil })
    const date = await anOccurrence(scene.app.database, { course: scene.l2 })
    expect((await book(apiOf(scene.app, person!), date)).status).toBe(status)
  })

  it('tell before the places do: who could not come is not sent to the list', async () => {
    const date = await anOccurrence(scene.app.database, { course: scene.l2, places: 0 })
    expect(await book(scene.api.oona, date)).toMatchObject({ body: { code: 'prerequisites-missing' } })
    expect(await book(scene.api.cole, date)).toMatchObject({ body: { code: 'full' } })
  })
})

describe('one live booking', () => {
  it('on an occurrence, and one on a course', async () => {
    const course = await aCourse(scene.app.database)
    const [first, second] = [
      await anOccurrence(scene.app.database, { course }),
      await anOccurrence(scene.app.database, { course, startsAt: '2026-03-17 09:30' }),
    ]
    const { body } = await book(scene.api.dana, first)
    expect(await book(scene.api.dana, first)).toMatchObject({ status: 409, body: { code: 'already-booked', occurrence: first.id } })
    expect(await book(scene.api.dana, second)).toMatchObject({ status: 409, body: { code: 'already-booked', occurrence: first.id } })
    await scene.api.dana.delete(`/bookings/${body.id}`)
    expect(await book(scene.api.dana, second)).toMatchObject({ status: 201 })
  })

  it('does not stand in the way once the course is behind them', async () => {
    const course = await aCourse(scene.app.database)
    const held = await anOccurrence(scene.app.database, { course, startsAt: '2026-02-10 09:30' })
    await aBooking(scene.app.database, { person: scene.people.dana, occurrence: held, state: 'no-show' })
    expect(await book(scene.api.dana, await anOccurrence(scene.app.database, { course }))).toMatchObject({ status: 201 })
  })

  it('is held by the database too, whatever the code does', async () => {
    const date = await aDate()
    await aBooking(scene.app.database, { person: scene.people.oona, occurrence: date })
    await expect(aBooking(scene.app.database, { person: scene.people.oona, occurrence: date })).rejects.toThrow('uq_booking_live')
    await expect(scene.app.database.query('UPDATE occurrence SET booked = places + 1 WHERE id = $1', [date.id])).rejects.toThrow(
      'ck_occurrence_places',
    )
  })
})

describe('dates that cannot be booked here', () => {
  it('are the cancelled ones', async () => {
    const date = await aDate({ cancelledAt: MONDAY })
    expect(await book(scene.api.dana, date)).toMatchObject({ status: 409, body: { code: 'occurrence-cancelled' } })
  })

  it.each([
    ['dates booked at another provider’s', {}, { externalUrl: 'https://provider.example/book' }],
    ['courses taken elsewhere', { kind: 'external' as const }, {}],
    ['e-learning', { kind: 'e-learning' as const }, {}],
  ])('are %s', async (_case, course, occurrence) => {
    const date = await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database, course), ...occurrence })
    expect(await book(scene.api.dana, date)).toMatchObject({ status: 409, body: { code: 'booked-elsewhere' } })
  })
})
