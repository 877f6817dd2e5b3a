import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ComingWriter } from '../../../src/modules/bookings/coming/coming.writer.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aForm } from '../../support/builders/evaluation.js'
import { aBooking } from '../../support/builders/booking.js'
import { moment } from '../../support/builders/occurrence.js'
import { aDelegate } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { aRun, type Run } from './a-course.js'
import { sweep } from './life.js'
import { NotificationsReader } from '../../../src/modules/notifications/notifications.reader.js'

let app: TestApp
let run: Run
let dana: Visitor
let booking: { id: string }

const told = async (): Promise<string[]> =>
  (
    await app.database.query<{ email: string }[]>(`SELECT to_email AS email FROM message WHERE kind = 'joining-details' ORDER BY to_email`)
  ).map(({ email }) => email)
const at = async (time: string): Promise<void> => {
  app.clock.moveTo(moment(time))
  await app.app.get(ComingWriter).sendJoiningDetails(app.clock.now())
  await sweep(app)
}

beforeAll(async () => {
  app = await startApp(moment('2026-01-05 12:00'))
  await sweep(app)
  await aDelegate(app.database)
})
afterAll(() => app.stop())

/** Dana and Beth are booked for 10 March; the joining details of their course wait for the answers before it. */
beforeEach(async () => {
  await app.database.query('DELETE FROM booking; DELETE FROM message')
  app.clock.moveTo(moment('2026-02-10 12:00'))
  run = await aRun(app, ['Beth'], { startsAt: '2026-03-10 09:30', endsAt: '2026-03-10 16:00', bookedAt: '2026-02-10 10:00' })
  const [person] = await app.database.query<[{ id: string; agencyId: string }]>(
    `SELECT id, agency_id AS "agencyId" FROM person WHERE email = 'dana@example.org'`,
  )
  booking = await aBooking(app.database, { person, occurrence: run.occurrence, bookedAt: moment('2026-02-10 10:00') })
  await app.database.query(`UPDATE occurrence SET joining_details = 'Park behind the hall.' WHERE id = $1`, [run.occurrence.id])
  await app.database.query(
    `INSERT INTO course_evaluation (course_id, stages, gate_joining, gate_certificate) VALUES ($1, '{pre,post}', true, false)`,
    [run.course.id],
  )
  await aForm(app.database, { stage: 'pre' })
  await sweep(app)
  dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
})

const link = async (): Promise<string> => {
  const [row] = await app.database.query<[{ nonce: string }]>(
    `SELECT link_nonce AS nonce FROM evaluation_invitation WHERE booking_id = $1`,
    [booking.id],
  )
  return `/evaluations/${app.app.get(NotificationsReader).linkSecret(row.nonce)}`
}
const answer = async (visitor: Visitor) => {
  const path = await link()
  await visitor.get(path)
  return visitor.post(path, { wants: 'send', 'q-know': '3', 'q-sure': '4' })
}

describe('joining details that wait for an answer', () => {
  it('do not go out before it, the pages say why, and go out at once when it is sent', async () => {
    await at('2026-03-05 08:30')
    expect(await told()).toEqual([])
    const page = await dana.get(`/bookings/${booking.id}`)
    expect(page.text).toContain('They come as soon as you have answered a few questions')
    expect(page.text).not.toContain('Park behind the hall.')
    expect((await dana.get('/my-learning')).text).toContain('The joining details wait for it.')
    expect((await answer(new Visitor(app.url))).text).toContain('Your answers are sent')
    expect(await told()).toEqual(['dana@example.org'])
    expect((await dana.get(`/bookings/${booking.id}`)).text).toContain('Park behind the hall.')
  })

  it('say so in the mail that asks', async () => {
    await at('2026-02-24 08:30')
    const [row] = await app.database.query<[{ data: Record<string, unknown> }]>(
      `SELECT data FROM message WHERE kind = 'evaluation-before' AND to_email = 'dana@example.org'`,
    )
    const { text } = app.app.get(NotificationsReader).renderMail('evaluation-before', row.data)
    expect(text).toContain('The joining details follow as soon as you have answered.')
  })

  it('of who answered early go out when they are due, with everybody’s', async () => {
    await answer(new Visitor(app.url))
    expect(await told()).toEqual([])
    await at('2026-03-05 08:30')
    expect(await told()).toEqual(['dana@example.org'])
  })

  it('wait for nobody longer than the morning of the day before', async () => {
    await at('2026-03-09 08:29')
    expect(await told()).toEqual([])
    await at('2026-03-09 08:30')
    expect(await told()).toEqual([run.people.Beth!.email, 'dana@example.org'].sort())
  })

  it('wait for no answer to questions that there are none of', async () => {
    await app.database.query(`UPDATE evaluation_form SET state = 'retired' WHERE stage = 'pre'`)
    await at('2026-03-05 08:30')
    expect((await told()).length).toBe(2)
  })

  it('of more people than are looked at in one go: those who answered get theirs, behind hundreds who did not', async () => {
    await app.database.query(
      `WITH people AS (INSERT INTO person (id, email, name, registered_at)
         SELECT gen_random_uuid(), 'held-' || n || '@example.org', 'Held ' || n, now() FROM generate_series(1, 1100) n RETURNING id)
       INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, state, booked_at)
       SELECT ('00000000-0000-7000-8000-' || right(id::text, 12))::uuid, 'GT-' || left(id::text, 13), $1, $2, id, 'booked', $3 FROM people`,
      [run.occurrence.id, run.course.id, moment('2026-02-10 10:00')],
    )
    await answer(new Visitor(app.url))
    await at('2026-03-05 08:30')
    expect(await told()).toEqual(['dana@example.org'])
  })
})
