import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { aModule } from '../../support/builders/module.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { mailsAbout } from '../../support/mailbox.js'
import { countQueries } from '../../support/queries.js'
import { enrolmentsOf } from '../../elearning/learner.js'
import { linkTo } from '../approval/asked.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { bookOn, conditionOf, type MadeOnCondition, type PathScene, thePathScene } from './on-condition.js'

let scene: PathScene
const L1 = { key: 'neglect-l1', title: 'Child Neglect Awareness - Level 1' }
const ON = { courses: [L1], until: '2026-03-13' }

beforeAll(async () => {
  scene = await thePathScene()
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

describe('by the API', () => {
  it('who lacks Level 1 hears that the place can be had on condition, and on which; nothing is changed by asking', async () => {
    const [{ person, api }, date] = [await scene.learner(), await scene.date()]
    const answer = await api.post(`/occurrences/${date.id}/bookings`)
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'prerequisites-missing', missing: ['neglect-l1'], canBookOnCondition: true, condition: ON }),
    ])
    expect(await enrolmentsOf(scene.app.database, person)).toEqual([])
  })

  it('books and signs up in one go: the place counts as taken, and the condition is kept', async () => {
    const [{ person, api }, date] = [await scene.learner(), await scene.date()]
    const made = await bookOn(api, date, { access: 'A hearing loop' })
    expect(made).toMatchObject({ state: 'booked', condition: ON })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    expect(await conditionOf(scene, made.id)).toEqual({
      ...{ state: 'open', until: '2026-03-13', warned: false },
      booking: 'booked',
      by: null,
      late: false,
    })
    expect(await enrolmentsOf(scene.app.database, person)).toHaveLength(1)
    const mine = await api.get<{ items: object[] }>('/me/bookings')
    expect(mine.body.items).toEqual([expect.objectContaining({ condition: { state: 'open', ...ON } })])
  })

  it('is told of it in the confirmation, with the way to begin', async () => {
    const { id } = await bookOn((await scene.learner()).api, await scene.date())
    const [mail] = await mailsAbout(scene.app, `booking:${id}`)
    expect(mail!.text).toMatch(
      /kept on condition that you complete this by Friday 13 March 2026:\s+Child Neglect Awareness - Level 1: \S+\/courses\/neglect-l1\s[\s\S]*let go and offered to whoever waits\. There is no charge/,
    )
  })

  it('asked again with the same key it answers the same, and signs up once; eight times at once too', async () => {
    const [{ person, api }, date] = [await scene.learner(), await scene.date()]
    const press = () => api.post<MadeOnCondition>(`/occurrences/${date.id}/bookings`, { onCondition: true }, 'one-key')
    const answers = [await press(), ...(await Promise.all(Array.from({ length: 8 }, press)))]
    for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]!.body])
    expect(await enrolmentsOf(scene.app.database, person)).toHaveLength(1)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })

  it('where Level 1 is done already, the place stands without condition', async () => {
    const date = await scene.date()
    const { status, body } = await scene.api.dana.post(`/occurrences/${date.id}/bookings`, { onCondition: true })
    expect([status, body.condition]).toEqual([201, undefined])
  })

  it('a record that runs out before the day is to be renewed', async () => {
    const [{ person, api }, date] = [await scene.learner(), await scene.date()]
    await aRecord(scene.app.database, { person, course: scene.l1, validUntil: '2026-03-19' })
    expect((await bookOn(api, date)).condition).toEqual(ON)
  })

  it.each<[string, () => Promise<{ id: string }>, string, object]>([
    [
      'what is lacking is no e-learning',
      () => anOccurrence(scene.app.database, { course: scene.gcp2, startsAt: '2026-04-20 09:30' }),
      MONDAY.toISOString(),
      {},
    ],
    ['it is too near for a warning', () => scene.date(), '2026-03-10T00:30:00Z', {}],
    ['there is no place', () => scene.date({ places: 5, booked: 5 }), MONDAY.toISOString(), { canBookOnCondition: false }],
  ])('is refused where %s, and nobody is signed up', async (_why, dateOf, at, more) => {
    const [{ person, api }, date] = [await scene.learner(), await dateOf()]
    scene.app.clock.moveTo(at)
    const plain = await api.post(`/occurrences/${date.id}/bookings`)
    expect(plain.body).toMatchObject({ code: 'prerequisites-missing', canBookOnCondition: false, ...more })
    expect((await api.post(`/occurrences/${date.id}/bookings`, { onCondition: true })).status).toBe(409)
    expect(await enrolmentsOf(scene.app.database, person)).toEqual([])
  })

  it('is booked up to the last minute of the day before the warning', async () => {
    const [{ api }, date] = [await scene.learner(), await scene.date()]
    scene.app.clock.moveTo('2026-03-09T23:59:00Z')
    expect((await bookOn(api, date)).condition).toEqual(ON)
  })

  it('of several, all are named; those that build on others are signed up for later', async () => {
    const { database } = scene.app
    const first = await aCourse(database, { key: 'first-steps', title: 'First Steps', kind: 'e-learning', mode: 'e-learning', level: 1 })
    const next = await aCourse(database, {
      key: 'next-steps',
      title: 'Next Steps',
      kind: 'e-learning',
      mode: 'e-learning',
      level: 2,
      requires: [first],
    })
    for (const course of [first, next]) await aModule(database, course)
    const [{ person, api, browser }, date] = [await scene.learner(), await scene.date({}, { requires: [scene.l1, next] })]
    const page = await (await browser()).get(`/occurrences/${date.id}/book`)
    expect(page.text).toMatch(/signed up for Child Neglect Awareness - Level 1 .*signed up for First Steps .*After that comes Next Steps/)
    const made = await bookOn(api, date)
    expect(made.condition!.courses.map(({ key }) => key)).toEqual(['neglect-l1', 'next-steps'])
    expect(await enrolmentsOf(database, person)).toHaveLength(2)
  })

  it('only an administrator does so for somebody else', async () => {
    const [{ person }, date] = [await scene.learner(), await scene.date()]
    const asked = { onCondition: true, personId: person.id }
    expect((await scene.api.oona.post(`/occurrences/${date.id}/bookings`, asked)).status).toBe(403)
    const { body } = await scene.api.ada.post<MadeOnCondition>(`/occurrences/${date.id}/bookings`, asked)
    expect(body.condition).toEqual(ON)
    expect(await enrolmentsOf(scene.app.database, person)).toHaveLength(1)
  })
})

