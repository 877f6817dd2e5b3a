import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { ConditionsWriter } from '../../../src/modules/bookings/condition/conditions.writer.js'
import { SettleConditions } from '../../../src/modules/bookings/condition/settle-conditions.js'
import { EnrolmentProgress } from '../../../src/modules/elearning/enrolment-progress.js'
import { RecordsWriter } from '../../../src/modules/records/records.writer.js'
import { Transaction } from '../../../src/database/transaction.js'
import { MONDAY, startBeside, type TestApp } from '../../support/app.js'
import { aPolicy } from '../../support/builders/policy.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { mailsAbout } from '../../support/mailbox.js'
import { answerTo, enrolmentsOf, readAll } from '../../elearning/learner.js'
import { chargeOf } from '../terms.js'
import { entries, toldOf } from '../organiser.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { conditionOf, forgetAll, keep, kindsAbout, LET_GO, type PathScene, thePathScene, WARN } from './on-condition.js'

let scene: PathScene
let beside: TestApp

beforeAll(async () => {
  scene = await thePathScene()
  beside = await startBeside(scene.app)
})
afterAll(async () => {
  await beside.stop()
  await scene.app.stop()
})
afterEach(async () => {
  await forgetAll(scene)
  scene.app.clock.moveTo(MONDAY)
})

const l1Done = (person: { id: string }, more: object = {}) =>
  aRecord(scene.app.database, { person, course: scene.l1, completedOn: '2026-03-02', ...more })
const bookingOf = (id: string) => conditionOf(scene, id)

describe('what is not done', () => {
  it('is warned of once, let go on the morning after the last day, without charge, and the place goes to whoever waits', async () => {
    const policy = await aPolicy(scene.app.database)
    const { made, date, person, api } = await scene.kept({ places: 1 }, { policyId: policy.id })
    await scene.api.dana.post(
      `/courses/${(await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [date.courseId]))!.key}/waiting-list`,
    )
    expect(await keep(scene.app, '2026-03-10T08:29:00Z')).toBe('')
    expect(await keep(scene.app, WARN)).toBe('1 warned')
    expect(await keep(scene.app)).toBe('')
    expect(await keep(scene.app, '2026-03-14T08:29:00Z')).toBe('')
    expect(await keep(scene.app, LET_GO)).toBe('1 let go')
    expect(await keep(scene.app)).toBe('')
    expect(await conditionOf(scene, made.id)).toMatchObject({ state: 'let-go', booking: 'cancelled', by: 'condition', late: false })
    expect(await chargeOf(scene, made.id)).toBeUndefined()
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0, 1))
    expect(
      (await scene.api.dana.get<{ items: { offer: object | null }[] }>('/me/waiting-list')).body.items.some(({ offer }) => offer),
    ).toBe(true)

    const mails = await mailsAbout(scene.app, `booking:${made.id}`)
    expect(mails.map(({ kind }) => kind)).toEqual(['booking-confirmed', 'condition-warning', 'condition-let-go'])
    expect(mails[1]!.text).toMatch(
      /still to be completed by the end of Friday 13 March 2026:\s+Child Neglect Awareness - Level 1: \S+\/courses\/neglect-l1/,
    )
    expect(mails[2]!.text).toMatch(
      /has been let go\.[\s\S]*not on your record:\s+Child Neglect Awareness - Level 1[\s\S]*no charge[\s\S]*You are welcome back: complete it, then book/,
    )
    expect(entries(await toldOf(scene.app, `booking:${made.id}`)).at(-1)).toBe('condition-let-go: CANCEL 1 #1')

    const page = await (await scene.browser('ada')).get(`/desk/occurrences/${date.id}/bookings`)
    expect(page.text).toContain('(Not completed by Friday 13 March 2026: Child Neglect Awareness - Level 1)')
    // Done late after all, the way back is open: on another date of the course, or this one while it has places.
    await l1Done(person)
    const back = await api.post(`/occurrences/${date.id}/bookings`)
    expect(back.body).toMatchObject({ code: 'full' })
  })

  it('counts in the figures as a cancellation in time, by nobody', async () => {
    const { date } = await scene.kept({ startsAt: '2026-08-14 09:30', endsAt: '2026-08-14 16:00' })
    expect([await keep(scene.app, '2026-08-04T07:30:00Z'), await keep(scene.app, '2026-08-08T07:30:00Z')]).toEqual(['1 warned', '1 let go'])
    scene.app.clock.moveTo('2026-08-15T09:00:00Z')
    await scene.app.database.query('UPDATE occurrence SET register_closed_at = ends_at WHERE id = $1', [date.id])
    const page = await (await scene.browser('ada')).get('/reports?from=2026-08-14&to=2026-08-14')
    expect(page.text).toContain('1 in time, 0 late, 0 by the organiser')
  })

  it('is told first, however late: when nobody ran the job, a whole day is left after the warning', async () => {
    const { made } = await scene.kept()
    expect(await keep(scene.app, '2026-03-15T23:00:00Z')).toBe('')
    expect(await keep(scene.app, '2026-03-16T09:00:00Z')).toBe('1 warned')
    expect(await conditionOf(scene, made.id)).toMatchObject({ until: '2026-03-17', warned: true })
    expect((await mailsAbout(scene.app, `booking:${made.id}`)).at(-1)!.text).toContain('by the end of Tuesday 17 March 2026')
    expect(await keep(scene.app, '2026-03-17T19:00:00Z')).toBe('')
    expect(await keep(scene.app, '2026-03-18T08:30:00Z')).toBe('1 let go')
  })

  it('stands when not even that was possible', async () => {
    const { made } = await scene.kept()
    expect(await keep(scene.app, '2026-03-18T09:00:00Z')).toBe('')
    expect(await conditionOf(scene, made.id)).toMatchObject({ state: 'over', booking: 'booked' })
  })

  it.each([
    ['forward', '2026-04-05 09:30', '2026-03-26T08:30:00Z', '2026-03-30T07:30:00Z'],
    ['back', '2026-11-01 09:30', '2026-10-22T07:30:00Z', '2026-10-26T08:30:00Z'],
  ])('is warned of and let go at half past eight in London when the clocks go %s in between', async (_way, startsAt, warns, letsGo) => {
    await scene.kept({ startsAt, endsAt: startsAt.replace('09:30', '16:00') })
    const minuteBefore = (at: string) => new Date(Date.parse(at) - 60_000).toISOString()
    expect([await keep(scene.app, minuteBefore(warns)), await keep(scene.app, warns)]).toEqual(['', '1 warned'])
    expect([await keep(scene.app, minuteBefore(letsGo)), await keep(scene.app, letsGo)]).toEqual(['', '1 let go'])
  })

  it('two workers at once warn once and let go once', async () => {
    const { made, date } = await scene.kept()
    for (const at of [WARN, LET_GO]) {
      scene.app.clock.moveTo(at)
      const words = await Promise.all([scene.app, beside, scene.app, beside].map(app => keep(app)))
      expect(words.filter(Boolean)).toHaveLength(1)
    }
    expect(await kindsAbout(scene.app, made.id)).toEqual(['booking-confirmed', 'condition-warning', 'condition-let-go'])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })
})

