import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aCrowd, apiOf, atOnce, type OneOfACrowd } from '../support/crowd.js'
import { mailsAbout } from '../support/mailbox.js'
import { countQueries } from '../support/queries.js'
import type { Visitor } from '../support/visitor.js'
import { cancelDate, entries, stillSent, toldOf } from './organiser.js'
import { placesOf } from './places-as-they-are.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())

type Course = Awaited<ReturnType<typeof aCourse>>
const MAY = { startsAt: '2026-05-12 09:30', endsAt: '2026-05-12 16:00' }
const JUNE = { startsAt: '2026-06-09 09:30', endsAt: '2026-06-09 16:00' }

const aNewCourse = () => aCourse(scene.app.database, { title: 'Safer Recruitment' })
const aDateOf = (course: Course, more: Partial<OccurrenceOverrides> = {}) => anOccurrence(scene.app.database, { course, ...MAY, ...more })
async function booked(person: 'dana' | 'cole', occurrence: { id: string }): Promise<string> {
  const { body } = await scene.api[person].post<{ id: string }>(`/occurrences/${occurrence.id}/bookings`)
  return body.id
}
const fill = async (occurrence: { id: string; courseId: string; places: number }): Promise<OneOfACrowd[]> => {
  const crowd = await aCrowd(scene.app.database, occurrence.places)
  for (const person of crowd) await aBooking(scene.app.database, { person, occurrence })
  return crowd
}
const queueOf = (courseId: string) =>
  scene.app.database.query<{ person: string; displaced: boolean }[]>(
    `SELECT person_id AS person, displaced FROM waiting_entry WHERE course_id = $1 AND ended_at IS NULL ORDER BY NOT displaced, number`,
    [courseId],
  )
const bookingOf = (id: string) =>
  scene.row<Record<string, unknown>>('SELECT state, cancelled_by AS by, cancel_reason AS reason, late FROM booking WHERE id = $1', [id])

describe('the page', () => {
  it('shows whom it touches and what they get, asks for the reason, and changes nothing', async () => {
    const course = await aNewCourse()
    const tara = await aTrainerRow(scene.app.database, { person: scene.people.tara })
    const date = await aDateOf(course, { trainers: [tara] })
    await aDateOf(course, JUNE)
    await booked('dana', date)
    const page = await ada.get(`/desk/occurrences/${date.id}/cancel`)
    expect(page.text).toContain(
      'Booked 1 person : Dana Delegate A mail with the reason, and the entry leaves their calendar. No charge. It lists the 1 other date',
    )
    expect(page.text).toContain('Trainers 1 person : Tara Trainer A mail with the reason.')
    expect(page.text).toContain('Cancel this date and tell 2 people')
    const missing = await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: ' ' })
    expect([missing.status, missing.text]).toEqual([422, expect.stringContaining('Enter the reason. Everybody who is booked is told it')])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject({ booked: 1 })
  })

  it('is shown anew, with the reason kept, when somebody has booked meanwhile', async () => {
    const date = await aDateOf(await aNewCourse())
    await booked('dana', date)
    await ada.get(`/desk/occurrences/${date.id}/cancel`)
    const cole = await booked('cole', date)
    const anew = await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: 'The hall is flooded.' })
    expect(anew.status).toBe(409)
    expect(anew.text).toContain('This has changed since you looked')
    expect(anew.text).toContain('The hall is flooded.')
    expect(await bookingOf(cole)).toMatchObject({ state: 'booked' })
    expect((await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: 'The hall is flooded.' })).text).toContain(
      '2 people are told.',
    )
    expect(await bookingOf(cole)).toEqual({ state: 'cancelled', by: 'organiser', reason: 'The hall is flooded.', late: false })
  })

  it('says no once it has begun, or is cancelled', async () => {
    const begun = await aDateOf(await aNewCourse(), { startsAt: '2026-03-02 09:00', endsAt: '2026-03-02 12:00' })
    expect((await ada.get(`/desk/occurrences/${begun.id}/cancel`)).text).toContain('This date has begun')
    const date = await aDateOf(await aNewCourse())
    expect((await cancelDate(ada, date.id)).text).toContain('The date is cancelled. Nobody had to be told.')
    expect((await cancelDate(ada, date.id)).text).toContain('This date is cancelled already.')
    expect((await ada.get('/desk/occurrences/00000000-0000-4000-8000-000000000000/cancel')).status).toBe(404)
  })
})

