import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { type BuiltOccurrence, anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anAdministrator, aPerson } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let dana: Visitor
let danaId: string
let n = 0
let course: { id: string; key: string; title: string }
let date: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  ;[ada, dana] = [new Visitor(app.url), new Visitor(app.url)]
  danaId = (await aDelegate(app.database)).id
  await ada.signIn((await anAdministrator(app.database)).email)
  await dana.signIn('dana@example.org')
})
afterAll(() => app.stop())
beforeEach(async () => {
  course = await aCourse(app.database, { key: `old-${++n}`, title: `Old course ${n}` })
  date = await anOccurrence(app.database, { course, places: 2 })
})

const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const path = () => `/desk/courses/${course.key}/retirement`
const retired = async () => (await rows<{ retired: boolean }>('SELECT retired FROM course WHERE id = $1', [course.id]))[0]!.retired
async function retire() {
  await ada.get(path())
  return ada.post(path())
}
/** Dana waits by the page of the list. */
async function waits(visitor = dana) {
  await visitor.get(`/courses/${course.key}/waiting-list`)
  return visitor.post(`/courses/${course.key}/waiting-list`, { which: 'any', dates: [] })
}

describe('before a course is retired', () => {
  it('what becomes of its dates, of who waits and of what needs it is said', async () => {
    const next = await aCourse(app.database, { title: 'Next step', requires: [course] })
    await anOccurrence(app.database, { course, startsAt: '2026-02-10 09:30' })
    await aBooking(app.database, { person: await aPerson(app.database), occurrence: date })
    await waits()
    const { text, html } = await ada.get(path())
    expect(text).toContain('1 person is booked. They keep their places, and the dates are held')
    expect(html).toContain(`href="/desk/occurrences/${date.id}">Tuesday 10 March 2026, 9:30am</a>: 1 booked`)
    expect(html).toContain(`href="/desk/occurrences/${date.id}/cancel"`)
    expect(text).toContain('1 person waits. They leave the list, and a mail tells them')
    expect(html).toContain(`/desk/courses/${next.key}/pathway`)
    expect(text).not.toContain('10 February')
    expect(await countQueries(() => ada.get(path()))).toBeLessThanOrEqual(6)
    expect(await retired()).toBe(false)
  })

  it('the page is shown anew when somebody has booked since', async () => {
    await ada.get(path())
    await aBooking(app.database, { person: await aPerson(app.database), occurrence: date })
    const seen = await ada.post(path())
    expect([seen.status, seen.text.includes('This has changed since you looked'), await retired()]).toEqual([409, true, false])
    expect((await ada.post(path())).text).toContain('The course is retired. Nobody had to be told.')
  })
})

