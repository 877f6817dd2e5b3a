import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aBooking } from '../../support/builders/booking.js'
import { aTrainerRow } from '../../support/builders/trainer.js'
import { mailsAbout } from '../../support/mailbox.js'
import { Visitor } from '../../support/visitor.js'
import { CloseTheRegister } from '../../../src/modules/register/close-the-register.js'
import { ReopenTheRegister } from '../../../src/modules/register/reopen-the-register.js'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import type { Who } from '../../../src/web/access.js'
import { theScene, type Scene } from '../scene.js'
import { approvalOf, aRequest, bookingOf, MARY } from './asked.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
afterEach(async () => {
  await wants()
  scene.app.clock.moveTo(MONDAY)
})

/** What Dana's and Cole's school wants its line managers told. */
const wants = (...copies: string[]) =>
  scene.app.database.query('UPDATE agency SET copies = $2 WHERE id = $1', [scene.people.dana.agencyId, copies])
const copiesAbout = async (id: string) => (await mailsAbout(scene.app, `booking:${id}`)).filter(({ kind }) => kind.startsWith('copy-'))
const aDate = async (change: object = {}) =>
  anOccurrence(scene.app.database, { course: await aCourse(scene.app.database, { title: 'Safer Recruitment' }), ...change })
async function booked(change: object = {}, body: object = {}) {
  const answer = await scene.api.dana.post<{ id: string }>(`/occurrences/${(await aDate(change)).id}/bookings`, body)
  return answer.body.id
}

describe('of a confirmation', () => {
  it('one short mail goes to the manager: who, what, when, and nothing else', async () => {
    await wants('confirmation')
    const id = await booked({}, { access: 'A hearing loop' })
    const [copy, ...more] = await copiesAbout(id)
    expect(more).toEqual([])
    expect(copy).toMatchObject({ kind: 'copy-confirmed', to: MARY, subject: 'Dana Delegate has a place on Safer Recruitment', link: '' })
    expect(copy!.text).toContain('When: Tuesday 10 March 2026')
    expect(copy!.text).not.toMatch(/hearing|GT-/)
  })

  it.each([[[]], [['cancellation', 'no-show']]])('none where the agency wants %j', async copies => {
    await wants(...copies)
    expect(await copiesAbout(await booked())).toEqual([])
  })

  it('none for people of other agencies', async () => {
    await wants('confirmation')
    const { body } = await scene.api.oona.post<{ id: string }>(`/occurrences/${(await aDate()).id}/bookings`)
    expect(await copiesAbout(body.id)).toEqual([])
  })

  it('none to a manager who has just approved, but one where somebody else did', async () => {
    await wants('confirmation')
    const { id, link } = await aRequest(scene)
    expect(await copiesAbout(id)).toEqual([])
    const manager = new Visitor(scene.app.url)
    await manager.get(link)
    await manager.post(`${link}/approval`)
    expect(await bookingOf(scene, id)).toMatchObject({ state: 'booked' })
    expect(await copiesAbout(id)).toEqual([])
    const other = await aRequest(scene)
    const ada = await scene.browser('ada')
    await ada.get(`/desk/bookings/${other.id}/approval`)
    await ada.post(`/desk/bookings/${other.id}/approval`, { answer: 'approve', reason: 'The deputy rang' })
    expect(await copiesAbout(other.id)).toMatchObject([{ kind: 'copy-confirmed', to: MARY }])
  })
})

describe('of a cancellation', () => {
  it('one mail goes to the manager of a booking that was confirmed; none of one that nobody had approved', async () => {
    await wants('cancellation')
    const id = await booked()
    await scene.api.dana.delete(`/bookings/${id}`)
    expect(await copiesAbout(id)).toMatchObject([{ kind: 'copy-cancelled', to: MARY }])
    const request = await aRequest(scene)
    await scene.api.dana.delete(`/bookings/${request.id}`)
    expect(await copiesAbout(request.id)).toEqual([])
  })

  it('a colleague sent instead is one cancellation and one confirmation', async () => {
    await wants('confirmation', 'cancellation')
    const date = await aDate()
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    const dana = await scene.browser('dana')
    await dana.get(`/bookings/${body.id}/send-a-colleague`)
    await dana.post(`/bookings/${body.id}/substitution`, { email: 'cole@example.org' })
    const theirs = await scene.row<{ id: string }>(`SELECT id FROM booking WHERE occurrence_id = $1 AND state = 'booked'`, [date.id])
    expect((await copiesAbout(body.id)).map(({ kind }) => kind)).toEqual(['copy-confirmed', 'copy-cancelled'])
    expect((await copiesAbout(theirs!.id)).map(({ kind }) => kind)).toEqual(['copy-confirmed'])
  })
})

