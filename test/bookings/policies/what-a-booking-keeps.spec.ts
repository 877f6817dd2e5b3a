import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../../src/modules/bookings/rules/policy-examples.js'
import { longMoment } from '../../../src/shared/dates.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aPolicy } from '../../support/builders/policy.js'
import { MONDAY } from '../../support/app.js'
import { aCrowd, apiOf } from '../../support/crowd.js'
import { mailsAbout } from '../../support/mailbox.js'
import type { Visitor } from '../../support/visitor.js'
import { theScene, type Scene } from '../scene.js'

let scene: Scene
let dana: Visitor
beforeAll(async () => {
  scene = await theScene()
  dana = await scene.browser('dana')
})
afterAll(() => scene.app.stop())

interface Kept {
  policy_version: number
  terms: number | null
  promised: Date[] | null
}
const keptOf = (id: string) =>
  scene.row<Kept>(
    'SELECT b.policy_version, t.number AS terms, b.promised FROM booking b LEFT JOIN terms_version t ON t.id = b.terms_id WHERE b.id = $1',
    [id],
  )
const sql = (text: string, values: unknown[] = []) => scene.app.database.query<unknown[]>(text, values)
const edit = (policy: { id: string }, json: object) =>
  sql('UPDATE cancellation_policy SET definition = $2::jsonb WHERE id = $1', [policy.id, JSON.stringify(json)])
const two = EXAMPLE_POLICIES.twoWorkingDays
const five = { ...two, notice: { amount: 5, unit: 'working-days' } }

async function aDate(json: object = two, overrides: Partial<OccurrenceOverrides> = {}) {
  const policy = await aPolicy(scene.app.database, json)
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', policyId: policy.id })
  return { policy, course, date: await anOccurrence(scene.app.database, { course, ...overrides }) }
}
const newTerms = (words: string, courseId: string | null = null) =>
  sql(
    `INSERT INTO terms_version (id, course_id, number, words, made_at)
     SELECT gen_random_uuid(), $2, coalesce(max(number), 0) + 1, $1, now() FROM terms_version WHERE course_id IS NOT DISTINCT FROM $2`,
    [words, courseId],
  )
const FRIDAY = 'Friday 6 March 2026, 11:59pm'

