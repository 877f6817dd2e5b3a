import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { mailsAbout } from '../support/mailbox.js'
import { MONDAY } from '../support/app.js'
import { bookedBy, entries, stillSent, toldOf } from './organiser.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let date: BuiltOccurrence
let booking: string

beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
beforeEach(async () => {
  scene.app.clock.moveTo(MONDAY)
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
  date = await anOccurrence(scene.app.database, {
    course,
    sessions: [
      ['2026-10-24 09:30', '2026-10-24 16:00'],
      ['2026-10-25 09:30', '2026-10-25 16:00'],
    ],
  })
  booking = await bookedBy(scene.api.dana, date)
})

const told = (id = booking) => toldOf(scene.app, `booking:${id}`)
const IN = ['booking-confirmed: REQUEST 0 #1', 'session-invitation: REQUEST 0 #2']
const OUT = ['booking-cancelled: CANCEL 1 #1', 'session-cancelled: CANCEL 1 #2']

describe('a place', () => {
  it('comes with an entry for each session: the first with the confirmation, the second by itself, each at its London hour', async () => {
    const mails = await told()
    expect(entries(mails)).toEqual(IN)
    expect(mails.map(({ to }) => to)).toEqual([scene.people.dana.email, scene.people.dana.email])
    // The clocks go back in the night between the two days.
    expect(mails.map(({ calendar }) => calendar?.startsAt)).toEqual(['2026-10-24T08:30:00.000Z', '2026-10-25T09:30:00.000Z'])
    expect(mails[1]?.data).toMatchObject({ part: 'Day 2 of 2', when: 'Sunday 25 October 2026, 9:30am to 4pm' })
    const [, second] = await mailsAbout(scene.app, `booking:${booking}`)
    expect(second?.subject).toBe('Day 2 of 2, for your calendar: Safer Recruitment')
  })

  it('of a morning and an afternoon has sessions, not days', async () => {
    const course = await aCourse(scene.app.database)
    const halves = await anOccurrence(scene.app.database, {
      course,
      sessions: [
        ['2026-05-12 09:30', '2026-05-12 12:00'],
        ['2026-05-12 13:00', '2026-05-12 16:00'],
      ],
    })
    expect((await told(await bookedBy(scene.api.cole, halves)))[1]?.data).toMatchObject({ part: 'Session 2 of 2' })
  })

  it('keeps needs out of calendars', async () => {
    const course = await aCourse(scene.app.database)
    const other = await anOccurrence(scene.app.database, { course })
    const { body } = await scene.api.cole.post<{ id: string }>(`/occurrences/${other.id}/bookings`, {
      access: 'A hearing loop',
      dietary: 'Vegan',
    })
    expect(JSON.stringify(await told(body.id))).not.toMatch(/hearing|Vegan/)
  })
})

describe('when it ends', () => {
  it('by the delegate, each session leaves the calendar, and what was not sent yet never is', async () => {
    await scene.api.dana.delete(`/bookings/${booking}`)
    expect(entries(await told())).toEqual([...IN, ...OUT])
    expect(entries(await stillSent(scene.app, await told()))).toEqual(OUT)
  })

  it('by the organiser, so too', async () => {
    await scene.api.ada.delete(`/bookings/${booking}`)
    expect(entries(await told())).toEqual([...IN, ...OUT])
  })

  it('because a colleague comes, theirs leaves and the colleague’s comes, by a UID of its own', async () => {
    const dana = await scene.browser('dana')
    await dana.get(`/bookings/${booking}/send-a-colleague`)
    await dana.post(`/bookings/${booking}/substitution`, { email: scene.people.cole.email })
    expect(entries(await told())).toEqual([...IN, ...OUT])
    const made = await scene.row<{ id: string }>('SELECT id FROM booking WHERE person_id = $1 AND occurrence_id = $2', [
      scene.people.cole.id,
      date.id,
    ])
    const theirs = await told(made?.id)
    expect(entries(theirs)).toEqual(IN)
    expect(theirs[0]?.calendar?.uid).toBe(`booking-${made?.id}-1`)
  })

  it.each([
    ['a minute before it begins', -1, OUT],
    ['when it has begun, calendars are left as they are', 0, ['booking-cancelled: none']],
  ])('%s', async (_case, minutes, out) => {
    scene.app.clock.moveTo(new Date(date.startsAt.getTime() + minutes * 60_000))
    const ada = await scene.browser('ada')
    await ada.get(`/bookings/${booking}/cancel`)
    await ada.post(`/bookings/${booking}/cancellation`, { reason: 'Rang in time' })
    expect(entries(await told()).slice(2)).toEqual(out)
  })
})