describe('once cancelled', () => {
  it('every booking ends without charge, and everybody is told once, with each session taken out of the calendar', async () => {
    const { app } = scene
    const course = await aNewCourse()
    const sessions: [string, string][] = [
      ['2026-05-12 09:30', '2026-05-12 16:00'],
      ['2026-05-13 09:30', '2026-05-13 16:00'],
    ]
    const date = await aDateOf(course, { sessions })
    const id = await booked('dana', date)
    await cancelDate(ada, date.id)
    const told = await toldOf(app, `booking:${id}`)
    expect(entries(told).slice(2)).toEqual(['date-cancelled: CANCEL 1 #1', 'session-cancelled: CANCEL 1 #2'])
    expect(entries(await stillSent(app, told))).toEqual(entries(told).slice(2))
    expect(await placesOf(app.database, date.id)).toMatchObject({ booked: 0, held: 0, liveBookings: 0 })
    expect(await scene.row('SELECT 1 AS one FROM charge WHERE booking_id = $1', [id])).toBeUndefined()
    const [mail] = (await mailsAbout(app, `booking:${id}`)).filter(({ kind }) => kind === 'date-cancelled')
    expect(mail?.text).toContain('Why: The trainer is ill.')
    expect(mail?.text).toContain('No other date has a place at the moment. You are at the head of the waiting list')
  })

  it('the same press twice tells once', async () => {
    const date = await aDateOf(await aNewCourse())
    const id = await booked('dana', date)
    await ada.get(`/desk/occurrences/${date.id}/cancel`)
    const asked = ada.last
    for (let press = 0; press < 2; press++) {
      ada.last = asked
      await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: 'The trainer is ill.' })
    }
    expect(entries(await toldOf(scene.app, `booking:${id}`))).toEqual(['booking-confirmed: REQUEST 0 #1', 'date-cancelled: CANCEL 1 #1'])
  })

  it('an offer for it is withdrawn, and its person keeps their place in the queue', async () => {
    const { app, api } = scene
    const queue = await aQueue(app, [{ api: api.oona }])
    await queue.free()
    const offer = await queue.offerOf(api.oona)
    await cancelDate(ada, queue.date.id)
    expect(await queue.offerOf(api.oona)).toBeNull()
    const told = await mailsAbout(app, `offer:${offer?.id}`)
    expect(told.map(({ kind }) => kind)).toEqual(['place-offered', 'offer-withdrawn'])
    expect((await queueOf(queue.date.courseId)).map(({ person }) => person)).toContain(scene.people.oona.id)
    expect((await api.oona.post(`/offers/${offer?.id}/acceptance`)).status).toBe(409)
  })
})

