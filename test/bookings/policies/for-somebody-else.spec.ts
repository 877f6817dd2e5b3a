import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../../src/modules/bookings/rules/policy-examples.js'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aPolicy } from '../../support/builders/policy.js'
import { aLead } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { theScene, type Scene } from '../scene.js'

let scene: Scene
let ada: Visitor
let lena: Visitor
beforeAll(async () => {
  scene = await theScene()
  await aLead(scene.app.database)
  ada = await scene.browser('ada')
  lena = new Visitor(scene.app.url)
  await lena.signIn('lena@example.org')
})
afterAll(() => scene.app.stop())
beforeEach(() => scene.app.clock.moveTo(MONDAY))

const two = EXAMPLE_POLICIES.twoWorkingDays
async function aDate(json: object | null = two, overrides: Partial<OccurrenceOverrides> = {}) {
  const policy = json && (await aPolicy(scene.app.database, json))
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', policyId: policy?.id ?? null })
  const date = await anOccurrence(scene.app.database, { course, ...overrides })
  return { policy, course, date, desk: `/desk/occurrences/${date.id}/bookings`, lead: `/my-agency/book/${date.id}` }
}
const sql = (text: string, values: unknown[] = []) => scene.app.database.query<unknown[]>(text, values)
const ownTerms = (courseId: string, words: string) =>
  sql(
    `INSERT INTO terms_version (id, course_id, number, words, made_at)
     SELECT gen_random_uuid(), $1, coalesce(max(number), 0) + 1, $2, now() FROM terms_version WHERE course_id = $1`,
    [courseId, words],
  )
const keptOf = (dateId: string) =>
  scene.row<{ version: number; words: string }>(
    `SELECT b.policy_version AS version, t.words FROM booking b LEFT JOIN terms_version t ON t.id = b.terms_id WHERE b.occurrence_id = $1`,
    [dateId],
  )
const FRIDAY = 'Friday 6 March 2026, 11:59pm'

describe('who books for somebody sees on what', () => {
  it('at the desk: deadline, policy and terms stand above the button, and just those are kept', async () => {
    const { course, date, desk } = await aDate()
    await ownTerms(course.id, 'Bring a laptop.')
    const page = await ada.get(`${desk}/for-somebody`)
    for (const words of [`free of charge until ${FRIDAY}`, 'After that their agency may be charged', 'two working days', 'Bring a laptop.'])
      expect(page.text).toContain(words)
    expect((await ada.post(desk, { email: 'dana@example.org' })).text).toContain('Dana Delegate has a place')
    expect(await keptOf(date.id)).toEqual({ version: 1, words: 'Bring a laptop.' })
  })

  it.each([
    ['in the last moment', '2026-03-06T23:59:59.998Z', 'They can cancel free of charge until'],
    ['with the end of it', '2026-03-06T23:59:59.999Z', 'The time to cancel this date free of charge ended on'],
  ])('at the desk, %s of the notice', async (_when, at, words) => {
    const { desk } = await aDate()
    scene.app.clock.moveTo(at)
    expect((await ada.get(`${desk}/for-somebody`)).text).toContain(words)
  })

  it('at the desk, where nothing is ever charged', async () => {
    const { desk } = await aDate(null)
    const page = await ada.get(`${desk}/for-somebody`)
    expect(page.text).toContain('Cancelling is free of charge. The booking keeps the terms as they stand here.')
    expect(page.text).not.toContain('their agency may be charged')
  })

  it('their lead: the words themselves, not only the way to them', async () => {
    const { course, lead } = await aDate()
    await ownTerms(course.id, 'Bring a laptop.')
    const page = await lena.get(`${lead}?person=${scene.people.dana.id}`)
    for (const words of ['two working days before the course', 'Bring a laptop.', FRIDAY]) expect(page.text).toContain(words)
  })

  it('a delegate for themselves: the same words', async () => {
    const { course, date } = await aDate()
    await ownTerms(course.id, 'Bring a laptop.')
    const page = await (await scene.browser('dana')).get(`/occurrences/${date.id}/book`)
    for (const words of ['two working days before the course', 'Bring a laptop.']) expect(page.text).toContain(words)
  })
})

describe('what has changed under an open page is not agreed to', () => {
  const typed = { email: 'dana@example.org', access: 'A hearing loop', over: 'window', reason: 'She rang in time' }
  it.each<[string, (made: Awaited<ReturnType<typeof aDate>>) => Promise<unknown>, string]>([
    [
      'the policy',
      ({ policy }) =>
        sql('UPDATE cancellation_policy SET definition = $2::jsonb WHERE id = $1', [
          policy!.id,
          JSON.stringify({ ...two, notice: { amount: 5, unit: 'working-days' } }),
        ]),
      'Tuesday 3 March 2026, 11:59pm',
    ],
    ['the terms', ({ course }) => ownTerms(course.id, 'Bring two laptops.'), 'Bring two laptops.'],
  ])('at the desk: %s', async (_what, change, now) => {
    const made = await aDate()
    await ada.get(`${made.desk}/for-somebody`)
    await change(made)
    const page = await ada.post(made.desk, typed)
    expect(page.status).toBe(409)
    for (const words of ['have changed while this page was open', now]) expect(page.text).toContain(words)
    for (const kept of [
      'href="#terms"',
      'id="terms"',
      'value="dana@example.org"',
      'A hearing loop</textarea>',
      'She rang in time</textarea>',
    ])
      expect(page.html).toContain(kept)
    expect(page.html).toMatch(/name="over"[^>]*value="window" checked/)
    expect(await keptOf(made.date.id)).toBeUndefined()
    expect((await ada.post(made.desk, typed)).text).toContain('Dana Delegate has a place')
    expect(await keptOf(made.date.id)).toBeDefined()
  })

  it('at the desk and an edit in the same moment: whatever comes first, the booking has what was shown or is not made', async () => {
    const made = await aDate()
    await ada.get(`${made.desk}/for-somebody`)
    const [page] = await Promise.all([ada.post(made.desk, typed), ownTerms(made.course.id, 'Bring three laptops.')])
    const kept = await keptOf(made.date.id)
    if (page.status === 200) expect(kept!.words).not.toBe('Bring three laptops.')
    else expect([page.status, kept]).toEqual([409, undefined])
  })
})
