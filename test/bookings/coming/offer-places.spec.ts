import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { BookingsWriter } from '../../../src/modules/bookings/bookings.writer.js'
import { MessageSender } from '../../../src/modules/notifications/sender.writer.js'
import { MONDAY, startBeside, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, moment } from '../../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../../support/crowd.js'
import { aQueue, type Queue } from '../queue.js'
import { theScene, type Scene } from '../scene.js'

let scene: Scene
let beside: TestApp

beforeAll(async () => {
  scene = await theScene()
  beside = await startBeside(scene.app)
})
afterAll(async () => {
  await beside.stop()
  await scene.app.stop()
})
afterEach(async () => {
  scene.app.clock.moveTo(MONDAY)
  await scene.app.database.query('UPDATE waiting_entry SET ended_at = now(), outcome = $1 WHERE ended_at IS NULL', ['left'])
  await scene.app.database.query(`UPDATE occurrence SET cancelled_at = now()`)
})

const at = (london: string) => scene.app.clock.moveTo(moment(london))
const offerPlaces = ({ app, clock } = scene.app) => app.get(BookingsWriter).offerPlaces(clock.now())
const offersOf = ({ date: { id } }: Pick<Queue, 'date'>) =>
  scene.app.database.query<{ kind: string; state: string }[]>(
    `SELECT kind, state FROM offer WHERE occurrence_id = $1 ORDER BY made_at, id`,
    [id],
  )
const open = async (queue: Pick<Queue, 'date'>) => (await offersOf(queue)).filter(({ state }) => state === 'open').map(({ kind }) => kind)
const mailStates = async () =>
  (
    await scene.app.database.query<{ state: string }[]>(
      `SELECT state FROM message WHERE kind IN ('place-offered', 'place-free') ORDER BY created_at`,
    )
  ).map(({ state }) => state)
const change = ({ date: { id } }: Queue, sql: string) => scene.app.database.query(`UPDATE occurrence SET ${sql} WHERE id = $1`, [id])

/** Dana and Cole wait for a full date on Tuesday 12 May, 9:30am. */
const waiting = (overrides = {}) => aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }], overrides)

/** The same with a place that both were offered, and neither answered in time. */
async function unanswered() {
  const queue = await waiting()
  await queue.free()
  for (const day of ['2026-03-05', '2026-03-08']) {
    at(`${day} 12:00`)
    await scene.app.app.get(BookingsWriter).passOnOffers(scene.app.clock.now())
  }
  expect(await offersOf(queue)).toEqual([
    { kind: 'hold', state: 'run-out' },
    { kind: 'hold', state: 'run-out' },
  ])
  return queue
}