describe('when the organiser cancels the date', () => {
  it('the managers of those who were booked are told, and what was asked of others is withdrawn', async () => {
    await wants('cancellation')
    const waiting = await aRequest(scene)
    const cole = await scene.api.cole.post<{ id: string }>(`/occurrences/${waiting.date.id}/bookings`)
    const ada = await scene.browser('ada')
    await ada.get(`/desk/bookings/${cole.body.id}/approval`)
    await ada.post(`/desk/bookings/${cole.body.id}/approval`, { answer: 'approve', reason: 'He rang' })
    const path = `/desk/occurrences/${waiting.date.id}`
    await ada.get(`${path}/cancel`)
    await ada.post(`${path}/cancellation`, { reason: 'The trainer is ill' })
    expect(await bookingOf(scene, waiting.id)).toMatchObject({ state: 'cancelled', by: 'organiser' })
    expect((await approvalOf(scene, waiting.id)).state).toBe('withdrawn')
    expect(await copiesAbout(waiting.id)).toEqual([])
    expect(await copiesAbout(cole.body.id)).toMatchObject([{ kind: 'copy-cancelled', to: MARY }])
  })
})

describe('when the register closes', () => {
  const ada = (): Who => ({ ...scene.people.ada, agencyId: scene.people.ada.agencyId })
  let trainer: { id: string } | undefined
  /** Dana did not come and Cole did, to a course that is over. */
  async function held(change: object = {}) {
    trainer ??= await aTrainerRow(scene.app.database, { person: scene.people.tara })
    const date = await aDate({ startsAt: '2026-03-02 08:00', trainers: [trainer], ...change })
    const dana = await aBooking(scene.app.database, { person: scene.people.dana, occurrence: date })
    const cole = await aBooking(scene.app.database, { person: scene.people.cole, occurrence: date })
    const marks = [
      { bookingId: dana.id, session: 1, mark: 'absent' },
      { bookingId: cole.id, session: 1, mark: 'present' },
    ]
    expect((await scene.api.ada.put(`/occurrences/${date.id}/register`, marks)).status).toBe(200)
    return { date, dana, cole }
  }
  const close = (date: { id: string }) => scene.app.app.get(CloseTheRegister).run(ada(), date.id, scene.app.clock.now())

  it('the manager of who did not come is told, once, however often it is closed', async () => {
    await wants('no-show')
    const { date, dana, cole } = await held()
    await close(date)
    expect(await copiesAbout(dana.id)).toMatchObject([{ kind: 'copy-no-show', to: MARY }])
    expect(await copiesAbout(cole.id)).toEqual([])
    await scene.app.app.get(ReopenTheRegister).run(ada(), date.id, 'A mark was wrong', scene.app.clock.now())
    const due = [{ kind: 'copy-no-show', sequence: 0, subject: `booking:${dana.id}` }]
    expect((await scene.app.app.get(StillTrue).of(due, scene.app.clock.now())).size).toBe(0)
    await close(date)
    expect(await copiesAbout(dana.id)).toHaveLength(1)
    expect((await scene.app.app.get(StillTrue).of(due, scene.app.clock.now())).size).toBe(1)
  })

  it('nobody is told where the agency does not want it', async () => {
    await wants('confirmation')
    const { date, dana } = await held()
    await close(date)
    expect(await copiesAbout(dana.id)).toEqual([])
  })

  it('a request that is still open is on no register, and ends', async () => {
    const { date } = await held()
    const waiting = await aRequest(scene, {}, {}, scene.api.oona)
    await scene.app.database.query('UPDATE booking SET occurrence_id = $2, course_id = $3 WHERE id = $1', [
      waiting.id,
      date.id,
      date.courseId,
    ])
    await scene.app.database.query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [date.id])
    const tara = await scene.browser('tara')
    expect((await tara.get(`/occurrences/${date.id}/register`)).text).not.toContain('Oona Outsider')
    expect(await close(date)).toMatchObject({ booked: 2, noShows: 1, present: 1 })
    expect(await bookingOf(scene, waiting.id)).toMatchObject({ state: 'cancelled', by: 'agency', charges: 0 })
    expect(await scene.row('SELECT booked FROM occurrence WHERE id = $1', [date.id])).toEqual({ booked: 0 })
  })

  it('who came though nobody had answered is a walk-in', async () => {
    const { date } = await held()
    const waiting = await aRequest(scene, {}, {}, scene.api.oona)
    await scene.app.database.query('UPDATE booking SET occurrence_id = $2, course_id = $3 WHERE id = $1', [
      waiting.id,
      date.id,
      date.courseId,
    ])
    await scene.app.database.query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [date.id])
    const marks = [{ personId: scene.people.oona.id, session: 1, mark: 'present' }]
    expect((await scene.api.ada.put(`/occurrences/${date.id}/register`, marks)).status).toBe(200)
    expect((await bookingOf(scene, waiting.id)).state).toBe('cancelled')
    const walkIn = await scene.row(`SELECT walk_in FROM booking WHERE occurrence_id = $1 AND person_id = $2 AND state = 'booked'`, [
      ...[date.id, scene.people.oona.id],
    ])
    expect(walkIn).toEqual({ walk_in: true })
  })
})
