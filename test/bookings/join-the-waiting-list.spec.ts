import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import { MONDAY } from '../support/app.js'
import type { Api } from '../support/api.js'
import { aCourse, type CourseOverrides } from '../support/builders/course.js'
import { anOccurrence, moment } from '../support/builders/occurrence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsAbout } from '../support/mailbox.js'
import type { Visitor } from '../support/visitor.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let dana: Visitor
let oona: Visitor

beforeAll(async () => {
  scene = await theScene()
  ;[dana, oona] = await Promise.all([scene.browser('dana'), scene.browser('oona')])
})
afterAll(() => scene.app.stop())

interface Joined {
  id: string
  position: number
  code: string
}
const aFullCourse = async (change: CourseOverrides = {}) => {
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', ...change })
  const dates = [
    await anOccurrence(scene.app.database, { course, places: 0, startsAt: '2026-05-12 09:30' }),
    await anOccurrence(scene.app.database, { course, places: 0, startsAt: '2026-05-19 09:30' }),
  ] as const
  return { course, dates }
}
const join = (api: Api, course: Course, body?: object, key?: string) => api.post<Joined>(`/courses/${course.key}/waiting-list`, body, key)
const listPage = (course: Course) => `/courses/${course.key}/waiting-list`
const entryOf = (course: Course, personId: string) =>
  scene.row<{ occurrence_ids: string[]; number: number; agency_id: string | null }>(
    'SELECT occurrence_ids, number, agency_id FROM waiting_entry WHERE course_id = $1 AND person_id = $2 AND ended_at IS NULL',
    [course.id, personId],
  )

describe('joining by API', () => {
  it('gives the next position, first come first served', async () => {
    const { course } = await aFullCourse()
    const answers = [await join(scene.api.dana, course), await join(scene.api.cole, course), await join(scene.api.oona, course)]
    expect(answers.map(({ status, body }) => [status, body.position])).toEqual([
      [201, 1],
      [201, 2],
      [201, 3],
    ])
    expect(await entryOf(course, scene.people.dana.id)).toEqual({ occurrence_ids: [], number: 1, agency_id: scene.people.dana.agencyId })
  })

  it('for some dates keeps them, each once', async () => {
    const { course, dates } = await aFullCourse()
    const answer = await join(scene.api.dana, course, { dates: [dates[1].id, dates[1].id] })
    expect(answer.status).toBe(201)
    expect((await entryOf(course, scene.people.dana.id))?.occurrence_ids).toEqual([dates[1].id])
  })

  it('tells the person their position, once', async () => {
    const { course } = await aFullCourse()
    await join(scene.api.cole, course)
    const { body } = await join(scene.api.dana, course, {}, 'join-once')
    expect(await join(scene.api.dana, course, {}, 'join-once')).toEqual({ status: 201, body })
    const mails = await mailsAbout(scene.app, `waiting:${body.id}`)
    expect(mails).toEqual([
      {
        kind: 'waiting-joined',
        to: 'dana@example.org',
        subject: 'You are on the waiting list: Safer Recruitment',
        text: expect.stringContaining('You are number 2 on the waiting list for Safer Recruitment.'),
        link: listPage(course),
      },
    ])
  })

  it('is refused to who waits already', async () => {
    const { course } = await aFullCourse()
    await join(scene.api.dana, course)
    expect(await join(scene.api.dana, course)).toMatchObject({ status: 409, body: { code: 'already-waiting' } })
  })

  it('is refused to who has a place on the course', async () => {
    const { course } = await aFullCourse()
    const date = await anOccurrence(scene.app.database, { course })
    await scene.api.dana.post(`/occurrences/${date.id}/bookings`)
    expect(await join(scene.api.dana, course)).toMatchObject({ status: 409, body: { code: 'already-booked', occurrence: date.id } })
  })

  it('is refused to who lacks a prerequisite, and says which', async () => {
    const { course } = await aFullCourse({ requires: [scene.l1] })
    expect(await join(scene.api.oona, course)).toMatchObject({
      status: 409,
      body: { code: 'prerequisites-missing', missing: ['neglect-l1'] },
    })
  })

  it.each([
    ['is enough when it lasts to one of the dates', '2026-05-12', 201],
    ['is not when it ends before the first', '2026-05-11', 409],
  ])('a prerequisite %s', async (_case, validUntil, status) => {
    const { course } = await aFullCourse({ requires: [scene.l1] })
    const [person] = await aCrowd(scene.app.database, 1)
    await aRecord(scene.app.database, { person: person!, course: scene.l1, validUntil })
    expect((await join(apiOf(scene.app, person!), course)).status).toBe(status)
  })

  it.each<[string, CourseOverrides, string]>([
    ['retired', { retired: true }, 'course-retired'],
    ['booked elsewhere', { kind: 'external' }, 'booked-elsewhere'],
    ['e-learning', { kind: 'e-learning' }, 'booked-elsewhere'],
  ])('is refused where the course is %s', async (_case, change, code) => {
    const { course } = await aFullCourse(change)
    expect(await join(scene.api.dana, course)).toMatchObject({ status: 409, body: { code } })
  })

  it('finds no course that is not there, and takes no date that is no id', async () => {
    expect((await scene.api.dana.post('/courses/no-such-course/waiting-list')).status).toBe(404)
    const { course } = await aFullCourse()
    expect(await join(scene.api.dana, course, { dates: ['Tuesday'] })).toMatchObject({ status: 422, body: { code: 'fields-invalid' } })
  })

  it('takes a date up to its closing, and no date of another course', async () => {
    const { course } = await aFullCourse()
    const closes = '2026-03-05 17:00'
    const date = await anOccurrence(scene.app.database, { course, places: 0, bookingClosesAt: closes })
    const other = (await aFullCourse()).dates[0]
    expect(await join(scene.api.dana, course, { dates: [other.id] })).toMatchObject({
      status: 409,
      body: { code: 'no-such-dates', dates: [other.id] },
    })
    scene.app.clock.moveTo(moment(closes))
    expect(await join(scene.api.dana, course, { dates: [date.id] })).toMatchObject({ status: 409, body: { code: 'no-such-dates' } })
    scene.app.clock.moveTo(new Date(moment(closes).getTime() - 1))
    expect(await join(scene.api.dana, course, { dates: [date.id] })).toMatchObject({ status: 201 })
    scene.app.clock.moveTo(MONDAY)
  })
})

