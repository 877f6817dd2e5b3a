import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SendAColleague } from '../../src/modules/bookings/send-a-colleague.js'
import { seeded } from '../../src/shared/seeded.js'
import type { Api } from '../support/api.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aCrowd, apiOf, atOnce, type OneOfACrowd } from '../support/crowd.js'
import { placesOf } from './places-as-they-are.js'

const PLACES = 6
const STEPS = 700

let app: TestApp
let beside: TestApp
let crowd: OneOfACrowd[]

beforeAll(async () => {
  app = await startApp()
  beside = await startBeside(app)
  crowd = await aCrowd(app.database, 60)
  const { id } = await anAgency(app.database)
  await app.database.query('UPDATE person SET agency_id = $1', [id])
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})

interface Mine {
  items: { id: string; state?: string; offer?: { id: string } | null }[]
}

/** What one of the crowd does next, on one of two dates of a course. */
class Doings {
  constructor(
    private readonly courseKey: string,
    private readonly any: <T>(list: readonly T[]) => T,
  ) {}

  readonly all = [
    (api: Api, date: BuiltOccurrence) => api.post(`/occurrences/${date.id}/bookings`),
    (api: Api) => api.post(`/courses/${this.courseKey}/waiting-list`),
    (api: Api) =>
      this.onOwn(
        api,
        '/me/bookings',
        one => one.state === 'booked',
        one => api.delete(`/bookings/${one.id}`),
      ),
    (api: Api) =>
      this.onOwn(
        api,
        '/me/waiting-list',
        () => true,
        one => api.delete(`/me/waiting-list/${one.id}`),
      ),
    (api: Api) =>
      this.onOwn(
        api,
        '/me/waiting-list',
        one => !!one.offer,
        one => api.post(`/offers/${one.offer!.id}/acceptance`),
      ),
    (api: Api) =>
      this.onOwn(
        api,
        '/me/waiting-list',
        one => !!one.offer,
        one => api.post(`/offers/${one.offer!.id}/refusal`),
      ),
    (api: Api, _date: BuiltOccurrence, person: OneOfACrowd, where: TestApp) =>
      this.onOwn(
        api,
        '/me/bookings',
        one => one.state === 'booked',
        one => this.send(one.id, person, where),
      ),
  ]

  private async onOwn(
    api: Api,
    path: string,
    fits: (one: Mine['items'][number]) => boolean,
    act: (one: Mine['items'][number]) => Promise<{ status: number }>,
  ) {
    const { status, body } = await api.get<Mine>(path)
    const own = body.items.filter(fits)
    return own.length ? act(this.any(own)) : { status }
  }

  private async send(bookingId: string, { id, email, agencyId }: OneOfACrowd, { app: nest, clock }: TestApp) {
    const who = { id, email, agencyId, name: 'Somebody', roles: [] }
    await nest.get(SendAColleague).run(bookingId, who, { email: this.any(crowd).email }, undefined, clock.now())
    return { status: 200 }
  }
}

describe('whatever a crowd does at once, by two processes, while time passes', () => {
  it.each([1, 2, 3])('no place is given twice and the counters count the rows (seed %i)', async seed => {
    const random = seeded(seed)
    const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
    const course = await aCourse(app.database)
    const dates = [
      await anOccurrence(app.database, { course, places: PLACES, startsAt: '2026-05-12 09:30' }),
      await anOccurrence(app.database, { course, places: PLACES, startsAt: '2026-05-19 09:30' }),
    ]
    const doings = new Doings(course.key, any)
    const steps = Array.from({ length: STEPS }, () => ({
      person: any(crowd),
      where: any([app, beside]),
      date: any(dates),
      act: any(doings.all),
    }))
    const statuses = await atOnce(24, steps, async ({ person, where, date, act }, i) => {
      if (i % 50 === 49) app.clock.pass({ hours: 26 })
      return (await act(apiOf(where, person), date, person, where)).status
    })
    expect(statuses.filter(status => status >= 500)).toEqual([])
    for (const date of dates) {
      const now = await placesOf(app.database, date.id)
      expect(now).toMatchObject({ liveBookings: now.booked, openHolds: now.held, doubles: 0, overbooked: 0 })
      expect(now.booked + now.held).toBeLessThanOrEqual(PLACES)
    }
    app.clock.moveTo(MONDAY)
  })
})
