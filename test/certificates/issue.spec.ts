import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { IssueCertificates } from '../../src/jobs/issue-certificates.js'
import { Transaction } from '../../src/database/transaction.js'
import type { Course } from '../../src/modules/courses/course.entity.js'
import { CertificatesWriter } from '../../src/modules/certificates/certificates.writer.js'
import { StillTrue } from '../../src/modules/notifications/still-true.writer.js'
import { RecordsWriter, type Learned } from '../../src/modules/records/records.writer.js'
import { newId } from '../../src/shared/ids.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { mailsTo } from '../support/mailbox.js'
import { aColleague, aDelegate } from '../support/people.js'
import type { Person } from '../../src/modules/people/person.entity.js'

let app: TestApp
let dana: Person
let cole: Person
let course: Course
let booking: { id: string }

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  course = await aCourse(app.database, { title: 'Understanding Neglect Level 2', level: 2, validMonths: 36 })
})
afterAll(() => app.stop())

beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query(
    'DELETE FROM certificate; DELETE FROM learning_record; DELETE FROM message; DELETE FROM evaluation_invitation; DELETE FROM booking',
  )
  const occurrence = await anOccurrence(app.database, {
    course,
    sessions: [
      ['2026-02-24 09:30', '2026-02-24 12:30'],
      ['2026-02-25 09:30', '2026-02-25 13:00'],
    ],
  })
  booking = await aBooking(app.database, { person: dana, occurrence, state: 'attended' })
})

const run = (of = app) => of.app.get(IssueCertificates).run(of.clock.now(), new AbortController().signal)
const attended = (change: Partial<Learned> = {}): Learned => ({
  ...{ source: `booking:${booking.id}`, personId: dana.id, courseId: course.id, completedOn: '2026-02-25', how: 'attended' },
  recordedById: cole.id,
  ...change,
})
const write = (...learned: Learned[]) => app.app.get(Transaction).run(tx => app.app.get(RecordsWriter).write(tx, learned, app.clock.now()))
const reconcile = (learned: Learned[]) =>
  app.app.get(Transaction).run(tx => app.app.get(RecordsWriter).reconcile(tx, [`booking:${booking.id}`], learned, app.clock.now()))
const issued = () =>
  app.database.query<Record<string, unknown>[]>(
    `SELECT number, name, course_title, level, minutes, completed_on::text, valid_until::text, how, withdrawn_why, replaces_id IS NOT NULL AS replaces
     FROM certificate ORDER BY issued_at, id`,
  )
const kindsTo = async (person: Person) => (await mailsTo(app, person.email)).map(mail => mail.kind)

describe('a certificate', () => {
  it('is issued for full attendance, once, with all that it says, and a mail', async () => {
    await write(attended())
    expect(await run()).toBe('1 certificate issued')
    expect(await run()).toBe('')
    expect(await issued()).toEqual([
      {
        number: expect.stringMatching(/^GC-\w{4}-\w{4}-\w\w$/),
        ...{ name: 'Dana Delegate', course_title: 'Understanding Neglect Level 2', level: 2, minutes: 390 },
        ...{ completed_on: '2026-02-25', valid_until: '2029-02-25', how: 'attended', withdrawn_why: null, replaces: false },
      },
    ])
    const [mail] = await mailsTo(app, dana.email)
    expect(mail).toMatchObject({ kind: 'certificate-ready', subject: 'Your certificate is ready: Understanding Neglect Level 2' })
    expect(mail!.text).toContain('It counts until Sunday 25 February 2029.')
    expect(mail!.link).toBe(`/my-certificates/${String((await issued())[0]!.number)}`)
  })

  it('is issued for history without a mail, and not at all for learning done elsewhere', async () => {
    await aRecord(app.database, { person: cole, course, source: `enrolment:${newId()}` })
    await aRecord(app.database, { person: cole, course, how: 'attended', source: null })
    await aRecord(app.database, { person: cole, course, how: 'evidence', source: null })
    expect(await run()).toBe('2 certificates issued')
    expect([await kindsTo(cole), await run()]).toEqual([[], ''])
  })

  it.each(['partly attended', 'no-show', 'cancelled', 'booked'])(
    'is none of a booking that is %s, though a record should be there',
    async state => {
      const gone = state === 'cancelled' ? ', cancelled_at = now()' : ''
      await app.database.query(`UPDATE booking SET state = $1 ${gone} WHERE id = $2`, [state, booking.id])
      await write(attended())
      expect([await run(), await issued()]).toEqual(['', []])
    },
  )

  it('waits for the answers that the course demands, and comes as soon as they are there or can no longer be given', async () => {
    await write(attended())
    const invitation = async (state: string, stage = 'post') => {
      await app.database.query('DELETE FROM evaluation_invitation')
      await app.database.query(
        `INSERT INTO evaluation_invitation (id, booking_id, stage, person_id, course_id, occurrence_id, due_at, state, asked_at, closed_why)
         SELECT gen_random_uuid(), id, $2, person_id, course_id, occurrence_id, now(), $3, now(), CASE $3 WHEN 'closed' THEN 'no answer' END FROM booking WHERE id = $1`,
        [booking.id, stage, state],
      )
    }
    for (const state of ['due', 'asked']) {
      await invitation(state)
      expect([state, await run()]).toEqual([state, ''])
    }
    const set = (gate: boolean, stages: string) =>
      app.database.query(
        `INSERT INTO course_evaluation (course_id, stages, gate_joining, gate_certificate) VALUES ($1, $2, false, $3)
         ON CONFLICT (course_id) DO UPDATE SET stages = $2, gate_certificate = $3`,
        [course.id, stages, gate],
      )
    await set(true, '{pre,post}')
    expect(await run()).toBe('')
    const opened = async (open: () => Promise<unknown>) => {
      await app.database.query('DELETE FROM certificate')
      await app.database.query('UPDATE learning_record SET certificate_due = true')
      await open()
      const came = await run()
      await app.database.query('DELETE FROM course_evaluation')
      return came
    }
    expect(await opened(() => set(false, '{pre,post}'))).toBe('1 certificate issued')
    await invitation('asked')
    expect(await opened(() => set(true, '{pre}'))).toBe('1 certificate issued')
    for (const [state, stage] of [
      ['answered', 'post'],
      ['closed', 'post'],
      ['asked', 'impact'],
    ] as const) {
      expect([state, await opened(() => invitation(state, stage))]).toEqual([state, '1 certificate issued'])
    }
  })

  it('is issued once, however many run at once, in two processes', async () => {
    const second = await startBeside(app)
    await write(attended(), ...Array.from({ length: 40 }, () => attended({ source: `booking:${newId()}` })))
    await Promise.all([run(), run(second), run(), run(second)])
    await second.stop()
    const numbers = (await issued()).map(one => one.number)
    expect([numbers.length, new Set(numbers).size, await run()]).toEqual([41, 41, ''])
    expect((await kindsTo(dana)).length).toBe(41)
  })

  it('comes to those behind somebody who has yet to answer, however few are looked at in one step', async () => {
    await app.database.query(`UPDATE booking SET state = 'booked' WHERE id = $1`, [booking.id])
    await write(attended())
    await write(attended({ source: `enrolment:${newId()}`, how: 'e-learning' }))
    expect(await app.app.get(CertificatesWriter).issueDue(app.clock.now(), 1)).toEqual({ seen: 1, issued: 1 })
    expect(await app.app.get(CertificatesWriter).issueDue(app.clock.now(), 1)).toEqual({ seen: 0, issued: 0 })
  })
})

