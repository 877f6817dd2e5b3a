import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { startApp, type TestApp } from '../support/app.js'
import type { Api } from '../support/api.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsTo } from '../support/mailbox.js'
import { placesOf, sound } from './places-as-they-are.js'

let app: TestApp
let date: BuiltOccurrence
let other: BuiltOccurrence
let [first, second]: Api[] = []
let emails: string[]
let courseKey: string

interface Waiting {
  items: { offer: { id: string; occurrenceId: string } | null }[]
}
const offerOf = async (api: Api) => (await api.get<Waiting>('/me/waiting-list')).body.items[0]?.offer ?? null
const book = (api: Api, occurrence: { id: string }) => api.post<{ id: string }>(`/occurrences/${occurrence.id}/bookings`)

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

/** One place, booked by somebody; `first`, `second` and a third wait for any date; another date with a place for everybody. */
beforeEach(async () => {
  const course = await aCourse(app.database)
  courseKey = course.key
  date = await anOccurrence(app.database, { course, places: 1, startsAt: '2026-05-12 09:30' })
  other = await anOccurrence(app.database, { course, places: 0, startsAt: '2026-05-19 09:30' })
  const crowd = await aCrowd(app.database, 4)
  emails = crowd.map(person => person.email)
  const [booker, ...waiting] = crowd.map(person => apiOf(app, person)) as [Api, ...Api[]]
  ;[first, second] = waiting
  const booking = (await book(booker, date)).body.id
  for (const api of waiting) await api.post(`/courses/${course.key}/waiting-list`)
  await booker.delete(`/bookings/${booking}`)
})

/** Keeps the occurrence's row while `meanwhile` starts one request after the other, each queueing for it, and answers what they got. */
async function inTurn(occurrence: { id: string }, requests: (() => Promise<{ status: number; body: object }>)[]) {
  const keeper = app.database.createQueryRunner()
  await keeper.startTransaction()
  await keeper.query('SELECT 1 FROM occurrence WHERE id = $1 FOR UPDATE', [occurrence.id])
  const answers: Promise<{ status: number; body: object }>[] = []
  for (const request of requests) {
    answers.push(request())
    await queued(answers.length)
  }
  await keeper.commitTransaction()
  await keeper.release()
  return Promise.all(answers)
}

async function queued(requests: number): Promise<void> {
  for (;;) {
    const [row] = await app.database.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (row!.n >= requests) return
    await pause(5)
  }
}

describe('a held place', () => {
  it('that is declined and accepted at once goes to one person only', async () => {
    const { id } = (await offerOf(first!))!
    const answers = await inTurn(date, [() => first!.post(`/offers/${id}/refusal`), () => first!.post(`/offers/${id}/acceptance`)])
    expect(answers).toMatchObject([{ status: 201 }, { status: 409, body: { code: 'offer-gone' } }])
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(0, 1))
    const next = (await offerOf(second!))!
    expect(await second!.post(`/offers/${next.id}/acceptance`)).toMatchObject({ status: 201 })
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(1))
  })

  it('that is found run out while its acceptance waits in line is the next person’s', async () => {
    const { id } = (await offerOf(first!))!
    const lookLater = async () => {
      app.clock.pass({ days: 2 })
      return second!.get('/me/waiting-list').finally(() => app.clock.pass({ days: -2 }))
    }
    const [, accepted] = await inTurn(date, [lookLater, () => first!.post(`/offers/${id}/acceptance`)])
    expect(accepted).toMatchObject({ status: 409, body: { code: 'offer-run-out' } })
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(0, 1))
    expect(await offerOf(second!)).toMatchObject({ occurrenceId: date.id })
  })

  it('goes to the next person when its own books another date of the course', async () => {
    await app.database.query('UPDATE occurrence SET places = 1 WHERE id = $1', [other.id])
    expect(await offerOf(first!)).toMatchObject({ occurrenceId: date.id })
    expect(await book(first!, other)).toMatchObject({ status: 201 })
    expect(await offerOf(second!)).toMatchObject({ occurrenceId: date.id })
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(0, 1))
    expect((await mailsTo(app, emails[2]!)).map(mail => mail.kind)).toEqual(['waiting-joined', 'place-offered'])
  })

  it('is not given to anybody else, and its own may take it on the check page too', async () => {
    expect(await book(second!, date)).toMatchObject({ status: 409, body: { code: 'full' } })
    expect(await book(first!, date)).toMatchObject({ status: 201 })
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(1))
  })

  it('that ran out unseen is still given back when its own books one of the places that are free', async () => {
    await app.database.query('UPDATE occurrence SET places = 2 WHERE id = $1', [date.id])
    expect(await offerOf(first!)).not.toBeNull()
    app.clock.pass({ days: 3 })
    expect(await book(first!, date)).toMatchObject({ status: 201 })
    expect(await offerOf(second!)).toMatchObject({ occurrenceId: date.id })
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(1, 1))
    app.clock.pass({ days: -3 })
  })

  it('of a wait that has ended does not stand beside one of the next wait', async () => {
    await app.database.query(`UPDATE waiting_entry SET ended_at = now(), outcome = 'lapsed' WHERE number > 1 AND ended_at IS NULL`)
    await app.database.query('UPDATE occurrence SET places = 1 WHERE id = $1', [other.id])
    await app.database.query('UPDATE occurrence SET places = 2 WHERE id = $1', [date.id])
    const [stranger] = await aCrowd(app.database, 1)
    const theirs = await book(apiOf(app, stranger!), date)
    const elsewhere = await book(first!, other)
    await first!.delete(`/bookings/${elsewhere.body.id}`)
    await first!.post(`/courses/${courseKey}/waiting-list`)
    await apiOf(app, stranger!).delete(`/bookings/${theirs.body.id}`)
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(0, 1))
    expect(await book(first!, date)).toMatchObject({ status: 201 })
    expect(await placesOf(app.database, date.id)).toMatchObject(sound(1))
  })
})
