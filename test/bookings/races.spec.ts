import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aCrowd, apiOf, atOnce, type OneOfACrowd } from '../support/crowd.js'
import { placesOf, sound } from './places-as-they-are.js'

const CONNECTIONS = 32
const PLACES = 20

let app: TestApp
let beside: TestApp
let crowd: OneOfACrowd[]

beforeAll(async () => {
  app = await startApp()
  beside = await startBeside(app)
  crowd = await aCrowd(app.database, 200)
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})

type Answer = { status: number; body: { id?: string; code?: string; position?: number } }
const tally = (answers: Answer[]) => {
  const words = answers.map(({ status, body }) => `${status} ${body.code ?? 'done'}`)
  return Object.fromEntries([...new Set(words)].sort().map(word => [word, words.filter(one => one === word).length]))
}
const bothApps = (index: number) => (index % 2 ? beside : app)
const book = (where: TestApp, person: OneOfACrowd, occurrence: { id: string }, key?: string) =>
  apiOf(where, person).post<Answer['body']>(`/occurrences/${occurrence.id}/bookings`, {}, key)
const join = (where: TestApp, person: OneOfACrowd, course: { key: string }) =>
  apiOf(where, person).post<Answer['body']>(`/courses/${course.key}/waiting-list`)

const anOpenDate = async (places = PLACES) => {
  const course = await aCourse(app.database)
  return { course, occurrence: await anOccurrence(app.database, { course, places }) }
}
const queueOf = (courseId: string) =>
  app.database.query<{ id: string; number: number }[]>('SELECT id, number FROM waiting_entry WHERE course_id = $1 ORDER BY number', [
    courseId,
  ])

describe('two hundred people and twenty places', () => {
  it('end with exactly twenty booked and a clean "full" for everybody else', async () => {
    const { occurrence } = await anOpenDate()
    const answers = await atOnce(CONNECTIONS, crowd, person => book(app, person, occurrence))
    expect(tally(answers)).toEqual({ '201 done': PLACES, '409 full': 180 })
    expect(await placesOf(app.database, occurrence.id)).toMatchObject(sound(PLACES))
  })

  it('end the same when two processes give the places away', async () => {
    const { occurrence } = await anOpenDate()
    const answers = await atOnce(CONNECTIONS, crowd, (person, i) => book(bothApps(i), person, occurrence))
    expect(tally(answers)).toEqual({ '201 done': PLACES, '409 full': 180 })
    expect(await placesOf(app.database, occurrence.id)).toMatchObject(sound(PLACES))
  })

  it('give each booked person one confirmation, and the others none', async () => {
    const { occurrence } = await anOpenDate()
    await atOnce(CONNECTIONS, crowd, (person, i) => book(bothApps(i), person, occurrence))
    const [mails] = await app.database.query<{ n: number; people: number }[]>(
      `SELECT count(*)::int AS n, count(DISTINCT to_email)::int AS people FROM message
       WHERE kind = 'booking-confirmed' AND subject IN (SELECT 'booking:' || id FROM booking WHERE occurrence_id = $1)`,
      [occurrence.id],
    )
    expect(mails).toEqual({ n: PLACES, people: PLACES })
  })
})

describe('two hundred people and ten dates of two places', () => {
  it('end with two booked on each, though one round decides on many dates', async () => {
    const dates = await Promise.all(Array.from({ length: 10 }, () => anOpenDate(2)))
    const answers = await atOnce(CONNECTIONS, crowd, (person, i) => book(bothApps(i), person, dates[i % 10]!.occurrence))
    expect(tally(answers)).toEqual({ '201 done': 20, '409 full': 180 })
    for (const { occurrence } of dates) expect(await placesOf(app.database, occurrence.id)).toMatchObject(sound(2))
  })

  it('answer each as their own date has it: a round’s refusals and places do not mix', async () => {
    const [open, full, none] = [await anOpenDate(), await anOpenDate(0), { id: '00000000-0000-4000-8000-000000000000' }]
    const targets = [open.occurrence, full.occurrence, none]
    const answers = await atOnce(30, crowd.slice(0, 30), (person, i) => book(app, person, targets[i % 3]!))
    expect(answers.map(({ status }) => status)).toEqual(crowd.slice(0, 30).map((_, i) => [201, 409, 404][i % 3]))
  })
})

describe('one person who taps ten times at once', () => {
  it.each([
    ['with the key of one form', () => 'one-form', { '201 done': 10 }],
    ['with another key each time', (i: number) => `form-${i}`, { '201 done': 1, '409 already-booked': 9 }],
  ])('%s gets one booking', async (_case, key, expected) => {
    const { occurrence } = await anOpenDate()
    const taps = Array.from({ length: 10 }, (_, i) => i)
    const answers = await atOnce(10, taps, i => book(bothApps(i), crowd[0]!, occurrence, key(i)))
    expect(tally(answers)).toEqual(expected)
    expect(new Set(answers.flatMap(({ body }) => body.id ?? [])).size).toBe(1)
    expect(await placesOf(app.database, occurrence.id)).toMatchObject(sound(1))
  })

  it('gets one booking where the dates are two of the same course', async () => {
    const { course, occurrence } = await anOpenDate()
    const other = await anOccurrence(app.database, { course, startsAt: '2026-03-17 09:30' })
    const answers = await atOnce(10, [occurrence, other, occurrence, other], (date, i) => book(bothApps(i), crowd[1]!, date))
    expect(tally(answers)).toEqual({ '201 done': 1, '409 already-booked': 3 })
  })
})

