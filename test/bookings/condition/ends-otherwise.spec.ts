import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { MONDAY } from '../../support/app.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { aPolicy } from '../../support/builders/policy.js'
import { mailsAbout } from '../../support/mailbox.js'
import { decide, handIn } from '../../elearning/evidence/desk.js'
import { cancelDate, changeAndConfirm, toldOf } from '../organiser.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { chargeOf } from '../terms.js'
import { conditionOf, forgetAll, keep, LET_GO, type PathScene, thePathScene, WARN } from './on-condition.js'

let scene: PathScene
beforeAll(async () => {
  scene = await thePathScene()
})
afterAll(() => scene.app.stop())
afterEach(async () => {
  await forgetAll(scene)
  scene.app.clock.moveTo(MONDAY)
})

const l1Done = (person: { id: string }, more: object = {}) =>
  aRecord(scene.app.database, { person, course: scene.l1, completedOn: '2026-03-02', ...more })
const bookingOf = (id: string) => conditionOf(scene, id)

describe('evidence from elsewhere', () => {
  it.each<[string, Record<string, string>, string, string]>([
    ['accepted, the place stands', { decision: 'accept', counts: 'usual' }, '1 met', 'booked'],
    ['refused, it is let go', { decision: 'refuse', reason: 'The name on it is another.' }, '1 let go', 'cancelled'],
  ])('is waited for as long as nobody has decided on it; %s', async (_what, decision, words, booking) => {
    const { made, browser } = await scene.kept()
    const evidence = await handIn(await browser())
    expect([await keep(scene.app, WARN), await keep(scene.app, LET_GO), await keep(scene.app, '2026-03-17T12:00:00Z')]).toEqual([
      '1 warned',
      '',
      '',
    ])
    expect(await bookingOf(made.id)).toMatchObject({ state: 'open', booking: 'booked' })
    await decide(await scene.browser('ada'), `/desk/evidence/${evidence}`, decision)
    expect(await keep(scene.app)).toBe(words)
    expect(await bookingOf(made.id)).toMatchObject({ booking })
  })
})

describe('with a line manager’s approval', () => {
  it('what is met tells that the place waits for the manager alone; what is not lets the request go', async () => {
    const [met, late] = [await scene.kept({}, { needsApproval: true }), await scene.kept({}, { needsApproval: true })]
    await l1Done(met.person)
    expect(await keep(scene.app)).toBe('1 met')
    expect((await mailsAbout(scene.app, `booking:${met.made.id}`)).at(-1)!.text).toContain(
      'It still waits for your line manager’s approval',
    )
    // The manager is asked anew by the business unit, so that the request outlasts the condition.
    await scene.app.database.query(`UPDATE approval SET runs_out_at = '2026-03-19' WHERE booking_id = $1`, [late.made.id])
    expect([await keep(scene.app, WARN), await keep(scene.app, LET_GO)]).toEqual(['1 warned', '1 let go'])
    expect(await scene.row('SELECT state FROM approval WHERE booking_id = $1', [late.made.id])).toEqual({ state: 'withdrawn' })
    expect(await placesOf(scene.app.database, late.date.id)).toMatchObject(sound(0))
  })
})

