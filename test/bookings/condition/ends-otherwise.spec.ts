import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { SETTINGS, type Settings } from '../../../src/config/settings.js'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { aModule } from '../../support/builders/module.js'
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
    await changeAndConfirm(await scene.browser('ada'), date.id, toDay('2026-03-06'))
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

describe('of two courses', () => {
  const both = async () => {
    const first = await aCourse(scene.app.database, { title: 'First Steps', kind: 'e-learning', mode: 'e-learning' })
    await aModule(scene.app.database, first)
    return scene.kept({}, { requires: [scene.l1, first] })
  }

  it('one that is done is named no more, and one alone does not keep the place', async () => {
    const { made, person, date } = await both()
    await l1Done(person)
    expect([await keep(scene.app), await keep(scene.app, WARN)]).toEqual(['', '1 warned'])
    const warning = (await mailsAbout(scene.app, `booking:${made.id}`)).at(-1)!
    expect(warning.text).toContain('First Steps')
    expect(warning.text).not.toContain('/courses/neglect-l1')
    expect(await keep(scene.app, LET_GO)).toBe('1 let go')
    const page = await (await scene.browser('ada')).get(`/desk/occurrences/${date.id}/bookings`)
    expect(page.text).toContain('(Not completed by Friday 13 March 2026: First Steps)')
  })

  it('evidence of one does not wait for the other', async () => {
    const { made, browser } = await both()
    await handIn(await browser())
    expect([await keep(scene.app, WARN), await keep(scene.app, LET_GO)]).toEqual(['1 warned', '1 let go'])
    expect(await bookingOf(made.id)).toMatchObject({ state: 'let-go' })
  })
})

describe('mails that wait', () => {
  const waiting = async (id: string, kind: string) => {
    const messages = (await toldOf(scene.app, `booking:${id}`)).filter(one => one.kind === kind)
    return (await scene.app.app.get(StillTrue).of(messages, scene.app.clock.now())).size
  }

  it('a warning is not sent to who has done it meanwhile, or given the place up; nor “met” to who has', async () => {
    const [done, gone] = [await scene.kept(), await scene.kept()]
    await keep(scene.app, WARN)
    expect([await waiting(done.made.id, 'condition-warning'), await waiting(gone.made.id, 'condition-warning')]).toEqual([1, 1])
    await l1Done(done.person)
    await gone.api.delete(`/bookings/${gone.made.id}`)
    expect([await waiting(done.made.id, 'condition-warning'), await waiting(gone.made.id, 'condition-warning')]).toEqual([0, 0])
    await keep(scene.app)
    expect(await waiting(done.made.id, 'condition-met')).toBe(1)
    await done.api.delete(`/bookings/${done.made.id}`)
    expect(await waiting(done.made.id, 'condition-met')).toBe(0)
  })
})

it('a place above the limit that is let go goes to nobody: there was none', async () => {
  const { made, date } = await scene.kept({ places: 1 })
  await scene.api.dana.post(
    `/courses/${(await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [date.courseId]))!.key}/waiting-list`,
  )
  await scene.app.database.query('UPDATE occurrence SET booked = 2, overbooked = 1 WHERE id = $1', [date.id])
  expect([await keep(scene.app, WARN), await keep(scene.app, LET_GO)]).toEqual(['1 warned', '1 let go'])
  expect(await bookingOf(made.id)).toMatchObject({ state: 'let-go' })
  expect(await scene.row('SELECT booked, held, overbooked FROM occurrence WHERE id = $1', [date.id])).toEqual({
    ...{ booked: 1, held: 0, overbooked: 0 },
  })
})

it('what was promised is kept where the setting is another meanwhile', async () => {
  const settings = scene.app.app.get<Settings>(SETTINGS)
  const { made, date } = await scene.kept()
  const before = settings.conditionDays
  settings.conditionDays = before + 4
  try {
    const sessions = { 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00', 'sessions[0][day]': '2026-04-24' }
    await changeAndConfirm(await scene.browser('ada'), date.id, sessions)
    expect(await bookingOf(made.id)).toMatchObject({ state: 'open', until: '2026-04-17' })
    expect((await scene.kept({ startsAt: '2026-04-24 09:30', endsAt: '2026-04-24 16:00' })).made.condition!.until).toBe('2026-04-13')
  } finally {
    settings.conditionDays = before
  }
})