describe('two hundred people joining one list', () => {
  it.each([
    ['by one process', () => app],
    ['by two processes', bothApps],
  ])('get the positions 1 to 200 without a gap, in order of commit, %s', async (_case, where) => {
    const { course } = await anOpenDate(0)
    const gaps: number[] = []
    const answers = await atOnce(CONNECTIONS, crowd, async (person, i) => {
      const answer = await join(where(i), person, course)
      const seen = await queueOf(course.id)
      gaps.push(seen.at(-1)!.number - seen.length)
      return answer
    })
    expect(tally(answers)).toEqual({ '201 done': 200 })
    // Whoever looks in between sees 1 to n as well: no number is committed before a smaller one.
    expect(new Set(gaps)).toEqual(new Set([0]))
    const positions = answers.map(({ body }) => body.position!).sort((a, b) => a - b)
    expect(positions).toEqual(crowd.map((_, i) => i + 1))
    const queue = await queueOf(course.id)
    expect(queue.map(entry => entry.number)).toEqual(positions)
    const told = new Map(answers.map(({ body }) => [body.id, body.position]))
    expect(queue.map(entry => told.get(entry.id))).toEqual(positions)
  })

  it('take one entry each, however often they tap', async () => {
    const { course } = await anOpenDate(0)
    const answers = await atOnce(
      20,
      crowd.slice(0, 5).flatMap(one => [one, one, one, one]),
      (person, i) => join(bothApps(i), person, course),
    )
    expect(tally(answers)).toEqual({ '201 done': 5, '409 already-waiting': 15 })
    expect((await queueOf(course.id)).map(entry => entry.number)).toEqual([1, 2, 3, 4, 5])
  })
})

describe('a list or a date that others keep moving', () => {
  /** Changes the row over and over, as several busy processes would, until `work` is done. */
  async function whileMoved<T>(sql: string, id: string, work: () => Promise<T>): Promise<T> {
    let done = false
    const move = async () => {
      while (!done) await app.database.query(sql, [id])
    }
    const movers = Array.from({ length: 4 }, move)
    return work().finally(async () => {
      done = true
      await Promise.all(movers)
    })
  }

  it('is joined all the same: after a few tries under a lock', async () => {
    const { course } = await anOpenDate(0)
    await join(app, crowd[0]!, course)
    const answers = await whileMoved('UPDATE waiting_list SET last_number = last_number + 1 WHERE course_id = $1', course.id, () =>
      atOnce(CONNECTIONS, crowd.slice(1, 41), (person, i) => join(bothApps(i), person, course)),
    )
    expect(tally(answers)).toEqual({ '201 done': 40 })
    expect(answers.map(({ body }) => body.position!).sort((a, b) => a - b)).toEqual(answers.map((_, i) => i + 2))
  })

  it('is booked all the same', async () => {
    const { occurrence } = await anOpenDate()
    const answers = await whileMoved('UPDATE occurrence SET version = version + 1 WHERE id = $1', occurrence.id, () =>
      atOnce(CONNECTIONS, crowd.slice(0, 40), (person, i) => book(bothApps(i), person, occurrence)),
    )
    expect(tally(answers)).toEqual({ '201 done': PLACES, '409 full': 20 })
    expect(await placesOf(app.database, occurrence.id)).toMatchObject(sound(PLACES))
  })
})

describe('booking, joining, accepting and cancelling beside each other', () => {
  it('never give a place twice, and the counters count the rows', async () => {
    const { course, occurrence } = await anOpenDate()
    const [first, later, waiters] = [crowd.slice(0, PLACES), crowd.slice(PLACES, 110), crowd.slice(110)]
    const booked = await atOnce(CONNECTIONS, first, person => book(app, person, occurrence))
    await atOnce(CONNECTIONS, waiters, (person, i) => join(bothApps(i), person, course))
    let mostTaken = 0
    const watch = async () => {
      const { booked, held } = await placesOf(app.database, occurrence.id)
      mostTaken = Math.max(mostTaken, booked + held)
    }
    const acceptOwn = async (person: OneOfACrowd, where: TestApp) => {
      const { body } = await apiOf(where, person).get<{ items: { offer: { id: string } | null }[] }>('/me/waiting-list')
      const offer = body.items.find(one => one.offer)?.offer
      return offer ? apiOf(where, person).post<Answer['body']>(`/offers/${offer.id}/acceptance`) : { status: 204, body: {} }
    }
    const doings = [
      ...first.map((person, i) => () => apiOf(bothApps(i), person).delete<Answer['body']>(`/bookings/${booked[i]!.body.id}`)),
      ...later.map((person, i) => () => book(bothApps(i), person, occurrence)),
      ...waiters.map((person, i) => () => acceptOwn(person, bothApps(i))),
    ]
    const mixed = doings.map((doing, i) => ({ doing, at: (i * 7919) % doings.length })).sort((a, b) => a.at - b.at)
    const answers = await atOnce(CONNECTIONS, mixed, async ({ doing }) => {
      const answer = await doing()
      await watch()
      return answer
    })
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(mostTaken).toBeLessThanOrEqual(PLACES)
    const now = await placesOf(app.database, occurrence.id)
    expect(now).toMatchObject({ liveBookings: now.booked, openHolds: now.held, doubles: 0, overbooked: 0 })
    expect(now.booked + now.held).toBe(PLACES)
  })
})
