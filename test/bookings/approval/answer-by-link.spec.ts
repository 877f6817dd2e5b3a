import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { aPolicy } from '../../support/builders/policy.js'
import { aCourse } from '../../support/builders/course.js'
import { mailsAbout } from '../../support/mailbox.js'
import { Visitor } from '../../support/visitor.js'
import { ChaseApprovals } from '../../../src/modules/bookings/approval/chase-approvals.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { approvalOf, aRequest, bookingOf, DEPUTY, linkTo, MARY } from './asked.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

/** Mary, who has no account. */
const mary = () => new Visitor(scene.app.url)
const kindsAbout = async (id: string) => (await mailsAbout(scene.app, `booking:${id}`)).map(mail => mail.kind)
const outbox = () => scene.row<{ n: number }>('SELECT count(*)::int AS n FROM message')
const withDeputy = { manager: { name: 'Mary Manager', email: MARY }, deputy: DEPUTY }

describe('the page behind a manager’s link', () => {
  it('says who asks for what, why, until when, and what it may cost; of needs nothing', async () => {
    const policy = await aPolicy(scene.app.database)
    const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', needsApproval: true, policyId: policy.id })
    const { link } = await aRequest(scene, { course }, { access: 'A hearing loop' })
    const seen = await mary().get(link)
    expect(seen.status).toBe(200)
    for (const words of [
      'For Mary Manager Approve a training place',
      'Dana Delegate has asked for a place on a course.',
      'Who Dana Delegate, Birchills Primary School',
      'Course Safer Recruitment',
      'When Monday 20 April 2026, 9:30am',
      'Answer by Monday 9 March 2026, 9am',
      'Dana Delegate has named you. You need no account.',
      'Cancelling is free of charge until Thursday 16 April 2026, 11:59pm. Cancelling later may cost your agency up to £50.00. Not coming may cost £50.00.',
    ])
      expect(seen.text).toContain(words)
    expect(seen.text).not.toMatch(/hearing|dana@example.org/)
  })

  it('is kept out of caches, search engines and the addresses that other sites are told', async () => {
    const { link } = await aRequest(scene)
    const { headers } = await mary().get(link)
    expect(['cache-control', 'referrer-policy', 'x-robots-tag'].map(name => headers.get(name))).toEqual([
      'no-store',
      'no-referrer',
      'noindex, nofollow',
    ])
  })

  it('changes nothing when it is opened, however often: mail scanners do', async () => {
    const { id, link } = await aRequest(scene)
    const before = [await approvalOf(scene, id), await outbox()]
    for (let i = 0; i < 3; i++) await fetch(scene.app.url + link)
    await fetch(scene.app.url + link, { method: 'HEAD' })
    expect([await approvalOf(scene, id), await outbox()]).toEqual(before)
  })

  it('is not there for a secret that nobody has', async () => {
    const { link } = await aRequest(scene)
    const wrong = `${link.slice(0, -2)}xx`
    const visitor = mary()
    await visitor.get(link)
    expect((await visitor.get(wrong)).status).toBe(404)
    await visitor.get(link)
    expect((await visitor.post(`${wrong}/approval`)).status).toBe(404)
    await visitor.get(link)
    expect((await visitor.post(`${wrong}/refusal`, { reason: 'No' })).status).toBe(404)
  })

  it('takes no answer that another site sends', async () => {
    const { id, link } = await aRequest(scene)
    expect((await fetch(`${scene.app.url}${link}/approval`, { method: 'POST' })).status).toBe(403)
    expect((await approvalOf(scene, id)).state).toBe('open')
  })
})

describe('approved', () => {
  it('the place is the delegate’s, confirmed and in their calendar', async () => {
    const { id, link, date } = await aRequest(scene)
    const visitor = mary()
    await visitor.get(link)
    const seen = await visitor.post(`${link}/approval`)
    expect([seen.status, seen.url]).toEqual([200, link])
    expect(seen.text).toContain('Mary Manager approved this place on Monday 2 March 2026, 9am. Dana Delegate has been told.')
    expect(seen.html).not.toContain('<form method="post" action="/approvals')
    expect(await bookingOf(scene, id)).toMatchObject({ state: 'booked' })
    expect(await approvalOf(scene, id)).toMatchObject({ state: 'approved', answeredBy: 'manager', answeredAt: MONDAY })
    expect(await kindsAbout(id)).toEqual(['booking-requested', 'booking-confirmed'])
    expect(
      await scene.row(`SELECT calendar->>'method' AS method FROM message WHERE kind = 'booking-confirmed' AND subject = $1`, [
        `booking:${id}`,
      ]),
    ).toEqual({
      method: 'REQUEST',
    })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })

  it('pressed again, or refused after it, tells what was answered and changes nothing', async () => {
    const { id, link } = await aRequest(scene)
    const [first, second] = [mary(), mary()]
    await Promise.all([first.get(link), second.get(link)])
    await first.post(`${link}/approval`)
    const before = [await approvalOf(scene, id), await outbox()]
    scene.app.clock.pass({ hours: 1 })
    const again = await second.post(`${link}/refusal`, { reason: 'After all not' })
    expect(again.status).toBe(409)
    expect(again.text).toContain(
      'Mary Manager approved this place on Monday 2 March 2026, 9am. Dana Delegate has been told. Nothing was changed now.',
    )
    expect([await approvalOf(scene, id), await outbox()]).toEqual(before)
  })
})

