import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { ApprovalWriter } from '../../../src/modules/bookings/approval/approval.writer.js'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { MONDAY, startBeside, type TestApp } from '../../support/app.js'
import { aCrowd, apiOf } from '../../support/crowd.js'
import { mailsAbout } from '../../support/mailbox.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { aDateToApprove, approvalOf, aRequest, bookingOf, DEPUTY, linkTo, MARY } from './asked.js'

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
  // What a test left open is nobody's to chase in the next.
  await scene.app.database.query(`UPDATE approval SET state = 'withdrawn', answered_at = asked_at WHERE state = 'open'`)
  scene.app.clock.moveTo(MONDAY)
})

const chase = (app = scene.app) => app.app.get(ApprovalWriter).chase(scene.app.clock.now())
const chaseAt = (at: string) => {
  scene.app.clock.moveTo(at)
  return chase()
}
const askedAbout = async (id: string) => (await mailsAbout(scene.app, `approval:${id}`)).map(({ kind, to }) => `${kind} ${to}`)
const withDeputy = { manager: { name: 'Mary Manager', email: MARY }, deputy: DEPUTY }
/** So many people who wait for their managers on one date. */
async function aCrowdThatWaits(size: number) {
  const date = await aDateToApprove(scene, { places: size })
  const crowd = await aCrowd(scene.app.database, size)
  const answers = await Promise.all(
    crowd.map(person => apiOf(scene.app, person).post<{ id: string; state: string }>(`/occurrences/${date.id}/bookings`)),
  )
  expect(answers.every(({ body }) => body.state === 'requested')).toBe(true)
  return { date, ids: answers.map(({ body }) => body.id) }
}
const messagesOf = async (kind: string, ids: string[]) =>
  (await scene.row<{ n: number }>('SELECT count(*)::int AS n FROM message WHERE kind = $1 AND split_part(subject, $2, 2) = ANY($3)', [
    kind,
    ':',
    ids,
  ]))!.n

describe('a manager who has not answered', () => {
  it('is asked again after two working days, by the same link, and their deputy with them; once', async () => {
    const { id, link } = await aRequest(scene, {}, withDeputy)
    expect(await chaseAt('2026-03-04T08:59:59Z')).toEqual({ chased: 0, runOut: 0 })
    expect(await chaseAt('2026-03-04T09:00:00Z')).toEqual({ chased: 1, runOut: 0 })
    expect(await chase()).toEqual({ chased: 0, runOut: 0 })
    expect(await askedAbout(id)).toEqual([`approval-asked ${MARY}`, `approval-chased ${MARY}`, `approval-deputy-asked ${DEPUTY.email}`])
    expect(await linkTo(scene, id)).toBe(link)
    const deputys = (await mailsAbout(scene.app, `approval:${id}`)).at(-1)!
    expect(deputys.text).toContain('needs a yes from Mary Manager, who has not answered yet')
    expect(deputys.link).not.toBe(link)
  })

  it('alone where no deputy is named', async () => {
    const { id } = await aRequest(scene, {}, {}, scene.api.cole)
    await chaseAt('2026-03-04T09:00:00Z')
    expect(await askedAbout(id)).toEqual([`approval-asked ${MARY}`, `approval-chased ${MARY}`])
  })

  it('is not asked again once there is an answer', async () => {
    const { id } = await aRequest(scene)
    await scene.api.dana.delete(`/bookings/${id}`)
    expect(await chaseAt('2026-03-04T09:00:00Z')).toEqual({ chased: 0, runOut: 0 })
    expect(await askedAbout(id)).toEqual([`approval-asked ${MARY}`])
  })
})