describe('the page of the list', () => {
  it('offers any date or some, joins, and then shows the place in the queue', async () => {
    const { course } = await aFullCourse()
    await join(scene.api.cole, course)
    const page = await dana.get(listPage(course))
    expect(page.text).toContain('1 person is waiting.')
    expect(page.text).toContain('Tuesday 12 May 2026, 9:30am to 3:30pm')
    const joined = await dana.post(listPage(course), { when: 'any' })
    expect(joined.text).toContain('Done You are on the waiting list, at position 2.')
    expect(joined.text).toContain('You are number 2 of 2 people waiting.')
    expect(joined.text).toContain('Dates you could make Any date.')
  })

  it('keeps the dates that were chosen, and shows them', async () => {
    const { course, dates } = await aFullCourse()
    await dana.get(listPage(course))
    const joined = await dana.post(listPage(course), { when: 'some', dates: [dates[1].id] })
    expect(joined.text).toContain('Dates you could make Tuesday 19 May 2026')
    expect(joined.text).not.toContain('Tuesday 12 May 2026')
    expect((await entryOf(course, scene.people.dana.id))?.occurrence_ids).toEqual([dates[1].id])
  })

  it('forgets dates ticked before "any date" was chosen', async () => {
    const { course, dates } = await aFullCourse()
    await dana.get(listPage(course))
    await dana.post(listPage(course), { when: 'any', dates: [dates[0].id] })
    expect((await entryOf(course, scene.people.dana.id))?.occurrence_ids).toEqual([])
  })

  it('asks for a date where some dates were promised and none was ticked, with the choice kept', async () => {
    const { course } = await aFullCourse()
    await dana.get(listPage(course))
    const seen = await dana.post(listPage(course), { when: 'some' })
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<a href="#dates">Choose at least one date that you could make, or choose any date</a>')
    expect(seen.html).toContain('id="dates-error"')
    expect(seen.html).toMatch(/value="some" checked/)
    expect(await entryOf(course, scene.people.dana.id)).toBeUndefined()
  })

  it('names what is missing, with the way there', async () => {
    const { course } = await aFullCourse({ requires: [scene.l1] })
    await oona.get(listPage(course))
    const seen = await oona.post(listPage(course), { when: 'any' })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('This course builds on others. Complete those first.')
    expect(seen.html).toContain('<a class="govuk-link" href="/courses/neglect-l1">Child Neglect Awareness - Level 1</a>')
  })

  it('points to places that can be booked now', async () => {
    const { course } = await aFullCourse()
    const open = await anOccurrence(scene.app.database, { course, places: 4, startsAt: '2026-06-02 09:30' })
    const seen = await dana.get(listPage(course))
    expect(seen.html).toContain(
      `<a class="govuk-link" href="/occurrences/${open.id}/book">Book Tuesday 2 June 2026, 9:30am to 3:30pm</a>, 4 places left`,
    )
  })

  it('says so where one has a place already, and where the course is no longer offered', async () => {
    const { course } = await aFullCourse()
    const date = await anOccurrence(scene.app.database, { course })
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    const seen = await dana.get(listPage(course))
    expect(seen.text).toContain('You have a place on this course, so you need not wait.')
    expect(seen.html).toContain(`href="/bookings/${body.id}"`)
    const retired = await aFullCourse({ retired: true })
    expect((await dana.get(listPage(retired.course))).text).toContain('no longer offered')
  })

  it('lets people wait where no date is set yet', async () => {
    const course = await aCourse(scene.app.database)
    expect((await dana.get(listPage(course))).text).toContain('There is no date yet.')
    expect((await dana.post(listPage(course))).text).toContain('You are number 1 of 1 person waiting.')
  })

  it('is not there for what has no list', async () => {
    const elearning = await aCourse(scene.app.database, { kind: 'e-learning' })
    for (const path of [listPage(elearning), '/courses/no-such-course/waiting-list']) expect((await dana.get(path)).status).toBe(404)
  })
})
