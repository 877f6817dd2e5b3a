import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
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
import type { Booking } from '../../src/modules/bookings/booking.entity.js'
import { CourseEvaluation } from '../../src/modules/evaluation/entities/course-evaluation.entity.js'
import type { InvitationState } from '../../src/modules/evaluation/entities/evaluation-invitation.entity.js'
import type { Stage } from '../../src/modules/evaluation/rules/stage-settings.js'
import { anInvitation } from '../support/builders/evaluation.js'
import { Visitor } from '../support/visitor.js'
import type { Person } from '../../src/modules/people/person.entity.js'

let app: TestApp
let dana: Person
let cole: Person
let course: Course
let booking: Booking

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

  describe('waits for the answers that the course demands', () => {
    beforeEach(() => write(attended()))
    afterEach(() => app.database.query('DELETE FROM evaluation_invitation; DELETE FROM course_evaluation; DELETE FROM evaluation_start'))
    const asked = (state: InvitationState, stage: Stage = 'post') => {
      const closedWhy = state === 'closed' ? 'did not come' : null
      return anInvitation(app.database, { booking, stage, state, askedAt: '2026-02-25 14:00', closedWhy })
    }
    const settings = (gateCertificate: boolean, stages: Stage[]) =>
      app.database
        .getRepository(CourseEvaluation)
        .insert({ courseId: course.id, stages, gateJoining: false, gateCertificate, impactWeeks: 8, managerMonths: 6 })
    const begun = (since: string) => app.database.query('INSERT INTO evaluation_start (id, since) VALUES (1, $1)', [since])

    it.each<[string, () => Promise<unknown>]>([
      ['due', () => asked('due')],
      ['asked for', () => asked('asked')],
      ['asked for, by the settings of the course', () => settings(true, ['post']).then(() => asked('asked'))],
      ['closed by a register that was put right since', () => asked('closed')],
      ['not even laid out, of a course after the product began to ask', () => begun('2026-02-25T12:59:00Z')],
    ])('%s', async (_, lay) => {
      await lay()
      expect([await run(), await issued()]).toEqual(['', []])
      await app.database.query(`DELETE FROM evaluation_invitation`)
      await asked('answered')
      expect(await run()).toBe('1 certificate issued')
    })

    it.each<[string, () => Promise<unknown>]>([
      ['that are there', () => asked('answered')],
      ['about another stage', () => asked('asked', 'impact')],
      ['where the certificate need not wait', () => settings(false, ['post']).then(() => asked('asked'))],
      ['where the stage is not asked', () => settings(true, ['pre']).then(() => asked('asked'))],
      ['of a course before the product began to ask', () => begun('2026-02-25T13:00:00Z')],
    ])('but not for answers %s', async (_, lay) => {
      await lay()
      expect(await run()).toBe('1 certificate issued')
    })

    it('and its person is told where', async () => {
      await asked('asked')
      const browser = new Visitor(app.url)
      await browser.signIn(dana.email)
      const page = await browser.get('/my-certificates')
      expect(page.text).toContain('One certificate waits for your answers about the course: Understanding Neglect Level 2.')
      expect(page.html).toContain('href="/my-learning/evaluations"')
    })
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
    expect(await app.app.get(CertificatesWriter).issueDue(app.clock.now(), 1)).toEqual({ settled: 1, issued: 1 })
    expect(await app.app.get(CertificatesWriter).issueDue(app.clock.now(), 1)).toEqual({ settled: 0, issued: 0 })
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