describe('a request that nobody answers', () => {
  it('runs out after five working days: the booking ends, the delegate is told, and the next is offered the place', async () => {
    const { id, date } = await aRequest(scene, { places: 1 })
    const course = await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [date.courseId])
    await scene.api.oona.post(`/courses/${course!.key}/waiting-list`)
    await chaseAt('2026-03-09T08:59:59Z')
    expect((await bookingOf(scene, id)).state).toBe('requested')
    expect(await chaseAt('2026-03-09T09:00:00Z')).toEqual({ chased: 0, runOut: 1 })
    expect(await bookingOf(scene, id)).toEqual({
      ...{ state: 'cancelled', by: 'agency', late: false, charges: 0 },
      reason: 'The line manager did not answer in time',
    })
    expect((await approvalOf(scene, id)).state).toBe('run-out')
    const told = (await mailsAbout(scene.app, `booking:${id}`)).at(-1)!
    expect(told.text).toContain('Mary Manager has not answered in time, so the place held for you on Safer Recruitment has been given up.')
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0, 1))
  })

  it('is ended, not chased, when the job was away for both', async () => {
    const { id } = await aRequest(scene)
    expect(await chaseAt('2026-03-12T09:00:00Z')).toEqual({ chased: 0, runOut: 1 })
    expect(await askedAbout(id)).toEqual([`approval-asked ${MARY}`])
  })

  it('is withdrawn where the organiser has cancelled the date', async () => {
    const { id, date } = await aRequest(scene)
    await scene.app.database.query('UPDATE occurrence SET cancelled_at = $2 WHERE id = $1', [date.id, MONDAY])
    expect(await chase()).toEqual({ chased: 0, runOut: 0 })
    expect((await approvalOf(scene, id)).state).toBe('withdrawn')
  })

  it('ends with the start of a course that was moved forward', async () => {
    const { id, date } = await aRequest(scene)
    await scene.app.database.query(`UPDATE occurrence SET starts_at = '2026-03-05T09:00:00Z' WHERE id = $1`, [date.id])
    await chaseAt('2026-03-05T09:00:00Z')
    expect((await bookingOf(scene, id)).state).toBe('cancelled')
  })
})

describe('two workers at once', () => {
  it('ask each manager again once', async () => {
    const { ids } = await aCrowdThatWaits(30)
    scene.app.clock.moveTo('2026-03-04T09:00:00Z')
    const done = await Promise.all([chase(), chase(beside), chase(), chase(beside)])
    expect(done.reduce((sum, one) => sum + one.chased, 0)).toBe(30)
    expect(await messagesOf('approval-chased', ids)).toBe(30)
  })

  it('end each request once, and every place is free', async () => {
    const { date, ids } = await aCrowdThatWaits(20)
    scene.app.clock.moveTo('2026-03-09T09:00:00Z')
    const done = await Promise.all([chase(), chase(beside), chase(), chase(beside)])
    expect(done.reduce((sum, one) => sum + one.runOut, 0)).toBe(20)
    expect(await messagesOf('booking-not-approved', ids)).toBe(20)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('and a manager who presses in that moment: one of both counts', async () => {
    const { ids } = await aCrowdThatWaits(8)
    const links = await Promise.all(ids.map(id => linkTo(scene, id)))
    const { AnswerAnApproval } = await import('../../../src/modules/bookings/approval/answer-an-approval.js')
    scene.app.clock.moveTo('2026-03-09T09:00:00Z')
    const justBefore = new Date('2026-03-09T08:59:59Z')
    const answers = scene.app.app.get(AnswerAnApproval)
    const press = (link: string) => answers.byLink(link.split('/').at(-1)!, { approve: true, reason: '' }, justBefore)
    const [answered] = await Promise.all([Promise.all(links.map(press)), chase(), chase(beside)])
    const approved = answered.filter(answer => 'state' in answer).length
    const booked = await scene.row(`SELECT count(*)::int AS n FROM booking WHERE id = ANY($1) AND state = 'booked'`, [ids])
    expect(booked).toEqual({ n: approved })
    expect((await messagesOf('booking-confirmed', ids)) + (await messagesOf('booking-not-approved', ids))).toBe(8)
  })
})

describe('a message that falls due later', () => {
  const holds = async (kind: string, subject: string, sequence = 1) =>
    (await scene.app.app.get(StillTrue).of([{ kind, subject, sequence }], scene.app.clock.now())).size === 1

  it.each(['approval-asked', 'approval-chased', 'approval-deputy-asked'])('%s holds only while the request is open', async kind => {
    const { id } = await aRequest(scene)
    expect(await holds(kind, `approval:${id}`)).toBe(true)
    expect(await holds(kind, `approval:${id}`, 2)).toBe(false)
    scene.app.clock.moveTo('2026-03-09T09:00:00Z')
    expect(await holds(kind, `approval:${id}`)).toBe(false)
    scene.app.clock.moveTo(MONDAY)
    await scene.api.dana.delete(`/bookings/${id}`)
    expect(await holds(kind, `approval:${id}`)).toBe(false)
  })

  it('booking-requested holds only while it waits', async () => {
    const { id } = await aRequest(scene)
    expect(await holds('booking-requested', `booking:${id}`)).toBe(true)
    await scene.api.dana.delete(`/bookings/${id}`)
    expect(await holds('booking-requested', `booking:${id}`)).toBe(false)
  })
})