describe('a retired course', () => {
  it('takes no bookings and nobody on its list, and is not on What’s on, but who is booked keeps the place', async () => {
    const person = await aPerson(app.database, { email: `keeps-${n}@example.org` })
    const { id } = await aBooking(app.database, { person, occurrence: date })
    expect((await ada.get('/whats-on')).text).toContain(course.title)
    const page = await dana.get(`/occurrences/${date.id}/book`)
    expect(page.status).toBe(200)
    await retire()
    expect((await dana.post(`/occurrences/${date.id}/bookings`)).text).toContain('This course is no longer offered')
    expect((await dana.get(`/occurrences/${date.id}/book`)).text).toContain('This course is no longer offered')
    expect((await waits()).text).toContain('no longer offered')
    expect((await ada.get('/whats-on')).text).not.toContain(course.title)
    expect((await dana.get(`/courses/${course.key}`)).text).toContain('This course is no longer offered.')
    expect(await rows('SELECT state FROM booking WHERE id = $1', [id])).toEqual([{ state: 'booked' }])
    expect(await rows('SELECT booked, cancelled_at FROM occurrence WHERE id = $1', [date.id])).toEqual([{ booked: 1, cancelled_at: null }])
  })

  it('is refused to programs with its code', async () => {
    const client = await Api.of(app, 'dana@example.org')
    await retire()
    const { status, body } = await client.post(`/occurrences/${date.id}/bookings`, {})
    expect([status, (body as { code: string }).code]).toEqual([409, 'course-retired'])
    const list = await client.get('/occurrences')
    expect(JSON.stringify(list.body)).not.toContain(date.id)
  })

  it('ends its queue: everybody who waited is told once, and a held place is free', async () => {
    await rows('UPDATE occurrence SET places = 1 WHERE id = $1', [date.id])
    const person = await aPerson(app.database)
    const { id } = await aBooking(app.database, { person, occurrence: date })
    await waits()
    const [entry] = await rows<{ id: string }>('SELECT id FROM waiting_entry WHERE course_id = $1', [course.id])
    await rows(`INSERT INTO offer (id, entry_id, occurrence_id, person_id, kind, state, made_at, runs_out_at)
      VALUES (gen_random_uuid(), $1, $2, $3, 'hold', 'open', '2026-03-01', '2026-03-04')`, [entry!.id, date.id, danaId]) // prettier-ignore
    await rows(`UPDATE booking SET state = 'cancelled', cancelled_at = now() WHERE id = $1`, [id])
    await rows('UPDATE occurrence SET booked = 0, held = 1 WHERE id = $1', [date.id])
    expect((await ada.get(path())).text).toContain('1 place held for offers, which end')
    expect((await ada.post(path())).text).toContain('The course is retired. 1 person who waited is told.')
    expect(await rows('SELECT outcome FROM waiting_entry WHERE course_id = $1', [course.id])).toEqual([{ outcome: 'lapsed' }])
    expect(await rows('SELECT held FROM occurrence WHERE id = $1', [date.id])).toEqual([{ held: 0 }])
    expect(await rows(`SELECT 1 FROM offer WHERE occurrence_id = $1 AND state = 'open'`, [date.id])).toEqual([])
    const mails = await rows(`SELECT to_email AS to, data->>'course' AS course FROM message WHERE kind = 'course-retired' AND subject = $1`, [`waiting:${entry!.id}`]) // prettier-ignore
    expect(mails).toEqual([{ to: 'dana@example.org', course: course.title }])
  })

  it('whose date is cancelled puts nobody into a queue and offers no other date', async () => {
    await anOccurrence(app.database, { course, startsAt: '2026-03-17 09:30', endsAt: '2026-03-17 16:00' })
    await aBooking(app.database, { person: await aPerson(app.database), occurrence: date })
    await retire()
    await ada.get(`/desk/occurrences/${date.id}/cancel`)
    await ada.post(`/desk/occurrences/${date.id}/cancellation`, { reason: 'Snow' })
    expect(await rows('SELECT 1 FROM waiting_entry WHERE course_id = $1', [course.id])).toEqual([])
    const [mail] = await rows<{ dates: unknown[]; queued: boolean }>(`SELECT data->'dates' AS dates, data->'queued' AS queued FROM message WHERE kind = 'date-cancelled' ORDER BY created_at DESC LIMIT 1`) // prettier-ignore
    expect(mail).toEqual({ dates: [], queued: false })
  })

  it('is offered again, and then takes bookings', async () => {
    await retire()
    expect((await ada.get(path())).text).toContain('Offer this course again')
    expect((await ada.post(path())).text).toContain('The course is offered again.')
    await dana.get(`/occurrences/${date.id}/book`)
    expect((await dana.get(`/occurrences/${date.id}/book`)).text).not.toContain('no longer offered')
    expect(await rows('SELECT version FROM course WHERE id = $1', [course.id])).toEqual([{ version: 3 }])
  })

  it('sees no booking and nobody joining come through at the same moment', async () => {
    for (let i = 0; i < 4; i++) {
      if (i) {
        course = await aCourse(app.database, { key: `race-${i}` })
        date = await anOccurrence(app.database, { course })
      }
      const client = await Api.of(app, 'dana@example.org')
      await ada.get(path())
      const [answer, booked, joined] = await Promise.all([
        ada.post(path()),
        client.post(`/occurrences/${date.id}/bookings`, {}),
        i % 2 ? client.post(`/courses/${course.key}/waiting-list`, {}) : null,
      ])
      // Either the booking was first, and the page is shown anew; or the course was, and there is none.
      const taken = [booked, joined].filter(one => one?.status === 201).length
      expect([answer.status === 409, await retired()]).toEqual(taken ? [true, false] : [false, true])
    }
  })

  it('is for administrators, of courses that there are', async () => {
    expect((await dana.get(path())).status).toBe(403)
    expect((await ada.get('/desk/courses/nothing/retirement')).status).toBe(404)
    await ada.get(path())
    expect((await ada.post('/desk/courses/nothing/retirement', { seen: 'x' })).status).toBe(404)
  })
})

describe('a course in one place', () => {
  it('shows what is set for it, with links to where that is changed', async () => {
    const needs = await aCourse(app.database, {
      key: `needs-${n}`,
      title: 'First things',
      fewest: 8,
      reminderDays: [14, 2],
      requires: [course],
    })
    await anOccurrence(app.database, { course: needs })
    const { text, html } = await ada.get(`/desk/courses/needs-${n}/overview`)
    for (const words of [
      '1 date, 0 people booked',
      'Fewest people 8',
      '14 and 2 days before. The last asks',
      `Needs ${course.title} first`,
      'None: cancelling is free until it starts',
      'Before the course',
      '8 weeks later',
      'Comes once the form after the course is answered',
    ])
      // prettier-ignore
      expect(text).toContain(words)
    for (const link of ['', '/pathway', '/evaluation', '/retirement']) expect(html).toContain(`href="/desk/courses/needs-${n}${link}"`)
    expect(html).toContain('href="/desk/topics/child-neglect"')
    expect((await ada.get(`/desk/courses/${course.key}/overview`)).text).toContain('Needed by First things')
    expect(await countQueries(() => ada.get(`/desk/courses/needs-${n}/overview`))).toBeLessThanOrEqual(6)
    expect((await ada.get('/desk/courses/nothing/overview')).status).toBe(404)
    expect((await dana.get(`/desk/courses/needs-${n}/overview`)).status).toBe(403)
  })

  it('lists the modules of e-learning', async () => {
    const { key } = await aCourse(app.database, { kind: 'e-learning', mode: 'e-learning' })
    expect((await ada.get(`/desk/courses/${key}/overview`)).text).toContain('None yet')
  })
})
