import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { EvaluationReader } from '../../../src/modules/evaluation/evaluation.reader.js'
import { startApp, type TestApp } from '../../support/app.js'
import { anInvitation } from '../../support/builders/evaluation.js'
import { moment } from '../../support/builders/occurrence.js'
import { aRun, comesTo, type Run } from './a-course.js'
import { asked, invitations, sweep } from './life.js'

let app: TestApp
let run: Run

const at = async (time: string): Promise<void> => {
  app.clock.moveTo(moment(time))
  await sweep(app)
}
const settings = (stages: string, gates: string) =>
  app.database.query(`INSERT INTO course_evaluation (course_id, stages, gate_joining, gate_certificate) VALUES ($1, $2, ${gates})`, [
    run.course.id,
    stages,
  ])
const anna = () => run.bookings.Anna!

beforeAll(async () => {
  app = await startApp(moment('2026-01-05 12:00'))
  await sweep(app)
})
afterAll(() => app.stop())

/** Anna is booked since January for Tuesday 10 March 2026, and nothing else is there. */
beforeEach(async () => {
  await app.database.query('DELETE FROM booking; DELETE FROM message')
  app.clock.moveTo(moment('2026-02-10 12:00'))
  run = await aRun(app, ['Anna'], { startsAt: '2026-03-10 09:30', endsAt: '2026-03-10 16:00', bookedAt: '2026-02-10 10:00' })
  await sweep(app)
})

describe('whoever was there before the product began to ask', () => {
  it('is not asked: a year of history brings no mail, however often the job runs', async () => {
    app.clock.moveTo(moment('2026-01-06 12:00'))
    const before = await aRun(app, ['Edna'], { startsAt: '2026-01-05 09:00', endsAt: '2026-01-05 11:59' })
    await comesTo(app, before.bookings.Edna!, 'attended')
    const after = await aRun(app, ['Fred'], { startsAt: '2026-01-05 09:00', endsAt: '2026-01-05 12:01' })
    await comesTo(app, after.bookings.Fred!, 'attended')
    await sweep(app)
    expect(await invitations(app, before.bookings.Edna!.id)).toEqual([])
    expect(await asked(app, after.people.Fred!)).toEqual(['after 0: 2026-01-06 12:00'])
  })
})

describe('what the certificate waits for', () => {
  const wanted = async () => [...(await app.app.get(EvaluationReader).stagesWanted([anna().id]))]

  it('is the answer after the course, until it is sent', async () => {
    await comesTo(app, anna(), 'attended')
    expect(await wanted()).toEqual([[anna().id, ['post']]])
    await at('2026-03-10 16:00')
    expect(await wanted()).toEqual([[anna().id, ['post']]])
    await app.database.query(`UPDATE evaluation_invitation SET state = 'answered' WHERE booking_id = $1 AND stage = 'post'`, [anna().id])
    expect(await wanted()).toEqual([])
  })

  it.each([
    ['the course does not demand it', '{pre,post}', 'false, false'],
    ['it is not asked', '{pre}', 'false, true'],
  ])('is nothing where %s', async (_, stages, more) => {
    await settings(stages, more)
    expect(await wanted()).toEqual([])
  })

  it('is nothing of the years before, unless they were asked', async () => {
    const before = await aRun(app, ['Edna'], { startsAt: '2025-11-05 09:00', endsAt: '2025-11-05 12:00' })
    await comesTo(app, before.bookings.Edna!, 'attended')
    const of = () => app.app.get(EvaluationReader).stagesWanted([before.bookings.Edna!.id])
    expect((await of()).size).toBe(0)
    await anInvitation(app.database, { booking: before.bookings.Edna!, stage: 'post' })
    expect((await of()).size).toBe(1)
  })
})