describe('a place that is free and unoffered', () => {
  it('is offered to everybody once the last 48 hours have come, to the moment, and not twice', async () => {
    const queue = await unanswered()
    const limit = moment('2026-05-10 09:30')
    scene.app.clock.moveTo(new Date(limit.getTime() - 1))
    expect(await offerPlaces()).toBe(0)
    scene.app.clock.moveTo(limit)
    expect(await offerPlaces()).toBe(2)
    expect(await open(queue)).toEqual(['first-to-accept', 'first-to-accept'])
    scene.app.clock.pass({ hours: 20 })
    expect(await offerPlaces()).toBe(0)
  })

  it('is held for the head of the queue where it came by more places', async () => {
    const queue = await waiting()
    expect(await offerPlaces()).toBe(0)
    await change(queue, 'places = places + 1')
    expect(await offerPlaces()).toBe(1)
    expect(await open(queue)).toEqual(['hold'])
    expect(await offerPlaces()).toBe(0)
  })

  it('is held for those who wait where a new date came', async () => {
    const queue = await waiting()
    const date = await anOccurrence(scene.app.database, { course: { id: queue.date.courseId }, places: 5, startsAt: '2026-05-19 09:30' })
    expect(await offerPlaces()).toBe(2)
    expect(await open({ date })).toEqual(['hold', 'hold'])
    expect(await scene.row('SELECT held FROM occurrence WHERE id = $1', [date.id])).toEqual({ held: 2 })
  })

  it.each([
    ['once booking has closed', `booking_closes_at = '2026-05-09T08:00Z'`, '2026-05-09 09:00', 0],
    ['just before it closes', `booking_closes_at = '2026-05-09T08:00:01Z'`, '2026-05-09 09:00', 2],
    ['before it opens', `booking_opens_at = '2026-05-11T08:00:01Z'`, '2026-05-11 09:00', 0],
    ['when it opens', `booking_opens_at = '2026-05-11T08:00Z'`, '2026-05-11 09:00', 2],
    ['once the course has begun', 'version = version', '2026-05-12 09:30', 0],
    ['of a date that is cancelled', 'cancelled_at = now()', '2026-05-11 09:00', 0],
    ['of a date booked elsewhere', `external_url = 'https://example.org'`, '2026-05-11 09:00', 0],
  ])('is offered or not %s', async (_, sql, now, made) => {
    const queue = await waiting()
    await change(queue, `places = places + 1, ${sql}`)
    at(now)
    expect(await offerPlaces()).toBe(made)
  })

  it('is not offered to who lacks what the course builds on', async () => {
    const queue = await waiting({ courseOf: await aCourse(scene.app.database) })
    await scene.app.database.query('INSERT INTO course_prerequisite (course_id, requires_id) VALUES ($1, $2)', [
      queue.date.courseId,
      scene.gcp2.id,
    ])
    await change(queue, 'places = places + 1')
    expect(await offerPlaces()).toBe(0)
  })

  it('is offered again to all when somebody was first to accept and gives it up', async () => {
    const queue = await unanswered()
    at('2026-05-11 09:00')
    await offerPlaces()
    const { id } = (await queue.offerOf(scene.api.cole))!
    const { body } = await scene.api.cole.post<{ id: string }>(`/offers/${id}/acceptance`)
    expect(await offerPlaces()).toBe(0)
    expect(
      (await offersOf(queue))
        .slice(2)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['accepted', 'gone'])
    await scene.api.cole.delete(`/bookings/${body.id}`)
    await offerPlaces()
    expect(await open(queue)).toEqual(['first-to-accept'])
    expect(await queue.offerOf(scene.api.dana)).not.toBeNull()
  })
})

describe('the mail of an offer', () => {
  it('is not sent once the place is taken, or the offer answered', async () => {
    await scene.app.app.get(MessageSender).sendDue()
    await scene.app.database.query('DELETE FROM message')
    const queue = await waiting()
    await change(queue, 'places = places + 1')
    await offerPlaces()
    await scene.api.dana.post(`/offers/${(await queue.offerOf(scene.api.dana))!.id}/refusal`)
    await scene.app.app.get(MessageSender).sendDue()
    expect(await mailStates()).toEqual(['dropped', 'sent'])
  })

  it('to be the first is not sent to who would be the second', async () => {
    const queue = await unanswered()
    at('2026-05-11 09:00')
    await scene.app.database.query('DELETE FROM message')
    await offerPlaces()
    await scene.api.cole.post(`/offers/${(await queue.offerOf(scene.api.cole))!.id}/acceptance`)
    await scene.app.app.get(MessageSender).sendDue()
    expect(await mailStates()).toEqual(['dropped', 'dropped'])
  })
})

describe('two workers at once', () => {
  it('give no place twice and hold none for one person twice', async () => {
    const course = await aCourse(scene.app.database)
    const crowd = await aCrowd(scene.app.database, 12)
    for (const person of crowd) await apiOf(scene.app, person).post(`/courses/${course.key}/waiting-list`, { dates: [] })
    const dates = [4, 3, 2].map((places, i) => ({ course, places, startsAt: `2026-06-0${i + 1} 09:30` }))
    for (const date of dates) await anOccurrence(scene.app.database, date)
    const made = await Promise.all([scene.app, beside, scene.app, beside].map(app => offerPlaces(app)))
    expect(made.reduce((sum, n) => sum + n, 0)).toBe(9)
    const rows = await scene.app.database.query<{ held: number; places: number; offers: number }[]>(
      `SELECT o.held, o.places, (SELECT count(*)::int FROM offer f WHERE f.occurrence_id = o.id) AS offers FROM occurrence o WHERE o.course_id = $1 ORDER BY starts_at`,
      [course.id],
    )
    expect(rows).toEqual([4, 3, 2].map(places => ({ held: places, places, offers: places })))
    const [row] = await scene.app.database.query<{ people: number; mails: number }[]>(
      `SELECT count(DISTINCT f.person_id)::int AS people, count(m.id)::int AS mails FROM offer f JOIN occurrence o ON o.id = f.occurrence_id
       JOIN message m ON m.subject = 'offer:' || f.id WHERE o.course_id = $1`,
      [course.id],
    )
    expect(row).toEqual({ people: 9, mails: 9 })
  })
})