describe('what is done', () => {
  it('by taking the module stands at once on the pages, and is told', async () => {
    const { made, person, browser } = await scene.kept()
    const visitor = await browser()
    const [{ id }] = (await enrolmentsOf(scene.app.database, person)) as [{ id: string }]
    await readAll(visitor, id, 6)
    await visitor.get(`/learning/${id}/quiz`)
    let seen = await visitor.post(`/learning/${id}/quiz`)
    for (let i = 1; i <= 4; i++) {
      if (i > 1) seen = await visitor.get(`/learning/${id}/quiz/${i}`)
      await visitor.post(`/learning/${id}/quiz/${i}`, answerTo(seen.html, true))
    }
    expect((await visitor.get(`/bookings/${made.id}`)).text).toContain('Condition Met: your place stands')
    expect((await visitor.get('/my-learning')).text).not.toContain('Kept on condition')
    expect(await keep(scene.app)).toBe('1 met')
    expect((await mailsAbout(scene.app, `booking:${made.id}`)).at(-1)).toMatchObject({ kind: 'condition-met' })
    for (const at of [WARN, LET_GO]) expect(await keep(scene.app, at)).toBe('')
    expect(await bookingOf(made.id)).toEqual(expect.objectContaining({ state: 'met', booking: 'booked' }))
  })

  it.each([
    ['evidence from elsewhere that is accepted counts as well', { how: 'evidence' as const }, '1 met'],
    ['a record that counts on the very day', { validUntil: '2026-03-20' }, '1 met'],
    ['but not one that ends the day before it', { validUntil: '2026-03-19' }, ''],
  ])('%s', async (_what, record, words) => {
    const { person } = await scene.kept()
    await l1Done(person, record)
    expect(await keep(scene.app)).toBe(words)
  })

  it('in the night after the last day still counts: nothing was let go yet', async () => {
    const { person } = await scene.kept()
    await keep(scene.app, WARN)
    scene.app.clock.moveTo('2026-03-14T08:00:00Z')
    await l1Done(person)
    expect(await keep(scene.app, LET_GO)).toBe('1 met')
  })

  it('in the same moment as letting go has one outcome, whoever is first', async () => {
    const outcomes = new Set<string>()
    for (let round = 0; round < 12; round++) {
      scene.app.clock.moveTo(MONDAY)
      const { made, person, date } = await scene.kept()
      await keep(scene.app, WARN)
      scene.app.clock.moveTo(LET_GO)
      const [{ id }] = (await enrolmentsOf(scene.app.database, person)) as [{ id: string }]
      const complete = () =>
        beside.app.get(Transaction).run(async tx => {
          const progress = beside.app.get(EnrolmentProgress)
          const enrolment = await progress.lock(tx, id, person.id)
          await progress.record(tx, enrolment!, { completed: true }, scene.app.clock.now())
          // Written and not committed yet: letting go has to wait for it.
          if (round % 3 === 0) await new Promise(resolve => setTimeout(resolve, 40))
        })
      const wait = new Promise(resolve => setTimeout(resolve, round % 3 === 0 ? 15 : (round % 4) * 3))
      const [, words] = await Promise.all([complete(), wait.then(() => keep(scene.app))])
      const { state, booking } = await bookingOf(made.id)
      expect(['met booked 1 met', 'let-go cancelled 1 let go']).toContain(`${String(state)} ${String(booking)} ${words}`)
      if (round % 3 === 0) expect(state).toBe('met')
      expect((await kindsAbout(scene.app, made.id)).slice(2)).toEqual([state === 'met' ? 'condition-met' : 'condition-let-go'])
      expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(state === 'met' ? 1 : 0))
      outcomes.add(String(state))
    }
    expect(outcomes.has('met')).toBe(true)
  })

  it('written while the place is being let go waits for that: the record is there, the place is not', async () => {
    const { made, person } = await scene.kept()
    await keep(scene.app, WARN)
    scene.app.clock.moveTo(LET_GO)
    const learned = {
      source: null,
      personId: person.id,
      courseId: scene.l1.id,
      completedOn: '2026-03-14',
      how: 'evidence' as const,
      recordedById: null,
    }
    let written = false
    let late: Promise<void> | undefined
    await scene.app.app.get(Transaction).run(async tx => {
      expect(await scene.app.app.get(SettleConditions).settle(tx, made.id, scene.app.clock.now())).toBe('let-go')
      const write = beside.app.get(Transaction).run(other => beside.app.get(RecordsWriter).write(other, [learned], scene.app.clock.now()))
      late = write.then(() => void (written = true))
      await new Promise(resolve => setTimeout(resolve, 100))
      expect(written).toBe(false)
    })
    await late
    expect(written).toBe(true)
    expect(await bookingOf(made.id)).toMatchObject({ state: 'let-go', booking: 'cancelled' })
    expect(await keep(scene.app)).toBe('')
  })
})