describe('what becomes of a certificate', () => {
  beforeEach(async () => {
    await write(attended())
    await run()
    app.clock.pass({ days: 1 })
  })
  const ready = async () => {
    const [{ id }] = await app.database.query<[{ id: string }]>('SELECT id FROM certificate ORDER BY issued_at LIMIT 1')
    const asked = [{ subject: `certificate:${id}`, kind: 'certificate-ready', sequence: 0 }]
    return (await app.app.get(StillTrue).of(asked, app.clock.now())).size
  }

  it('stays as it is while its register is open, and when it is closed as before', async () => {
    expect(await ready()).toBe(1)
    await app.database.query(`UPDATE booking SET state = 'booked' WHERE id = $1`, [booking.id])
    expect(await run()).toBe('')
    await app.database.query(`UPDATE booking SET state = 'attended' WHERE id = $1`, [booking.id])
    await reconcile([attended()])
    expect(await run()).toBe('')
    expect(await issued()).toHaveLength(1)
  })

  it('is withdrawn when the register is put right, with why, and a mail that overtakes the one not yet sent', async () => {
    await app.database.query(`UPDATE booking SET state = 'no-show' WHERE id = $1`, [booking.id])
    await reconcile([])
    expect(await run()).toBe('1 withdrawn')
    expect(await issued()).toMatchObject([{ withdrawn_why: 'register' }])
    expect([await ready(), await kindsTo(dana)]).toEqual([0, ['certificate-ready', 'certificate-withdrawn']])
    expect((await mailsTo(app, dana.email)).at(-1)!.text).toContain('because the register of the course was put right')
    await app.database.query(`UPDATE booking SET state = 'attended' WHERE id = $1`, [booking.id])
    await reconcile([attended()])
    expect(await run()).toBe('1 certificate issued')
    expect((await issued()).map(one => one.withdrawn_why)).toEqual(['register', null])
  })

  it('is withdrawn with a record that is taken back', async () => {
    await write(attended({ source: `enrolment:${newId()}`, how: 'e-learning', courseId: course.id }))
    await run()
    await app.database.query(`DELETE FROM learning_record WHERE how = 'e-learning'`)
    expect(await run()).toBe('1 withdrawn')
    expect((await issued()).map(one => one.withdrawn_why)).toEqual([null, 'record'])
  })

  it('gives way to a new one when what it says was wrong', async () => {
    await reconcile([attended({ completedOn: '2026-02-24' })])
    expect(await Promise.all([run(), run()])).toEqual(expect.arrayContaining(['1 certificate issued', '']))
    expect(await issued()).toMatchObject([
      { withdrawn_why: 'replaced', completed_on: '2026-02-25', replaces: false },
      { withdrawn_why: null, completed_on: '2026-02-24', replaces: true, valid_until: '2029-02-24' },
    ])
    expect((await mailsTo(app, dana.email)).at(-1)!.text).toContain('takes the place of GC-')
  })

  it('stays beside the one of a renewal', async () => {
    await write(attended({ source: `booking:${newId()}`, completedOn: '2026-03-01' }))
    expect(await run()).toBe('1 certificate issued')
    expect((await issued()).map(one => one.withdrawn_why)).toEqual([null, null])
  })
})