describe('refused', () => {
  it('needs a reason, and keeps what was typed', async () => {
    const { id, link } = await aRequest(scene)
    const visitor = mary()
    await visitor.get(link)
    const seen = await visitor.post(`${link}/refusal`, { reason: '  ' })
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<a href="#reason">Enter the reason, which the delegate is told</a>')
    const long = 'x'.repeat(1001)
    expect((await visitor.post(`${link}/refusal`, { reason: long })).html).toContain(`${long}</textarea>`)
    expect((await approvalOf(scene, id)).state).toBe('open')
  })

  it('the booking ends by the agency, free of charge, the delegate is told why, and the next in the queue is offered the place', async () => {
    const policy = await aPolicy(scene.app.database)
    const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', needsApproval: true, policyId: policy.id })
    const { id, link, date } = await aRequest(scene, { course, places: 1 })
    expect((await scene.api.oona.post(`/courses/${course.key}/waiting-list`)).status).toBe(201)
    const visitor = mary()
    await visitor.get(link)
    const seen = await visitor.post(`${link}/refusal`, { reason: 'We are two short that week' })
    expect(seen.text).toContain('Mary Manager did not approve this place, on Monday 2 March 2026, 9am.')
    expect(seen.text).toContain('Reason We are two short that week')
    expect(await bookingOf(scene, id)).toEqual({
      state: 'cancelled',
      by: 'agency',
      reason: 'We are two short that week',
      late: false,
      charges: 0,
    })
    const mails = await mailsAbout(scene.app, `booking:${id}`)
    expect(mails.map(mail => mail.kind)).toEqual(['booking-requested', 'booking-not-approved'])
    expect(mails[1]!.text).toContain('Why: We are two short that week')
    expect(mails[1]!.text).toContain('There is no charge.')
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0, 1))
    expect(
      await scene.row(`SELECT count(*)::int AS n FROM message WHERE kind = 'place-offered' AND to_email = 'oona@example.org'`),
    ).toEqual({ n: 1 })
    const dana = await scene.browser('dana')
    expect((await dana.get(`/bookings/${id}`)).text).toContain('We are two short that week')
  })
})

describe('the deputy', () => {
  it('is asked when the manager has not answered, and either of them may answer', async () => {
    const { id } = await aRequest(scene, {}, withDeputy)
    scene.app.clock.moveTo('2026-03-04T09:00:00Z')
    await scene.app.app.get(ChaseApprovals).run(scene.app.clock.now())
    const link = await linkTo(scene, id, DEPUTY.email)
    const visitor = mary()
    const seen = await visitor.get(link)
    expect(seen.text).toContain('For Dev Deputy Approve a training place')
    expect(seen.text).toContain('Mary Manager, the line manager of Dana Delegate, has not answered yet.')
    await visitor.post(`${link}/approval`)
    expect(await approvalOf(scene, id)).toMatchObject({ state: 'approved', answeredBy: 'deputy' })
    expect((await mary().get(await linkTo(scene, id))).text).toContain('Dev Deputy approved this place on Wednesday 4 March 2026, 9am.')
  })

  it('and the manager at the very same moment: one answer counts, the other is told of it', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, link } = await aRequest(scene, {}, withDeputy)
      scene.app.clock.moveTo('2026-03-04T09:00:00Z')
      await scene.app.app.get(ChaseApprovals).run(scene.app.clock.now())
      const deputys = await linkTo(scene, id, DEPUTY.email)
      const [manager, deputy] = [mary(), mary()]
      await Promise.all([manager.get(link), deputy.get(deputys)])
      const answers = await Promise.all([manager.post(`${link}/approval`), deputy.post(`${deputys}/refusal`, { reason: 'No' })])
      expect(answers.map(seen => seen.status).sort()).toEqual([200, 409])
      const { state } = await approvalOf(scene, id)
      expect((await bookingOf(scene, id)).state).toBe(state === 'approved' ? 'booked' : 'cancelled')
      const told = (await kindsAbout(id)).filter(kind => kind !== 'booking-requested')
      expect(told).toEqual([state === 'approved' ? 'booking-confirmed' : 'booking-not-approved'])
      scene.app.clock.moveTo(MONDAY)
    }
  })
})

describe('a link', () => {
  it('works up to the last moment, and not from it on', async () => {
    const [inTime, late] = [await aRequest(scene), await aRequest(scene, {}, {}, scene.api.cole)]
    const visitor = mary()
    scene.app.clock.moveTo('2026-03-09T08:59:59Z')
    await visitor.get(inTime.link)
    expect((await visitor.post(`${inTime.link}/approval`)).text).toContain('Mary Manager approved this place')
    await visitor.get(late.link)
    scene.app.clock.moveTo('2026-03-09T09:00:00Z')
    const seen = await visitor.post(`${late.link}/approval`)
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('There was no answer by Monday 9 March 2026, 9am, so the place is no longer held.')
    expect((await bookingOf(scene, late.id)).state).toBe('requested')
  })

  it('says that no answer is needed once the delegate has cancelled', async () => {
    const { id, link } = await aRequest(scene)
    expect((await scene.api.dana.delete(`/bookings/${id}`)).body).toEqual({ state: 'cancelled', late: false, chargePence: 0 })
    expect((await approvalOf(scene, id)).state).toBe('withdrawn')
    expect((await mary().get(link)).text).toContain('The booking has been cancelled meanwhile. You need do nothing.')
    const visitor = mary()
    await visitor.get('/sign-in')
    expect((await visitor.post(`${link}/approval`)).status).toBe(409)
  })
})