describe('what ends otherwise', () => {
  it('cancelled by the person: free of charge while the condition is not met, however late by the terms', async () => {
    const policy = await aPolicy(scene.app.database)
    const { made, api, date, browser } = await scene.kept({}, { policyId: policy.id })
    scene.app.clock.moveTo('2026-03-19T20:00:00Z')
    const page = await (await browser()).get(`/bookings/${made.id}/cancel`)
    expect(page.text).toContain('The place is kept on a condition that is not met yet, so cancelling it is free of charge.')
    expect(page.text).not.toContain('Free of charge until')
    expect((await api.delete(`/bookings/${made.id}`)).body).toEqual({ state: 'cancelled', late: false, chargePence: 0 })
    expect(await chargeOf(scene, made.id)).toBeUndefined()
    await keep(scene.app)
    expect(await bookingOf(made.id)).toMatchObject({ state: 'over', booking: 'cancelled', by: 'delegate' })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('cancelled once it is met, the terms hold', async () => {
    const policy = await aPolicy(scene.app.database)
    const { api, made, person } = await scene.kept({}, { policyId: policy.id })
    await l1Done(person)
    scene.app.clock.moveTo('2026-03-19T20:00:00Z')
    expect((await api.delete(`/bookings/${made.id}`)).body).toMatchObject({ late: true })
  })

  it('a colleague sent instead must have done it: their place hangs on nothing', async () => {
    const { made, browser } = await scene.kept()
    const [visitor, other] = [await browser(), await scene.learner({ email: 'new-here@example.org' })]
    await visitor.get(`/bookings/${made.id}/send-a-colleague`)
    expect((await visitor.post(`/bookings/${made.id}/substitution`, { email: other.person.email })).text).toContain(
      'This colleague first needs: Child Neglect Awareness - Level 1.',
    )
    await visitor.post(`/bookings/${made.id}/substitution`, { email: 'cole@example.org' })
    await keep(scene.app)
    expect(await bookingOf(made.id)).toMatchObject({ state: 'over', booking: 'cancelled' })
    expect(
      await scene.row(`SELECT b.id FROM booking b JOIN booking_condition k ON k.booking_id = b.id WHERE b.person_id = $1`, [
        scene.people.cole.id,
      ]),
    ).toBeUndefined()
  })

  it('a date that the organiser cancels takes its conditions with it', async () => {
    const { made, date } = await scene.kept()
    await cancelDate(await scene.browser('ada'), date.id)
    for (const at of [WARN, LET_GO]) expect(await keep(scene.app, at)).toBe('')
    expect(await bookingOf(made.id)).toMatchObject({ state: 'over', by: 'organiser' })
  })
})

describe('a date that the organiser moves', () => {
  const toDay = (day: string) => ({ 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00', 'sessions[0][day]': day })

  it('takes the limit along: another warning for another day, and the old one is not sent', async () => {
    const { made, date } = await scene.kept()
    await keep(scene.app, WARN)
    const [warning] = (await toldOf(scene.app, `booking:${made.id}`)).filter(({ kind }) => kind === 'condition-warning')
    const still = async () => (await scene.app.app.get(StillTrue).of([warning!], scene.app.clock.now())).size
    expect(await still()).toBe(1)
    const asked = await changeAndConfirm(await scene.browser('ada'), date.id, toDay('2026-04-24'))
    expect(asked.status).toBe(200)
    expect(await conditionOf(scene, made.id)).toMatchObject({ state: 'open', until: '2026-04-17', warned: false })
    expect(await still()).toBe(0)
    expect((await mailsAbout(scene.app, `booking:${made.id}`)).at(-1)!.text).toContain(
      'With the new date, complete this by Friday 17 April 2026:',
    )
    expect(await keep(scene.app, LET_GO)).toBe('')
    expect([await keep(scene.app, '2026-04-14T07:30:00Z'), await keep(scene.app, '2026-04-18T07:30:00Z')]).toEqual(['1 warned', '1 let go'])
  })

  it('so near that no warning could come first leaves the place standing, and says so', async () => {
    const { made, date } = await scene.kept()
    scene.app.clock.moveTo('2026-03-05T09:00:00Z')
    await changeAndConfirm(await scene.browser('ada'), date.id, toDay('2026-03-08'))
    expect(await conditionOf(scene, made.id)).toMatchObject({ state: 'over', booking: 'booked' })
    expect((await mailsAbout(scene.app, `booking:${made.id}`)).at(-1)!.text).toContain('so your place stands without it')
  })

  it('to after the record’s last day takes nothing from who had met it', async () => {
    const { made, date, person } = await scene.kept()
    await l1Done(person, { validUntil: '2026-03-30' })
    await changeAndConfirm(await scene.browser('ada'), date.id, toDay('2026-04-24'))
    expect(await conditionOf(scene, made.id)).toMatchObject({ state: 'met', booking: 'booked' })
  })
})
