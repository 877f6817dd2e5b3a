import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { Api } from '../support/api.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aCrowd, apiOf, type OneOfACrowd } from '../support/crowd.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let me: OneOfACrowd
let mine: Api

beforeAll(async () => {
  scene = await theScene()
  ;[me] = (await aCrowd(scene.app.database, 1)) as [OneOfACrowd]
  mine = apiOf(scene.app, me)
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

interface Listed {
  items: { course: { key: string }; state?: string; offer?: { id: string; occurrenceId: string } | null }[]
}

describe('my bookings', () => {
  it('are listed in order of time, past and cancelled ones too, each with its course, date and venue', async () => {
    const { database } = scene.app
    const course = await aCourse(database, { key: 'safer-recruitment', title: 'Safer Recruitment' })
    const venue = await aVenue(database, { name: 'Town Hall' })
    const past = await anOccurrence(database, { course, startsAt: '2026-01-13 09:30' })
    await aBooking(database, { person: me, occurrence: past, state: 'attended' })
    const coming = await anOccurrence(database, { course, venue, startsAt: '2026-03-17 09:30', endsAt: '2026-03-17 12:30' })
    const { body } = await mine.post<{ id: string; reference: string }>(`/occurrences/${coming.id}/bookings`)
    const earlier = await anOccurrence(database, { course: await aCourse(database), startsAt: '2026-03-16 09:30' })
    await aBooking(database, { person: me, occurrence: earlier, state: 'cancelled', cancelledAt: MONDAY, cancelledBy: 'delegate' })
    const { body: list } = await mine.get<Listed>('/me/bookings')
    expect(list.items.map(item => item.state)).toEqual(['attended', 'cancelled', 'booked'])
    expect(list.items[2]).toEqual({
      id: body.id,
      reference: body.reference,
      state: 'booked',
      occurrence: { id: coming.id, startsAt: '2026-03-17T09:30:00.000Z', endsAt: '2026-03-17T12:30:00.000Z', venue: 'Town Hall' },
      course: { key: 'safer-recruitment', title: 'Safer Recruitment' },
    })
  })

  it('tell nothing of needs, and are nobody else’s', async () => {
    const date = await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database) })
    await mine.post(`/occurrences/${date.id}/bookings`, { access: 'Hearing loop' })
    expect(JSON.stringify((await mine.get('/me/bookings')).body)).not.toContain('Hearing loop')
    expect((await scene.api.oona.get<Listed>('/me/bookings')).body.items).toEqual([])
    expect((await Api.stranger(scene.app).get('/me/bookings')).status).toBe(401)
  })
})

describe('my waiting lists', () => {
  it('are listed in order of joining, with position, dates and the offer to be answered', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.cole }, { api: mine, dates: date => [date.id] }])
    await queue.free()
    await queue.free()
    const { body } = await mine.get<Listed>('/me/waiting-list')
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        course: { key: queue.courseKey, title: 'Safer Recruitment' },
        position: 2,
        joinedAt: MONDAY.toISOString(),
        dates: [queue.date.id],
        offer: {
          id: expect.any(String),
          occurrenceId: queue.date.id,
          startsAt: '2026-05-12T08:30:00.000Z',
          endsAt: '2026-05-12T14:30:00.000Z',
          runsOutAt: '2026-03-04T09:00:00.000Z',
        },
      },
    ])
  })

  it('name a queue once, with the held place first, though several dates are on offer', async () => {
    const { database } = scene.app
    const course = await aCourse(database)
    const soon = await aQueue(scene.app, [], { courseOf: course, startsAt: '2026-03-03 09:30', places: 1 })
    const soonToo = await aQueue(scene.app, [], { courseOf: course, startsAt: '2026-03-03 14:00', places: 1 })
    const later = await aQueue(scene.app, [], { courseOf: course, startsAt: '2026-05-12 09:30', places: 1 })
    await mine.post(`/courses/${course.key}/waiting-list`)
    for (const queue of [soon, soonToo]) await queue.free()
    const listed = async () => (await mine.get<Listed>('/me/waiting-list')).body.items.filter(item => item.course.key === course.key)
    expect(await listed()).toMatchObject([{ offer: { occurrenceId: soon.date.id } }])
    await later.free()
    expect(await listed()).toMatchObject([{ offer: { occurrenceId: later.date.id } }])
  })

  it('are empty for who waits nowhere, and closed to strangers', async () => {
    expect(await scene.api.oona.get('/me/waiting-list')).toEqual({ status: 200, body: { items: [] } })
    expect((await Api.stranger(scene.app).get('/me/waiting-list')).status).toBe(401)
  })
})
