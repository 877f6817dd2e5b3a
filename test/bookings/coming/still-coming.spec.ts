import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import type { Course } from '../../../src/modules/courses/course.entity.js'
import { MONDAY } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { anOccurrence, type BuiltOccurrence } from '../../support/builders/occurrence.js'
import { aWaitingEntry } from '../../support/builders/waiting-entry.js'
import { mailsAbout, mailsTo } from '../../support/mailbox.js'
import { aPerson } from '../../support/people.js'
import type { Visitor } from '../../support/visitor.js'
import { theScene, type Scene } from '../scene.js'
import { danaIsAsked, linkOf, storedBooking } from './asked.js'

let scene: Scene
let stranger: Visitor
let course: Course
let occurrence: BuiltOccurrence
let booking: Booking
let link: string

beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
beforeEach(async () => {
  ;({ course, occurrence, booking, link, stranger } = await danaIsAsked(scene))
})

const stored = (id = booking.id) => storedBooking(scene, id)
const answer = async (how: 'yes' | 'no' | 'colleague', fields: Record<string, string> = {}) => {
  await stranger.get(`${link}/${how}`)
  return stranger.post(`${link}/${how}`, fields)
}

describe('yes', () => {
  it('is kept, shown at the desk and on the trainer’s list, and may be said twice', async () => {
    expect((await answer('yes')).text).toContain('You are coming Thank you for telling us.')
    const said = await stored()
    expect(said).toMatchObject({ saidAt: MONDAY, saidFor: occurrence.startsAt, state: 'booked' })
    scene.app.clock.pass({ hours: 1 })
    expect((await answer('yes')).status).toBe(200)
    expect(await stored()).toEqual(said)
    const ada = await scene.browser('ada')
    expect((await ada.get(`/desk/occurrences/${occurrence.id}/bookings`)).text).toContain('Still coming 1 has said yes')
    expect((await ada.get(`/occurrences/${occurrence.id}/register`)).text).toContain(
      '1 person has said that they are still coming. Dana Delegate Said yes',
    )
  })

  it('to a date that has moved since is no yes any more', async () => {
    await answer('yes')
    await scene.app.database.query(
      `UPDATE occurrence SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' WHERE id = $1`,
      [occurrence.id],
    )
    expect((await stranger.get(link)).text).toContain('Are you still coming?')
    expect((await (await scene.browser('ada')).get(`/desk/occurrences/${occurrence.id}/bookings`)).text).not.toContain('said yes')
    await answer('yes')
    expect(await stored()).toMatchObject({ saidFor: new Date('2026-03-11T09:30:00Z') })
  })

  it('can be taken back', async () => {
    await answer('yes')
    expect((await answer('no')).text).toContain('Your booking is cancelled')
  })
})

describe('no', () => {
  it('cancels as the delegate does, free of charge in time, and offers the place at once', async () => {
    const waiting = await aPerson(scene.app.database)
    await aWaitingEntry(scene.app.database, { person: waiting, course })
    expect((await stranger.get(`${link}/no`)).text).toContain('You can cancel free of charge until')
    const { text } = await answer('no', { reason: 'A court date' })
    expect(text).toContain('Your booking is cancelled We have written to dana@example.org')
    expect(text).toContain('Charge to your agency None')
    expect(await stored()).toMatchObject({
      state: 'cancelled',
      by: 'delegate',
      byPerson: scene.people.dana.id,
      reason: 'A court date',
      late: false,
      pence: null,
    })
    expect((await mailsTo(scene.app, waiting.email)).map(({ kind }) => kind)).toEqual(['place-offered'])
    expect((await mailsAbout(scene.app, `booking:${booking.id}`)).map(({ kind }) => kind)).toEqual(['booking-cancelled'])
  })

  it('shows the charge, and takes that one', async () => {
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    expect((await stranger.get(`${link}/no`)).text).toContain('Your agency will be charged £50.00.')
    expect((await stranger.post(`${link}/no`)).text).toContain('Charge to your agency £50.00')
    expect(await stored()).toMatchObject({ state: 'cancelled', late: true, pence: 5000 })
  })

  it('takes no other charge than the one shown', async () => {
    await stranger.get(`${link}/no`)
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    const { status, text } = await stranger.post(`${link}/no`, { reason: 'A court date' })
    expect(status).toBe(409)
    expect(text).toContain('The charge has changed while this page was open.')
    expect(stranger.last!.html).toContain('value="A court date"')
    expect(await stored()).toMatchObject({ state: 'booked' })
    expect((await stranger.post(`${link}/no`)).text).toContain('Your booking is cancelled')
  })

  it('sent twice is done once; the secret of the link is kept nowhere', async () => {
    await stranger.get(`${link}/no`)
    const page = stranger.last
    for (let i = 0; i < 2; i++) {
      stranger.last = page
      expect((await stranger.post(`${link}/no`)).text).toContain('Your booking is cancelled')
    }
    expect(await scene.app.database.query('SELECT 1 FROM answered_request WHERE key LIKE $1', [`%${link.split('/').at(-1)!}%`])).toEqual([])
    expect(await scene.row('SELECT booked FROM occurrence WHERE id = $1', [occurrence.id])).toEqual({ booked: 0 })
  })

  it('with a reason beyond measure comes back with what was typed', async () => {
    const { status, text } = await answer('no', { reason: 'x'.repeat(1001) })
    expect([status, text]).toEqual([422, expect.stringContaining('Keep the reason to 1,000 characters')])
  })

  it('counts as the delegate’s even where she is an administrator', async () => {
    const boss = await aPerson(scene.app.database, { roles: ['administrator'] })
    const other = await anOccurrence(scene.app.database, { course })
    const mine = await aBooking(scene.app.database, { person: boss, occurrence: other })
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    link = linkOf(scene.app, mine.id)
    await answer('no')
    expect(await stored(mine.id)).toMatchObject({ by: 'delegate', byPerson: boss.id, pence: 5000 })
  })
})