describe('the waiting list', () => {
  it('takes nobody on condition, and names what comes first', async () => {
    const [{ api }, date] = [await scene.learner(), await scene.date({ places: 1, booked: 1 }, { key: 'path-full' })]
    const answer = await api.post('/courses/path-full/waiting-list')
    expect([answer.status, answer.body.code, answer.body.missing]).toEqual([409, 'prerequisites-missing', ['neglect-l1']])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject({ held: 0 })
  })
})

describe('with a line manager’s approval', () => {
  it('waits for both: approved, the condition stands on; the mails say so', async () => {
    const [{ api }, date] = [await scene.learner(), await scene.date({}, { needsApproval: true })]
    const made = await bookOn(api, date)
    expect(made).toMatchObject({ state: 'requested', condition: ON })
    const mary = await (await scene.learner()).browser()
    const link = await linkTo(scene, made.id)
    await mary.get(link)
    await mary.post(`${link}/approval`)
    expect(await conditionOf(scene, made.id)).toMatchObject({ state: 'open', booking: 'booked' })
    const mails = await mailsAbout(scene.app, `booking:${made.id}`)
    expect(mails.map(mail => [mail.kind, mail.text.includes('by Friday 13 March 2026')])).toEqual([
      ['booking-requested', true],
      ['booking-confirmed', true],
    ])
  })
})