describe('the course’s other dates come first', () => {
  it('with places enough they are listed, and nobody has to wait', async () => {
    const course = await aNewCourse()
    const date = await aDateOf(course)
    const other = await aDateOf(course, JUNE)
    const full = await aDateOf(course, { startsAt: '2026-06-16 09:30', endsAt: '2026-06-16 16:00', places: 1 })
    await fill(full)
    const id = await booked('dana', date)
    await cancelDate(ada, date.id)
    const mail = (await mailsAbout(scene.app, `booking:${id}`)).at(-1)
    expect(mail?.text).toContain('Tuesday 9 June 2026, 9:30am to 4pm\nTo be confirmed, 20 places left\nBook this date: http')
    expect(mail?.link).toBe(`/occurrences/${other.id}/book`)
    expect(mail?.text).not.toContain('16 June')
    expect(mail?.text).not.toContain('waiting list')
    expect(await queueOf(course.id)).toEqual([])
    await booked('dana', other)
    expect(await placesOf(scene.app.database, other.id)).toMatchObject({ booked: 1 })
  })

  it('with too few they head the queue as well, in the order in which they had booked, before everybody who waited', async () => {
    const course = await aNewCourse()
    const other = await aDateOf(course, { ...JUNE, places: 1 })
    const [holder] = (await fill(other)) as [OneOfACrowd]
    const date = await aDateOf(course)
    await scene.api.oona.post(`/courses/${course.key}/waiting-list`)
    const dana = await booked('dana', date)
    await booked('cole', date)
    await cancelDate(ada, date.id)
    const { people } = scene
    const persons = [people.dana, people.cole, people.oona] as Person[]
    expect((await queueOf(course.id)).map(({ person }) => person)).toEqual(persons.map(({ id }) => id))
    const { body } = await scene.api.oona.get<{ items: { course: { key: string }; position: number }[] }>('/me/waiting-list')
    expect(body.items.find(item => item.course.key === course.key)?.position).toBe(3)
    const bookings = await scene.row<{ id: string }>('SELECT id FROM booking WHERE person_id = $1 AND occurrence_id = $2', [
      holder.id,
      other.id,
    ])
    await apiOf(scene.app, holder).delete(`/bookings/${bookings?.id}`)
    const [offer] = await scene.app.database.query<{ person: string }[]>('SELECT person_id AS person FROM offer WHERE occurrence_id = $1', [
      other.id,
    ])
    expect(offer?.person).toBe(people.dana.id)
    expect(await bookingOf(dana)).toMatchObject({ state: 'cancelled' })
  })

  it('who has another place on the course neither waits nor is offered others', async () => {
    const course = await aNewCourse()
    const [date, second] = [await aDateOf(course), await aDateOf(course, JUNE)]
    const id = await booked('dana', second)
    await aBooking(scene.app.database, { person: scene.people.dana, occurrence: date, secondOnCourse: true })
    await cancelDate(ada, date.id)
    expect(await queueOf(course.id)).toEqual([])
    expect(await bookingOf(id)).toMatchObject({ state: 'booked' })
  })
})

describe('with many, and at once', () => {
  it('sixty people take no more statements than one', async () => {
    const course = await aNewCourse()
    const [few, many] = [await aDateOf(course, { places: 60 }), await aDateOf(course, { places: 60 })]
    const crowd = await aCrowd(scene.app.database, 61)
    await aBooking(scene.app.database, { person: crowd[60] as OneOfACrowd, occurrence: few })
    for (const person of crowd.slice(0, 60)) await aBooking(scene.app.database, { person, occurrence: many })
    await ada.get(`/desk/occurrences/${few.id}/cancel`)
    const one = await countQueries(() => ada.post(`/desk/occurrences/${few.id}/cancellation`, { reason: 'Ill.' }))
    await ada.get(`/desk/occurrences/${many.id}/cancel`)
    const sixty = await countQueries(() => ada.post(`/desk/occurrences/${many.id}/cancellation`, { reason: 'Ill.' }))
    expect(sixty).toBe(one)
    expect(await queueOf(course.id)).toHaveLength(61)
  })

  it('who books or cancels while the date is cancelled ends without a place, and is told of the end once', async () => {
    for (let round = 0; round < 5; round++) {
      const date = await aDateOf(await aNewCourse(), { places: 40 })
      const crowd = await aCrowd(scene.app.database, 16)
      await ada.get(`/desk/occurrences/${date.id}/cancel`)
      const booking = atOnce(8, crowd, person => apiOf(scene.app, person).post<{ id?: string }>(`/occurrences/${date.id}/bookings`))
      let seen = await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: 'Ill.' })
      while (seen.text.includes('This has changed since you looked'))
        seen = await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: 'Ill.' })
      const answers = await booking
      expect(seen.text).toContain('The date is cancelled.')
      expect(await placesOf(scene.app.database, date.id)).toMatchObject({ booked: 0, liveBookings: 0 })
      const ids = answers.flatMap(({ status, body }) => (status === 201 && body.id ? [body.id] : []))
      for (const id of ids) {
        const told = await toldOf(scene.app, `booking:${id}`)
        expect(told.filter(({ kind }) => kind === 'date-cancelled')).toHaveLength(1)
        expect(entries(await stillSent(scene.app, told))).toEqual(['date-cancelled: CANCEL 1 #1'])
      }
    }
  })
})