describe('a colleague', () => {
  it('of the same agency takes the place', async () => {
    const { text } = await answer('colleague', { email: 'cole@example.org' })
    expect(text).toContain('A colleague comes instead of you Your colleague has your place now.')
    expect(await stored()).toMatchObject({ state: 'cancelled', by: 'delegate', reason: 'colleague sent instead' })
    const row = await scene.row(
      `SELECT person_id AS person, booked_by_id AS by FROM booking WHERE occurrence_id = $1 AND state = 'booked'`,
      [occurrence.id],
    )
    expect(row).toEqual({ person: scene.people.cole.id, by: scene.people.dana.id })
  })

  it.each([
    ['an address that is none', 'cole', 422, 'Enter your colleague’s e-mail address'],
    ['nobody’s address', 'nobody@example.org', 409, 'Nobody at this agency has an account'],
    ['somebody of another agency', 'oona@example.org', 409, 'Nobody at this agency has an account'],
    ['herself', 'dana@example.org', 409, 'Enter the e-mail address of a colleague'],
  ])('is refused with %s, and keeps what was typed', async (_, email, status, sentence) => {
    const seen = await answer('colleague', { email })
    expect([seen.status, seen.text]).toEqual([status, expect.stringContaining(sentence)])
    expect(seen.html).toContain(`value="${email}"`)
    expect(await stored()).toMatchObject({ state: 'booked' })
  })

  it('must have done what the course builds on', async () => {
    const date = await anOccurrence(scene.app.database, { course: scene.gcp2 })
    link = linkOf(scene.app, (await aBooking(scene.app.database, { person: scene.people.dana, occurrence: date })).id)
    const { text, status } = await answer('colleague', { email: 'cole@example.org' })
    expect([status, text]).toEqual([409, expect.stringContaining('This colleague first needs: Understanding Neglect Level 2.')])
  })
})

describe('when it is over', () => {
  const everyAnswer = async (sentence: string) => {
    for (const way of ['', '/yes', '/no', '/colleague']) {
      const { status, text } = await stranger.get(`${link}${way}`)
      expect([status, text]).toEqual([200, expect.stringContaining(sentence)])
      expect(stranger.last!.html).not.toContain(`action="${link}`)
    }
  }

  it('the booking was cancelled: it says so kindly', async () => {
    await answer('no')
    await everyAnswer('Your booking is cancelled')
  })

  it('the organiser cancelled the date', async () => {
    await scene.app.database.query('UPDATE occurrence SET cancelled_at = now() WHERE id = $1', [occurrence.id])
    await everyAnswer('This date is cancelled The business unit has cancelled it for everybody.')
  })

  it('the course has begun, to the moment', async () => {
    for (const way of ['yes', 'no', 'colleague']) {
      scene.app.clock.moveTo(new Date(occurrence.startsAt.getTime() - 1))
      expect((await stranger.get(`${link}/${way}`)).html).toContain(`action="${link}/${way}"`)
      scene.app.clock.moveTo(occurrence.startsAt)
      expect((await stranger.post(`${link}/${way}`, { email: 'cole@example.org' })).text).toContain('The course has begun')
    }
    await everyAnswer('The course has begun')
    expect(await stored()).toMatchObject({ state: 'booked', saidAt: null })
  })
})