describe('the job', () => {
  it('does so many at most, the longest due first, and nothing once it is told to stop', async () => {
    const later = await scene.kept({ startsAt: '2026-03-21 09:30', endsAt: '2026-03-21 16:00' })
    const sooner = await scene.kept()
    scene.app.clock.moveTo('2026-03-11T09:00:00Z')
    const conditions = scene.app.app.get(ConditionsWriter)
    const stopped = new AbortController()
    stopped.abort()
    const none = { met: 0, warn: 0, 'let-go': 0, over: 0, stands: 0 }
    expect(await conditions.run(scene.app.clock.now(), 10, stopped.signal)).toEqual(none)
    expect(await conditions.run(scene.app.clock.now(), 1)).toEqual({ ...none, warn: 1 })
    expect([(await bookingOf(sooner.made.id)).warned, (await bookingOf(later.made.id)).warned]).toEqual([true, false])
  })

  it('is not held up by one that cannot be settled, which is done at the next look', async () => {
    const [broken, well] = [await scene.kept(), await scene.kept()]
    await scene.app.database.query(
      `CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
       CREATE TRIGGER break_one BEFORE UPDATE ON booking_condition FOR EACH ROW WHEN (OLD.booking_id = '${broken.made.id}') EXECUTE FUNCTION break_one()`,
    )
    try {
      expect(await keep(scene.app, WARN)).toBe('1 warned')
      expect((await bookingOf(well.made.id)).warned).toBe(true)
      expect((await mailsAbout(scene.app, `booking:${broken.made.id}`)).map(({ kind }) => kind)).toEqual(['booking-confirmed'])
    } finally {
      await scene.app.database.query('DROP TRIGGER break_one ON booking_condition; DROP FUNCTION break_one()')
    }
    expect(await keep(scene.app)).toBe('1 warned')
    expect(await bookingOf(broken.made.id)).toMatchObject({ state: 'open', warned: true })
  })
})