describe('a booking keeps what it was made under', () => {
  it('version, terms and deadline: an edit of the policy changes none of them, nor the charge', async () => {
    const { policy, date } = await aDate()
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    expect(await keptOf(body.id)).toEqual({
      policy_version: 1,
      terms: 1,
      promised: [new Date('2026-03-06T23:59:59.999Z'), new Date('2026-03-06T23:59:59.999Z')],
    })
    await edit(policy, { ...five, bands: [{ charge: { fixedPence: 9900 } }], noShow: { fixedPence: 9900 } })
    await sql('UPDATE course SET policy_id = NULL WHERE id = $1', [date.courseId])
    expect((await dana.get(`/bookings/${body.id}`)).text).toContain(`You can cancel free of charge until ${FRIDAY}.`)
    const terms = await dana.get(`/bookings/${body.id}/terms`)
    expect(terms.text).toContain(`Cancelling it is free of charge until ${FRIDAY} .`)
    expect(terms.text).toContain('the end of the day, two working days before the course')
    expect(terms.text).toContain('version 1 Terms Please come to the whole course.')
    scene.app.clock.moveTo('2026-03-09T09:00:00Z')
    const cancelled = await scene.api.dana.delete<{ chargePence: number }>(`/bookings/${body.id}`)
    scene.app.clock.moveTo(MONDAY)
    expect(cancelled.body).toMatchObject({ late: true, chargePence: 5000 })
  })

  it('closed days that come later change no deadline that was told, and count for who books from then on', async () => {
    const { date } = await aDate()
    const { body } = await scene.api.cole.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    await sql(`INSERT INTO closed_day (id, day, name, added_at) VALUES (gen_random_uuid(), '2026-03-09', 'Moving house', now())`)
    expect((await dana.get(`/occurrences/${date.id}/book`)).text).toContain('until Thursday 5 March 2026, 11:59pm')
    const own = await scene.api.cole.get<{ deadline: string }>(`/bookings/${body.id}/terms`)
    expect(own.body.deadline).toBe('2026-03-06T23:59:59.999Z')
    const second = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    expect((await scene.api.dana.get<{ deadline: string }>(`/bookings/${second.body.id}/terms`)).body.deadline).toBe(
      '2026-03-05T23:59:59.999Z',
    )
    await sql('DELETE FROM closed_day')
  })

  it('a course without a policy stays free, though it gets one; walk-ins and imports have the one of their moment', async () => {
    const course = await aCourse(scene.app.database, { title: 'Free' })
    const date = await anOccurrence(scene.app.database, { course })
    const { body } = await scene.api.oona.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    const policy = await aPolicy(scene.app.database)
    await sql('UPDATE course SET policy_id = $2 WHERE id = $1', [course.id, policy.id])
    expect(await keptOf(body.id)).toMatchObject({ policy_version: 0 })
    expect((await scene.api.oona.get<{ deadline: null }>(`/bookings/${body.id}/terms`)).body.deadline).toBeNull()
    await edit(policy, five)
    const [row] = (await sql(
      `INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, state, booked_at)
       VALUES (gen_random_uuid(), 'GT-IMPORTED', $1, $2, $3, 'booked', now()) RETURNING id`,
      [date.id, course.id, scene.people.cole.id],
    )) as { id: string }[]
    expect(await keptOf(row!.id)).toEqual({ policy_version: 2, terms: null, promised: null })
    expect((await (await scene.browser('cole')).get(`/bookings/${row!.id}/terms`)).text).toContain(
      'No terms were shown when this was booked.',
    )
  })

  it('a colleague takes over the place with its version and its deadline', async () => {
    const { policy, date } = await aDate()
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    await edit(policy, five)
    await dana.get(`/bookings/${body.id}/send-a-colleague`)
    await dana.post(`/bookings/${body.id}/substitution`, { email: 'cole@example.org' })
    const theirs = await scene.row<{ id: string }>(`SELECT id FROM booking WHERE occurrence_id = $1 AND person_id = $2`, [
      date.id,
      scene.people.cole.id,
    ])
    expect(await keptOf(theirs!.id)).toEqual(await keptOf(body.id))
    const mail = (await mailsAbout(scene.app, `booking:${theirs!.id}`)).find(({ kind }) => kind === 'booking-confirmed')
    expect(mail!.text).toContain(FRIDAY)
  })

  it('a time of grace is promised to who books late, and said before', async () => {
    const { date } = await aDate({ ...five, graceHours: 2 })
    const page = await dana.get(`/occurrences/${date.id}/book`)
    expect(page.text).toContain('You can cancel free of charge until Tuesday 3 March 2026, 11:59pm')
    scene.app.clock.moveTo('2026-03-05T09:00:00Z')
    expect((await dana.get(`/occurrences/${date.id}/book`)).text).toContain(
      'You can cancel free of charge until Thursday 5 March 2026, 11am',
    )
    const late = await aDate(five)
    expect((await dana.get(`/occurrences/${late.date.id}/book`)).text).toContain(
      'The time to cancel this date free of charge ended on Tuesday 3 March 2026, 11:59pm',
    )
    const { body } = await scene.api.oona.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    scene.app.clock.moveTo(MONDAY)
    expect((await keptOf(body.id))!.promised![0]).toEqual(new Date('2026-03-05T11:00:00Z'))
  })
})