describe('on the pages', () => {
  it('lead from the course and from what’s on to the check, the button and what happens next', async () => {
    const [{ person, browser }, date] = [await scene.learner(), await scene.date({}, { key: 'path-pages' })]
    const dana = await browser()
    const course = await dana.get('/courses/path-pages')
    expect(course.text).toContain(
      'On condition that you complete Child Neglect Awareness - Level 1 by Friday 13 March 2026 20 places left Book the path : Friday 20 March 2026',
    )
    expect((await dana.get('/whats-on?q=understanding')).html).toContain(
      `href="/occurrences/${date.id}/book">Needs Child Neglect Awareness - Level 1 first: book both`,
    )
    const check = await dana.get(`/occurrences/${date.id}/book`)
    expect(check.status).toBe(200)
    for (const words of [
      'Book the path',
      'You are signed up for Child Neglect Awareness - Level 1 (e-learning), and can start at once.',
      'on condition that you complete Child Neglect Awareness - Level 1 by Friday 13 March 2026 .',
      'we remind you on Tuesday 10 March 2026',
      'There is no charge.',
    ])
      expect(check.text).toContain(words)
    expect(await enrolmentsOf(scene.app.database, person)).toEqual([])
    const done = await dana.post(`/occurrences/${date.id}/bookings`, { dietary: 'No nuts' })
    expect(done.url).toMatch(/\/bookings\/[-\w]+\/done$/)
    for (const words of [
      'You have a place',
      'Your place is kept on condition',
      'at the latest by Friday 13 March 2026',
      'Start Child Neglect Awareness - Level 1',
    ])
      expect(done.text).toContain(words)
    const [enrolment] = await enrolmentsOf(scene.app.database, person)
    const mine = await dana.get('/my-learning')
    expect(mine.text).toMatch(
      /Kept on condition until Friday 13 March 2026 Child Neglect Awareness - Level 1: Signed up on Monday 2 March 2026/,
    )
    expect(mine.html).toContain(`href="/learning/${String(enrolment!.id)}">start`)
    expect((await dana.get('/courses/path-pages')).text).not.toContain('Book the path')
    const ada = await scene.browser('ada')
    expect((await ada.get(`/desk/occurrences/${date.id}/bookings`)).text).toMatch(
      /On condition 1 place whose condition is not met yet .*Kept until Friday 13 March 2026 on condition of: Child Neglect Awareness - Level 1/,
    )
  })

  it('the business unit signs somebody up and books them in one go; they are told of both', async () => {
    const [{ person }, date] = [await scene.learner(), await scene.date()]
    const [ada, at] = [await scene.browser('ada'), `/desk/occurrences/${date.id}/bookings`]
    await ada.get(at)
    expect((await ada.post(at, { email: person.email })).status).toBe(409)
    const { text } = await ada.post(at, { email: person.email, onCondition: 'yes' })
    expect(text).toContain(
      `${person.name} has a place, on condition that they complete Child Neglect Awareness - Level 1 by Friday 13 March 2026`,
    )
    expect(await enrolmentsOf(scene.app.database, person)).toHaveLength(1)
  })

  it('a limit that has moved meanwhile is shown anew, and nothing is done', async () => {
    const [{ person, browser }, date] = [await scene.learner(), await scene.date()]
    const dana = await browser()
    await dana.get(`/occurrences/${date.id}/book`)
    await scene.app.database.query(
      `UPDATE occurrence SET starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days' WHERE id = $1`,
      [date.id],
    )
    const again = await dana.post(`/occurrences/${date.id}/bookings`, { access: 'Step-free' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('The last day to complete it has changed while this page was open.')
    expect(again.html).toMatch(/value="2026-03-20"[\s\S]*Step-free/)
    expect(await enrolmentsOf(scene.app.database, person)).toEqual([])
  })

  it('who is lacking what cannot be done in time is shown the way, not a button', async () => {
    const [{ browser }, date] = [await scene.learner(), await scene.date()]
    scene.app.clock.moveTo('2026-03-10T09:00:00Z')
    const page = await (await browser()).get(`/occurrences/${date.id}/book`)
    expect(page.text).toContain('Not yet: complete these first')
    expect(page.html).not.toContain('onCondition')
  })
})

describe('what a booking costs the database', () => {
  it('is the same as ever for those without a condition', async () => {
    const [plain, built, full] = [await scene.date({}, { requires: [] }), await scene.date(), await scene.date({ places: 1, booked: 1 })]
    const { api } = await scene.learner()
    const book = (date: { id: string }, body?: object) => countQueries(() => api.post(`/occurrences/${date.id}/bookings`, body))
    expect(await book(plain)).toBe(3)
    expect(await countQueries(() => scene.api.dana.post(`/occurrences/${built.id}/bookings`))).toBe(3)
    expect(await countQueries(() => scene.api.dana.post(`/occurrences/${full.id}/bookings`))).toBe(2)
  })
})