describe('what is accepted', () => {
  it('stands above the button, and whoever was shown other terms is shown those that hold now, with all they typed', async () => {
    const { policy, date, course } = await aDate()
    const page = await dana.get(`/occurrences/${date.id}/book`)
    expect(page.text).toContain('By booking you accept the terms and the cancellation policy of this course as they stand today.')
    expect((await dana.get(`/courses/${course.key}/terms`)).text).toContain('What you accept when you book')
    await dana.get(`/occurrences/${date.id}/book`)
    await edit(policy, five)
    const refused = await dana.post(`/occurrences/${date.id}/bookings`, { access: 'Step-free' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('The terms or the cancellation deadline have changed while this page was open.')
    expect(refused.text).toContain('until Tuesday 3 March 2026, 11:59pm')
    expect(refused.html).toContain('>Step-free</textarea>')
    const booked = await dana.post(`/occurrences/${date.id}/bookings`, { access: 'Step-free' })
    expect([booked.status, booked.text.includes('You have a place')]).toEqual([200, true])
    expect(await keptOf(booked.url.split('/')[2]!)).toMatchObject({ policy_version: 2 })
  })

  it.each<[string, (courseId: string) => Promise<unknown>]>([
    ['new terms of the partnership', () => newTerms('Be on time.')],
    ['terms of the course’s own', courseId => newTerms('Bring a laptop.', courseId)],
    [
      'a closed day before the deadline',
      () => sql(`INSERT INTO closed_day (id, day, name, added_at) VALUES (gen_random_uuid(), '2026-03-09', 'Closed', now())`),
    ],
  ])('by the API too: refused after %s, and taken with what holds then', async (_case, change) => {
    const { date } = await aDate()
    const shown = () =>
      scene.api.oona.get<{ accepted: string; terms: { words: string }; policy: { words: string[] } }>(`/occurrences/${date.id}/terms`)
    const { accepted } = (await shown()).body
    await change(date.courseId)
    const book = (text: string) => scene.api.oona.post<{ id: string; code: string }>(`/occurrences/${date.id}/bookings`, { accepted: text })
    const refused = await book(accepted)
    expect([refused.status, refused.body.code]).toEqual([409, 'terms-changed'])
    const now = (await shown()).body
    expect((await book(now.accepted)).status).toBe(201)
    await sql('DELETE FROM closed_day')
  })

  it('a course’s own terms hold for it alone, until it goes back to the partnership’s', async () => {
    const { date } = await aDate()
    const { date: other } = await aDate()
    const words = async (of: { id: string }) =>
      (await scene.api.oona.get<{ terms: { words: string } }>(`/occurrences/${of.id}/terms`)).body.terms.words
    await newTerms('Bring a laptop.', date.courseId)
    expect([await words(date), await words(other)]).toEqual(['Bring a laptop.', expect.not.stringContaining('laptop')])
    await newTerms('', date.courseId)
    expect(await words(date)).toBe(await words(other))
    expect((await scene.api.oona.get('/occurrences/nothing/terms')).status).toBe(404)
    expect((await scene.api.oona.get('/bookings/nothing/terms')).status).toBe(404)
  })

  it('an offer is accepted under what was shown: its booking keeps it, and changed terms are shown first', async () => {
    const { policy, date } = await aDate(two, { places: 1 })
    const { body } = await scene.api.cole.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    await scene.api.dana.post(
      `/courses/${(await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [date.courseId]))!.key}/waiting-list`,
    )
    await scene.api.cole.delete(`/bookings/${body.id}`)
    const offer = await scene.row<{ id: string }>('SELECT id FROM offer WHERE occurrence_id = $1', [date.id])
    const page = await dana.get(`/offers/${offer!.id}`)
    expect(page.text).toContain(`You can cancel free of charge until ${FRIDAY} . By accepting you accept the terms`)
    await edit(policy, five)
    const refused = await dana.post(`/offers/${offer!.id}/acceptance`)
    expect([refused.status, refused.text.includes('until Tuesday 3 March 2026, 11:59pm')]).toEqual([409, true])
    const accepted = await dana.post(`/offers/${offer!.id}/acceptance`)
    expect(await keptOf(accepted.url.split('/')[2]!)).toMatchObject({ policy_version: 2 })
  })

  it('in the very second of an edit everybody has what they were shown, or is shown what holds', async () => {
    const { policy, date } = await aDate(two, { places: 40 })
    const crowd = await aCrowd(scene.app.database, 24)
    const one = async (person: (typeof crowd)[number], i: number) => {
      const api = apiOf(scene.app, person)
      const { accepted, deadline } = (await api.get<{ accepted: string; deadline: string }>(`/occurrences/${date.id}/terms`)).body
      if (i === 8) await edit(policy, five)
      const answer = await api.post<{ id: string; code: string }>(`/occurrences/${date.id}/bookings`, { accepted })
      return { answer, deadline }
    }
    const all = await Promise.all(crowd.map(one))
    expect(all.every(({ answer }) => answer.status === 201 || answer.body.code === 'terms-changed')).toBe(true)
    const booked = all.filter(({ answer }) => answer.status === 201)
    for (const { answer, deadline } of booked) {
      const kept = (await keptOf(answer.body.id))!
      expect(kept.promised![0]!.toISOString()).toBe(deadline)
      expect(deadline).toBe(kept.policy_version === 1 ? '2026-03-06T23:59:59.999Z' : '2026-03-03T23:59:59.999Z')
      const [mail] = (await mailsAbout(scene.app, `booking:${answer.body.id}`)).filter(({ kind }) => kind === 'booking-confirmed')
      expect(mail!.text).toContain(longMoment(new Date(deadline)))
    }
    expect(await scene.row('SELECT booked FROM occurrence WHERE id = $1', [date.id])).toEqual({ booked: booked.length })
    const later = await scene.api.oona.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    expect(await keptOf(later.body.id)).toMatchObject({ policy_version: 2 })
  })
})
